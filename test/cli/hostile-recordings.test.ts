import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArguments } from '../../cli/arguments';
import { assess } from '../../cli/assess-site';
import { assessmentData } from '../../cli/assessment';
import { messageOf, Problem } from '../../cli/problem';
import { SOURCES_IN_SCAN_ORDER } from '../../src/evidence/sources';
import { GAP_REASONS } from '../../src/domain/gap';
import { createMessages } from '../../src/messages/messages';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Every path that a scan asks for; `{id}` is whatever the list before it names. */
const PATHS = [
  'mypermissions',
  'data-policy',
  'serverInfo',
  'instance/license',
  'application-properties',
  'applicationrole',
  'group/bulk',
  'group/member',
  'permissionscheme',
  'permissionscheme/0',
  'permissionscheme/1',
  'project/search',
  'project/1/permissionscheme',
  'project/1/role',
  'project/1/role/1',
  'filter/search',
  'dashboard/search',
  'users/search',
  'auditing/record',
];

const answering = (bodyOf: (path: string) => string, more = ''): string =>
  `[${PATHS.map(path => `{"method":"GET","path":"/rest/api/3/${path}","status":200${more},"body":${bodyOf(path)}}`).join(',')}]`;

const DEEP = 100_000;
const deepList = `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`;
const deepObject = `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`;

const row = {
  id: '1',
  key: 'P',
  name: 'P',
  groupId: 'g',
  accountId: 'a',
  accountType: 'atlassian',
  active: true,
  created: '2026-01-01T00:00:00.000+0000',
  sharePermissions: [{ type: 'global' }],
};
/** A page of whatever list, of which there is always more. */
const endless = (length: object) =>
  JSON.stringify({ ...length, values: [row], records: [row], permissionSchemes: [row] });
const pageOfUsers = JSON.stringify([row]);

const HOSTILE: readonly (readonly [string, string])[] = [
  ['nothing', '[]'],
  ['null everywhere', answering(() => 'null')],
  ['no body anywhere', answering(() => 'null').replaceAll(',"body":null', '')],
  ['an empty list everywhere', answering(() => '[]')],
  ['an empty object everywhere', answering(() => '{}')],
  ['text everywhere', answering(() => '"<html>"')],
  ['a number everywhere', answering(() => '1e308')],
  ['lists that never end', answering(path => (path === 'users/search' ? pageOfUsers : endless({})))],
  ['lists with a total that is never reached', answering(() => endless({ total: 1e15, maxResults: 1 }))],
  ['lists whose pages have no rows', answering(() => '{"values":[],"records":[],"total":9,"isLast":false}')],
  ['pages that say they have 0 rows', answering(() => endless({ total: 1e15, maxResults: 0 }))],
  ['a page size beyond all numbers', answering(() => endless({ total: 9, maxResults: 1e308 }))],
  ['negative totals', answering(() => endless({ total: -1, maxResults: -5 }))],
  ['lists that nest 100,000 deep', answering(() => deepList)],
  ['objects that nest 100,000 deep', answering(() => deepObject)],
  ['rows that nest 100,000 deep', answering(() => `{"values":[${deepList}],"records":[${deepObject}]}`)],
  [
    'names that nest 100,000 deep',
    answering(() => `{"values":[{"id":"1","name":${deepList},"displayName":${deepObject}}]}`),
  ],
  ['rows of null', answering(() => '{"values":[null,null],"records":[null],"permissions":[null]}')],
  ['rows of wrong types', answering(() => '{"values":[1,"x",[],{"id":{}}],"permissions":{"ADMINISTER":7}}')],
  ['an object where a list belongs', answering(() => '{"values":{"0":{}},"records":{},"permissions":{}}')],
  [
    'keys of every object',
    answering(() => '{"__proto__":{"isLast":true},"constructor":1,"values":[{"__proto__":{}}]}'),
  ],
  [
    'the same row 3,000 times',
    answering(() => JSON.stringify({ values: Array(3_000).fill(row), total: 3_000 })),
  ],
  ['401', answering(() => '{}').replaceAll('"status":200', '"status":401')],
  [
    '429 for a year',
    answering(() => '{}', ',"headers":{"retry-after":"31536000"}').replaceAll(':200', ':429'),
  ],
  ['503', answering(() => '{}').replaceAll('"status":200', '"status":503')],
  [
    'a redirect',
    answering(() => '{}', ',"headers":{"location":"https://evil.example"}').replaceAll(':200', ':302'),
  ],
  [
    'every entry 500 times, the first one empty',
    `[${Array(500)
      .fill(0)
      .map((_, at) => answering(() => (at === 0 ? '{}' : endless({ total: 1 }))).slice(1, -1))
      .join(',')}]`,
  ],
];

describe('a hostile recording', () => {
  it.each(HOSTILE)(
    'results in gaps and findings of known types, and no control is met: %s',
    async (_, answers) => {
      writeFileSync(join(folder, 'answers.json'), answers);
      const assessment = await assess(parseArguments(['--recorded', folder]), {}, () => undefined);
      const { evidence, controls, cost, score } = assessmentData(assessment);
      expect(evidence).toHaveLength(SOURCES_IN_SCAN_ORDER.length);
      const gaps = [...evidence.flatMap(one => one.gaps), ...controls.flatMap(one => one.gaps)];
      expect(gaps.length).toBeGreaterThan(0);
      expect(gaps.filter(({ why }) => !GAP_REASONS.includes(why))).toEqual([]);
      expect(controls.filter(({ verdict }) => verdict === 'met')).toEqual([]);
      expect(score.assured).toBe(0);
      // Retries included. Only the list of spaces names other requests, and it names at most one.
      expect(cost.calls).toBeLessThan(200);
    },
  );

  it('with 100,000 entries is read in bounded time', async () => {
    const entry = (startAt: number) => ({
      method: 'GET',
      path: '/rest/api/3/filter/search',
      query: { startAt: String(startAt) },
      status: 200,
      body: { startAt, maxResults: 1, total: 100_000, values: [{ id: String(startAt), name: 'F' }] },
    });
    const other = { method: 'GET', path: '/rest/api/3/other', status: 200 };
    const all = [...Array<object>(100_000).fill(other), ...Array.from({ length: 200 }, (_, at) => entry(at))];
    writeFileSync(join(folder, 'answers.json'), JSON.stringify(all));
    const assessment = await assess(parseArguments(['--recorded', folder]), {}, () => undefined);
    const filters = assessmentData(assessment).evidence.find(({ source }) => source === 'publicFilters');
    expect(filters?.coverage).toEqual({ read: 200, of: 100_000 });
    expect(filters?.gaps.map(({ why }) => why)).toContain('not-recorded');
  });

  it.each([
    ['is no list', '{}'],
    ['is null', 'null'],
    ['nests 100,000 deep', deepList],
    ['nests 100,000 deep and never closes', '['.repeat(DEEP)],
    ['is no JSON', '[,]'],
    ['is empty', ''],
    ['has an entry of null', '[null]'],
    ['has a status of text', '[{"method":"GET","path":"/x","status":"200"}]'],
    ['has a query that nests', '[{"method":"GET","path":"/x","status":200,"query":{"a":{"b":1}}}]'],
  ])('is an error if answers.json %s', async (_, answers) => {
    writeFileSync(join(folder, 'answers.json'), answers);
    const outcome = await assess(parseArguments(['--recorded', folder]), {}, () => undefined).catch(
      (error: unknown) => error,
    );
    if (!(outcome instanceof Problem)) throw new Error('no Problem was thrown');
    const message = messageOf(createMessages('en'), outcome);
    expect(message.startsWith(`Can't use answers.json in ${folder}. `)).toBe(true);
    expect(message).not.toContain('\n');
  });
});
