/** A group as an answer names it. Where Jira gives no ID, the name is in the ID's place. */
export interface NamedGroup {
  readonly id: string;
  readonly name?: string | undefined;
}

const hasOwnId = ({ id, name }: NamedGroup): boolean => id !== name;

/**
 * Finds the group that another answer means. The one place that decides whether two answers name the same group.
 *
 * An ID decides wherever both have one: names change, and another group can get a freed name. Where one of the two has only
 * the name, the name decides, since no two groups of a site share one.
 */
export function groupFinder<G extends NamedGroup>(
  groups: readonly G[],
): (group: NamedGroup) => G | undefined {
  const byId = new Map(groups.map(group => [group.id, group]));
  const byName = new Map(groups.map(group => [group.name ?? group.id, group]));
  const onlyNamed = new Map(groups.filter(group => !hasOwnId(group)).map(group => [group.id, group]));
  return group => {
    const same = byId.get(group.id);
    if (same !== undefined || group.name === undefined) return same;
    return (hasOwnId(group) ? onlyNamed : byName).get(group.name);
  };
}
