import { type OperationId, operationOf } from '../jira/operations';
import { MINUTE } from '../terms/instant';

/**
 * What counts as progress of a slice. Only a slice that made some may ask for the next one at once.
 * - `evidence`: Jira gave a page, or an object that was asked for.
 * - `finding`: a finding took a step.
 * - `work-item`: a work item was written in Jira.
 * - `cursor`: a source that was pending is done with, or new changes came in.
 * - `request`: a work item asked for objects that nobody waited for so far.
 */
export type Progress = 'evidence' | 'finding' | 'work-item' | 'cursor' | 'request';

/** Operations that read though they are no GET. */
const READ_BY_POST: ReadonlySet<OperationId> = new Set(['permissions.check', 'issue.bulk-fetch']);

/** Whether an operation changes something in Jira. */
export const writes = (operation: OperationId): boolean =>
  operationOf(operation).method !== 'GET' && !READ_BY_POST.has(operation);

const FIRST_BACK_OFF = 5 * MINUTE;
const LONGEST_BACK_OFF = 60 * MINUTE;

/**
 * How long a slice without progress waits at least before it asks for another one.
 * @param idle how many slices before it made none either.
 */
export const backOff = (idle: number): number =>
  Math.min(FIRST_BACK_OFF * 2 ** Math.min(idle, 4), LONGEST_BACK_OFF);
