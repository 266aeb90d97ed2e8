import { type ApplicationRoleFact, type GrantHolder, type SchemeFact } from '../evidence/facts';
import { type SourcedGap } from '../domain/verdict';
import { uniqueById } from './unique-by-id';
import { createGroupFinder } from './group-finder';

/**
 * The one definition of *everyone* for all controls: application roles in a grant, with or without a parameter, and
 * each group that a Jira app gives to new people by default. Guests are not included. *Public* is more than everyone;
 * INF-01 covers it.
 */
export interface Everyone {
  /** The first holder through which everyone has a permission in a scheme. */
  findHolder(scheme: SchemeFact, permission: string): GrantHolder | undefined;
  /**
   * The kinds of holder of a permission that could be everyone: a role with unread actors, or a group with unread size.
   * Empty if everyone certainly has the permission.
   */
  findPossibleHolderKinds(scheme: SchemeFact, permission: string): readonly ('group' | 'role')[];
}

/**
 * Message arguments for the holder through which everyone has a permission: an application role, or a default group by
 * name.
 */
export const grantPathArgs = (
  holder: GrantHolder,
): { readonly through: GrantHolder['is']; readonly group: string } => ({
  through: holder.is,
  group: holder.is === 'group' ? (holder.name ?? holder.id) : '',
});

/** Gaps for roles and groups that could be everyone, because this version reads neither. */
export const UNREAD_HOLDER_GAPS = {
  role: { why: 'never-read', at: 'actors of roles' },
  group: { why: 'never-read', at: 'sizes of groups' },
} as const satisfies Record<string, SourcedGap>;

const groupIdOf = (holder: GrantHolder): string => ('id' in holder ? holder.id : '');

export function buildEveryone(applicationRoles: readonly ApplicationRoleFact[]): Everyone {
  const findDefaultGroup = createGroupFinder(applicationRoles.flatMap(({ defaultGroups }) => defaultGroups));
  const holdersOf = ({ grants }: SchemeFact, permission: string): readonly GrantHolder[] =>
    grants.filter(({ permissions }) => permissions.includes(permission)).map(({ holder }) => holder);
  const isEveryone = (holder: GrantHolder): boolean =>
    holder.is === 'application-role' || (holder.is === 'group' && findDefaultGroup(holder) !== undefined);

  const findHolder: Everyone['findHolder'] = (scheme, permission) => {
    const everyoneHolders = holdersOf(scheme, permission).filter(isEveryone);
    return (
      everyoneHolders.find(({ is }) => is === 'application-role') ?? uniqueById(everyoneHolders, groupIdOf)[0]
    );
  };
  return {
    findHolder,
    findPossibleHolderKinds: (scheme, permission) => {
      if (findHolder(scheme, permission) !== undefined) return [];
      const kinds = holdersOf(scheme, permission).flatMap(holder =>
        holder.is === 'group' || holder.is === 'role' ? [holder.is] : [],
      );
      return [...new Set(kinds)];
    },
  };
}
