import { appAccountsSource } from '../../src/evidence/sources/app-accounts';
import { publicDashboardsSource } from '../../src/evidence/sources/public-dashboards';
import { readAndCheckPass } from '../../src/evidence/read-and-check-pass';
import { readPass } from '../../src/evidence/read-pass';
import { usersSource } from '../../src/evidence/sources/users';
import { JiraError } from '../../src/jira/jira-error';
import { type Jira } from '../../src/jira/jira';
import { instant } from '../../src/domain/instant';
import { createReader, completeReading, valuesPage } from './fake-transport';

const startedAt = instant(0);

describe('all accounts', () => {
  const person = (id: string, active = true) => ({
    accountId: id,
    accountType: 'atlassian',
    active,
    displayName: 'N',
    emailAddress: 'n@acme.example',
  });
  const app = (id: string, more: object = {}) => ({
    accountId: id,
    accountType: 'app',
    active: true,
    displayName: `App ${id}`,
    ...more,
  });

  const arrayPage = (all: readonly unknown[]) => (query: URLSearchParams) => ({
    body: all.slice(
      Number(query.get('startAt')),
      Number(query.get('startAt')) + Number(query.get('maxResults')),
    ),
  });

  it('are kept of apps alone', async () => {
    const all = [
      person('p1'),
      person('p2', false),
      app('a1'),
      app('a2', { appType: 'agent', active: false }),
      { ...person('c1'), accountType: 'customer' },
      { ...person('f1', false), accountType: 'unknown', displayName: 'Former user' },
    ];
    const reading = await readPass(usersSource, createReader({ '/users/search': arrayPage(all) }), {
      startedAt,
    });
    expect(reading.facts).toEqual([
      { id: 'a1', name: 'App a1', active: true },
      { id: 'a2', name: 'App a2', active: false, appType: 'agent' },
    ]);
    expect(reading).toMatchObject({ read: 6, gaps: [] });
    expect(reading.of).toBeUndefined();
  });

  const unavailable = { accountType: 'unknown', active: false, displayName: 'Unknown' };

  it.each([
    ['a record that could not be fetched', unavailable, 'failed', 'user.list accountType: unknown'],
    [
      'the same without a name',
      { ...unavailable, displayName: null },
      'failed',
      'user.list accountType: unknown',
    ],
    [
      'an active account without a type',
      { ...unavailable, active: true, displayName: 'Former user' },
      'failed',
      'user.list accountType: unknown',
    ],
    ['a type that nobody documented', { accountType: 'robot' }, 'schema', 'user.list accountType'],
    ['a type that every object has', { accountType: 'constructor' }, 'schema', 'user.list accountType'],
    ['no type', { accountType: null }, 'schema', 'user.list accountType'],
  ])('are not known where one of them is %s', async (_, more, why, at) => {
    const table = { '/users/search': arrayPage([app('a1'), { ...person('x1'), ...more }]) };
    expect(await readPass(usersSource, createReader(table), { startedAt })).toMatchObject({
      facts: [{ id: 'a1' }],
      gaps: [{ why, at }],
    });
  });

  it('are asked for one by one where their record could not be fetched', async () => {
    const row = { ...app('a1'), ...unavailable };
    const table = { '/users/search': arrayPage([row]), '/user?accountId=a1': { body: row } };
    const pages = usersSource.pages(createReader(table))[Symbol.asyncIterator]();
    const failed = { why: 'failed', at: 'user.list accountType: unknown' };
    expect((await pages.next()).value).toMatchObject({ gaps: [], missed: [{ key: 'a1', gap: failed }] });
    expect(await usersSource.recheck(createReader(table), 'a1')).toEqual({
      gap: { why: 'failed', at: 'user.get accountType: unknown' },
    });
  });

  it('are one account each, and moved where a page gives one twice', async () => {
    const pages: Readonly<Record<string, readonly unknown[]>> = {
      '0': [person('p1'), person('p2')],
      '2': [app('a1'), person('p2')],
      '4': [person('p2'), person('p3'), person('p3')],
    };
    const page = (query: URLSearchParams) => ({ body: pages[query.get('startAt') ?? ''] ?? [] });
    const reading = await readPass(usersSource, createReader({ '/users/search': page }, { live: false }), {
      startedAt,
    });
    expect(reading.facts).toEqual([{ id: 'a1', name: 'App a1', active: true }]);
    expect(reading.gaps).toEqual([{ why: 'moved', at: 'user.list' }]);
  });

  it('are read where Jira writes null for missing values', async () => {
    const table = { '/users/search': arrayPage([app('a1', { appType: null, displayName: null })]) };
    expect(await readPass(usersSource, createReader(table), { startedAt })).toMatchObject({
      facts: [{ id: 'a1', name: '', active: true }],
      gaps: [],
    });
  });

  it('end a recording with a gap where every page is the same', async () => {
    const reader = createReader({ '/users/search': { body: [app('a1'), app('a2')] } }, { live: false });
    expect(await readPass(usersSource, reader, { startedAt })).toMatchObject({
      facts: [{ id: 'a1' }, { id: 'a2' }],
      gaps: [{ why: 'moved', at: 'user.list' }],
    });
  });

  it('are re-checked one app at a time', async () => {
    const table = { '/user?accountId=a1': { body: app('a1', { active: false }) } };
    expect(await usersSource.recheck(createReader(table), 'a1')).toEqual({
      facts: [{ id: 'a1', name: 'App a1', active: false }],
    });
    expect(await usersSource.recheck(createReader(table), 'a2')).toBe('gone');
  });

  it('are touched where a record names an account, not where it names a user key', () => {
    const change = {
      id: '1',
      via: 'audit',
      at: startedAt,
      summary: 'User created',
      category: 'user management',
      associated: [],
    } as const;
    expect(
      usersSource.touchedBy({ ...change, object: { type: 'USER', id: '557058:abc' } }, createReader({})),
    ).toEqual(['557058:abc']);
    expect(
      usersSource.touchedBy({ ...change, object: { type: 'USER', id: 'ug:24aa' } }, createReader({})),
    ).toBe('none');
  });
});

describe('app accounts', () => {
  const space = (id: string, teamManaged: boolean, archived = false) => ({
    id,
    key: id,
    name: '',
    teamManaged,
    archived,
    type: '',
  });
  const roles = (id: string) => ({
    body: {
      Administrators: 'https://x/rest/api/3/project/1/role/10002',
      'atlassian-addons-project-access': `https://x/rest/api/3/project/1/role/${id}`,
    },
  });
  const actor = (id: string) => ({
    displayName: `App ${id}`,
    type: 'atlassian-user-role-actor',
    actorUser: { accountId: id },
  });

  it('are the actors of the add-ons role of the lowest space of each style, live or archived', async () => {
    const all = [space('30', false), space('4', false), space('2', false, true), space('7', true)];
    const reader = createReader(
      {
        '/project/2/role': roles('10003'),
        '/project/2/role/10003': { body: { actors: [actor('a1'), actor('a2')] } },
        '/project/7/role': roles('10900'),
        '/project/7/role/10900': {
          body: { actors: [actor('a2'), { displayName: 'group', actorGroup: {} }] },
        },
      },
      { readings: { spaces: completeReading(all) } },
    );
    expect(await readPass(appAccountsSource, reader, { startedAt })).toEqual(
      expect.objectContaining({
        facts: [{ id: 'a1' }, { id: 'a2' }],
        read: 2,
        of: 2,
        gaps: [],
      }),
    );
  });

  it('are found before the first pass over spaces, with the first page of them', async () => {
    const project = { id: '4', key: 'P', name: 'P', style: 'classic' };
    const reader = createReader({
      '/project/search': valuesPage([project]),
      '/project/4/role': roles('10003'),
      '/project/4/role/10003': { body: { actors: [actor('a1')] } },
    });
    expect(await readPass(appAccountsSource, reader, { startedAt })).toMatchObject({
      facts: [{ id: 'a1' }],
      gaps: [],
    });
  });

  it('are read one by one, without the names of other roles', async () => {
    const body = {
      'Anna’s role': 5,
      'atlassian-addons-project-access': 'https://x/rest/api/3/project/4/role/10003/',
    };
    const actors = [
      { ...actor('a1'), displayName: null },
      { displayName: 'odd', actorUser: {} },
      actor('a2'),
    ];
    const reader = createReader(
      { '/project/4/role': { body }, '/project/4/role/10003': { body: { actors } } },
      { readings: { spaces: completeReading([space('4', false)]) } },
    );
    expect(await readPass(appAccountsSource, reader, { startedAt })).toMatchObject({
      facts: [{ id: 'a1' }, { id: 'a2' }],
      gaps: [{ why: 'schema', at: 'project.role actorUser.accountId: string' }],
    });
    const odd = createReader(
      { '/project/4/role': { body: { 'Anna’s role': 'x', 'atlassian-addons-project-access': 5 } } },
      { readings: { spaces: completeReading([space('4', false)]) } },
    );
    expect((await readPass(appAccountsSource, odd, { startedAt })).gaps).toEqual([
      { why: 'schema', at: 'project.roles atlassian-addons-project-access: string' },
    ]);
  });

  it('are never a partial pass of a live site whose points ran out', async () => {
    const table = {
      '/project/2/role': roles('10003'),
      '/project/2/role/10003': { body: { actors: [actor('a1')] } },
      '/project/7/role': { status: 429, headers: { 'ratelimit-reason': 'jira-quota-global-based' } },
    };
    const readings = { spaces: completeReading([space('2', false), space('7', true)]) };
    const gaps = [{ why: 'rate-limited', at: 'project.roles' }];
    const live = readPass(appAccountsSource, createReader(table, { readings }), { startedAt });
    expect(await live).toMatchObject({ facts: [], read: 0, gaps });
    const once = readPass(appAccountsSource, createReader(table, { readings, readsOnce: true }), {
      startedAt,
    });
    expect(await once).toMatchObject({ facts: [{ id: 'a1' }], read: 1, gaps });
  });

  it('are never a partial pass where the app’s own points ran out', async () => {
    const table = {
      '/project/2/role': roles('10003'),
      '/project/2/role/10003': { body: { actors: [actor('a1')] } },
    };
    const given = createReader(table, {
      readings: { spaces: completeReading([space('2', false), space('7', true)]) },
    });
    const jira: Jira = {
      call: (operation, input) =>
        given.requests.length < 2
          ? given.jira.call(operation, input)
          : Promise.reject(new JiraError('over-budget', operation)),
    };
    expect(await readPass(appAccountsSource, { ...given, jira }, { startedAt })).toMatchObject({
      facts: [],
      read: 0,
      gaps: [{ why: 'over-budget', at: 'project.roles' }],
    });
  });

  it('are not known where a space has no such role', async () => {
    const reader = createReader(
      { '/project/4/role': { body: {} } },
      { readings: { spaces: completeReading([space('4', false)]) } },
    );
    expect((await readPass(appAccountsSource, reader, { startedAt })).gaps).toEqual([
      { why: 'unsupported', at: 'project.roles' },
    ]);
  });

  it('are not read where the role has an address without an id', async () => {
    const reader = createReader(
      { '/project/4/role': { body: { 'atlassian-addons-project-access': 'https://SECRET/role/addons' } } },
      { readings: { spaces: completeReading([space('4', false)]) } },
    );
    expect((await readPass(appAccountsSource, reader, { startedAt })).gaps).toEqual([
      { why: 'schema', at: 'project.roles atlassian-addons-project-access: address' },
    ]);
  });

  it('are known even with actors of another kind, or invalid ones, in the list', async () => {
    const others = [{ type: 'team-role-actor', team: { id: 't1' } }, { actorUser: {} }];
    const reader = createReader(
      {
        '/project/4/role': roles('10003'),
        '/project/4/role/10003': { body: { actors: [actor('a1'), ...others] } },
      },
      { readings: { spaces: completeReading([space('4', false)]) } },
    );
    expect(await readPass(appAccountsSource, reader, { startedAt })).toMatchObject({
      facts: [{ id: 'a1' }],
      gaps: [{ why: 'schema', at: 'project.role actorUser.accountId: string' }],
    });
  });

  it.each([403, 429, 500])('are kept where the other style’s role can’t be read: %d', async status => {
    const reader = createReader(
      {
        '/project/4/role': roles('10003'),
        '/project/4/role/10003': { body: { actors: [actor('a1')] } },
        '/project/7/role': status,
      },
      { readings: { spaces: completeReading([space('4', false), space('7', true)]) } },
    );
    expect(await readPass(appAccountsSource, reader, { startedAt })).toMatchObject({
      facts: [{ id: 'a1' }],
      read: 1,
      of: 2,
      gaps: [{ at: 'project.roles' }],
    });
  });

  it('are touched by a change of the add-ons role alone', () => {
    const change = {
      id: '1',
      via: 'audit',
      at: startedAt,
      summary: 'Project roles changed',
      category: 'projects',
      associated: [],
    } as const;
    expect(
      appAccountsSource.touchedBy(
        { ...change, object: { type: 'PROJECT_ROLE', id: '10003', name: 'atlassian-addons-project-access' } },
        createReader({}),
      ),
    ).toBe('all');
    expect(
      appAccountsSource.touchedBy(
        { ...change, object: { type: 'PROJECT_ROLE', id: '10002', name: 'Administrators' } },
        createReader({}),
      ),
    ).toBe('none');
  });
});

describe('public dashboards', () => {
  const dashboard = (id: string, share: string, more: object = {}) => ({
    id,
    name: `D${id}`,
    sharePermissions: [{ type: share }],
    ...more,
  });

  it('are those shared with the public, without the system dashboard', async () => {
    const all = [
      dashboard('1', 'global', { owner: { accountId: 'acc-1', active: false, displayName: 'N' } }),
      dashboard('2', 'global', { systemDashboard: true }),
      dashboard('3', 'authenticated'),
    ];
    const reader = createReader({ '/dashboard/search': valuesPage(all) });
    expect(await readPass(publicDashboardsSource, reader, { startedAt })).toMatchObject({
      facts: [{ id: '1', name: 'D1', owner: { id: 'acc-1', active: false } }],
      read: 3,
      of: 3,
      gaps: [],
    });
  });

  it('are judged share by share, the system dashboard by none', async () => {
    const odd = (id: string, more: object = {}) => dashboard(id, '', { sharePermissions: [{}], ...more });
    const system = odd('1', { systemDashboard: true });
    const { gaps } = await readPass(
      publicDashboardsSource,
      createReader({ '/dashboard/search': valuesPage([system, dashboard('2', 'global')]) }),
      { startedAt },
    );
    expect(gaps).toEqual([]);
    const reader = createReader({ '/dashboard/search': valuesPage([odd('3'), dashboard('2', 'global')]) });
    expect(await readPass(publicDashboardsSource, reader, { startedAt })).toMatchObject({
      facts: [{ id: '2' }],
      gaps: [{ why: 'schema', at: 'dashboard.search type: string' }],
    });
  });

  it('are not known where a live site shows not even the system dashboard', async () => {
    const all = { '/dashboard/search': valuesPage([dashboard('3', 'authenticated')]) };
    expect((await readAndCheckPass(publicDashboardsSource, createReader(all), { startedAt })).gaps).toEqual([
      { why: 'hidden', at: 'dashboard.search system-dashboard' },
    ]);
    // A recording may hold only what somebody chose to record.
    expect(
      (
        await readAndCheckPass(publicDashboardsSource, createReader(all, { live: false }), {
          startedAt,
        })
      ).gaps,
    ).toEqual([]);
  });

  it('are re-checked: public, closed, not visible', async () => {
    const table = {
      '/dashboard/1': { body: dashboard('1', 'global') },
      '/dashboard/2': { body: dashboard('2', 'user') },
    };
    expect(await publicDashboardsSource.recheck(createReader(table), '1')).toMatchObject({
      facts: [{ id: '1' }],
    });
    expect(await publicDashboardsSource.recheck(createReader(table), '2')).toEqual({ facts: [] });
    expect(await publicDashboardsSource.recheck(createReader(table), '3')).toEqual({ facts: [] });
  });
});
