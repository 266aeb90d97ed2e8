import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MissingDocumentsError, readDocuments } from '../../../sandbox/conformance/documents';
import { Conformance, type CheckedExchange } from '../../../sandbox/conformance/conformance';
import { findScopeProblems } from '../../../sandbox/conformance/documented-scopes';
import { ExchangeMeter } from '../../../sandbox/jira/exchange-meter';
import type { Operation } from '../../../sandbox/jira/operation';
import { ExchangeChecker } from '../../../tools/conformance/exchange-checker';

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
          { name: 'ids', in: 'query', schema: { type: 'array', items: { type: 'integer' } } },
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

describe('an exchange with the site, compared with the documents', () => {
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
    conformance.findProblems({ ...good, ...changed }).join('; ');

  it('has no problems if it is as documented', () => {
    expect(problems({})).toBe('');
    expect(problems({ query: '?startAt=5&ids=1,2' })).toBe('');
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
    ['a list with an item of another type', { query: '?ids=1,x' }, "'ids' is 1,x, not of type array"],
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

  it('skips requests that the platform refuses before they reach the operation', () => {
    expect(problems({ status: 401, body: { code: 401 } })).toBe('');
    expect(problems({ status: 429, body: {} })).toBe('');
  });

  it('names scopes that differ, whatever their order', () => {
    const operation = (scopes: Operation['scopes']): Operation => ({
      method: 'PUT',
      path: '/things/{id}',
      scopes,
      requiredAccess: 'nothing',
      answer: () => ({ status: 200 }),
    });
    const granular = ['read:thing:jira', 'write:thing:jira'];
    expect(findScopeProblems([operation({ classic: ['write:things'], granular })], documents)).toEqual([]);
    expect(findScopeProblems([operation({ classic: ['read:things'], granular })], documents)).toHaveLength(1);
    expect(findScopeProblems([operation({ classic: ['write:things'] })], documents)).toHaveLength(1);
  });
});

describe('the exchanges of a run', () => {
  const answers = { 'PUT /things/{id}': 200, 'GET /things': 200, 'GET /others': 403 };
  const folder = mkdtempSync(join(tmpdir(), 'documents-'));
  writeFileSync(join(folder, 'jira.json'), JSON.stringify(document));
  const checker = new ExchangeChecker(readDocuments(folder));
  afterAll(() => rmSync(folder, { recursive: true }));
  const meter = new ExchangeMeter();
  checker.listen(meter);
  for (const [operation, status] of Object.entries(answers))
    for (const byApp of operation === 'GET /things' ? [false] : [false, true])
      meter.record(
        {
          ...{ operation, method: '', path: '', query: '?startAt=0', requestBody: { name: 'a' }, status },
          ...{ headers: {}, body: { name: 'a' }, accountId: undefined, byApp, points: 0 },
        },
        0,
      );

  it('distinguishes calls by the app from those by people and from refused ones', () => {
    expect(Object.keys(answers).filter(operation => checker.wasCalledByApp(operation))).toEqual([
      'PUT /things/{id}',
    ]);
  });

  it('names each difference once', () => {
    expect(checker.problems()).toEqual([
      'GET /things: GET /things is not documented',
      'GET /others: GET /others is not documented',
    ]);
  });
});

describe('without documents', () => {
  it.each([undefined, '', '/no/such/folder', __dirname])('shows how to get them (folder %s)', folder => {
    expect(() => readDocuments(folder)).toThrow(MissingDocumentsError);
    expect(() => readDocuments(folder)).toThrow('developer.atlassian.com');
  });
});
