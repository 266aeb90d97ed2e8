import { type Settings } from '../settings/settings';
import { type Severity, SEVERITIES } from '../terms/control-terms';
import { type AdfDoc } from './adf';
import { type CreateField } from './create-meta';

/** What a new work item says, before it is known which fields the create screen has. */
export interface Draft {
  readonly summary: string;
  readonly description: AdfDoc;
  /** ISO day. */
  readonly due: string;
  /** Its id. */
  readonly priority?: string;
  /** What the control's area is called. */
  readonly area: string;
  readonly assignee?: string;
}

export const LABEL = 'shared-responsibility';

const PRIORITY_NAMES: Readonly<Record<Severity, string>> = {
  critical: 'highest',
  high: 'high',
  medium: 'medium',
  low: 'low',
};

/** By Jira's own name; on a site with other names by its place, since Jira lists the most urgent first. */
export function priorityOf(severity: Severity, allowed: CreateField['allowedValues']): string | undefined {
  const named = allowed.find(({ name }) => name?.toLowerCase() === PRIORITY_NAMES[severity]);
  return (named ?? allowed[Math.min(SEVERITIES.indexOf(severity), allowed.length - 1)])?.id;
}

/** The space's component of that name, where it has one: none is made. */
const componentOf = (area: string, allowed: CreateField['allowedValues']): string | undefined =>
  allowed.find(({ name }) => name?.toLowerCase() === area.toLowerCase())?.id;

/**
 * The fields of a new work item: of those that the app fills and of those that the admin filled, the ones that its create
 * screen has. Jira refuses any other.
 * @param project by its id.
 */
export function createFieldsOf(
  draft: Draft,
  {
    project,
    issueType,
    fields: set,
  }: { project: string; issueType: string; fields: Settings['filing']['fields'] },
  screen: readonly CreateField[],
  ownAccount: string,
): Readonly<Record<string, unknown>> {
  const on = new Map(screen.map(field => [field.fieldId, field]));
  const reporter = on.get('reporter');
  const component = componentOf(draft.area, on.get('components')?.allowedValues ?? []);
  return {
    ...(draft.priority === undefined ? {} : { priority: { id: draft.priority } }),
    ...(component === undefined ? {} : { components: [{ id: component }] }),
    ...(on.has('labels') ? { labels: [LABEL] } : {}),
    ...(on.has('duedate') ? { duedate: draft.due } : {}),
    ...(on.has('assignee') && draft.assignee !== undefined
      ? { assignee: { accountId: draft.assignee } }
      : {}),
    ...(reporter?.required === true && !reporter.hasDefaultValue
      ? { reporter: { accountId: ownAccount } }
      : {}),
    ...Object.fromEntries(Object.entries(set).filter(([id]) => on.has(id))),
    project: { id: project },
    issuetype: { id: issueType },
    summary: draft.summary,
    description: draft.description,
  };
}
