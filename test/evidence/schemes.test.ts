import { ownSchemesSource } from '../../src/evidence/sources/own-schemes';
import { readPass } from '../../src/evidence/read-pass';
import { schemeListSource } from '../../src/evidence/sources/scheme-list';
import { sharedSchemesSource } from '../../src/evidence/sources/shared-schemes';
import { spaceSchemesSource } from '../../src/evidence/sources/space-schemes';
import { type Change } from '../../src/evidence/change';
import { createReader, completeReading } from './fake-transport';
import { startedAt, grant, scheme, ownScheme } from './scheme-fixtures';

describe('the scheme list', () => {
  it('is fetched without grants, with the space of each team-managed scheme', async () => {
    const permissionSchemes = [{ id: 0, name: 'Default' }, ownScheme(10_100, '20001')];
    const reader = createReader({ '/permissionscheme': { body: { permissionSchemes } } });
    expect(await readPass(schemeListSource, reader, { startedAt })).toEqual({
      facts: [
        { id: '0', name: 'Default' },
        { id: '10100', name: 'Own 10100', space: '20001' },
      ],
      fullReadAt: startedAt,
      read: 2,
      of: 2,
      gaps: [],
    });
    expect(reader.requests).toEqual(['/permissionscheme']);
  });

  it('keeps the schemes it can read beside one that it can’t', async () => {
    const permissionSchemes = [{ id: 0, name: 'Default' }, { id: 1 }];
    const reader = createReader({ '/permissionscheme': { body: { permissionSchemes } } });
    expect(await readPass(schemeListSource, reader, { startedAt })).toMatchObject({
      facts: [{ id: '0' }],
      gaps: [{ why: 'schema', at: 'permission-scheme.list name: string' }],
    });
  });
});

describe('shared schemes', () => {
  const list = completeReading([
    { id: '0', name: 'Default' },
    { id: '10001', name: 'Service' },
    { id: '10002', name: 'Own', space: '20001' },
  ]);
  const uses = completeReading([
    { space: '1', scheme: '10001' },
    { space: '2', scheme: '10001' },
    { space: '3', scheme: '0' },
  ]);

  const noGrants = { why: 'failed', at: 'permission-scheme.get grants' };
  const emptied = { '/permissionscheme/0': scheme(0), '/permissionscheme/10001': scheme(10_001, []) };

  it('are not known to be without grants where a space uses one that comes without', async () => {
    const used = createReader(emptied, { readings: { schemeList: list, spaceSchemes: uses } });
    expect(await readPass(sharedSchemesSource, used, { startedAt })).toMatchObject({
      facts: [{ id: '0' }],
      gaps: [noGrants],
    });
    expect(await sharedSchemesSource.recheck(used, '10001')).toEqual({ gap: noGrants });
    const perhaps = createReader(emptied, { readings: { schemeList: list } });
    expect((await readPass(sharedSchemesSource, perhaps, { startedAt })).gaps).toEqual([noGrants]);
  });

  it('are not known where one names a grant twice, and perhaps leaves another out', async () => {
    const twice = [7, 7].map(id => ({ id, ...grant('BROWSE_PROJECTS', 'applicationRole') }));
    const reader = createReader({ '/permissionscheme/0': scheme(0, twice) });
    expect(await sharedSchemesSource.recheck(reader, '0')).toEqual({
      gap: { why: 'failed', at: 'permission-scheme.get repeated' },
    });
  });

  it('may be without grants where it is known that no space uses them', async () => {
    const unused = createReader(emptied, {
      readings: { schemeList: list, spaceSchemes: completeReading([{ space: '3', scheme: '0' }]) },
    });
    const { facts, gaps } = await readPass(sharedSchemesSource, unused, { startedAt });
    expect({ ids: facts.map(({ id }) => id), gaps }).toEqual({ ids: ['0', '10001'], gaps: [] });
  });

  it('keep the grants by holder: all of the public and of people, of others those that controls judge', async () => {
    const permissions = [
      grant('BROWSE_PROJECTS', 'anyone'),
      grant('ADD_COMMENTS', 'anyone'),
      grant('VIEW_AGGREGATED_DATA', 'anyone'),
      grant('BROWSE_PROJECTS', 'applicationRole'),
      grant('CREATE_ISSUES', 'applicationRole'),
      grant('DELETE_ISSUES', 'applicationRole', { parameter: 'jira-software', value: 'jira-software' }),
      grant('ADMINISTER_PROJECTS', 'group', {
        parameter: 'old-name',
        value: 'g-1',
        group: { name: 'admins', groupId: 'g-1' },
      }),
      grant('EDIT_ALL_COMMENTS', 'projectRole', {
        parameter: '10002',
        projectRole: { id: 10_002, name: 'Administrators' },
      }),
      grant('LINK_ISSUES', 'user', {
        parameter: 'acc-1',
        user: { accountId: 'acc-1', accountType: 'atlassian', active: false },
      }),
      grant('BROWSE_PROJECTS', 'user', {
        parameter: 'acc-2',
        user: { accountId: 'acc-2', accountType: 'app', active: true },
      }),
      grant('BROWSE_PROJECTS', 'reporter'),
      grant('BROWSE_PROJECTS', 'sd.customer.portal.only'),
      grant('BROWSE_PROJECTS', 'partner', { parameter: '7' }),
    ];
    const reader = createReader(
      { '/permissionscheme/0': scheme(0, permissions) },
      {
        readings: { schemeList: completeReading([{ id: '0', name: 'Default' }]) },
      },
    );
    const { facts, gaps } = await readPass(sharedSchemesSource, reader, { startedAt });
    expect(gaps).toEqual([]);
    expect(facts).toEqual([
      {
        id: '0',
        name: 'Scheme 0',
        grants: [
          {
            holder: { is: 'anyone' },
            permissions: ['ADD_COMMENTS', 'BROWSE_PROJECTS', 'VIEW_AGGREGATED_DATA'],
          },
          { holder: { is: 'application-role' }, permissions: ['BROWSE_PROJECTS'] },
          { holder: { is: 'application-role', role: 'jira-software' }, permissions: ['DELETE_ISSUES'] },
          { holder: { is: 'group', id: 'g-1', name: 'admins' }, permissions: ['ADMINISTER_PROJECTS'] },
          { holder: { is: 'role', id: '10002', name: 'Administrators' }, permissions: ['EDIT_ALL_COMMENTS'] },
          { holder: { is: 'unrecognized', type: 'partner' }, permissions: ['BROWSE_PROJECTS'] },
          { holder: { is: 'user', id: 'acc-1', person: true, active: false }, permissions: ['LINK_ISSUES'] },
          {
            holder: { is: 'user', id: 'acc-2', person: false, active: true },
            permissions: ['BROWSE_PROJECTS'],
          },
        ],
      },
    ]);
  });

  /** The grants of one scheme as they are kept. */
  const keptGrants = async (...permissions: readonly unknown[]) => {
    const reader = createReader(
      { '/permissionscheme/0': scheme(0, permissions) },
      { readings: { schemeList: completeReading([{ id: '0', name: 'Default' }]) } },
    );
    const { facts, gaps } = await readPass(sharedSchemesSource, reader, { startedAt });
    expect(gaps).toEqual([]);
    return facts[0]?.grants;
  };

  it.each([
    'assignee',
    'groupCustomField',
    'projectLead',
    'reporter',
    'sd.customer.portal.only',
    'userCustomField',
  ])('keep nothing of holders of type %s, which are harmless', async type => {
    expect(await keptGrants(grant('DELETE_ISSUES', type, { parameter: 'x' }))).toEqual([]);
  });

  it.each(['Anyone', 'ANYONE', 'projectrole', 'PROJECT_ROLE', 'team', ''])(
    'keep a holder of type "%s", which no document lists, whatever it holds',
    async type => {
      expect(await keptGrants(grant('VIEW_DEV_TOOLS', type, { parameter: 'x' }))).toEqual([
        { holder: { is: 'unrecognized', type }, permissions: ['VIEW_DEV_TOOLS'] },
      ]);
    },
  );

  it('keep an unknown type without what could be a name in it', async () => {
    const type = `<b>Lee Example</b> lee@acme.example ${'x'.repeat(50)}`;
    const [only] = (await keptGrants(grant('VIEW_DEV_TOOLS', type))) ?? [];
    expect(only?.holder).toMatchObject({ is: 'unrecognized', type: expect.stringMatching(/^[\w.-]{40}$/) });
  });

  it.each([
    ['group', 'group', {}],
    ['group', 'group', { parameter: '', value: '', group: { name: ' ' } }],
    ['projectRole', 'role', { parameter: null }],
    ['user', 'user', { parameter: '', user: { accountType: 'atlassian', active: true } }],
  ])('keep a holder of type %s without a name', async (type, kind, more) => {
    expect(await keptGrants(grant('VIEW_DEV_TOOLS', type, more))).toEqual([
      { holder: { is: 'unnamed', kind }, permissions: ['VIEW_DEV_TOOLS'] },
    ]);
  });

  it('keep a group by its name where Jira gives no ID, and treat an empty ID as none', async () => {
    expect(await keptGrants(grant('DELETE_ISSUES', 'group', { parameter: 'jira-users', value: '' }))).toEqual(
      [{ holder: { is: 'group', id: 'jira-users', name: 'jira-users' }, permissions: ['DELETE_ISSUES'] }],
    );
  });

  it('drop of groups, roles, and everyone only permissions that are known', async () => {
    for (const type of ['applicationRole', 'group', 'projectRole']) {
      const grants = await keptGrants(
        grant('CREATE_ISSUES', type, { parameter: 'x' }),
        grant('SHARE_ISSUES', type, { parameter: 'x' }),
        grant('com.example.app__publish-all', type, { parameter: 'x' }),
        grant('ari:cloud:ecosystem::extension/a-1/e-1/static/publish', type, { parameter: 'x' }),
      );
      expect(grants?.map(({ permissions }) => permissions)).toEqual([['SHARE_ISSUES']]);
    }
  });

  it.each([
    ['atlassian', { accountType: 'atlassian', active: true }, true],
    ['customer', { accountType: 'customer', active: true }, true],
    ['app', { accountType: 'app', active: true }, false],
    ['of a deleted record', { accountType: 'unknown', active: false, displayName: 'Former user' }, true],
    [
      'of a record that couldn’t be fetched',
      { accountType: 'unknown', active: false, displayName: 'Unknown' },
      undefined,
    ],
    ['of a new type', { accountType: 'robot', active: true }, undefined],
    ['without a type, as in Atlassian’s examples', { active: true }, true],
  ])('say whether an account is a person’s: %s', async (_, user, person) => {
    const [only] = (await keptGrants(grant('LINK_ISSUES', 'user', { parameter: 'a', user }))) ?? [];
    expect(only?.holder).toEqual({
      is: 'user',
      id: 'a',
      active: user.active,
      ...(person === undefined ? {} : { person }),
    });
  });

  it('don’t call an account active where Jira doesn’t say', async () => {
    const [only] = (await keptGrants(grant('LINK_ISSUES', 'user', { parameter: 'a' }))) ?? [];
    expect(only?.holder).toEqual({ is: 'user', id: 'a', person: true });
  });

  it('are read one by one with their grants, those of most spaces first', async () => {
    const table = { '/permissionscheme/0': scheme(0), '/permissionscheme/10001': scheme(10_001) };
    const reader = createReader(table, { readings: { schemeList: list, spaceSchemes: uses } });
    expect(await readPass(sharedSchemesSource, reader, { startedAt })).toMatchObject({
      read: 2,
      of: 2,
      gaps: [],
    });
    expect(reader.requests).toEqual(['/permissionscheme/10001?expand=all', '/permissionscheme/0?expand=all']);
  });

  it('continue with those that are left', async () => {
    const reader = createReader({ '/permissionscheme/0': scheme(0) }, { readings: { schemeList: list } });
    const rest = await readPass(sharedSchemesSource, reader, {
      startedAt,
      from: { left: ['0'], of: 2 },
    });
    expect(rest).toMatchObject({ facts: [{ id: '0' }], read: 1, of: 2, gaps: [] });
  });

  it('are kept where one of them can’t be read, and the list has moved where one is gone', async () => {
    const denied = createReader(
      { '/permissionscheme/0': 403, '/permissionscheme/10001': scheme(10_001) },
      { readings: { schemeList: list } },
    );
    expect(await readPass(sharedSchemesSource, denied, { startedAt })).toMatchObject({
      facts: [{ id: '10001' }],
      read: 1,
      of: 2,
      gaps: [{ why: 'denied', at: 'permission-scheme.get' }],
    });
    const readerWithout = createReader(
      { '/permissionscheme/0': scheme(0) },
      { readings: { schemeList: list } },
    );
    expect((await readPass(sharedSchemesSource, readerWithout, { startedAt })).gaps).toEqual([
      { why: 'moved', at: 'permission-scheme.get' },
    ]);
  });

  const unlisted = completeReading([], [{ why: 'denied', at: 'permission-scheme.list' } as const]);

  it('are not complete where the list of schemes isn’t, and those that spaces use and that new ones get are read', async () => {
    const table = { '/permissionscheme/0': scheme(0), '/permissionscheme/10001': scheme(10_001) };
    const used = completeReading([{ space: '1', scheme: '10001' }]);
    const reader = createReader(table, { readings: { schemeList: unlisted, spaceSchemes: used } });
    expect(await readPass(sharedSchemesSource, reader, { startedAt })).toMatchObject({
      facts: [{ id: '10001' }, { id: '0' }],
      read: 2,
      gaps: [{ why: 'denied', at: 'permission-scheme.list' }],
    });
    expect((await readPass(sharedSchemesSource, createReader(table), { startedAt })).gaps).toEqual([
      { why: 'never-read' },
    ]);
  });

  it('include those that only a space names', async () => {
    const table = { '/permissionscheme/0': scheme(0), '/permissionscheme/9': scheme(9) };
    const readings = {
      schemeList: completeReading([{ id: '0', name: 'Default' }]),
      spaceSchemes: completeReading([{ space: '1', scheme: '9' }]),
    };
    const reading = await readPass(sharedSchemesSource, createReader(table, { readings }), {
      startedAt,
    });
    expect(reading).toMatchObject({ facts: [{ id: '9' }, { id: '0' }], read: 2, of: 2, gaps: [] });
    const readerWithout = createReader({ '/permissionscheme/0': scheme(0) }, { readings });
    expect((await readPass(sharedSchemesSource, readerWithout, { startedAt })).gaps).toEqual([
      { why: 'moved', at: 'permission-scheme.get' },
    ]);
  });

  it('that a space names only after their pass are unread, until they are read', () => {
    const readings = { schemeList: list, spaceSchemes: completeReading([{ space: '1', scheme: '9' }]) };
    const reader = createReader({}, { readings });
    const closed = completeReading(['0', '10001'].map(id => ({ id, name: '', grants: [] })));
    expect(sharedSchemesSource.findUnreadKeys?.(reader, closed)).toEqual(['9']);
    const again = { ...closed, recheckedAt: new Map([['9', startedAt]]) };
    expect(sharedSchemesSource.findUnreadKeys?.(reader, again)).toEqual([]);
    // Before the first pass, nothing was found after it.
    const { fullReadAt: _at, ...never } = closed;
    expect(sharedSchemesSource.findUnreadKeys?.(reader, { ...never, facts: [] })).toEqual([]);
  });

  it.each([403, 429, 500])('are kept where one fails: %d', async status => {
    const readings = { schemeList: list };
    const table = { '/permissionscheme/0': status, '/permissionscheme/10001': scheme(10_001) };
    for (const live of [true, false]) {
      const reading = await readPass(sharedSchemesSource, createReader(table, { live, readings }), {
        startedAt,
      });
      expect(reading).toMatchObject({ facts: [{ id: '10001' }], read: 1, of: 2 });
      expect(reading.gaps).toHaveLength(1);
    }
  });

  it('are requested only a few times where a live Jira fails, and all in a recording', async () => {
    const many = completeReading(Array.from({ length: 20 }, (_, id) => ({ id: String(id), name: '' })));
    const requestCount = async (live: boolean): Promise<number> => {
      const failing = createReader(
        Object.fromEntries(many.facts.map(({ id }) => [`/permissionscheme/${id}`, 500])),
        { live, readings: { schemeList: many } },
      );
      await readPass(sharedSchemesSource, failing, { startedAt });
      return new Set(failing.requests).size;
    };
    expect(await requestCount(true)).toBe(5);
    expect(await requestCount(false)).toBe(20);
  });

  it('keep the grants that can be read beside one that can’t', async () => {
    const permissions = [
      grant('BROWSE_PROJECTS', 'anyone', { parameter: null, value: null }),
      { id: 9, holder: { type: 'reporter' } },
    ];
    const table = { '/permissionscheme/0': scheme(0, permissions) };
    const readings = { schemeList: completeReading([{ id: '0', name: 'Default' }]) };
    expect(
      await readPass(sharedSchemesSource, createReader(table, { readings }), { startedAt }),
    ).toMatchObject({
      facts: [{ id: '0', grants: [{ holder: { is: 'anyone' }, permissions: ['BROWSE_PROJECTS'] }] }],
      read: 1,
      gaps: [{ why: 'schema', at: 'permission-scheme.get permission: string' }],
    });
    // A re-check must not replace what was known as if it were complete.
    expect(await sharedSchemesSource.recheck(createReader(table), '0')).toEqual({
      gap: { why: 'schema', at: 'permission-scheme.get permission: string' },
    });
  });

  it('are re-checked by id; a team-managed space’s scheme is none of them', async () => {
    const table = {
      '/permissionscheme/0': scheme(0, [grant('BROWSE_PROJECTS', 'anyone')]),
      '/permissionscheme/10002': {
        body: { ...ownScheme(10_002, '20001'), permissions: [grant('CREATE_ISSUES', 'anyone')] },
      },
    };
    expect(await sharedSchemesSource.recheck(createReader(table), '0')).toMatchObject({
      facts: [{ id: '0' }],
    });
    expect(await sharedSchemesSource.recheck(createReader(table), '10002')).toEqual({ facts: [] });
    expect(await sharedSchemesSource.recheck(createReader(table), '99')).toBe('gone');
  });
});

describe('the schemes of team-managed spaces', () => {
  const list = completeReading([
    { id: '0', name: 'Default' },
    { id: '10200', name: 'B', space: '20002' },
    { id: '9100', name: 'A', space: '20001' },
  ]);
  const table = { '/permissionscheme/9100': scheme(9_100), '/permissionscheme/10200': scheme(10_200) };

  it('are read by id with the space that each belongs to', async () => {
    const reader = createReader(table, { readings: { schemeList: list } });
    const reading = await readPass(ownSchemesSource, reader, { startedAt });
    expect(reading.facts.map(({ id, space }) => [id, space])).toEqual([
      ['9100', '20001'],
      ['10200', '20002'],
    ]);
    expect(reading).toMatchObject({ read: 2, of: 2, gaps: [] });
  });

  const space = (id: string, teamManaged = true) => ({
    id,
    key: id,
    name: '',
    archived: false,
    teamManaged,
    type: 'software',
  });

  it('are not complete where the list names none for a team-managed space', async () => {
    const spaces = completeReading([space('20001'), space('20002'), space('20003'), space('1', false)]);
    const reader = createReader(table, { readings: { schemeList: list, spaces } });
    expect(await readPass(ownSchemesSource, reader, { startedAt })).toMatchObject({
      read: 2,
      of: 3,
      gaps: [{ why: 'moved', at: 'permission-scheme.list' }],
    });
    const none = createReader(
      {},
      { readings: { schemeList: completeReading([]), spaces: completeReading([space('20003')]) } },
    );
    expect(await readPass(ownSchemesSource, none, { startedAt })).toMatchObject({
      read: 0,
      of: 1,
      gaps: [{ why: 'moved', at: 'permission-scheme.list' }],
    });
  });

  it('are complete again once the list names it, and the scheme is read by its own id', async () => {
    const spaces = completeReading([space('20003')]);
    const missed = async (readings: Parameters<typeof createReader>[1]) => {
      const keys: string[] = [];
      for await (const page of ownSchemesSource.pages(createReader({}, readings)))
        keys.push(...(page.missed ?? []).map(({ key }) => key));
      return keys;
    };
    const [key = ''] = await missed({ readings: { schemeList: completeReading([]), spaces } });
    const still = createReader({}, { readings: { schemeList: completeReading([]), spaces } });
    expect(await ownSchemesSource.recheck(still, key)).toMatchObject({ gap: { why: 'moved' } });
    const readerWithout = createReader(
      {},
      { readings: { schemeList: completeReading([]), spaces: completeReading([]) } },
    );
    expect(await ownSchemesSource.recheck(readerWithout, key)).toBe('gone');
    const listed = completeReading([{ id: '77', name: 'New', space: '20003' }]);
    const now = createReader({}, { readings: { schemeList: listed, spaces } });
    expect(await ownSchemesSource.recheck(now, key)).toEqual({ facts: [] });
    expect(ownSchemesSource.findUnreadKeys?.(now, completeReading([]))).toEqual(['77']);
  });

  it('continue after the one read last', async () => {
    const reader = createReader(table, { readings: { schemeList: list } });
    const rest = await readPass(ownSchemesSource, reader, { startedAt, from: { after: '9100' } });
    expect(rest).toMatchObject({ facts: [{ id: '10200' }], of: 2, gaps: [] });
  });
});

describe('schemes in the audit log', () => {
  const change = (
    summary: string,
    category: string,
    object: Change['object'],
    associated: Change['associated'] = [],
  ): Change => ({
    id: '1',
    via: 'audit',
    at: startedAt,
    summary,
    category,
    ...(object === undefined ? {} : { object }),
    associated,
  });
  const updated = change('Permission scheme updated', 'permissions', {
    type: 'SCHEME',
    id: '10001',
    name: 'X',
  });
  const added = change('Permission scheme added to project', 'permissions', { type: 'PROJECT', id: '7' }, [
    { type: 'SCHEME', id: '10001' },
  ]);
  const deleted = change('Permission scheme deleted', 'permissions', { type: 'SCHEME', id: '10001' });

  const GERMAN = ['Änderung', 'Berechtigungen'] as const;
  const space = (id: string, teamManaged = false) => ({
    id,
    key: `K${id}`,
    name: id,
    archived: false,
    teamManaged,
    type: 'software',
  });
  const known = createReader(
    {},
    {
      readings: {
        spaces: completeReading([space('1'), space('2'), space('3', true)]),
        schemeList: completeReading([
          { id: '10001', name: 'X' },
          { id: '10100', name: 'Own', space: '3' },
        ]),
        spaceSchemes: completeReading([
          { space: '1', scheme: '10001' },
          { space: '2', scheme: '0' },
        ]),
      },
    },
  );
  const touches = (of: Change) =>
    Object.fromEntries(
      [schemeListSource, sharedSchemesSource, ownSchemesSource, spaceSchemesSource].map(source => [
        source.id,
        source.touchedBy(of, known),
      ]),
    );
  const none = { schemeList: 'none', sharedSchemes: 'none', ownSchemes: 'none', spaceSchemes: 'none' };

  it('touches the scheme whose grants or name changed, by the one source that reads it', () => {
    const shared = { ...none, schemeList: ['10001'], sharedSchemes: ['10001'] };
    expect(touches(updated)).toEqual(shared);
    expect(touches(change(...GERMAN, { type: 'SCHEME', id: '10001' }))).toEqual(shared);
    const own = { ...none, schemeList: ['10100'], ownSchemes: ['10100'] };
    expect(touches(change(...GERMAN, { type: 'SCHEME', id: '10100' }))).toEqual(own);
  });

  it('touches an unknown scheme in both kinds', () => {
    expect(touches(change(...GERMAN, { type: 'SCHEME', id: '10200' }))).toMatchObject({
      schemeList: ['10200'],
      sharedSchemes: ['10200'],
      ownSchemes: ['10200'],
    });
  });

  it('touches the space that got another scheme', () => {
    expect(touches(added)).toEqual({ ...none, schemeList: 'none', spaceSchemes: ['7'] });
    const again = change(...GERMAN, { type: 'PROJECT', id: '1' }, [{ type: 'SCHEME', id: '10001' }]);
    expect(spaceSchemesSource.touchedBy(again, known)).toEqual(['1']);
  });

  it('touches the spaces that used a scheme which was deleted', () => {
    expect(touches(deleted)).toEqual({
      ...none,
      schemeList: ['10001'],
      sharedSchemes: ['10001'],
      spaceSchemes: ['1'],
    });
  });

  it('finds the spaces whose scheme was deleted, whatever the log says', () => {
    const list = { ...completeReading([{ id: '0', name: 'Default' }]), deleted: new Set(['10001']) };
    const reader = createReader({}, { readings: { schemeList: list } });
    const own = completeReading([
      { space: '1', scheme: '10001' },
      { space: '2', scheme: '0' },
    ]);
    expect(spaceSchemesSource.findUnreadKeys?.(reader, own)).toEqual(['1']);
  });

  it('touches the list and the space where a space is created', () => {
    for (const [summary, category] of [['Project created', 'projects'], GERMAN] as const)
      expect(touches(change(summary, category, { type: 'PROJECT', id: '7' }))).toEqual({
        ...none,
        schemeList: 'all',
        spaceSchemes: ['7'],
      });
  });

  it('touches the own scheme of a team-managed space that changed, which may be deleted', () => {
    expect(touches(change(...GERMAN, { type: 'PROJECT', id: '3' }))).toEqual({
      ...none,
      schemeList: ['10100'],
    });
  });

  it('is nothing where a known space or another kind of scheme changed', () => {
    expect(touches(change(...GERMAN, { type: 'PROJECT', id: '1' }))).toEqual(none);
    const other = change('Field Configuration scheme updated', 'fields', { type: 'SCHEME', id: '10001' });
    expect(touches(other)).toEqual(none);
  });
});
