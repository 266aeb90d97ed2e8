import { type AdminGroupFact } from '../../evidence/facts';
import { UNKNOWN_TYPE } from '../../evidence/known-accounts';
import { distinct } from '../distinct';

/** A person's account in one or more of Jira's admin groups. */
export interface AdminPerson {
  readonly id: string;
  readonly active: boolean;
  /** Atlassian deleted the account's record; it may still be in the group. */
  readonly deleted: boolean;
  readonly genericName: boolean;
  /** The admin groups that the account is in, by id. */
  readonly groups: readonly [AdminGroupFact['group'], ...AdminGroupFact['group'][]];
}

/** The people in the admin groups, each once, by account id. Only apps are no people: a portal customer can administer Jira too. */
export function adminPeople(facts: readonly AdminGroupFact[]): readonly AdminPerson[] {
  const memberships = distinct(facts, ({ group, member }) => `${member?.id ?? ''} ${group.id}`);
  const people = new Map<string, AdminPerson>();
  for (const { group, member } of memberships) {
    if (member === undefined || member.type === 'app') continue;
    const { id, type, active, genericName } = member;
    const known = people.get(id);
    people.set(id, {
      id,
      active,
      deleted: type === UNKNOWN_TYPE,
      genericName,
      groups: known === undefined ? [group] : [...known.groups, group],
    });
  }
  return [...people.values()];
}
