import { type AskedCheck } from '../storage/checks';
import { POINTS_FOR_CHECKS, POINTS_FOR_CHECKS_OF_ONE, POINTS_OF_A_CHECK } from '../sweep/budget';
import { HOUR, type Instant, MINUTE, later } from '../terms/instant';

/** A check of the same work item or control within this time is answered by the last one. */
const EVERY = 2 * MINUTE;

/** Who asks for a check of what. */
export interface CheckRequest {
  /** A control's id or a work item's key. */
  readonly what: string;
  /** Account id. */
  readonly by: string;
  readonly now: Instant;
}

/** Whether a check may begin, and on how many points; else when it was last asked for, and when it may be again. */
export type Admission =
  | { readonly is: 'admitted'; readonly points: number }
  | { readonly is: 'too-soon'; readonly askedAt: Instant; readonly againAt: Instant }
  | { readonly is: 'paused'; readonly until: Instant };

/** The checks of the last hour: older ones limit nothing. */
export const ofLastHour = (asked: readonly AskedCheck[], now: Instant): readonly AskedCheck[] =>
  asked.filter(({ at }) => at > later(now, -HOUR));

const pointsOf = (asked: readonly AskedCheck[]): number => asked.reduce((sum, { points }) => sum + points, 0);

/** When enough of these checks are an hour old to leave room for `needed` points. */
function roomAt(asked: readonly AskedCheck[], most: number, needed: number, now: Instant): Instant {
  const oldestFirst = [...asked].sort((one, other) => one.at - other.at);
  const index = oldestFirst.findIndex((_, from) => pointsOf(oldestFirst.slice(from)) + needed <= most);
  const last = oldestFirst[(index < 0 ? oldestFirst.length : index) - 1];
  return last === undefined ? now : later(last.at, HOUR);
}

/** When this work item or control was last asked to be checked, within the last hour. */
export const lastAsked = (asked: readonly AskedCheck[], what: string): Instant | undefined =>
  asked
    .filter(each => each.what === what)
    .map(({ at }) => at)
    .sort((one, other) => other - one)[0];

/**
 * Holds a check against the limits of the last hour: for its work item or control, for the person, and for all together.
 * @param needed points that it takes at least. Pure.
 */
export function admissionOf(
  asked: readonly AskedCheck[],
  { what, by, now }: CheckRequest,
  needed: number = POINTS_OF_A_CHECK,
): Admission {
  const recent = ofLastHour(asked, now);
  const askedAt = lastAsked(recent, what);
  if (askedAt !== undefined && later(askedAt, EVERY) > now)
    return { is: 'too-soon', askedAt, againAt: later(askedAt, EVERY) };
  const limits = [
    { of: recent, most: POINTS_FOR_CHECKS },
    { of: recent.filter(each => each.by === by), most: POINTS_FOR_CHECKS_OF_ONE },
    { of: recent.filter(each => each.what === what), most: POINTS_FOR_CHECKS_OF_ONE },
  ];
  const points = Math.min(...limits.map(({ of, most }) => most - pointsOf(of)));
  // What takes more than an hour has waits until nothing else was asked for, and is then read as far as points go.
  const least = Math.min(needed, POINTS_FOR_CHECKS_OF_ONE);
  if (points >= least) return { is: 'admitted', points };
  const until = Math.max(...limits.map(({ of, most }) => roomAt(of, most, least, now)));
  return { is: 'paused', until: later(now, until - now) };
}
