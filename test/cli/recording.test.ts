import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../../cli/problem';
import { recordedTransport, recorderOf, recordingIn } from '../../cli/recording';
import { type JiraAnswer } from '../../src/jira/transport';
import { instant } from '../../src/terms/instant';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recording-'));
});
afterEach(() => rm(folder, { recursive: true }));

const laid = async (answers: unknown, meta?: unknown): Promise<void> => {
  await writeFile(
    join(folder, 'answers.json'),
    typeof answers === 'string' ? answers : JSON.stringify(answers),
  );
  if (meta !== undefined) await writeFile(join(folder, 'meta.json'), JSON.stringify(meta));
};
const problemIn = async (place = folder): Promise<string> => {
  const outcome = await recordingIn(place).catch((error: unknown) => error);
  if (outcome instanceof Problem) return outcome.code;
  throw new Error('no Problem came');
};
const answer = (path: string, body: unknown, more: object = {}) => ({
  method: 'GET',
  path,
  status: 200,
  body,
  ...more,
});
const bodyOf = async (path: string): Promise<unknown> =>
  (await recordedTransport(await recordingIn(folder)).send({ method: 'GET', path })).body;

describe('a recording', () => {
  it('answers with the first entry whose listed parameters are equal; others don’t matter', async () => {
    await laid([
      answer('/rest/api/3/users/search', 'first', { query: { startAt: '0' } }),
      answer('/rest/api/3/users/search', 'both', { query: { startAt: '5', maxResults: '2' } }),
      answer('/rest/api/3/users/search', 'any'),
      answer('/rest/api/3/users/search', 'never', { query: { startAt: '9' } }),
    ]);
    expect(await bodyOf('/rest/api/3/users/search?startAt=0&maxResults=200')).toBe('first');
    expect(await bodyOf('/rest/api/3/users/search?maxResults=2&startAt=5')).toBe('both');
    expect(await bodyOf('/rest/api/3/users/search?startAt=9')).toBe('any');
  });

  it('compares a list of values as a whole', async () => {
    await laid([answer('/rest/api/3/filter/search', 'two', { query: { id: ['1', '2'] } })]);
    expect(await bodyOf('/rest/api/3/filter/search?id=1&id=2')).toBe('two');
    await expect(bodyOf('/rest/api/3/filter/search?id=1')).rejects.toMatchObject({ kind: 'not-recorded' });
  });

  it('has no answer where it recorded none, and none for another method or path', async () => {
    await laid([answer('/rest/api/3/myself', 'me')]);
    await expect(bodyOf('/rest/api/3/serverInfo')).rejects.toMatchObject({ kind: 'not-recorded' });
    const transport = recordedTransport(await recordingIn(folder));
    await expect(transport.send({ method: 'POST', path: '/rest/api/3/myself' })).rejects.toMatchObject({
      kind: 'not-recorded',
    });
  });

  it('gives status, headers in lower case, and an answer without a body', async () => {
    await laid([{ method: 'GET', path: '/x', status: 429, headers: { 'Retry-After': '9' } }]);
    const transport = recordedTransport(await recordingIn(folder));
    expect(await transport.send({ method: 'GET', path: '/x' })).toEqual({
      status: 429,
      headers: { 'retry-after': '9' },
      body: undefined,
    });
  });

  it('tells its moment where it has one', async () => {
    await laid([]);
    expect((await recordingIn(folder)).recordedAt).toBeUndefined();
    await laid([], { recordedAt: '2026-11-01T00:00:00Z' });
    expect((await recordingIn(folder)).recordedAt).toBe(Date.parse('2026-11-01T00:00:00Z'));
  });

  it('is refused where it is missing or has another shape', async () => {
    expect(await problemIn(join(folder, 'nowhere'))).toBe('no-folder');
    expect(await problemIn()).toBe('no-answers');
    for (const wrong of ['{', {}, [{ method: 'GET' }], [answer('/x', 1, { status: 'ok' })]]) {
      await laid(wrong);
      expect(await problemIn()).toBe('bad-answers');
    }
    await laid([], { recordedAt: 'then' });
    expect(await problemIn()).toBe('bad-meta');
  });
});

describe('recording a site', () => {
  const recorded = async (answers: Record<string, JiraAnswer | JiraAnswer[]>): Promise<string> => {
    const left = Object.fromEntries(Object.entries(answers).map(([path, given]) => [path, [given].flat()]));
    const recorder = recorderOf({
      send: ({ path }) =>
        Promise.resolve(left[path]?.shift() ?? { status: 404, headers: {}, body: undefined }),
    });
    for (const [path, given] of Object.entries(answers))
      for (let time = 0; time < [given].flat().length; time += 1)
        await recorder.transport.send({ method: 'GET', path });
    await recorder.write(folder, instant(0));
    return readFile(join(folder, 'answers.json'), 'utf8');
  };
  const ok = (body: unknown, headers: Record<string, string> = {}): JiraAnswer => ({
    status: 200,
    headers,
    body,
  });

  it('is answered again by what was written', async () => {
    await recorded({ '/rest/api/3/filter/search?id=1&id=2&startAt=0': ok({ values: [] }) });
    expect(await bodyOf('/rest/api/3/filter/search?startAt=0&id=1&id=2')).toEqual({ values: [] });
    expect((await recordingIn(folder)).recordedAt).toBe(0);
  });

  it('keeps the last answer to a request: an earlier one may have failed for a moment', async () => {
    const written = await recorded({ '/x': [{ status: 503, headers: {}, body: undefined }, ok('fine')] });
    expect(JSON.parse(written)).toMatchObject([{ status: 200, body: 'fine' }]);
  });

  it('leaves out cookies and every header that isn’t read', async () => {
    const written = await recorded({
      '/x': ok({}, { 'set-cookie': 'SECRET', 'x-user': 'SECRET', 'retry-after': '3' }),
    });
    expect(written).not.toContain('SECRET');
    expect(JSON.parse(written)).toMatchObject([{ headers: { 'retry-after': '3' } }]);
  });

  it('leaves out people’s e-mail addresses, names and pictures, and keeps what is judged', async () => {
    const person = {
      accountId: 'p1',
      accountType: 'atlassian',
      active: true,
      displayName: 'Lee Wong',
      name: 'lwong',
      key: 'lwong',
      emailAddress: 'lee@acme.example',
      avatarUrls: { '16x16': 'https://x/lee' },
    };
    const written = await recorded({
      '/users': ok([
        person,
        { ...person, accountId: 'p2', displayName: 'Jira Admin' },
        { ...person, accountId: 'a1', accountType: 'app', displayName: 'Chart Maker' },
      ]),
      '/filters': ok({
        values: [
          { id: '1', name: 'Of lee@acme.example', jql: 'assignee = "lee@acme.example"', owner: person },
        ],
      }),
      '/role': ok({
        name: 'atlassian-addons-project-access',
        actors: [
          {
            id: 1,
            displayName: 'Chart Maker',
            name: 'chart',
            type: 'atlassian-user-role-actor',
            actorUser: { accountId: 'a1' },
          },
          {
            id: 2,
            displayName: 'Lee Wong',
            name: 'lwong',
            type: 'atlassian-user-role-actor',
            actorUser: { accountId: 'p1' },
          },
        ],
      }),
      '/records': ok({
        total: 1,
        records: [
          {
            id: 1,
            created: 'then',
            summary: 'User created',
            remoteAddress: '203.0.113.7',
            objectItem: { name: 'lwong', typeName: 'USER' },
            changedValues: [{ changedTo: 'Lee Wong' }],
          },
        ],
      }),
    });
    for (const gone of ['Lee', 'lee@', 'lwong', '203.0.113.7', 'https://x'])
      expect(written).not.toContain(gone);
    const [users, filters, role, records] = JSON.parse(written) as { body: unknown }[];
    expect(users?.body).toEqual([
      { accountId: 'p1', accountType: 'atlassian', active: true },
      { accountId: 'p2', accountType: 'atlassian', active: true, displayName: 'Jira Admin' },
      { accountId: 'a1', accountType: 'app', active: true, displayName: 'Chart Maker' },
    ]);
    expect(filters?.body).toMatchObject({ values: [{ id: '1', owner: { accountId: 'p1', active: true } }] });
    expect(role?.body).toMatchObject({
      actors: [{ displayName: 'Chart Maker' }, { actorUser: { accountId: 'p1' } }],
    });
    expect(records?.body).toEqual({
      total: 1,
      records: [{ id: 1, created: 'then', summary: 'User created' }],
    });
  });
});
