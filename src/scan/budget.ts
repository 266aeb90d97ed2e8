import { HOUR, MINUTE, SECOND, type Instant, instant } from '../domain/instant';
import { type ScanState } from '../storage/scan-state';

/*
 * Jira gives an app 65,000 API points an hour, shared by all its customers, and no response header reports how many are
 * left. So each installation limits itself to its own hourly budget.
 */

/** API points an installation may spend in a UTC hour. Unspent points carry over to the next hour only. */
export const POINTS_PER_HOUR = 3_000;

/** API points for the hour of installation: enough to show the first checklist within minutes. */
export const POINTS_IN_FIRST_HOUR = 6_000;

/** API points a tick may spend on sources that are due but not yet urgent. */
export const POINTS_FOR_EARLY_READING = 600;

/**
 * Share of the hour's API points that passes leave for single objects: confirmations, changed objects, and "Check now".
 * People wait for these, so they must not wait for the next hour. A pass may.
 */
export const SHARE_FOR_OBJECTS = 1 / 6;

/**
 * Share of the hour's API points that confirmations of expensive objects (such as permission schemes) leave unspent.
 * After a first scan many confirmations are due, but people wait more for objects that were just opened or fixed.
 */
export const SHARE_FOR_CHANGES = 1 / 12;

/**
 * Share of the API points available to a tick that re-checks of missed objects may spend. Hundreds of expensive objects
 * must not delay passes or re-checks of objects that changed in the same hour.
 */
export const SHARE_FOR_MISSED = 1 / 2;

/**
 * API points an hour for requested checks and for reading edited work items. The rest stays reserved for ticks and
 * other events.
 */
export const POINTS_FOR_CHECKS = 500;

/** API points an hour of these for one person, and for one work item or control, so that others can check too. */
export const POINTS_FOR_CHECKS_EACH = 250;

/** Minimum API points for a check: it always reads the app's rights and judges the site. */
export const MIN_POINTS_PER_CHECK = 10;

type Budget = ScanState['budget'];
type Checks = ScanState['checks'];

const hourOf = (now: Instant): number => Math.floor(now / HOUR);

/** Whether this UTC hour has no spending yet. */
export const isNewHour = (budget: Budget, now: Instant): boolean => budget.hour !== hourOf(now);

/**
 * The budget for the UTC hour of `now`. A new hour starts with what the previous hour left unspent. A response larger
 * than its estimate can overspend. That debt carries over until later hours have paid it.
 */
export function budgetAt(budget: Budget, now: Instant): Budget {
  const hour = hourOf(now);
  if (budget.hour === hour) return budget;
  const unspent = POINTS_PER_HOUR + Math.min(0, budget.carriedOver) - budget.spent;
  // API points carried into the hour count as spendable when computing debt, but do not carry over again.
  const carriedOver =
    unspent >= 0 ? unspent : Math.min(0, POINTS_PER_HOUR + budget.carriedOver - budget.spent);
  const pointsSince = POINTS_PER_HOUR * Math.max(0, hour - budget.hour - 1);
  return { hour, spent: 0, carriedOver: Math.min(POINTS_PER_HOUR, carriedOver + pointsSince) };
}

/** API points that the installation can still spend in the hour of `now`. */
export function allowanceAt(budget: Budget, now: Instant, installedAt: Instant): number {
  const { hour, spent, carriedOver: carried } = budgetAt(budget, now);
  const isFirstHour = hourOf(installedAt) === hour;
  return Math.max(0, (isFirstHour ? POINTS_IN_FIRST_HOUR : POINTS_PER_HOUR + carried) - spent);
}

export const nextHour = (now: Instant): Instant => instant((hourOf(now) + 1) * HOUR);

/** API points that must be available before a person can start a scan. The rest is for ticks, events, and checks. */
const POINTS_FOR_SCAN = POINTS_PER_HOUR / 2;

/** When enough API points are available for a requested scan; undefined if they are now. */
export function scanPausedUntil(budget: Budget, now: Instant, installedAt: Instant): Instant | undefined {
  for (let at = now; ; at = nextHour(at))
    if (allowanceAt(budget, at, installedAt) >= POINTS_FOR_SCAN) return at === now ? undefined : at;
}

/** Earliest resumption after a full UTC hour, and the time over which installations spread their start. */
const DELAY_AFTER_FULL_HOUR = 5 * SECOND;
const SPREAD = 25 * SECOND;

/** Jira never asks to wait much longer than one hour. */
const LONGEST_WAIT = HOUR + MINUTE;

/**
 * When API points are available again: after Jira's Retry-After if it sent one, else in the next UTC hour.
 * @param retryAfter milliseconds that Jira asks to wait.
 * @param share 0..1, different for each installation, so that not all resume at the same moment.
 */
export function pointsAvailableAt(now: Instant, retryAfter: number | undefined, share: number): Instant {
  const spread = DELAY_AFTER_FULL_HOUR + SPREAD * share;
  if (retryAfter === undefined) return instant(nextHour(now) + spread);
  return instant(now + Math.min(Math.max(retryAfter, MINUTE), LONGEST_WAIT) + spread);
}

export const chargeBudget = (budget: Budget, points: number, now: Instant): Budget => {
  const current = budgetAt(budget, now);
  return { ...current, spent: current.spent + points };
};

/** What checks have spent in the UTC hour of `now`. Overspending is deducted from the following hours. */
export function checkBudgetAt(checks: Checks, now: Instant): Checks {
  const hour = hourOf(now);
  if (checks.hour === hour) return checks;
  const hoursSince = Math.max(1, hour - checks.hour);
  return { ...checks, hour, spent: Math.max(0, checks.spent - hoursSince * POINTS_FOR_CHECKS) };
}

/**
 * API points that the next check may spend on reading: what is left of the hour, minus the cost of the last judging.
 * @returns 0 if that is too little to begin.
 */
export function allowanceForCheck(checks: Checks, now: Instant): number {
  const { spent, judgingPoints: judging } = checkBudgetAt(checks, now);
  const left = POINTS_FOR_CHECKS - spent - Math.min(judging, POINTS_FOR_CHECKS - MIN_POINTS_PER_CHECK);
  return left < MIN_POINTS_PER_CHECK ? 0 : left;
}

/** When checks can spend API points again; undefined if they can now. */
export function checksPausedUntil(checks: Checks, now: Instant): Instant | undefined {
  for (let at = now; ; at = nextHour(at))
    if (allowanceForCheck(checks, at) > 0) return at === now ? undefined : at;
}

export const chargeCheckBudget = (checks: Checks, points: number, now: Instant): Checks => {
  const current = checkBudgetAt(checks, now);
  return { ...current, spent: current.spent + points };
};
