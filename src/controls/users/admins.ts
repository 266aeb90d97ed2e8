import { type AdminGroupFact } from '../../evidence/facts';

/** A person's account in one or more of Jira's admin groups. */
export interface AdminPerson {
  readonly id: string;
  readonly active: boolean;
  readonly genericName: boolean;
  /** The admin groups that the account is in, by id. */
  readonly groups: readonly [AdminGroupFact['group'], ...AdminGroupFact['group'][]];
}

/** The people in the admin groups, each once, by account id. Apps, agents and portal customers are other controls' affair. */
export function adminPeople(facts: readonly AdminGroupFact[]): readonly AdminPerson[] {
  const people = new Map<string, AdminPerson>();
  const byGroup = [...facts].sort((one, other) => (one.group.id < other.group.id ? -1 : 1));
  for (const { group, member } of byGroup) {
    if (member === undefined || member.type !== 'atlassian') continue;
    const { id, active, genericName } = member;
    const known = people.get(id);
    people.set(id, {
      id,
      active,
      genericName,
      groups: known === undefined ? [group] : [...known.groups, group],
    });
  }
  return [...people.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}
