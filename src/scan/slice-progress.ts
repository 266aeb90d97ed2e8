import { type OperationId, operationOf } from '../jira/operations';
import { MINUTE } from '../domain/instant';

/**
 * What counts as progress of a slice. Only a slice with progress can ask for the next one immediately.
 * - `evidence`: Jira returned a page or a requested object.
 * - `finding`: a finding changed state.
 * - `work-item`: a work item was written in Jira.
 * - `cursor`: a pending source is finished, or new changes were processed.
 * - `request`: a work item requested a re-check that was not pending yet.
 */
export type SliceProgress = 'evidence' | 'finding' | 'work-item' | 'cursor' | 'request';

/** Operations that only read although they use POST. */
const READ_BY_POST: ReadonlySet<OperationId> = new Set(['permissions.check', 'issue.bulk-fetch']);

/** Whether an operation changes something in Jira. */
export const isWriteOperation = (operation: OperationId): boolean =>
  operationOf(operation).method !== 'GET' && !READ_BY_POST.has(operation);

const FIRST_BACK_OFF = 5 * MINUTE;
const LONGEST_BACK_OFF = 60 * MINUTE;

/**
 * The minimum delay in milliseconds after a slice without progress.
 * @param idle number of previous slices in a row without progress.
 */
export const backOffDelay = (idle: number): number =>
  Math.min(FIRST_BACK_OFF * 2 ** Math.min(idle, 4), LONGEST_BACK_OFF);
