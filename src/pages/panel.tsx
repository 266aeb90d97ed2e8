import ForgeReconciler from '@forge/react';
import { PageFrame } from './page/page-frame';
import { WorkItemPanel } from './panel/work-item-panel';

/** The panel is one place: there is nowhere to go within it. */
const stay = (): void => undefined;

ForgeReconciler.render(
  <PageFrame go={stay}>
    <WorkItemPanel />
  </PageFrame>,
);
