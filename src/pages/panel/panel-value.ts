import { type panelCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';

/** The panel's data, depending on the reader's role. */
export type PanelValue = OutputOf<(typeof panelCalls)['panel']>;

/** The data for people who fix findings: everyone except viewers. */
export type FixerPanelValue = Exclude<PanelValue, { role: 'viewer' }>;
