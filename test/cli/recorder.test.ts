import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readAllSources } from '../../cli/read-all-sources';
import { type RecordedAnswer, createRecordedTransport, readRecording } from '../../cli/recording';
import { createRecorder } from '../../cli/recorder';
import { SOURCES_IN_SCAN_ORDER } from '../../src/evidence/sources';
import { createJira } from '../../src/jira/gateway';
import { createMeter } from '../../src/jira/meter';
import { type Transport } from '../../src/jira/transport';
import { type SiteEvidence } from '../../src/posture/judge-evidence';
import { instant } from '../../src/domain/instant';
import { createSite } from '../../sandbox/jira/site';
import { Clock } from '../../sandbox/clock';
import { httpTransport } from '../../cli/http-transport';
import { fakeTransport, type AnswerTable } from '../evidence/fake-transport';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recorder-'));
});
afterEach(() => rm(folder, { recursive: true }));

const asOf = instant(Date.parse('2026-11-20T12:00:00Z'));

const jiraOver = (transport: Transport) =>
  createJira({
    transport,
    meter: createMeter(Infinity),
    sleep: () => Promise.resolve(),
    random: () => 0,
    now: () => 0,
  });

const toReadings = (evidence: SiteEvidence) =>
  SOURCES_IN_SCAN_ORDER.map(source => [source.id, evidence.reading(source)] as const);

/** Reads a site with a recorder, then its recording. @returns the written file, and the readings of both. */
async function recordAndReplay(site: Transport) {
  const recorder = createRecorder(site);
  const reading = { live: false, asOf };
  const jira = recorder.recordSchemas(jiraOver(recorder.transport));
  const directReadings = toReadings(await readAllSources({ ...reading, jira }, () => undefined));
  await recorder.write(folder, asOf);
  const replay = jiraOver(createRecordedTransport(await readRecording(folder)));
  const again = toReadings(await readAllSources({ ...reading, jira: replay }, () => undefined));
  const written = await readFile(join(folder, 'answers.json'), 'utf8');
  return { written, directReadings, again, answers: JSON.parse(written) as readonly RecordedAnswer[] };
}

const recordedBody = (answers: readonly RecordedAnswer[], path: string): unknown =>
  answers.find(answer => answer.path === `/rest/api/3${path}`)?.body;

const SECRET = 'SECRET';
const person = {
  accountId: 'p1',
  accountType: 'atlassian',
  active: true,
  displayName: `Lee ${SECRET}`,
  name: SECRET,
  key: SECRET,
  timeZone: SECRET,
  emailAddress: `${SECRET}@acme.example`,
  avatarUrls: { '16x16': `https://${SECRET}.example` },
  self: `https://acme.example/user?username=${SECRET}`,
  somethingNew: { deep: [SECRET] },
};
const valuesPage = (...rows: readonly unknown[]) => ({
  body: { maxResults: 50, total: rows.length, isLast: true, values: rows, self: SECRET },
});

const table: AnswerTable = {
  '/serverInfo': { body: { baseUrl: 'https://acme.example', serverTitle: SECRET } },
  '/application-properties': {
    body: [
      { key: 'jira.title', value: SECRET, desc: SECRET },
      { key: 'jira.option.globalsharing', value: true, name: SECRET },
    ],
  },
  '/applicationrole': { status: 403, body: { errorMessages: [`${SECRET} may not`] } },
  '/group/bulk?accessType=admin': valuesPage({ groupId: 'g1', name: 'admins', self: SECRET }),
  '/group/bulk': valuesPage(),
  '/group/member': valuesPage(person, { ...person, accountId: 'p2', displayName: 'Site Admin' }),
  '/project/search?status=live': valuesPage({
    id: '1',
    key: 'P',
    name: 'Payments',
    description: SECRET,
    lead: person,
    properties: { note: SECRET },
  }),
  '/project/search': valuesPage(),
  '/project/1/role': {
    body: { Administrators: SECRET, 'atlassian-addons-project-access': 'https://x/role/7' },
  },
  '/project/1/role/7': {
    body: {
      name: SECRET,
      actors: [
        { id: 1, type: 'user', displayName: 'Chart Maker', actorUser: { accountId: 'a1' } },
        {
          id: 2,
          type: 'user',
          displayName: person.displayName,
          name: SECRET,
          actorUser: { accountId: 'p1' },
        },
        { id: 3, type: 'group', displayName: SECRET, actorGroup: { name: SECRET } },
      ],
    },
  },
  '/filter/search': valuesPage({
    id: '7',
    name: `Of lee-${SECRET}@acme.example`,
    description: SECRET,
    jql: `assignee = "lee-${SECRET}@acme.example" or note ~ "mail%40${SECRET}.example" or x = ann%2540${SECRET}.example or y = "bo\\u0040${SECRET}"`,
    owner: person,
    sharePermissions: [{ type: 'global' }, { type: 'user', user: person }],
  }),
  '/users/search?startAt=0': {
    body: [person, { ...person, accountId: 'a1', accountType: 'app', displayName: 'Chart Maker' }],
  },
  '/users/search': { body: [] },
  '/auditing/record': {
    body: {
      total: 1,
      records: [
        {
          id: 1,
          created: '2026-01-01T00:00:00.000+0000',
          summary: SECRET,
          remoteAddress: SECRET,
          authorAccountId: SECRET,
          objectItem: { name: SECRET, typeName: 'USER' },
          changedValues: [{ changedTo: SECRET }],
        },
      ],
    },
  },
};

describe('a recording of a site', () => {
  it('contains only the fields that the app reads', async () => {
    const { written, answers } = await recordAndReplay(fakeTransport(table));
    expect(written).not.toContain(SECRET);
    expect(recordedBody(answers, '/serverInfo')).toEqual({ baseUrl: 'https://acme.example' });
    expect(recordedBody(answers, '/application-properties')).toEqual([
      { key: 'jira.title' },
      { key: 'jira.option.globalsharing', value: true },
    ]);
    expect(recordedBody(answers, '/auditing/record')).toEqual({
      total: 1,
      records: [{ id: 1, created: '2026-01-01T00:00:00.000+0000' }],
    });
    expect(answers.find(({ path }) => path === '/rest/api/3/applicationrole')).toEqual({
      method: 'GET',
      path: '/rest/api/3/applicationrole',
      query: {},
      status: 403,
      headers: {},
    });
  });

  it('keeps account IDs and types, names of apps, and whether a name is shared', async () => {
    const { answers } = await recordAndReplay(fakeTransport(table));
    const lee = { accountId: 'p1', accountType: 'atlassian', active: true };
    expect(recordedBody(answers, '/group/member')).toMatchObject({
      values: [lee, { ...lee, accountId: 'p2', displayName: 'Admin' }],
    });
    expect(recordedBody(answers, '/users/search')).toEqual([
      lee,
      { ...lee, accountId: 'a1', accountType: 'app', displayName: 'Chart Maker' },
    ]);
    expect(recordedBody(answers, '/project/1/role/7')).toEqual({
      actors: [{ actorUser: { accountId: 'a1' } }, { actorUser: { accountId: 'p1' } }, {}],
    });
  });

  it('replaces an email address with the same pseudonym everywhere', async () => {
    const { answers } = await recordAndReplay(fakeTransport(table));
    expect(recordedBody(answers, '/filter/search')).toMatchObject({
      values: [
        {
          name: 'Of someone-1',
          jql: 'assignee = "someone-1" or note ~ "someone-2" or x = someone-3 or y = "someone-4"',
        },
      ],
    });
  });

  it('keeps rejected answers rejected, without their content', async () => {
    const odd = {
      ...table,
      '/serverInfo': { body: { baseUrl: [SECRET] } },
      '/project/1/role/7': { body: { actors: [{ actorUser: SECRET }, SECRET] } },
      '/group/member': valuesPage({ ...person, active: SECRET }, SECRET),
      '/application-properties': { body: { message: SECRET } },
      '/filter/search': valuesPage({ id: '7', name: 'F', jql: '', sharePermissions: SECRET }),
    };
    const { written, directReadings, again } = await recordAndReplay(fakeTransport(odd));
    expect(written).not.toContain(SECRET);
    expect(again).toEqual(directReadings);
    const gaps = directReadings.flatMap(([, reading]) => reading.gaps);
    expect(gaps).toContainEqual({ why: 'schema', at: 'server-info.get baseUrl: string' });
    expect(JSON.stringify(gaps)).not.toContain(SECRET);
  });

  it('keeps the last answer to a request, because an earlier one may be a temporary failure', async () => {
    const answers = [503, 200];
    const recorder = createRecorder({
      send: () => Promise.resolve({ status: answers.shift() ?? 500, headers: {}, body: { baseUrl: 'x' } }),
    });
    const jira = recorder.recordSchemas(jiraOver(recorder.transport));
    await jira.call('server-info.get', { responseSchema: z.object({ baseUrl: z.string() }) });
    await recorder.write(folder, asOf);
    expect((await readRecording(folder)).answers).toMatchObject([{ status: 200, body: { baseUrl: 'x' } }]);
  });

  it('leaves out cookies and every header that isn’t read', async () => {
    const headers = { 'set-cookie': SECRET, 'x-user': SECRET, 'retry-after': '3' };
    const { written, answers } = await recordAndReplay(
      fakeTransport({ '/serverInfo': { body: { baseUrl: 'x' }, headers } }),
    );
    expect(written).not.toContain(SECRET);
    expect(answers[0]?.headers).toEqual({ 'retry-after': '3' });
  });

  it('compares a list of values as a whole in a replay', async () => {
    const { answers } = await recordAndReplay(
      fakeTransport({
        '/filter/search': valuesPage(
          { id: '7', name: 'F', sharePermissions: [{ type: 'global' }] },
          { id: '8', name: 'G', sharePermissions: [{ type: 'global' }] },
        ),
      }),
    );
    expect(answers.map(({ query }) => query['id'])).toContainEqual(['7', '8']);
  });

  it('returns the sandbox site’s answers without people’s names', async () => {
    const site = await createSite({ size: 'S', seed: 5, clock: new Clock(asOf) });
    try {
      const seen = new Set<string>();
      const people = z.array(
        z.object({ accountType: z.string(), displayName: z.string(), emailAddress: z.string().nullish() }),
      );
      const transport = httpTransport(site.url, site.as(site.people.ana).authorization);
      const { written, directReadings, again } = await recordAndReplay({
        async send(request) {
          const answer = await transport.send(request);
          if (request.path.startsWith('/rest/api/3/users/search'))
            for (const { accountType, displayName, emailAddress } of people.parse(answer.body)) {
              if (accountType !== 'app' && displayName.includes(' ')) seen.add(displayName);
              if (typeof emailAddress === 'string') seen.add(emailAddress);
            }
          return answer;
        },
      });
      expect(seen.size).toBeGreaterThan(100);
      expect([...seen].filter(name => written.includes(name))).toEqual([]);
      expect(again).toEqual(directReadings);
    } finally {
      await site.close();
    }
  });
});
