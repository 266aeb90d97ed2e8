import { z } from 'zod';
import { refusal } from '../answer';
import { demand, issueAsked, putIssue, raiseIssueEvent } from '../issue-access';
import { adf } from '../adf';
import type { Ask, Core, Operation } from '../operation';
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

function bodyAsked(ask: Ask): unknown {
  const asked = z.object({ body: adf }).loose().safeParse(ask.body);
  if (!asked.success) throw refusal(400, '', { comment: 'Comment body is not valid!' });
  return asked.data.body;
}

/** Adds a comment by the caller and raises its event. */
export function addComment(core: Core, ask: Ask, issue: Issue, body: unknown): IssueComment {
  const now = core.clock.now();
  const account = ask.caller?.accountId ?? '';
  const comment: IssueComment = {
    id: core.state.nextId('comment'),
    author: account,
    updateAuthor: account,
    body,
    created: now,
    updated: now,
  };
  const after = putIssue(core, { ...issue, comments: [...issue.comments, comment], updated: now });
  raiseIssueEvent(core, ask, 'avi:jira:commented:issue', after, {
    comment: commentView(core, ask.caller, after, comment),
  });
  return comment;
}

/** Comments of work items. */
export const commentOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/issue/{issueIdOrKey}/comment',
    scopes: { classic: ['read:jira-work'], granular: readComments },
    needs: 'nothing',
    answer: (core, ask) => {
      const { issue } = issueAsked(core, ask);
      const orderBy = ask.query.text('orderBy') ?? 'created';
      if (orderBy.replace(/^[+-]/, '') !== 'created') throw refusal(400, `Can't order by '${orderBy}'.`);
      const comments = orderBy.startsWith('-') ? [...issue.comments].reverse() : issue.comments;
      const { startAt, maxResults } = ask.query.window(5000, 100);
      const shown = comments.slice(startAt, startAt + maxResults);
      return {
        status: 200,
        core: shown.length,
        body: {
          startAt,
          maxResults,
          total: comments.length,
          comments: shown.map(comment => commentView(core, ask.caller, issue, comment)),
        },
      };
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/issue/{issueIdOrKey}/comment',
    scopes: { classic: ['write:jira-work'], granular: [...readComments, 'write:comment:jira'] },
    needs: 'nothing',
    answer: (core, ask) => {
      const { issue, project } = issueAsked(core, ask);
      demand(core, ask, project, 'ADD_COMMENTS', { issue, status: 400 });
      const comment = addComment(core, ask, issue, bodyAsked(ask));
      return { status: 201, body: commentView(core, ask.caller, issue, comment) };
    },
  },
  {
    method: 'PUT',
    path: '/rest/api/3/issue/{issueIdOrKey}/comment/{id}',
    scopes: { classic: ['write:jira-work'], granular: [...readComments, 'write:comment:jira'] },
    needs: 'nothing',
    answer: (core, ask) => {
      const { issue, project } = issueAsked(core, ask);
      const comment = issue.comments.find(({ id }) => String(id) === ask.path['id']);
      if (!comment) throw refusal(404, `Can not find a comment for the id: ${ask.path['id']}.`);
      const own = comment.author === ask.caller?.accountId;
      demand(core, ask, project, own ? 'EDIT_OWN_COMMENTS' : 'EDIT_ALL_COMMENTS', { issue, status: 400 });
      const changed: IssueComment = {
        ...comment,
        body: bodyAsked(ask),
        updateAuthor: ask.caller?.accountId ?? comment.author,
        updated: core.clock.now(),
      };
      const after = putIssue(core, {
        ...issue,
        comments: issue.comments.map(one => (one.id === comment.id ? changed : one)),
        updated: core.clock.now(),
      });
      raiseIssueEvent(core, ask, 'avi:jira:commented:issue', after, {
        comment: commentView(core, ask.caller, after, changed),
      });
      return { status: 200, body: commentView(core, ask.caller, after, changed) };
    },
  },
];
