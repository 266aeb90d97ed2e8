import { type AdminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';

export type ChecklistPageValue = OutputOf<AdminCalls['checklist']>;
export type ChecklistValue = NonNullable<ChecklistPageValue['checklist']>;
export type ChecklistRowValue = ChecklistValue['rows'][number];
