import { z } from 'zod';

/** What is read of a filter's or dashboard's owner. Jira leaves the owner out where the account was deleted. */
const owner = z.object({ accountId: z.string(), active: z.boolean().nullish() });

/** The part that filters and dashboards have in common. Kinds of shares are open: only `global` is asked about. */
export const shared = z.object({
  id: z.string(),
  name: z.string(),
  owner: owner.nullish(),
  sharePermissions: z.array(z.object({ type: z.string() })),
});
export type Shared = z.infer<typeof shared>;

/** Shared with anyone on the internet. `loggedin` and `authenticated` are not: they stop at the login. */
export const isPublic = ({ sharePermissions }: Shared): boolean =>
  sharePermissions.some(({ type }) => type === 'global');

/** What is kept of a public object besides its own: of the owner only id and state. */
export const labelsOf = ({ id, name, owner: held }: Shared) => ({
  id,
  name,
  ...(held === null || held === undefined
    ? {}
    : { owner: { id: held.accountId, active: held.active ?? true } }),
});
