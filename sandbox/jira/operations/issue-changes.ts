import { z } from 'zod';
import { refusal } from '../answer';
import { parseBody } from '../parse-body';
import {
  changelogItem,
  requirePermission,
  requestedIssue,
  saveIssue,
  raiseIssueEvent,
} from '../issue-access';
import { adf } from '../adf';
import { readFields, requestedType } from '../issue-fields';
import { issueTypesOf } from '../issue-types';
import type { ApiRequest, SiteCore } from '../operation';
import type { Issue } from '../state/model';
import { firstStatus, statusOf } from '../workflow';
import { addComment } from './comments';

const entityProperty = z.object({ key: z.string().min(1).max(255), value: z.unknown() });
const issueBody = z
  .object({
    fields: z.record(z.string(), z.unknown()).optional(),
    update: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))).optional(),
    properties: z.array(entityProperty).optional(),
  })
  .loose();

/** The work item that was asked for, new. @throws 400, 403 */
export function createIssue(core: SiteCore, request: ApiRequest): Issue {
  const body = parseBody(request, issueBody);
  const fields = body.fields ?? {};
  const named = z
    .object({ id: z.string().optional(), key: z.string().optional() })
    .loose()
    .safeParse(fields['project']);
  const project = named.success ? core.state.project(named.data.id ?? named.data.key ?? '') : undefined;
  if (!project || project.status === 'deleted' || !core.permissions.canSee(request.caller, project))
    throw refusal(400, '', { project: 'valid project is required' });
  if (!core.permissions.hasInProject(request.caller, project, 'CREATE_ISSUES'))
    throw refusal(400, '', { project: 'You cannot create issues in this project.' });
  requirePermission(core, request, project, 'CREATE_ISSUES');
  const type = requestedType(project, fields['issuetype']);
  if (!type) throw refusal(400, '', { issuetype: 'Specify a valid issue type' });
  const { values, errors } = readFields(core, request, project, type, fields, false);
  if (type.subtask && values.parentId === undefined)
    errors['parentId'] ??= 'Issue type is a sub-task but parent issue key or id not specified.';
  if (Object.keys(errors).length > 0) throw refusal(400, '', errors);
  const id = core.state.nextId('issue');
  const number =
    core.state.nextId(`issues in ${project.id}`) - 9_999 + (project.issues > 0 ? project.issues : 0);
  const now = core.clock.now();
  const account = request.caller?.accountId ?? '';
  const issue: Issue = {
    summary: '',
    description: null,
    priorityId: '3',
    labels: [],
    components: [],
    custom: {},
    reporter: account,
    ...(project.assigneeType === 'PROJECT_LEAD' && values.assignee === undefined
      ? { assignee: project.lead }
      : {}),
    ...values,
    id,
    key: `${project.key}-${number}`,
    projectId: project.id,
    typeId: type.id,
    statusId: firstStatus.id,
    creator: account,
    created: now,
    updated: now,
    properties: Object.fromEntries((body.properties ?? []).map(({ key, value }) => [key, value])),
    comments: [],
  };
  saveIssue(core, issue);
  raiseIssueEvent(core, request, 'avi:jira:created:issue', issue);
  return issue;
}

/** The work item after the edit that was asked for. @throws 400, 404 */
export function editIssue(core: SiteCore, request: ApiRequest): Issue {
  const { issue, project } = requestedIssue(core, request);
  requirePermission(core, request, project, 'EDIT_ISSUES', { issue, status: 400 });
  const body = parseBody(request, issueBody);
  const type = issueTypesOf(project).find(({ id }) => id === issue.typeId);
  if (!type) throw refusal(400, '', { issuetype: 'The issue type is gone.' });
  const fields = { ...(body.fields ?? {}) };
  const labels = new Set(issue.labels);
  for (const change of body.update?.['labels'] ?? []) {
    const { add, remove } = z
      .object({ add: z.string().optional(), remove: z.string().optional() })
      .loose()
      .parse(change);
    if (add !== undefined) labels.add(add);
    if (remove !== undefined) labels.delete(remove);
    fields['labels'] = [...labels];
  }
  const { values, errors } = readFields(core, request, project, type, fields, true);
  if (Object.keys(errors).length > 0) throw refusal(400, '', errors);
  const after: Issue = {
    ...issue,
    ...values,
    custom: { ...issue.custom, ...values.custom },
    updated: core.clock.now(),
    properties: {
      ...issue.properties,
      ...Object.fromEntries((body.properties ?? []).map(({ key, value }) => [key, value])),
    },
  };
  if ('assignee' in fields && values.assignee === undefined) delete after.assignee;
  if ('duedate' in fields && values.dueDate === undefined) delete after.dueDate;
  const items = Object.keys(fields).map(field => changelogItem(field, undefined, undefined));
  saveIssue(core, after);
  raiseIssueEvent(core, request, 'avi:jira:updated:issue', after, { changelog: { items } });
  if (after.assignee !== issue.assignee) assignIssue(core, request, after, issue.assignee);
  for (const change of body.update?.['comment'] ?? []) {
    const comment = z.object({ add: z.object({ body: adf }).loose() }).safeParse(change);
    if (comment.success) addComment(core, request, after, comment.data.add.body);
  }
  return core.state.issues.getOrThrow(issue.id);
}

/** Raises the event of an assignment. */
export function assignIssue(
  core: SiteCore,
  request: ApiRequest,
  issue: Issue,
  before: string | undefined,
): void {
  raiseIssueEvent(core, request, 'avi:jira:assigned:issue', issue, {
    changelog: { items: [changelogItem('assignee', before, issue.assignee)] },
  });
}

/** A status change, by a transition of the workflow. */
export function moveIssue(core: SiteCore, request: ApiRequest, issue: Issue, statusId: string): Issue {
  const after: Issue = { ...issue, statusId, updated: core.clock.now() };
  if (statusOf(after).category.key === 'done') after.resolved = core.clock.now();
  else delete after.resolved;
  if (statusOf(after).category.key !== statusOf(issue).category.key) after.categoryChanged = core.clock.now();
  saveIssue(core, after);
  const before = statusOf(issue);
  const status = statusOf(after);
  raiseIssueEvent(core, request, 'avi:jira:updated:issue', after, {
    changelog: {
      items: [
        { ...changelogItem('status', before.id, status.id), fromString: before.name, toString: status.name },
      ],
    },
    associatedStatuses: [before, status].map(({ id, name, category }) => ({
      id,
      name,
      statusCategory: category,
    })),
  });
  return after;
}
