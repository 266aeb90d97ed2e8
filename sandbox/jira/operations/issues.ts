import { z } from 'zod';
import { refusal } from '../answer';
import { bodyOf } from '../body';
import { changed, demand, issueAsked, putIssue, raiseIssueEvent, seesIssue } from '../issue-access';
import { adf, readFields, typeAsked } from '../issue-fields';
import { issueTypesOf } from '../issue-types';
import type { Ask, Core, Operation } from '../operation';
import type { Issue } from '../state/model';
import { issueView } from '../views/issues';
import { firstStatus, statusOf } from '../workflow';
import { addComment } from './comments';

const readIssue = [
  'read:issue-meta:jira',
  'read:issue-security-level:jira',
  'read:issue.vote:jira',
  'read:issue.changelog:jira',
  'read:avatar:jira',
  'read:issue:jira',
  'read:status:jira',
  'read:user:jira',
  'read:field-configuration:jira',
];

const entityProperty = z.object({ key: z.string().min(1).max(255), value: z.unknown() });
const issueBody = z
  .object({
    fields: z.record(z.string(), z.unknown()).optional(),
    update: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))).optional(),
    properties: z.array(entityProperty).optional(),
  })
  .loose();

function create(core: Core, ask: Ask): Issue {
  const body = bodyOf(ask, issueBody);
  const fields = body.fields ?? {};
  const named = z
    .object({ id: z.string().optional(), key: z.string().optional() })
    .loose()
    .safeParse(fields['project']);
  const project = named.success ? core.state.project(named.data.id ?? named.data.key ?? '') : undefined;
  if (!project || project.status === 'deleted' || !core.permissions.sees(ask.caller, project))
    throw refusal(400, '', { project: 'valid project is required' });
  if (!core.permissions.project(ask.caller, project, 'CREATE_ISSUES'))
    throw refusal(400, '', { project: 'You cannot create issues in this project.' });
  demand(core, ask, project, 'CREATE_ISSUES');
  const type = typeAsked(project, fields['issuetype']);
  if (!type) throw refusal(400, '', { issuetype: 'Specify a valid issue type' });
  const { values, errors } = readFields(core, ask, project, type, fields, false);
  if (type.subtask && values.parentId === undefined)
    errors['parentId'] ??= 'Issue type is a sub-task but parent issue key or id not specified.';
  if (Object.keys(errors).length > 0) throw refusal(400, '', errors);
  const id = core.state.nextId('issue');
  const number =
    core.state.nextId(`issues in ${project.id}`) - 9_999 + (project.issues > 0 ? project.issues : 0);
  const now = core.clock.now();
  const account = ask.caller?.accountId ?? '';
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
  putIssue(core, issue);
  raiseIssueEvent(core, ask, 'avi:jira:created:issue', issue);
  return issue;
}

function edit(core: Core, ask: Ask): Issue {
  const { issue, project } = issueAsked(core, ask);
  demand(core, ask, project, 'EDIT_ISSUES', { issue, status: 400 });
  const body = bodyOf(ask, issueBody);
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
  const { values, errors } = readFields(core, ask, project, type, fields, true);
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
  const items = Object.keys(fields).map(field => changed(field, undefined, undefined));
  putIssue(core, after);
  raiseIssueEvent(core, ask, 'avi:jira:updated:issue', after, { changelog: { items } });
  if (after.assignee !== issue.assignee) assigned(core, ask, after, issue.assignee);
  for (const change of body.update?.['comment'] ?? []) {
    const comment = z.object({ add: z.object({ body: adf }).loose() }).safeParse(change);
    if (comment.success) addComment(core, ask, after, comment.data.add.body);
  }
  return core.state.issues.must(issue.id);
}

function assigned(core: Core, ask: Ask, issue: Issue, before: string | undefined): void {
  raiseIssueEvent(core, ask, 'avi:jira:assigned:issue', issue, {
    changelog: { items: [changed('assignee', before, issue.assignee)] },
  });
}

/** Work items: made, read, changed and deleted, one by one and in bulk. */
export const issueOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/rest/api/3/issue',
    scopes: {
      classic: ['write:jira-work'],
      granular: [
        'write:issue:jira',
        'write:comment:jira',
        'write:comment.property:jira',
        'write:attachment:jira',
        'read:issue:jira',
      ],
    },
    needs: 'nothing',
    answer: (core, ask) => {
      const issue = create(core, ask);
      return {
        status: 201,
        body: { id: String(issue.id), key: issue.key, self: `${core.url}/rest/api/3/issue/${issue.id}` },
      };
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/issue/bulkfetch',
    reads: true,
    scopes: { classic: ['read:jira-work'], granular: readIssue },
    needs: 'nothing',
    answer: (core, ask) => {
      const body = bodyOf(
        ask,
        z.object({
          issueIdsOrKeys: z.array(z.string()),
          fields: z.array(z.string()).optional(),
          properties: z.array(z.string()).max(5).optional(),
          expand: z.array(z.string()).optional(),
          fieldsByKeys: z.boolean().optional(),
        }),
      );
      if (body.issueIdsOrKeys.length === 0) throw refusal(400, 'Name at least one issue.');
      if (body.issueIdsOrKeys.length > 100) throw refusal(400, 'Name at most 100 issues.');
      const found = body.issueIdsOrKeys.flatMap(name => {
        const issue = core.state.issue(name);
        return issue && seesIssue(core, ask, issue) ? [issue] : [];
      });
      const names = new Set(found.flatMap(issue => [String(issue.id), issue.key]));
      const unique = [...new Set(found)];
      return {
        status: 200,
        core: unique.length,
        body: {
          issues: unique.map(issue =>
            issueView(core, ask.caller, issue, body.fields ?? [], body.properties ?? []),
          ),
          issueErrors: body.issueIdsOrKeys
            .filter(name => !names.has(name.toUpperCase()))
            .map(id => ({
              id,
              errorMessage: 'Issue does not exist or you do not have permission to see it.',
            })),
        },
      };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/issue/{issueIdOrKey}',
    scopes: { classic: ['read:jira-work'], granular: readIssue },
    needs: 'nothing',
    answer: (core, ask) => ({
      status: 200,
      core: 1,
      body: issueView(
        core,
        ask.caller,
        issueAsked(core, ask).issue,
        ask.query.list('fields'),
        ask.query.list('properties'),
      ),
    }),
  },
  {
    method: 'PUT',
    path: '/rest/api/3/issue/{issueIdOrKey}',
    scopes: { classic: ['write:jira-work'], granular: ['write:issue:jira'] },
    needs: 'nothing',
    answer: (core, ask) => {
      const issue = edit(core, ask);
      if (!ask.query.flag('returnIssue')) return { status: 204 };
      return { status: 200, body: issueView(core, ask.caller, issue, []) };
    },
  },
  {
    method: 'DELETE',
    path: '/rest/api/3/issue/{issueIdOrKey}',
    scopes: { classic: ['write:jira-work'], granular: ['delete:issue:jira'] },
    needs: 'nothing',
    answer: (core, ask) => {
      const { issue, project } = issueAsked(core, ask);
      demand(core, ask, project, 'DELETE_ISSUES', { issue });
      const subTasks = [...core.state.issues.values()].filter(one => one.parentId === issue.id);
      if (subTasks.length > 0 && !ask.query.flag('deleteSubtasks'))
        throw refusal(
          400,
          `The issue '${issue.key}' has subtasks. You must specify the 'deleteSubtasks' parameter to delete this issue and all its subtasks.`,
        );
      for (const one of [...subTasks, issue]) {
        core.index.changing(one.id);
        core.state.issues.delete(one.id);
      }
      // Jira raises no event for what goes along with a deletion.
      raiseIssueEvent(core, ask, 'avi:jira:deleted:issue', issue);
      return { status: 204 };
    },
  },
  {
    method: 'PUT',
    path: '/rest/api/3/issue/{issueIdOrKey}/assignee',
    scopes: { classic: ['write:jira-work'], granular: ['write:issue:jira'] },
    needs: 'nothing',
    answer: (core, ask) => {
      const { issue, project } = issueAsked(core, ask);
      demand(core, ask, project, 'ASSIGN_ISSUES', { issue });
      const { accountId } = bodyOf(ask, z.object({ accountId: z.string().nullable() }).loose());
      const after: Issue = { ...issue, updated: core.clock.now() };
      delete after.assignee;
      if (accountId === '-1') after.assignee = project.lead;
      else if (accountId !== null) {
        const person = core.state.accounts.get(accountId);
        if (!person?.active || !core.permissions.project(person, project, 'ASSIGNABLE_USER'))
          throw refusal(400, '', { assignee: `User '${accountId}' cannot be assigned issues.` });
        after.assignee = accountId;
      }
      putIssue(core, after);
      raiseIssueEvent(core, ask, 'avi:jira:updated:issue', after, {
        changelog: { items: [changed('assignee', issue.assignee, after.assignee)] },
      });
      assigned(core, ask, after, issue.assignee);
      return { status: 204 };
    },
  },
];

/** A status change, by a transition of the workflow. */
export function moveIssue(core: Core, ask: Ask, issue: Issue, statusId: string): Issue {
  const after: Issue = { ...issue, statusId, updated: core.clock.now() };
  if (statusOf(after).category.key === 'done') after.resolved = core.clock.now();
  else delete after.resolved;
  putIssue(core, after);
  const before = statusOf(issue);
  const status = statusOf(after);
  raiseIssueEvent(core, ask, 'avi:jira:updated:issue', after, {
    changelog: {
      items: [{ ...changed('status', before.id, status.id), fromString: before.name, toString: status.name }],
    },
    associatedStatuses: [before, status].map(({ id, name, category }) => ({
      id,
      name,
      statusCategory: category,
    })),
  });
  return after;
}
