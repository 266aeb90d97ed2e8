import { type Instant, addDuration, discardFutureInstant } from '../../domain/instant';
import { type RemediationRecord } from './remediation-record';
import { DUPLICATE_CHECK_INTERVAL } from './timeouts';

type Times = Pick<
  RemediationRecord,
  | 'claimedAt'
  | 'duplicateCheckAt'
  | 'noTransition'
  | 'propertyChangedAt'
  | 'propertyReportedAt'
  | 'propertyRestoredAt'
  | 'problem'
  | 'doneAt'
  | 'movedToDoneAt'
  | 'reopenedAt'
>;

/**
 * Removes times in the future, which a wrong clock wrote. They would freeze the work item until the real time catches
 * up. Repeated actions become due at once, one-time actions stay done, and events at an unknown time count as after the
 * record's creation.
 */
export function sanitizeRecord(
  {
    claimedAt,
    duplicateCheckAt: lookAgainAt,
    noTransition: noWay,
    propertyChangedAt,
    propertyReportedAt,
    propertyRestoredAt,
    problem,
    doneAt,
    movedToDoneAt,
    reopenedAt,
    ...record
  }: RemediationRecord,
  now: Instant,
): RemediationRecord {
  const createdAt = discardFutureInstant(now, record.createdAt) ?? 0;
  const known = (at: number, otherwise: number): number => discardFutureInstant(now, at) ?? otherwise;
  const times: Times = {};
  if (claimedAt !== undefined) times.claimedAt = known(claimedAt, createdAt);
  if (lookAgainAt !== undefined)
    times.duplicateCheckAt =
      discardFutureInstant(addDuration(now, DUPLICATE_CHECK_INTERVAL), lookAgainAt) ?? now;
  if (noWay !== undefined && discardFutureInstant(now, noWay.at) !== undefined) times.noTransition = noWay;
  if (propertyChangedAt !== undefined) times.propertyChangedAt = known(propertyChangedAt, now);
  if (propertyReportedAt !== undefined) times.propertyReportedAt = known(propertyReportedAt, now);
  if (propertyRestoredAt !== undefined) times.propertyRestoredAt = known(propertyRestoredAt, 0);
  if (problem !== undefined) times.problem = { ...problem, at: known(problem.at, 0) };
  if (doneAt !== undefined) times.doneAt = known(doneAt, createdAt);
  if (movedToDoneAt !== undefined && discardFutureInstant(now, movedToDoneAt) !== undefined)
    times.movedToDoneAt = movedToDoneAt;
  if (reopenedAt !== undefined)
    times.reopenedAt = reopenedAt.filter(at => discardFutureInstant(now, at) !== undefined);
  const failures = Object.entries(record.failures).map(
    ([step, failure]) => [step, { ...failure, at: known(failure.at, 0) }] as const,
  );
  return {
    ...record,
    ...times,
    failures: Object.fromEntries(failures),
    createdAt,
    updatedAt: known(record.updatedAt, createdAt),
  };
}
