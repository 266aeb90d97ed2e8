import { z } from 'zod';
import { type Owner } from './facts';

/** What is read of the account that owns an object. */
export const account = z.object({ accountId: z.string().nullish(), active: z.boolean().nullish() });

/** The owner as a fact keeps it, or none where Jira names nobody. An account of unknown state isn't called active. */
export const ownerOf = (held: z.infer<typeof account> | null | undefined): { readonly owner?: Owner } =>
  typeof held?.accountId === 'string' && held.accountId !== ''
    ? { owner: { id: held.accountId, ...(typeof held.active === 'boolean' ? { active: held.active } : {}) } }
    : {};
