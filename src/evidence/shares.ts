import { z } from 'zod';
import { nonEmptyId } from '../jira/id';
import { type OperationId } from '../jira/operations';
import { readRows, rowsOf } from '../jira/rows';
import { type Gap } from '../terms/gap';

/** What is read of a filter's or dashboard's owner. Jira leaves the owner out where the account was deleted. */
const owner = z.object({ accountId: z.string().nullish(), active: z.boolean().nullish() });

/** Kinds of shares are open: only `global` is asked about. */
const share = z.object({ type: z.string() });

/** The part that filters and dashboards have in common. Each share is read by itself. */
export const shared = z.object({
  id: nonEmptyId,
  name: z.string(),
  owner: owner.nullish(),
  sharePermissions: rowsOf(share),
});
export type Shared = z.infer<typeof shared>;

/**
 * Whether anyone on the internet sees it, and what stands in the way of knowing. `loggedin` and `authenticated` stop at the
 * login. One public share is enough, whatever the others are; without one, a share that can't be read could be it.
 */
export function publicity(
  operation: OperationId,
  { sharePermissions }: Pick<Shared, 'sharePermissions'>,
): { readonly isPublic: boolean; readonly gaps: readonly Gap[] } {
  const { rows, gaps } = readRows(operation, share, sharePermissions);
  const isPublic = rows.some(({ type }) => type === 'global');
  return { isPublic, gaps: isPublic ? [] : gaps };
}

/** What is kept of a public object besides its own: of the owner only id and state. */
export const labelsOf = ({ id, name, owner: held }: Shared) => ({
  id,
  name,
  ...(typeof held?.accountId === 'string'
    ? { owner: { id: held.accountId, active: held.active ?? true } }
    : {}),
});
