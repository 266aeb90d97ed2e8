import { z } from 'zod';
import { refusal, type Answer } from '../answer';
import { parseBody } from '../parse-body';
import { canSeeIssue } from '../issue-access';
import { searchIssues } from '../jql-search';
import type { ApiRequest, SiteCore, Operation } from '../operation';
import { issueView } from '../views/issues';

interface IssueSearch {
  jql: string;
  maxResults: number;
  token: string | undefined;
  fields: readonly string[];
  properties: readonly string[];
  reconcile: readonly number[];
}

function searchAnswer(core: SiteCore, request: ApiRequest, search: IssueSearch): Answer {
  if (search.reconcile.length > 50) throw refusal(400, 'At most 50 issues can be reconciled.');
  if (search.maxResults < 1 || search.maxResults > 5000) throw refusal(400, 'maxResults is from 1 to 5000.');
  const from = search.token === undefined ? 0 : Number(Buffer.from(search.token, 'base64url').toString());
  if (!Number.isInteger(from)) throw refusal(400, 'The nextPageToken is not valid.');
  const found = searchIssues(core, request, search.jql, search.reconcile).filter(issue =>
    canSeeIssue(core, request, issue),
  );
  const shown = found.slice(from, from + search.maxResults);
  const next = from + shown.length;
  const isLast = next >= found.length;
  const idsOnly = search.fields.length === 0 || (search.fields.length === 1 && search.fields[0] === 'id');
  return {
    status: 200,
    core: shown.length,
    body: {
      issues: shown.map(issue =>
        idsOnly && search.properties.length === 0
          ? { id: String(issue.id) }
          : issueView(core, request.caller, issue, idsOnly ? ['id'] : search.fields, search.properties),
      ),
      isLast,
      ...(isLast ? {} : { nextPageToken: Buffer.from(String(next)).toString('base64url') }),
    },
  };
}

const path = '/rest/api/3/search/jql';

/** The search for work items, eventually consistent; without `fields` it tells ids only. */
export const issueSearchOperations: readonly Operation[] = [
  {
    method: 'GET',
    path,
    scopes: {
      classic: ['read:jira-work'],
      granular: [
        'read:issue-details:jira',
        'read:audit-log:jira',
        'read:avatar:jira',
        'read:field-configuration:jira',
        'read:issue-meta:jira',
      ],
    },
    requiredAccess: 'nothing',
    answer: (core, request) =>
      searchAnswer(core, request, {
        jql: request.query.text('jql') ?? '',
        maxResults: request.query.number('maxResults', 50),
        token: request.query.text('nextPageToken'),
        fields: request.query.list('fields'),
        properties: request.query.list('properties'),
        reconcile: request.query.list('reconcileIssues').map(Number),
      }),
  },
  {
    method: 'POST',
    path,
    isReadOnly: true,
    scopes: {
      classic: ['read:jira-work'],
      granular: [
        'read:issue-details:jira',
        'read:field.default-value:jira',
        'read:field.option:jira',
        'read:field:jira',
        'read:group:jira',
      ],
    },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const body = parseBody(
        request,
        z.object({
          jql: z.string().optional(),
          maxResults: z.number().optional(),
          nextPageToken: z.string().optional(),
          fields: z.array(z.string()).optional(),
          properties: z.array(z.string()).optional(),
          reconcileIssues: z.array(z.number()).optional(),
          expand: z.string().optional(),
          fieldsByKeys: z.boolean().optional(),
        }),
      );
      return searchAnswer(core, request, {
        jql: body.jql ?? '',
        maxResults: body.maxResults ?? 50,
        token: body.nextPageToken,
        fields: body.fields ?? [],
        properties: body.properties ?? [],
        reconcile: body.reconcileIssues ?? [],
      });
    },
  },
];
