import { type LicenseFact } from '../facts';

/**
 * The plan that determines what the site can do.
 * - `free`: every licensed app is on Free. Anonymous access is off, though schemes keep their grants to Public.
 *   Permissions can't be edited, and there is no audit log.
 * - `paid`: at least one app is on a paid plan.
 * - `unknown`: no app has a license, or Jira reports a plan that this app doesn't know.
 */
export type PlanInEffect = 'free' | 'paid' | 'unknown';

/** Jira's plan names. `UNLICENSED` is an app whose license expired, or that was never bought. */
const KNOWN_PLANS: readonly string[] = ['FREE', 'PAID', 'UNLICENSED'];

export const isKnownPlan = (plan: string): boolean => KNOWN_PLANS.includes(plan);

/** @param licenses all licenses; undefined if they weren't fully read. */
export function resolvePlanInEffect(licenses: readonly LicenseFact[] | undefined): PlanInEffect {
  const plans = new Set(licenses?.map(({ plan }) => plan));
  if (plans.has('PAID')) return 'paid';
  return plans.has('FREE') && [...plans].every(isKnownPlan) ? 'free' : 'unknown';
}
