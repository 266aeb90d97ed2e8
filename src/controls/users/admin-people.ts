import { type AdminGroupFact } from '../../evidence/facts';
import { UNKNOWN_ACCOUNT_TYPE } from '../../evidence/classify-accounts';
import { uniqueById } from '../unique-by-id';

/** A person's account that is in at least one of Jira's admin groups. */
export interface AdminPerson {
  readonly id: string;
  readonly active: boolean;
  /** Atlassian deleted the account's record, but it may still be in the group. */
  readonly deleted: boolean;
  readonly genericName: boolean;
  /** The admin groups with this account, ordered by ID. */
  readonly groups: readonly [AdminGroupFact['group'], ...AdminGroupFact['group'][]];
}

/**
 * The people in the admin groups, each once, ordered by account ID. Every account except an app counts: a portal
 * customer can administer Jira too.
 */
export function collectAdminPeople(facts: readonly AdminGroupFact[]): readonly AdminPerson[] {
  const memberships = uniqueById(facts, ({ group, member }) => `${member?.id ?? ''} ${group.id}`);
  const people = new Map<string, AdminPerson>();
  for (const { group, member } of memberships) {
    if (member === undefined || member.type === 'app') continue;
    const { id, type, active, genericName } = member;
    const known = people.get(id);
    people.set(id, {
      id,
      active,
      deleted: type === UNKNOWN_ACCOUNT_TYPE,
      genericName,
      groups: known === undefined ? [group] : [...known.groups, group],
    });
  }
  return [...people.values()];
}
