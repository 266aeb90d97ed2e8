import { type ApplicationRoleFact, type Holder, type SchemeFact } from '../evidence/facts';
import { type SourcedGap } from '../terms/verdict';
import { distinct } from './distinct';
import { groupFinder } from './groups';

/**
 * *Everyone* is one set for all controls: an application role with or without parameter, and each group that a Jira app
 * gives to new people by default. Guests are not in it; *Public* is more than everyone, and INF-01's.
 */
export interface Everyone {
  /** How everyone holds a permission in a scheme: the first of the holders that are everyone. */
  holding(scheme: SchemeFact, permission: string): Holder | undefined;
  /**
   * The kinds of holder of a permission that could be everyone: a role whose actors weren't read, a group whose size
   * wasn't. Empty where everyone holds it anyway.
   */
  perhapsHolding(scheme: SchemeFact, permission: string): readonly ('group' | 'role')[];
}

/** By what everyone holds something, for the words: an application role, or a default group by its name. */
export const throughOf = (holder: Holder): { readonly through: Holder['is']; readonly group: string } => ({
  through: holder.is,
  group: holder.is === 'group' ? (holder.name ?? holder.id) : '',
});

/** What to read to know whether a role or a group is everyone: this version reads neither. */
export const UNREAD_HOLDER = {
  role: { why: 'never-read', at: 'actors of roles' },
  group: { why: 'never-read', at: 'sizes of groups' },
} as const satisfies Record<string, SourcedGap>;

const groupId = (holder: Holder): string => ('id' in holder ? holder.id : '');

export function everyoneOf(applicationRoles: readonly ApplicationRoleFact[]): Everyone {
  const defaultGroup = groupFinder(applicationRoles.flatMap(({ defaultGroups }) => defaultGroups));
  const holders = ({ grants }: SchemeFact, permission: string): readonly Holder[] =>
    grants.filter(({ may }) => may.includes(permission)).map(({ to }) => to);
  const isEveryone = (holder: Holder): boolean =>
    holder.is === 'application-role' || (holder.is === 'group' && defaultGroup(holder) !== undefined);

  const holding: Everyone['holding'] = (scheme, permission) => {
    const all = holders(scheme, permission).filter(isEveryone);
    return all.find(({ is }) => is === 'application-role') ?? distinct(all, groupId)[0];
  };
  return {
    holding,
    perhapsHolding: (scheme, permission) => {
      if (holding(scheme, permission) !== undefined) return [];
      const kinds = holders(scheme, permission).flatMap(holder =>
        holder.is === 'group' || holder.is === 'role' ? [holder.is] : [],
      );
      return [...new Set(kinds)];
    },
  };
}
