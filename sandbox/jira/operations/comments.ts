import { z } from 'zod';
import { refusal } from '../answer';
import { requirePermission, requestedIssue, saveIssue, raiseIssueEvent } from '../issue-access';
import { adf } from '../adf';
import type { ApiRequest, SiteCore, Operation } from '../operation';
import type { Issue, IssueComment } from '../state/model';
import { commentView } from '../views/issues';

const readComments = [
  'read:comment:jira',
  'read:comment.property:jira',
  'read:group:jira',
  'read:project:jira',
  'read:project-role:jira',
  'read:user:jira',
  'read:avatar:jira',
];

function requestedBody(request: ApiRequest): unknown {
  const input = z.object({ body: adf }).loose().safeParse(request.body);
  if (!input.success) throw refusal(400, '', { comment: 'Comment body is not valid!' });
  return input.data.body;
}

/** Adds a comment by the caller and raises its event. */
export function addComment(core: SiteCore, request: ApiRequest, issue: Issue, body: unknown): IssueComment {
  const now = core.clock.now();
  const account = request.caller?.accountId ?? '';
  const comment: IssueComment = {
    id: core.state.nextId('comment'),
    author: account,
    updateAuthor: account,
    body,
    created: now,
    updated: now,
  };
  const after = saveIssue(core, { ...issue, comments: [...issue.comments, comment], updated: now });
  raiseIssueEvent(core, request, 'avi:jira:commented:issue', after, {
    comment: commentView(core, request.caller, after, comment),
  });
  return comment;
}

/** Comments of work items. */
export const commentOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/issue/{issueIdOrKey}/comment',
    scopes: { classic: ['read:jira-work'], granular: readComments },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const { issue } = requestedIssue(core, request);
      const orderBy = request.query.text('orderBy') ?? 'created';
      if (orderBy.replace(/^[+-]/, '') !== 'created') throw refusal(400, `Can't order by '${orderBy}'.`);
      const comments = orderBy.startsWith('-') ? [...issue.comments].reverse() : issue.comments;
      const { startAt, maxResults } = request.query.window(5000, 100);
      const shown = comments.slice(startAt, startAt + maxResults);
      return {
        status: 200,
        core: shown.length,
        body: {
          startAt,
          maxResults,
          total: comments.length,
          comments: shown.map(comment => commentView(core, request.caller, issue, comment)),
        },
      };
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/issue/{issueIdOrKey}/comment',
    scopes: { classic: ['write:jira-work'], granular: [...readComments, 'write:comment:jira'] },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const { issue, project } = requestedIssue(core, request);
      requirePermission(core, request, project, 'ADD_COMMENTS', { issue, status: 400 });
      const comment = addComment(core, request, issue, requestedBody(request));
      return { status: 201, body: commentView(core, request.caller, issue, comment) };
    },
  },
  {
    method: 'PUT',
    path: '/rest/api/3/issue/{issueIdOrKey}/comment/{id}',
    scopes: { classic: ['write:jira-work'], granular: [...readComments, 'write:comment:jira'] },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const { issue, project } = requestedIssue(core, request);
      const comment = issue.comments.find(({ id }) => String(id) === request.path['id']);
      if (!comment) throw refusal(404, `Can not find a comment for the id: ${request.path['id']}.`);
      const own = comment.author === request.caller?.accountId;
      requirePermission(core, request, project, own ? 'EDIT_OWN_COMMENTS' : 'EDIT_ALL_COMMENTS', {
        issue,
        status: 400,
      });
      const changed: IssueComment = {
        ...comment,
        body: requestedBody(request),
        updateAuthor: request.caller?.accountId ?? comment.author,
        updated: core.clock.now(),
      };
      const after = saveIssue(core, {
        ...issue,
        comments: issue.comments.map(one => (one.id === comment.id ? changed : one)),
        updated: core.clock.now(),
      });
      raiseIssueEvent(core, request, 'avi:jira:commented:issue', after, {
        comment: commentView(core, request.caller, after, changed),
      });
      return { status: 200, body: commentView(core, request.caller, after, changed) };
    },
  },
];
