import { type Instant, later, notLaterThan } from '../terms/instant';
import { type Memory } from './memory';
import { LOOK_AGAIN } from './patience';

type Times = Pick<
  Memory,
  | 'claimedAt'
  | 'lookAgainAt'
  | 'noWay'
  | 'propertyChangedAt'
  | 'propertyReportedAt'
  | 'propertyRestoredAt'
  | 'problem'
  | 'doneAt'
  | 'movedToDoneAt'
  | 'reopenedAt'
>;

/**
 * A stored memory without times that can't be: a clock that ran ahead wrote them, and they would keep its work item as it is
 * until the real time has caught up. What is repeated after a while is due at once, what is done once stays done, and what
 * happened at an unknown time happened after the memory began. Pure.
 */
export function trustedMemory(
  {
    claimedAt,
    lookAgainAt,
    noWay,
    propertyChangedAt,
    propertyReportedAt,
    propertyRestoredAt,
    problem,
    doneAt,
    movedToDoneAt,
    reopenedAt,
    ...memory
  }: Memory,
  now: Instant,
): Memory {
  const createdAt = notLaterThan(now, memory.createdAt) ?? 0;
  const known = (at: number, otherwise: number): number => notLaterThan(now, at) ?? otherwise;
  const times: Times = {};
  if (claimedAt !== undefined) times.claimedAt = known(claimedAt, createdAt);
  if (lookAgainAt !== undefined) times.lookAgainAt = notLaterThan(later(now, LOOK_AGAIN), lookAgainAt) ?? now;
  if (noWay !== undefined && notLaterThan(now, noWay.at) !== undefined) times.noWay = noWay;
  if (propertyChangedAt !== undefined) times.propertyChangedAt = known(propertyChangedAt, now);
  if (propertyReportedAt !== undefined) times.propertyReportedAt = known(propertyReportedAt, now);
  if (propertyRestoredAt !== undefined) times.propertyRestoredAt = known(propertyRestoredAt, 0);
  if (problem !== undefined) times.problem = { ...problem, at: known(problem.at, 0) };
  if (doneAt !== undefined) times.doneAt = known(doneAt, createdAt);
  if (movedToDoneAt !== undefined && notLaterThan(now, movedToDoneAt) !== undefined)
    times.movedToDoneAt = movedToDoneAt;
  if (reopenedAt !== undefined)
    times.reopenedAt = reopenedAt.filter(at => notLaterThan(now, at) !== undefined);
  const failures = Object.entries(memory.failures).map(
    ([step, failure]) => [step, { ...failure, at: known(failure.at, 0) }] as const,
  );
  return {
    ...memory,
    ...times,
    failures: Object.fromEntries(failures),
    createdAt,
    updatedAt: known(memory.updatedAt, createdAt),
  };
}
