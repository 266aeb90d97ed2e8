import { router } from '@forge/bridge';
import ForgeReconciler from '@forge/react';
import { PageFrame } from './page/page-frame';
import { type Place, pathOf } from './page/place';
import { WorkItemPanel } from './panel/work-item-panel';

/** The panel is one place: every other is on the app's page, the one that Jira surely leads to. */
const toApp = (place: Place): void => {
  void router.navigate({ target: 'module', moduleKey: 'configure', path: pathOf(place) });
};

ForgeReconciler.render(
  <PageFrame go={toApp}>
    <WorkItemPanel />
  </PageFrame>,
);
