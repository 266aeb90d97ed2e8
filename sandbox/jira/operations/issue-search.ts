import { z } from 'zod';
import { refusal, type Answer } from '../answer';
import { bodyOf } from '../body';
import { seesIssue } from '../issue-access';
import { searched } from '../jql-search';
import type { Ask, Core, Operation } from '../operation';
import { issueView } from '../views/issues';

interface Search {
  jql: string;
  maxResults: number;
  token: string | undefined;
  fields: readonly string[];
  properties: readonly string[];
  reconcile: readonly number[];
}

function answer(core: Core, ask: Ask, search: Search): Answer {
  if (search.reconcile.length > 50) throw refusal(400, 'At most 50 issues can be reconciled.');
  if (search.maxResults < 1 || search.maxResults > 5000) throw refusal(400, 'maxResults is from 1 to 5000.');
  const from = search.token === undefined ? 0 : Number(Buffer.from(search.token, 'base64url').toString());
  if (!Number.isInteger(from)) throw refusal(400, 'The nextPageToken is not valid.');
  const found = searched(core, ask, search.jql, search.reconcile).filter(issue =>
    seesIssue(core, ask, issue),
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
          : issueView(core, ask.caller, issue, idsOnly ? ['id'] : search.fields, search.properties),
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
    needs: 'nothing',
    answer: (core, ask) =>
      answer(core, ask, {
        jql: ask.query.text('jql') ?? '',
        maxResults: ask.query.number('maxResults', 50),
        token: ask.query.text('nextPageToken'),
        fields: ask.query.list('fields'),
        properties: ask.query.list('properties'),
        reconcile: ask.query.list('reconcileIssues').map(Number),
      }),
  },
  {
    method: 'POST',
    path,
    reads: true,
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
    needs: 'nothing',
    answer: (core, ask) => {
      const body = bodyOf(
        ask,
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
      return answer(core, ask, {
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
