import { z } from 'zod';
import { type ObjectOwner } from './facts';

/** The fields read from an owner's account. */
export const ownerAccountSchema = z.object({
  accountId: z.string().nullish(),
  active: z.boolean().nullish(),
});

/** The owner of an object; nothing if Jira names no owner. `active` is left out if Jira doesn't report it. */
export const buildOwner = (
  account: z.infer<typeof ownerAccountSchema> | null | undefined,
): { readonly owner?: ObjectOwner } =>
  typeof account?.accountId === 'string' && account.accountId !== ''
    ? {
        owner: {
          id: account.accountId,
          ...(typeof account.active === 'boolean' ? { active: account.active } : {}),
        },
      }
    : {};
