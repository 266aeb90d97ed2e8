import { type Settings } from '../../settings/settings';
import { type Severity, SEVERITIES } from '../../domain/control-attributes';
import { type AdfDoc } from '../text/adf';
import { type CreateField } from './create-metadata';

/** The values of a new work item, before they are matched with the fields on its create screen. */
export interface WorkItemDraft {
  readonly summary: string;
  readonly description: AdfDoc;
  /** ISO day. */
  readonly due: string;
  /** Priority ID. */
  readonly priority?: string;
  /** The display name of the control's area. */
  readonly area: string;
  readonly assignee?: string;
}

export const WORK_ITEM_LABEL = 'shared-responsibility';

const PRIORITY_NAMES: Readonly<Record<Severity, string>> = {
  critical: 'highest',
  high: 'high',
  medium: 'medium',
  low: 'low',
};

/**
 * Finds the priority by Jira's default name. If the site renamed its priorities, uses the position: Jira lists the most
 * urgent first.
 */
export function findPriority(severity: Severity, allowed: CreateField['allowedValues']): string | undefined {
  const named = allowed.find(({ name }) => name?.toLowerCase() === PRIORITY_NAMES[severity]);
  return (named ?? allowed[Math.min(SEVERITIES.indexOf(severity), allowed.length - 1)])?.id;
}

/** The ID of the space's component with this name. The app never creates components. */
const findComponent = (area: string, allowed: CreateField['allowedValues']): string | undefined =>
  allowed.find(({ name }) => name?.toLowerCase() === area.toLowerCase())?.id;

/**
 * The fields of a new work item: the app's and the admin's values, limited to the fields on the create screen, because
 * Jira refuses any other field.
 * @param project project ID.
 */
export function buildCreateFields(
  draft: WorkItemDraft,
  {
    project,
    issueType,
    fields: adminValues,
  }: { project: string; issueType: string; fields: Settings['filing']['fields'] },
  screen: readonly CreateField[],
  ownAccount: string,
): Readonly<Record<string, unknown>> {
  const fieldsById = new Map(screen.map(field => [field.fieldId, field]));
  const reporter = fieldsById.get('reporter');
  const component = findComponent(draft.area, fieldsById.get('components')?.allowedValues ?? []);
  return {
    ...(draft.priority === undefined ? {} : { priority: { id: draft.priority } }),
    ...(component === undefined ? {} : { components: [{ id: component }] }),
    ...(fieldsById.has('labels') ? { labels: [WORK_ITEM_LABEL] } : {}),
    ...(fieldsById.has('duedate') ? { duedate: draft.due } : {}),
    ...(fieldsById.has('assignee') && draft.assignee !== undefined
      ? { assignee: { accountId: draft.assignee } }
      : {}),
    ...(reporter?.required === true && !reporter.hasDefaultValue
      ? { reporter: { accountId: ownAccount } }
      : {}),
    ...Object.fromEntries(Object.entries(adminValues).filter(([id]) => fieldsById.has(id))),
    project: { id: project },
    issuetype: { id: issueType },
    summary: draft.summary,
    description: draft.description,
  };
}
