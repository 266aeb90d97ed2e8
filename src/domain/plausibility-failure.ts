import { type Gap, type GapReason } from './gap';

/**
 * Why the app doesn't accept a list although Jira returned all of it.
 * - `shrunken`: it has less than half of the rows of the last pass, or none. `repeated`: it lists an object twice.
 * - `known-object`: it lacks an object of the last pass that Jira still returns on its own.
 * - `own-account`, `own-space`: it lacks the app's own account, or the space of the app's work items.
 * - `space-with-scheme`, `scheme-in-use`, `default-scheme`: it lacks a space or a scheme that other responses contain.
 * - `system-dashboard`, `accounts`, `admin-groups`, `admins`, `application-roles`, `role-groups`, `applications`,
 *   `grants`: it lacks entries that every Jira site has.
 */
export const PLAUSIBILITY_FAILURES = [
  'shrunken',
  'repeated',
  'known-object',
  'own-account',
  'own-space',
  'space-with-scheme',
  'scheme-in-use',
  'default-scheme',
  'system-dashboard',
  'accounts',
  'admin-groups',
  'admins',
  'application-roles',
  'role-groups',
  'applications',
  'grants',
] as const;
export type PlausibilityFailure = (typeof PLAUSIBILITY_FAILURES)[number];

/** The gap of an implausible list: the operation and the failure, never a value from the site. */
export const buildPlausibilityGap = (
  why: GapReason,
  operation: string,
  failure: PlausibilityFailure,
): Gap => ({
  why,
  at: `${operation} ${failure}`,
});

/** The plausibility failure in a gap; undefined for any other gap. */
export const findPlausibilityFailure = ({ at }: Pick<Gap, 'at'>): PlausibilityFailure | undefined =>
  PLAUSIBILITY_FAILURES.find(failure => at?.endsWith(` ${failure}`) === true);
