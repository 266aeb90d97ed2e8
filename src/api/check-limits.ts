import { type RequestedCheck } from '../storage/requested-checks';
import { POINTS_FOR_CHECKS, POINTS_FOR_CHECKS_EACH, MIN_POINTS_PER_CHECK } from '../scan/budget';
import { HOUR, type Instant, MINUTE, addDuration } from '../domain/instant';

/** Within this time after a check, another check of the same work item or control is refused. */
const MIN_CHECK_INTERVAL = 2 * MINUTE;

/** A request to check a control or a work item. */
export interface CheckRequest {
  /** A control's ID or a work item's key. */
  readonly target: string;
  readonly account: string;
  readonly now: Instant;
}

/** Whether a check may start, with its API points; otherwise when to try again. */
export type CheckAdmission =
  | { readonly is: 'admitted'; readonly points: number }
  | { readonly is: 'too-soon'; readonly requestedAt: Instant; readonly retryAt: Instant }
  | { readonly is: 'paused'; readonly until: Instant };

/** Only checks of the last hour count toward the limits. */
export const checksOfLastHour = (
  checks: readonly RequestedCheck[],
  now: Instant,
): readonly RequestedCheck[] => checks.filter(({ at }) => at > addDuration(now, -HOUR));

const sumPoints = (checks: readonly RequestedCheck[]): number =>
  checks.reduce((sum, { points }) => sum + points, 0);

/** When enough of these checks are older than an hour to make `needed` points available. */
function pointsAvailableForCheckAt(
  checks: readonly RequestedCheck[],
  limit: number,
  needed: number,
  now: Instant,
): Instant {
  const oldestFirst = [...checks].sort((one, other) => one.at - other.at);
  const index = oldestFirst.findIndex((_, from) => sumPoints(oldestFirst.slice(from)) + needed <= limit);
  const lastToExpire = oldestFirst[(index < 0 ? oldestFirst.length : index) - 1];
  return lastToExpire === undefined ? now : addDuration(lastToExpire.at, HOUR);
}

/** When a check of this target was last requested, within the last hour. */
export const lastRequestedAt = (checks: readonly RequestedCheck[], target: string): Instant | undefined =>
  checks
    .filter(each => each.target === target)
    .map(({ at }) => at)
    .sort((one, other) => other - one)[0];

/**
 * Applies the limits of the last hour: per work item or control, per person, and overall. Pure.
 * @param needed minimum API points for the check.
 */
export function decideAdmission(
  checks: readonly RequestedCheck[],
  { target, account, now }: CheckRequest,
  needed: number = MIN_POINTS_PER_CHECK,
): CheckAdmission {
  const recent = checksOfLastHour(checks, now);
  const requestedAt = lastRequestedAt(recent, target);
  if (requestedAt !== undefined && addDuration(requestedAt, MIN_CHECK_INTERVAL) > now)
    return { is: 'too-soon', requestedAt, retryAt: addDuration(requestedAt, MIN_CHECK_INTERVAL) };
  const limits = [
    { of: recent, most: POINTS_FOR_CHECKS },
    { of: recent.filter(each => each.account === account), most: POINTS_FOR_CHECKS_EACH },
    { of: recent.filter(each => each.target === target), most: POINTS_FOR_CHECKS_EACH },
  ];
  const points = Math.min(...limits.map(({ of, most }) => most - sumPoints(of)));
  // A check that needs more than the hourly limit waits until the full limit is available, and then re-checks what it
  // can.
  const minPoints = Math.min(needed, POINTS_FOR_CHECKS_EACH);
  if (points >= minPoints) return { is: 'admitted', points };
  const until = Math.max(
    ...limits.map(({ of, most }) => pointsAvailableForCheckAt(of, most, minPoints, now)),
  );
  return { is: 'paused', until: addDuration(now, until - now) };
}
