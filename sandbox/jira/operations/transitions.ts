import { z } from 'zod';
import { refusal } from '../answer';
import { parseBody } from '../parse-body';
import { requirePermission, requestedIssue } from '../issue-access';
import { adf } from '../adf';
import { issueTypesOf, priorities } from '../issue-types';
import type { Operation } from '../operation';
import { issueTypeView, priorityView, statusCategoryView, statusView } from '../views/issues';
import { statusCategories, statuses, transitionsOf, type Status } from '../workflow';
import { addComment } from './comments';
import { moveIssue } from './issue-changes';
import { requestedProject } from './requested-project';

/** Statuses, and the ways from one to another. */
export const transitionOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/issue/{issueIdOrKey}/transitions',
    scopes: {
      classic: ['read:jira-work'],
      granular: ['read:issue.transition:jira', 'read:status:jira', 'read:field-configuration:jira'],
    },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const { issue, project } = requestedIssue(core, request);
      const may =
        project.status === 'live' &&
        core.permissions.hasInProject(request.caller, project, 'TRANSITION_ISSUES', issue);
      const requestedId = request.query.text('transitionId');
      const transitions = may
        ? transitionsOf(project).filter(({ id }) => requestedId === undefined || id === requestedId)
        : [];
      return {
        status: 200,
        body: {
          expand: 'transitions',
          transitions: transitions.map(({ id, name, to }) => ({
            id,
            name,
            to: statusView(core, to),
            hasScreen: false,
            isGlobal: true,
            isInitial: false,
            isAvailable: true,
            isConditional: false,
            isLooped: false,
          })),
        },
      };
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/issue/{issueIdOrKey}/transitions',
    scopes: { classic: ['write:jira-work'], granular: ['write:issue:jira', 'write:issue.property:jira'] },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const { issue, project } = requestedIssue(core, request);
      const body = parseBody(
        request,
        z
          .object({
            transition: z.object({ id: z.union([z.string(), z.number()]) }).loose(),
            update: z
              .object({ comment: z.array(z.object({ add: z.object({ body: adf }).loose() })).optional() })
              .loose()
              .optional(),
          })
          .loose(),
      );
      const transition = transitionsOf(project).find(({ id }) => id === String(body.transition.id));
      if (!transition)
        throw refusal(400, `The transition '${String(body.transition.id)}' is not valid for this issue.`);
      requirePermission(core, request, project, 'TRANSITION_ISSUES', { issue, status: 400 });
      const after = moveIssue(core, request, issue, transition.to.id);
      for (const { add } of body.update?.comment ?? []) addComment(core, request, after, add.body);
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/project/{projectIdOrKey}/statuses',
    scopes: {
      classic: ['read:jira-work'],
      granular: ['read:issue-status:jira', 'read:issue-type:jira', 'read:status:jira'],
    },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const project = requestedProject(core, request);
      const reachable = new Map<string, Status>();
      for (const { to } of transitionsOf(project)) reachable.set(to.id, to);
      return {
        status: 200,
        core: 1,
        body: issueTypesOf(project).map(type => ({
          self: `${core.url}/rest/api/3/issuetype/${type.id}`,
          id: type.id,
          name: type.name,
          subtask: type.subtask,
          statuses: [...reachable.values()].map(status => statusView(core, status)),
        })),
      };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/status',
    scopes: { classic: ['read:jira-work'], granular: ['read:status:jira'] },
    requiredAccess: 'login',
    answer: core => ({ status: 200, body: statuses.map(status => statusView(core, status)) }),
  },
  {
    method: 'GET',
    path: '/rest/api/3/statuscategory',
    scopes: { classic: ['read:jira-work'], granular: ['read:status:jira'] },
    requiredAccess: 'login',
    answer: core => ({
      status: 200,
      body: Object.values(statusCategories).map(category => statusCategoryView(core, category)),
    }),
  },
  {
    method: 'GET',
    path: '/rest/api/3/priority/search',
    scopes: { classic: ['manage:jira-configuration'] },
    requiredAccess: 'login',
    answer: core => ({
      status: 200,
      body: {
        startAt: 0,
        maxResults: 50,
        total: priorities.length,
        isLast: true,
        values: priorities.map(({ id, color }) => ({
          ...priorityView(core, id),
          description: '',
          statusColor: color,
          isDefault: id === '3',
        })),
      },
    }),
  },
  {
    method: 'GET',
    path: '/rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes',
    scopes: {
      classic: ['read:jira-work'],
      granular: ['read:issue-meta:jira', 'read:avatar:jira', 'read:field-configuration:jira'],
    },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const project = requestedProject(core, request, { status: 400 });
      requirePermission(core, request, project, 'CREATE_ISSUES', { status: 400 });
      const types = issueTypesOf(project);
      const { startAt, maxResults } = request.query.window(200);
      return {
        status: 200,
        core: types.length,
        body: {
          startAt,
          maxResults,
          total: types.length,
          issueTypes: types
            .slice(startAt, startAt + maxResults)
            .map(type => issueTypeView(core, project, type)),
        },
      };
    },
  },
];
