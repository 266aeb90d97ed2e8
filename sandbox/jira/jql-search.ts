import { refusal } from './answer';
import { issueTypesOf } from './issue-types';
import { parseJql, type Clause, type Condition } from './jql-query';
import type { ApiRequest, SiteCore } from './operation';
import type { Issue } from './state/model';
import { instantOf } from './jira-time';
import { statusOf } from './workflow';

type FieldValues = (issue: Issue) => readonly (string | number | undefined)[];

function createFieldReaders(core: SiteCore): Record<string, FieldValues> {
  const project = (issue: Issue): ReturnType<typeof core.state.projects.getOrThrow> =>
    core.state.projects.getOrThrow(issue.projectId);
  return {
    project: issue => [String(issue.projectId), project(issue).key, project(issue).name],
    issuekey: issue => [issue.key],
    key: issue => [issue.key],
    id: issue => [String(issue.id), issue.key],
    issue: issue => [issue.key, String(issue.id)],
    summary: issue => [issue.summary],
    text: issue => [issue.summary, JSON.stringify(issue.description ?? '')],
    creator: issue => [issue.creator],
    reporter: issue => [issue.reporter],
    assignee: issue => [issue.assignee],
    status: issue => [statusOf(issue).name, issue.statusId],
    statuscategory: issue => {
      const { category } = statusOf(issue);
      return [category.name, category.key, String(category.id)];
    },
    issuetype: issue => {
      const type = issueTypesOf(project(issue)).find(({ id }) => id === issue.typeId);
      return [type?.name, issue.typeId];
    },
    type: issue => [issueTypesOf(project(issue)).find(({ id }) => id === issue.typeId)?.name, issue.typeId],
    priority: issue => [issue.priorityId],
    labels: issue => (issue.labels.length > 0 ? issue.labels : [undefined]),
    parent: issue => [issue.parentId === undefined ? undefined : core.state.issues.get(issue.parentId)?.key],
    created: issue => [issue.created],
    updated: issue => [issue.updated],
  };
}

function propertyValues(path: string, issue: Issue): readonly (string | number | undefined)[] {
  const [, key = '', rest = ''] = /^issue\.property\[([^\]]*)\](?:\.(.*))?$/i.exec(path) ?? [];
  let value: unknown = issue.properties[key.replace(/^["']|["']$/g, '')];
  for (const part of rest === '' ? [] : rest.split('.'))
    value =
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([name]) => name === part)?.[1]
        : undefined;
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map(one =>
    typeof one === 'string' || typeof one === 'number' ? one : one === undefined ? undefined : String(one),
  );
}

function containsWords(text: string, query: string): boolean {
  const normalized = query.replace(/^"|"$/g, '').replace(/\*$/, '').toLowerCase();
  return text.toLowerCase().includes(normalized);
}

function matchesClause(
  clause: Clause,
  values: readonly (string | number | undefined)[],
  caller: string | undefined,
  now: number,
): boolean {
  const expected = clause.values.map(value =>
    value.toLowerCase() === 'currentuser' ? (caller ?? '') : value,
  );
  const same = (value: string | number | undefined, one: string): boolean =>
    value !== undefined && String(value).toLowerCase() === one.toLowerCase();
  const equal = values.some(value => expected.some(one => same(value, one)));
  switch (clause.operator) {
    case '=':
    case 'in':
      return equal;
    case '!=':
    case 'not in':
      return !equal && values.some(value => value !== undefined);
    case 'is':
      return values.every(value => value === undefined);
    case 'is not':
      return values.some(value => value !== undefined);
    case '~':
      return values.some(value => value !== undefined && containsWords(String(value), expected[0] ?? ''));
    case '!~':
      return !values.some(value => value !== undefined && containsWords(String(value), expected[0] ?? ''));
    default: {
      const bound = parseTime(expected[0] ?? '', now);
      return values.some(value => {
        if (typeof value !== 'number') return false;
        if (clause.operator === '<') return value < bound;
        if (clause.operator === '<=') return value <= bound;
        if (clause.operator === '>') return value > bound;
        return value >= bound;
      });
    }
  }
}

const UNIT_MILLIS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A date of a query: `2026-11-20 14:00`, or a time back such as `-7d`. */
function parseTime(text: string, now: number): number {
  const [, amount, unit] = /^(-?\d+)([mhdw])$/.exec(text) ?? [];
  if (amount !== undefined && unit !== undefined) return now + Number(amount) * (UNIT_MILLIS[unit] ?? 0);
  const at = instantOf(text.replace(/\//g, '-').replace(/^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})$/, '$1T$2Z'));
  if (at === undefined) throw refusal(400, `Date value '${text}' is invalid.`);
  return at;
}

/** Names a query may not use: what Jira refuses before it searches. */
function checkClause(
  core: SiteCore,
  request: ApiRequest,
  clause: Clause,
  known: Record<string, FieldValues>,
): void {
  const field = clause.field.toLowerCase();
  if (field.startsWith('issue.property[')) {
    if (!core.switches.propertySearch)
      throw refusal(400, `Field '${clause.field}' does not exist or you do not have permission to view it.`);
    return;
  }
  if (!known[field])
    throw refusal(400, `Field '${clause.field}' does not exist or you do not have permission to view it.`);
  if (clause.operator === 'is' || clause.operator === 'is not') return;
  for (const value of clause.values) {
    if (field === 'project') {
      const project =
        core.state.project(value) ?? [...core.state.projects.values()].find(({ name }) => name === value);
      if (!project || project.status === 'deleted' || !core.permissions.canSee(request.caller, project))
        throw refusal(400, `The value '${value}' does not exist for the field 'project'.`);
    }
    if (['issuekey', 'key', 'id', 'issue'].includes(field) && !core.state.issue(value))
      throw refusal(400, `An issue with key '${value}' does not exist for field '${clause.field}'.`);
  }
}

function clausesOf(condition: Condition): Clause[] {
  if (condition.kind === 'clause') return [condition.clause];
  if (condition.kind === 'not') return clausesOf(condition.part);
  return condition.parts.flatMap(clausesOf);
}

/**
 * The work items that a query finds, in its order, without regard to who may see them.
 * @throws 400 for what Jira refuses, an unbounded query among it
 */
export function searchIssues(
  core: SiteCore,
  request: ApiRequest,
  jql: string,
  reconciled: readonly number[],
): Issue[] {
  const query = parseJql(jql);
  const { where } = query;
  if (!where)
    throw refusal(
      400,
      'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.',
    );
  const known = createFieldReaders(core);
  for (const clause of clausesOf(where)) checkClause(core, request, clause, known);
  const now = core.clock.now();
  const valuesOf = (field: string, issue: Issue): readonly (string | number | undefined)[] =>
    field.toLowerCase().startsWith('issue.property[')
      ? propertyValues(field, issue)
      : (known[field.toLowerCase()]?.(issue) ?? []);
  const matches = (condition: Condition, issue: Issue): boolean => {
    switch (condition.kind) {
      case 'clause':
        return matchesClause(
          condition.clause,
          valuesOf(condition.clause.field, issue),
          request.caller?.accountId,
          now,
        );
      case 'not':
        return !matches(condition.part, issue);
      case 'and':
        return condition.parts.every(part => matches(part, issue));
      case 'or':
        return condition.parts.some(part => matches(part, issue));
    }
  };
  const orders = query.order.length > 0 ? query.order : [{ field: 'created', descending: true }];
  for (const { field } of orders)
    if (!known[field.toLowerCase()]) throw refusal(400, `Not able to sort using field '${field}'.`);
  const found = core.index.issues(reconciled).filter(issue => matches(where, issue));
  return found.sort((one, other) => {
    for (const { field, descending } of orders) {
      const a = sortValue(field, valuesOf(field, one)[0], one);
      const b = sortValue(field, valuesOf(field, other)[0], other);
      if (a !== b) return (a < b ? -1 : 1) * (descending ? -1 : 1);
    }
    return one.id - other.id;
  });
}

function sortValue(field: string, value: string | number | undefined, issue: Issue): string | number {
  return ['key', 'issuekey', 'id', 'issue'].includes(field.toLowerCase()) ? issue.id : (value ?? '');
}
