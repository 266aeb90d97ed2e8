import { refusal } from '../answer';
import type { Project } from '../state/model';

const SORT_VALUES: Record<string, (project: Project) => string | number> = {
  key: project => project.key,
  name: project => project.name.toLowerCase(),
  owner: project => project.lead,
  category: project => project.categoryId ?? -1,
  issueCount: project => project.issues,
  lastIssueUpdatedDate: project => project.lastIssueUpdate,
  archivedDate: project => project.archivedAt ?? 0,
  deletedDate: project => project.archivedAt ?? 0,
};

/** Orders spaces as `orderBy` asks: a field, with `-` turned round. @throws 400 */
export function compareSpaces(orderBy: string): (one: Project, other: Project) => number {
  const value = SORT_VALUES[orderBy.replace(/^[+-]/, '')];
  if (!value) throw refusal(400, `Can't order by '${orderBy}'.`);
  const sign = orderBy.startsWith('-') ? -1 : 1;
  return (one, other) => {
    const [a, b] = [value(one), value(other)];
    return a < b ? -sign : a > b ? sign : one.id - other.id;
  };
}
