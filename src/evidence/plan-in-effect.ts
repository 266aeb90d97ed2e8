import { type LicenceFact } from './facts';

/**
 * The plan that decides what the site can do.
 * - `free`: every app that has a license is on Free. Anonymous access is off, though schemes keep their grants to Public; no
 *   one can edit permissions; there is no audit log.
 * - `paid`: at least one app is on a paid plan.
 * - `unknown`: no app has a license, or Jira names a plan that this app doesn't know.
 */
export type Plan = 'free' | 'paid' | 'unknown';

/** Jira's words. `UNLICENSED` is an app whose license expired, or that was never bought. */
const KNOWN: readonly string[] = ['FREE', 'PAID', 'UNLICENSED'];

export const isKnownPlan = (plan: string): boolean => KNOWN.includes(plan);

/** @param licences all of them; undefined where they weren't read to the end. */
export function planInEffect(licences: readonly LicenceFact[] | undefined): Plan {
  const plans = new Set(licences?.map(({ plan }) => plan));
  if (plans.has('PAID')) return 'paid';
  return plans.has('FREE') && [...plans].every(isKnownPlan) ? 'free' : 'unknown';
}
