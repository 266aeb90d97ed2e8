import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NoDocuments, readDocuments } from '../../../sandbox/conformance/documents';
import { Conformance, type CheckedExchange } from '../../../sandbox/conformance/exchange';
import { scopeProblems } from '../../../sandbox/conformance/scopes';
import type { Operation } from '../../../sandbox/jira/operation';

/** A document of one operation, written for this test. */
const document = {
  openapi: '3.0.1',
  info: { title: 'The Jira Cloud platform REST API' },
  paths: {
    '/things/{id}': {
      put: {
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'startAt', in: 'query', schema: { type: 'integer' } },
        ],
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
        },
        responses: {
          '200': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
          '404': {},
        },
        'x-atlassian-oauth2-scopes': [
          { state: 'Current', scheme: 'OAuth2', scopes: ['write:things'] },
          { state: 'Beta', scheme: 'OAuth2', scopes: ['write:thing:jira', 'read:thing:jira'] },
        ],
      },
    },
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        additionalProperties: false,
        required: ['name'],
        properties: {
          name: { type: 'string' },
          kind: { type: 'string', enum: ['big', 'small'] },
          parent: { nullable: true, allOf: [{ $ref: '#/components/schemas/Thing' }] },
        },
      },
    },
  },
};

describe('an exchange with the site, held against the documents', () => {
  const folder = mkdtempSync(join(tmpdir(), 'documents-'));
  writeFileSync(join(folder, 'jira.json'), JSON.stringify(document));
  const documents = readDocuments(folder);
  const conformance = new Conformance(documents);
  afterAll(() => rmSync(folder, { recursive: true }));

  const good: CheckedExchange = {
    operation: 'PUT /things/{id}',
    query: '?startAt=0',
    requestBody: { name: 'a' },
    status: 200,
    body: { name: 'a', kind: 'big', parent: null },
  };
  const problems = (changed: Partial<CheckedExchange>): string =>
    conformance.problems({ ...good, ...changed }).join('; ');

  it('has no problems where all is as documented', () => {
    expect(problems({})).toBe('');
  });

  it.each([
    [
      'a property that is not documented',
      { body: { name: 'a', extra: 1 } },
      "must NOT have additional properties 'extra'",
    ],
    ['a property that is missing', { body: {} }, "must have required property 'name'"],
    ['a value outside the list', { body: { name: 'a', kind: 'huge' } }, '["big","small"]'],
    ['a wrong type deep inside', { body: { name: 'a', parent: { name: 1 } } }, '/parent/name must be string'],
    ['a status that is not documented', { status: 403 }, 'status 403 is not documented'],
    ['a parameter that is not documented', { query: '?page=1' }, "query parameter 'page' is not documented"],
    ['a parameter of another type', { query: '?startAt=x' }, 'not of type integer'],
    ['a request without its body', { requestBody: undefined }, 'the request has no body'],
    [
      'a request with a wrong body',
      { requestBody: { nom: 'a' } },
      "request body / must NOT have additional properties 'nom'",
    ],
    ['an operation that is not documented', { operation: 'GET /things' }, 'GET /things is not documented'],
  ])('names %s', (_, changed, problem) => {
    expect(problems(changed)).toContain(problem);
  });

  it('leaves to the platform what it refuses before the operation is asked', () => {
    expect(problems({ status: 401, body: { code: 401 } })).toBe('');
    expect(problems({ status: 429, body: {} })).toBe('');
  });

  it('names scopes that differ, whatever their order', () => {
    const operation = (scopes: Operation['scopes']): Operation => ({
      method: 'PUT',
      path: '/things/{id}',
      scopes,
      needs: 'nothing',
      answer: () => ({ status: 200 }),
    });
    const granular = ['read:thing:jira', 'write:thing:jira'];
    expect(scopeProblems([operation({ classic: ['write:things'], granular })], documents)).toEqual([]);
    expect(scopeProblems([operation({ classic: ['read:things'], granular })], documents)).toHaveLength(1);
    expect(scopeProblems([operation({ classic: ['write:things'] })], documents)).toHaveLength(1);
  });
});

describe('without documents', () => {
  it.each([undefined, '', '/no/such/folder', __dirname])('says how to get them (folder %s)', folder => {
    expect(() => readDocuments(folder)).toThrow(NoDocuments);
    expect(() => readDocuments(folder)).toThrow('developer.atlassian.com');
  });
});
