import { z } from 'zod';
import { refusal } from '../answer';
import { parseBody } from '../parse-body';
import {
  changelogItem,
  requirePermission,
  requestedIssue,
  saveIssue,
  raiseIssueEvent,
  canSeeIssue,
} from '../issue-access';
import type { Operation } from '../operation';
import type { Issue } from '../state/model';
import { issueView } from '../views/issues';
import { assignIssue, createIssue, editIssue } from './issue-changes';

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
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const issue = createIssue(core, request);
      return {
        status: 201,
        body: { id: String(issue.id), key: issue.key, self: `${core.url}/rest/api/3/issue/${issue.id}` },
      };
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/issue/bulkfetch',
    isReadOnly: true,
    scopes: { classic: ['read:jira-work'], granular: readIssue },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const body = parseBody(
        request,
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
        return issue && canSeeIssue(core, request, issue) ? [issue] : [];
      });
      const names = new Set(found.flatMap(issue => [String(issue.id), issue.key]));
      const unique = [...new Set(found)];
      return {
        status: 200,
        core: unique.length,
        body: {
          issues: unique.map(issue =>
            issueView(core, request.caller, issue, body.fields ?? [], body.properties ?? []),
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
    requiredAccess: 'nothing',
    answer: (core, request) => ({
      status: 200,
      core: 1,
      body: issueView(
        core,
        request.caller,
        requestedIssue(core, request).issue,
        request.query.list('fields'),
        request.query.list('properties'),
      ),
    }),
  },
  {
    method: 'PUT',
    path: '/rest/api/3/issue/{issueIdOrKey}',
    scopes: { classic: ['write:jira-work'], granular: ['write:issue:jira'] },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const issue = editIssue(core, request);
      if (!request.query.flag('returnIssue')) return { status: 204 };
      return { status: 200, body: issueView(core, request.caller, issue, []) };
    },
  },
  {
    method: 'DELETE',
    path: '/rest/api/3/issue/{issueIdOrKey}',
    scopes: { classic: ['write:jira-work'], granular: ['delete:issue:jira'] },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const { issue, project } = requestedIssue(core, request);
      requirePermission(core, request, project, 'DELETE_ISSUES', { issue });
      const subTasks = [...core.state.issues.values()].filter(one => one.parentId === issue.id);
      if (subTasks.length > 0 && !request.query.flag('deleteSubtasks'))
        throw refusal(
          400,
          `The issue '${issue.key}' has subtasks. You must specify the 'deleteSubtasks' parameter to delete this issue and all its subtasks.`,
        );
      for (const one of [...subTasks, issue]) {
        core.index.keepPreviousVersion(one.id);
        core.state.issues.delete(one.id);
      }
      // Jira raises no event for what goes along with a deletion.
      raiseIssueEvent(core, request, 'avi:jira:deleted:issue', issue);
      return { status: 204 };
    },
  },
  {
    method: 'PUT',
    path: '/rest/api/3/issue/{issueIdOrKey}/assignee',
    scopes: { classic: ['write:jira-work'], granular: ['write:issue:jira'] },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const { issue, project } = requestedIssue(core, request);
      requirePermission(core, request, project, 'ASSIGN_ISSUES', { issue });
      const { accountId } = parseBody(request, z.object({ accountId: z.string().nullable() }).loose());
      const after: Issue = { ...issue, updated: core.clock.now() };
      delete after.assignee;
      if (accountId === '-1') after.assignee = project.lead;
      else if (accountId !== null) {
        const person = core.state.accounts.get(accountId);
        if (!person?.active || !core.permissions.hasInProject(person, project, 'ASSIGNABLE_USER'))
          throw refusal(400, '', { assignee: `User '${accountId}' cannot be assigned issues.` });
        after.assignee = accountId;
      }
      saveIssue(core, after);
      raiseIssueEvent(core, request, 'avi:jira:updated:issue', after, {
        changelog: { items: [changelogItem('assignee', issue.assignee, after.assignee)] },
      });
      assignIssue(core, request, after, issue.assignee);
      return { status: 204 };
    },
  },
];
