import { type AdminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';

export type ControlValue = OutputOf<AdminCalls['control']>;
