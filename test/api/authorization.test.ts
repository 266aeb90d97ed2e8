import { adminApi } from '../../src/api/admin-api';
import { adminResolvers } from '../../src/api/admin-resolvers';
import { configureApi } from '../../src/api/configure-api';
import { adminCalls, panelCalls } from '../../src/api/contract';
import { panelApi } from '../../src/api/panel-api';
import { buildUnfiledRecord } from '../../src/remediation/plan/remediation-record';
import {
  ADMIN,
  type PlatformRequest,
  invokeHandler,
  jiraWithOneAdmin,
  NON_ADMIN,
  type Platform,
  createFakePlatform,
} from './fake-platform';

const forbidden = { is: 'refused', error: { code: 'forbidden' } };

describe('who may call', () => {
  it.each(Object.keys(adminCalls))('refuses %s to a person who is not a Jira admin', async name => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    expect(await invokeHandler(adminApi, name, {}, { account: NON_ADMIN })).toEqual(forbidden);
    expect(await invokeHandler(configureApi, name, {}, { account: NON_ADMIN })).toEqual(forbidden);
    expect(platform.store.size).toBe(0);
    expect(platform.pushedMessages).toEqual([]);
  });

  it.each([...Object.keys(adminCalls)])('refuses %s without an account', async name => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    expect(await invokeHandler(adminApi, name, {})).toEqual(forbidden);
    expect(platform.requests).toEqual([]);
  });

  it('ignores what the browser says about the caller', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    const spoofed = { accountId: ADMIN, account: ADMIN, context: { accountId: ADMIN } };
    const answer = await invokeHandler(adminApi, 'checklist', spoofed, {
      account: NON_ADMIN,
      context: { accountId: ADMIN, extension: { accountId: ADMIN, type: 'jira:adminPage' } },
    });
    expect(answer).toEqual(forbidden);
    expect(platform.requests.map(({ body }) => body)).toEqual([
      { globalPermissions: ['ADMINISTER'], accountId: NON_ADMIN },
    ]);
  });

  it('asks Jira at every call', async () => {
    let isAdmin = true;
    createFakePlatform(() => ({ status: 200, body: { globalPermissions: isAdmin ? ['ADMINISTER'] : [] } }));
    expect(await invokeHandler(adminApi, 'scanNow', {}, { account: ADMIN })).toMatchObject({ is: 'done' });
    isAdmin = false;
    expect(await invokeHandler(adminApi, 'scanNow', {}, { account: ADMIN })).toEqual(forbidden);
  });

  it('asks in the person’s own name where the app may not ask about others', async () => {
    const jira = ({ path, as }: PlatformRequest) => {
      if (path.startsWith('/rest/api/3/permissions/check')) return { status: 403 };
      return path.startsWith('/rest/api/3/mypermissions') && as === 'user'
        ? { status: 200, body: { permissions: { ADMINISTER: { havePermission: true } } } }
        : undefined;
    };
    const platform = createFakePlatform(jira);
    expect(await invokeHandler(adminApi, 'scanNow', {}, { account: ADMIN })).toMatchObject({ is: 'done' });
    expect(platform.requests.map(({ as }) => as)).toEqual(['app', 'user']);
  });

  it('refuses where Jira can not be asked at all', async () => {
    const platform = createFakePlatform(() => ({ status: 401 }));
    expect(await invokeHandler(adminApi, 'scanNow', {}, { account: ADMIN })).toEqual(forbidden);
    expect(platform.pushedMessages).toEqual([]);
  });

  it('has only the calls of the contract', async () => {
    createFakePlatform(jiraWithOneAdmin);
    expect(Object.keys(adminResolvers).sort()).toEqual(Object.keys(adminCalls).sort());
    await expect(invokeHandler(adminApi, 'panel', { issue: '1' }, { account: ADMIN })).rejects.toThrow(
      /no definition/,
    );
    await expect(invokeHandler(panelApi, 'checklist', {}, { account: ADMIN })).rejects.toThrow(
      /no definition/,
    );
  });

  describe.each([
    ['the checklist page', adminApi],
    ['the configure page', configureApi],
    ['the panel', panelApi],
  ])('names of calls that %s has not', (_page, handler) => {
    const inherited = Object.getOwnPropertyNames(Object.prototype);

    it.each([...inherited, 'functions', 'define', '', 'checklist ', 'PANEL'])(
      'refuses %p before anything runs',
      async name => {
        for (const account of [ADMIN, NON_ADMIN, undefined]) {
          const platform = createFakePlatform(jiraWithOneAdmin);
          const asker = account === undefined ? {} : { account };
          await expect(invokeHandler(handler, name, { issue: '10041' }, asker)).rejects.toThrow(
            /no definition/,
          );
          expect(platform.requests).toEqual([]);
          expect([platform.store.size, platform.entities.size, platform.pushedMessages.length]).toEqual([
            0, 0, 0,
          ]);
        }
      },
    );

    it.each([
      ['a list', ['constructor']],
      ['a list of a real one', ['checklist']],
      ['a number', 0],
      ['nothing', null],
    ])('refuses %s in place of a name', async (_what, name) => {
      const platform = createFakePlatform(jiraWithOneAdmin);
      await expect(invokeHandler(handler, name as never, {}, { account: ADMIN })).rejects.toThrow(
        /no definition/,
      );
      expect(platform.requests).toEqual([]);
    });
  });

  const LONE = 'a\uD83Db';
  it.each([
    ['search', { kind: 'space', text: LONE }, 'text'],
    ['search', { kind: 'filter', text: '\uDC00' }, 'text'],
    ['search', { kind: 'dashboard', text: LONE }, 'text'],
    ['control', { control: 'INF-03', search: LONE }, 'search'],
    ['preflightFiling', { filing: { project: LONE } }, 'filing.project'],
    [
      'preflightFiling',
      { filing: { fields: { customfield_1: [{ value: LONE }] } } },
      'filing.fields.customfield_1.0.value',
    ],
    [
      'saveSettings',
      { revision: 0, change: { group: 'people', value: { owners: { [LONE]: 'lee' } } } },
      'change.value.owners',
    ],
    ['approve', { control: 'INF-03', findings: [LONE], objects: ['1'] }, 'findings.0'],
  ])('refuses %s a text that is not well formed', async (name, input, path) => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    expect(await invokeHandler(adminApi, name, input, { account: ADMIN })).toEqual({
      is: 'refused',
      error: { code: 'invalid', fields: [{ path, why: 'not_well_formed' }] },
    });
    expect([platform.entities.size, platform.pushedMessages.length]).toEqual([0, 0]);
  });

  it('finds what is not well formed however deep it is', async () => {
    createFakePlatform(jiraWithOneAdmin);
    const deep = {
      revision: 0,
      change: JSON.parse(`${'['.repeat(5_000)}"\\ud800"${']'.repeat(5_000)}`) as unknown,
    };
    expect(await invokeHandler(adminApi, 'saveSettings', deep, { account: ADMIN })).toMatchObject({
      error: { code: 'invalid', fields: [{ why: 'not_well_formed' }] },
    });
  });

  const hostile: readonly unknown[] = [
    undefined,
    null,
    0,
    'x',
    [],
    { __proto__: null },
    JSON.parse('{"__proto__":{"issue":"10041","admin":true}}'),
    { constructor: { prototype: { admin: true } } },
    { issue: { toString: 'x' } },
    { control: '__proto__', findings: ['x'], objects: ['x'] },
    { revision: -1, change: { group: '__proto__', value: {} } },
    { kind: 'space', text: '\uD800' },
    { issue: '1'.repeat(1_000) },
  ];
  const callers = [
    ['a person who is no admin', NON_ADMIN],
    ['an app without an account', ''],
    ['no one', undefined],
  ] as const;
  const everyCall = [
    ...Object.keys(adminCalls).flatMap(name => [
      ['checklist', adminApi, name] as const,
      ['configure', configureApi, name] as const,
    ]),
    ...Object.keys(panelCalls).map(name => ['panel', panelApi, name] as const),
  ];
  describe.each(callers)('%s', (_who, account) => {
    it.each(everyCall)('gets nothing out of %s', async (_page, handler, name) => {
      for (const payload of hostile) {
        const platform = createFakePlatform(jiraWithOneAdmin);
        const asker = account === undefined ? {} : { account };
        expect(await invokeHandler(handler, name, payload, asker)).toEqual(forbidden);
        expect([platform.store.size, platform.entities.size, platform.pushedMessages.length]).toEqual([
          0, 0, 0,
        ]);
      }
      expect(({} as { admin?: unknown }).admin).toBeUndefined();
    });
  });

  it('checks the caller before the input', async () => {
    createFakePlatform(jiraWithOneAdmin);
    const nonsense = { revision: 'x', change: 7 };
    expect(await invokeHandler(adminApi, 'saveSettings', nonsense, { account: NON_ADMIN })).toEqual(
      forbidden,
    );
    expect(await invokeHandler(adminApi, 'saveSettings', nonsense, { account: ADMIN })).toMatchObject({
      is: 'refused',
      error: { code: 'invalid', fields: [{ path: 'revision' }, { path: 'change' }] },
    });
  });
});

describe('who may call the panel', () => {
  const jiraWithIssue =
    (id = '10041', properties: Record<string, unknown> = {}) =>
    ({ path, as }: PlatformRequest) =>
      path.startsWith('/rest/api/3/issue/10041') && as === 'user'
        ? { status: 200, body: { id, properties } }
        : { status: 404 };
  const remember = ({ store, entities }: Platform, issueId = '10041') => {
    store.set('work-item:10041', { key: 'INF-03:site' });
    const filed = buildUnfiledRecord({ key: 'INF-03:site', control: 'INF-03', place: 'site' }, 1);
    entities.set('remediation/INF-03:site', { body: { ...filed, state: 'open', issueId, filedCount: 3 } });
  };
  const called = async (
    jira: (request: PlatformRequest) => { status: number; body?: unknown },
    input: unknown,
    call = 'panel',
  ) => {
    const platform = createFakePlatform(jira);
    remember(platform);
    return { answer: await invokeHandler(panelApi, call, input, { account: NON_ADMIN }), platform };
  };

  it('answers those who may see the work item, without their being admins', async () => {
    const { answer, platform } = await called(jiraWithIssue(), { issue: '10041' });
    expect(answer).toMatchObject({ is: 'done', value: { control: 'INF-03', open: 0, of: 3 } });
    expect(platform.requests.every(({ as }) => as === 'user')).toBe(true);
  });

  it.each([
    ['names another work item', { v: 1, key: 'INF-04:site' }],
    ['names another site', { v: 1, key: 'INF-03:site', cloudId: 'cloud-2' }],
    ['is nothing that the app writes', 'forged'],
  ])('answers them where someone changed the property, and it %s', async (_, property) => {
    const { answer } = await called(jiraWithIssue('10041', { 'shared-responsibility': property }), {
      issue: '10041',
    });
    expect(answer).toMatchObject({ is: 'done', value: { control: 'INF-03', open: 0, of: 3 } });
  });

  it.each([
    ['a work item that Jira does not show them', jiraWithIssue(), { issue: '10042' }],
    ['an address that is no id', jiraWithIssue(), { issue: '../myself' }],
    ['another work item than the one that was named', jiraWithIssue('10099'), { issue: '10041' }],
    ['no work item at all', jiraWithIssue(), {}],
  ])('refuses %s', async (_, jira, input) => {
    for (const call of Object.keys(panelCalls)) {
      const { answer, platform } = await called(jira, input, call);
      expect(answer).toEqual(forbidden);
      expect(platform.pushedMessages).toEqual([]);
    }
  });

  it('refuses a work item that no record of the app has, whatever property is on it', async () => {
    const property = { v: 1, key: 'INF-03:site', cloudId: 'cloud-1', environmentId: 'env-1' };
    const platform = createFakePlatform(jiraWithIssue('10041', { 'shared-responsibility': property }));
    remember(platform, '10077');
    const request = () => invokeHandler(panelApi, 'panel', { issue: '10041' }, { account: NON_ADMIN });
    expect(await request()).toEqual(forbidden);
    platform.store.delete('work-item:10041');
    remember(platform);
    platform.store.delete('work-item:10041');
    expect(await request()).toEqual(forbidden);
  });

  it('reads the record of only this work item', async () => {
    const platform = createFakePlatform(jiraWithIssue());
    remember(platform);
    const read = jest.spyOn(platform.entities, 'has');
    await invokeHandler(panelApi, 'panel', { issue: '10041' }, { account: NON_ADMIN });
    expect(read.mock.calls.filter(([name]) => name.startsWith('remediation/'))).toHaveLength(1);
  });

  it('never takes the work item from the browser’s context', async () => {
    const platform = createFakePlatform(jiraWithIssue());
    remember(platform);
    const answer = await invokeHandler(
      panelApi,
      'panel',
      {},
      { account: NON_ADMIN, context: { extension: { issue: { id: '10041' } } } },
    );
    expect(answer).toEqual(forbidden);
  });
});
