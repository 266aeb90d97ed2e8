import { type Instant, instant } from '../../domain/instant';
import { type IssueState } from '../plan/action';
import { type RemediationRecord, withoutMembers } from '../plan/remediation-record';
import { type PlannedItem } from '../plan/desired-items';

/** The observed work item, and the changed record if it has to be saved. */
interface RecordedMove {
  readonly issue: IssueState;
  readonly record?: RemediationRecord;
}

/**
 * Keeps the time at which the app first saw a move to Done. If Jira doesn't return the category's change date, the app
 * uses the time of the last update, which every comment changes. Otherwise the app would take one move for several.
 */
export function recordMoveToDone(
  item: PlannedItem,
  record: RemediationRecord,
  issue: IssueState,
): RecordedMove {
  const { movedToDoneAt: recordedAt } = record;
  const isTracked = item.is === 'desired' && record.state !== 'done';
  if (issue.is !== 'live' || !isTracked) return { issue };
  if (issue.category !== 'done')
    return recordedAt === undefined ? { issue } : { issue, record: withoutMembers(record, 'movedToDoneAt') };
  const { categorySince, categorySinceIsGuessed } = issue;
  const isSameMove =
    recordedAt !== undefined && (categorySinceIsGuessed === true || categorySince <= recordedAt);
  const movedAt: Instant = isSameMove ? instant(recordedAt) : categorySince;
  return {
    issue: { ...issue, categorySince: movedAt },
    ...(movedAt === recordedAt ? {} : { record: { ...record, movedToDoneAt: movedAt } }),
  };
}
