import { router } from '@forge/bridge';
import ForgeReconciler from '@forge/react';
import { PageFrame } from './shared/page-frame';
import { type Route, routePath } from './shared/route';
import { WorkItemPanel } from './panel/work-item-panel';

/**
 * The panel has no other pages, so all links open the app's page. Module `configure` is the one that Jira can always
 * navigate to.
 */
const navigateToApp = (route: Route): void => {
  void router.navigate({ target: 'module', moduleKey: 'configure', path: routePath(route) });
};

ForgeReconciler.render(
  <PageFrame navigate={navigateToApp}>
    <WorkItemPanel />
  </PageFrame>,
);
