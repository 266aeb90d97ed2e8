import { type Gap, type GapReason } from './gap';

/**
 * Why a list that Jira answered in full isn't believed.
 *
 * - `shrunken`: it has less than half of the rows of the last pass, or none. `repeated`: it names something twice.
 * - `seen-before`: an object of the last pass isn't in it, and Jira still answers for that object.
 * - `own-account`, `own-space`: the app's own account, or the space of its own work items, isn't in it.
 * - `space-with-scheme`, `scheme-in-use`, `default-scheme`: other answers name a space or a scheme that isn't in it.
 * - `system-dashboard`, `accounts`, `admin-groups`, `admins`, `application-roles`, `role-groups`, `applications`, `grants`:
 *   what every Jira site has isn't in it.
 */
export const DOUBTS = [
  'shrunken',
  'repeated',
  'seen-before',
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
export type Doubt = (typeof DOUBTS)[number];

/** The gap of a list that isn't believed: the operation and the kind of doubt, never a value from the site. */
export const doubtGap = (why: GapReason, operation: string, doubt: Doubt): Gap => ({
  why,
  at: `${operation} ${doubt}`,
});

/** The doubt that a gap names; undefined for any other gap. */
export const doubtOf = ({ at }: Pick<Gap, 'at'>): Doubt | undefined =>
  DOUBTS.find(doubt => at?.endsWith(` ${doubt}`) === true);
