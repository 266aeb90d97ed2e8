import { HOUR, MINUTE, SECOND, type Instant, instant } from '../terms/instant';
import { type Run } from '../storage/run';

/*
 * 65,000 points an hour are shared by all customers of an app, and no header tells what is left of them. So every
 * installation keeps to an allowance of its own.
 */

/** Points an installation may spend in a UTC hour. What it leaves is carried over, for one hour. */
export const POINTS_PER_HOUR = 3_000;

/** Points for the first hour, so that the first checklist is there within minutes. */
export const POINTS_IN_FIRST_HOUR = 6_000;

/** Points of a tick that may go into reading what is not yet near its end of life. */
export const POINTS_FOR_EARLY_READING = 600;

/**
 * What passes leave of an hour's allowance for single objects: second reads, what changed, a person's *Check now*. A whole
 * hour's wait for one of those would cost more trust than a pass that ends an hour later.
 */
export const SHARE_FOR_OBJECTS = 1 / 6;

/**
 * What second reads of dear objects, such as permission schemes, leave of that: after a first reading much waits for its second,
 * and nobody waits for that as for what somebody has just opened or mended, and for its work item.
 */
export const SHARE_FOR_CHANGES = 1 / 12;

/**
 * What single objects that passes missed may take of the points that a tick finds: hundreds of dear ones must hold up neither
 * the passes nor what somebody changes in the same hour.
 */
export const SHARE_FOR_MISSED = 1 / 2;

/** Points an hour for the checks that people ask for, and for looks at work items that they edit: ticks and other events always have the rest. */
export const POINTS_FOR_CHECKS = 500;

/** Points an hour of these for one person, and for one work item or control: others can check as well. */
export const POINTS_FOR_CHECKS_OF_ONE = 250;

/** What a check takes at least, however little it reads: the app's rights are read again, and the site is judged. */
export const POINTS_OF_A_CHECK = 10;

type Budget = Run['budget'];
type Checks = Run['checks'];

const hourOf = (now: Instant): number => Math.floor(now / HOUR);

/** Whether nothing was spent in this UTC hour so far. */
export const isNewHour = (budget: Budget, now: Instant): boolean => budget.hour !== hourOf(now);

/**
 * The budget as it stands at `now`: a new UTC hour begins anew and carries over what the one before left. An answer that
 * was larger than its estimate may have overspent: that debt is carried too, until the hours since have paid it.
 */
export function budgetAt(budget: Budget, now: Instant): Budget {
  const hour = hourOf(now);
  if (budget.hour === hour) return budget;
  const own = POINTS_PER_HOUR + Math.min(0, budget.carried) - budget.spent;
  // What was carried into the hour was there to be spent, and is no debt; nor is it carried any further.
  const left = own >= 0 ? own : Math.min(0, POINTS_PER_HOUR + budget.carried - budget.spent);
  const since = POINTS_PER_HOUR * Math.max(0, hour - budget.hour - 1);
  return { hour, spent: 0, carried: Math.min(POINTS_PER_HOUR, left + since) };
}

/** Points that may still be spent at `now`. */
export function allowanceAt(budget: Budget, now: Instant, installedAt: Instant): number {
  const { hour, spent, carried } = budgetAt(budget, now);
  const first = hourOf(installedAt) === hour;
  return Math.max(0, (first ? POINTS_IN_FIRST_HOUR : POINTS_PER_HOUR + carried) - spent);
}

export const nextHour = (now: Instant): Instant => instant((hourOf(now) + 1) * HOUR);

/** Points that have to be left of an hour for a scan that a person asks for: ticks, events and checks have the rest. */
const POINTS_FOR_SCAN = POINTS_PER_HOUR / 2;

/** When there are enough points for a scan that a person asks for; undefined where there are now. */
export function scanPausedUntil(budget: Budget, now: Instant, installedAt: Instant): Instant | undefined {
  for (let at = now; ; at = nextHour(at))
    if (allowanceAt(budget, at, installedAt) >= POINTS_FOR_SCAN) return at === now ? undefined : at;
}

/** How soon in a new UTC hour reading continues at the earliest, and over how long installations spread. */
const AFTER_FULL_HOUR = 5 * SECOND;
const SPREAD = 25 * SECOND;

/** Jira never asks to wait much longer than its hour. */
const LONGEST_WAIT = HOUR + MINUTE;

/**
 * When there are points again: where Jira says so, after that, else in the next UTC hour.
 * @param retryAfter milliseconds that Jira asks to wait.
 * @param share 0..1, another one for each installation: all customers of the app share Jira's points.
 */
export function pointsBackAt(now: Instant, retryAfter: number | undefined, share: number): Instant {
  const spread = AFTER_FULL_HOUR + SPREAD * share;
  if (retryAfter === undefined) return instant(nextHour(now) + spread);
  return instant(now + Math.min(Math.max(retryAfter, MINUTE), LONGEST_WAIT) + spread);
}

export const spend = (budget: Budget, points: number, now: Instant): Budget => {
  const current = budgetAt(budget, now);
  return { ...current, spent: current.spent + points };
};

/** What checks have spent in the UTC hour of `now`. What an hour spent too much is owed by the next ones. */
export function checksAt(checks: Checks, now: Instant): Checks {
  const hour = hourOf(now);
  if (checks.hour === hour) return checks;
  const since = Math.max(1, hour - checks.hour);
  return { ...checks, hour, spent: Math.max(0, checks.spent - since * POINTS_FOR_CHECKS) };
}

/**
 * Points that the next check may spend on reading: what is left of the hour, without what judging the site took after the
 * last check. @returns 0 where that is too little to begin.
 */
export function allowanceForCheck(checks: Checks, now: Instant): number {
  const { spent, judging } = checksAt(checks, now);
  const left = POINTS_FOR_CHECKS - spent - Math.min(judging, POINTS_FOR_CHECKS - POINTS_OF_A_CHECK);
  return left < POINTS_OF_A_CHECK ? 0 : left;
}

/** When checks may spend points again; undefined where they may now. */
export function checksPausedUntil(checks: Checks, now: Instant): Instant | undefined {
  for (let at = now; ; at = nextHour(at))
    if (allowanceForCheck(checks, at) > 0) return at === now ? undefined : at;
}

export const spendOnCheck = (checks: Checks, points: number, now: Instant): Checks => {
  const current = checksAt(checks, now);
  return { ...current, spent: current.spent + points };
};
