import { HOUR, type Instant } from '../terms/instant';
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

type Budget = Run['budget'];

const hourOf = (now: Instant): number => Math.floor(now / HOUR);

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

export const spend = (budget: Budget, points: number, now: Instant): Budget => {
  const current = budgetAt(budget, now);
  return { ...current, spent: current.spent + points };
};
