import { type panelCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';

/** What the panel shows, by the reader's role. */
export type PanelValue = OutputOf<(typeof panelCalls)['panel']>;

/** What the people who fix it are shown: everyone but a viewer. */
export type WorkValue = Exclude<PanelValue, { role: 'viewer' }>;
