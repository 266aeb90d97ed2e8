/** A group as a response names it. If Jira gives no ID, `id` is the name. */
export interface NamedGroup {
  readonly id: string;
  readonly name?: string | undefined;
}

const hasOwnId = ({ id, name }: NamedGroup): boolean => id !== name;

/**
 * Finds the group that another response names. Only this function decides whether two responses name the same group.
 *
 * IDs decide if both have one: names change, and another group can get a freed name. If only one has an ID, the name
 * decides, since group names are unique on a site.
 */
export function createGroupFinder<G extends NamedGroup>(
  groups: readonly G[],
): (group: NamedGroup) => G | undefined {
  const byId = new Map(groups.map(group => [group.id, group]));
  const byName = new Map(groups.map(group => [group.name ?? group.id, group]));
  const withoutId = new Map(groups.filter(group => !hasOwnId(group)).map(group => [group.id, group]));
  return group => {
    const match = byId.get(group.id);
    if (match !== undefined || group.name === undefined) return match;
    return (hasOwnId(group) ? withoutId : byName).get(group.name);
  };
}
