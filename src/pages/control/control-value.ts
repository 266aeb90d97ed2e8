import { type AdminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';

/** What the page of one control shows. */
export type ControlValue = OutputOf<AdminCalls['control']>;
