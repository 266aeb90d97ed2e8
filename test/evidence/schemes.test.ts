import { ownSchemes } from '../../src/evidence/own-schemes';
import { readPass } from '../../src/evidence/read-pass';
import { schemeList } from '../../src/evidence/scheme-list';
import { sharedSchemes } from '../../src/evidence/shared-schemes';
import { spaceSchemes } from '../../src/evidence/space-schemes';
import { type Change } from '../../src/evidence/change';
import { readerOf, readingOf } from './fake-site';
import { asOf, grant, scheme, own } from './given-schemes';

describe('the scheme list', () => {
  it('is asked for without grants and tells whose a team-managed space’s scheme is', async () => {
    const permissionSchemes = [{ id: 0, name: 'Default' }, own(10_100, '20001')];
    const reader = readerOf({ '/permissionscheme': { body: { permissionSchemes } } });
    expect(await readPass(schemeList, reader, { asOf })).toEqual({
      facts: [
        { id: '0', name: 'Default' },
        { id: '10100', name: 'Own 10100', space: '20001' },
      ],
      asOf,
      read: 2,
      of: 2,
      gaps: [],
    });
    expect(reader.asked).toEqual(['/permissionscheme']);
  });

  it('keeps the schemes it can read beside one that it can’t', async () => {
    const permissionSchemes = [{ id: 0, name: 'Default' }, { id: 1 }];
    const reader = readerOf({ '/permissionscheme': { body: { permissionSchemes } } });
    expect(await readPass(schemeList, reader, { asOf })).toMatchObject({
      facts: [{ id: '0' }],
      gaps: [{ why: 'schema', at: 'permission-scheme.list name: string' }],
    });
  });
});

describe('shared schemes', () => {
  const list = readingOf([
    { id: '0', name: 'Default' },
    { id: '10001', name: 'Service' },
    { id: '10002', name: 'Own', space: '20001' },
  ]);
  const uses = readingOf([
    { space: '1', scheme: '10001' },
    { space: '2', scheme: '10001' },
    { space: '3', scheme: '0' },
  ]);

  const noGrants = { why: 'failed', at: 'permission-scheme.get grants' };
  const emptied = { '/permissionscheme/0': scheme(0), '/permissionscheme/10001': scheme(10_001, []) };

  it('are not known to be without grants where a space uses one that comes without', async () => {
    const used = readerOf(emptied, { readings: { schemeList: list, spaceSchemes: uses } });
    expect(await readPass(sharedSchemes, used, { asOf })).toMatchObject({
      facts: [{ id: '0' }],
      gaps: [noGrants],
    });
    expect(await sharedSchemes.reread(used, '10001')).toEqual({ gap: noGrants });
    const perhaps = readerOf(emptied, { readings: { schemeList: list } });
    expect((await readPass(sharedSchemes, perhaps, { asOf })).gaps).toEqual([noGrants]);
  });

  it('are not known where one names a grant twice, and perhaps leaves another out', async () => {
    const twice = [7, 7].map(id => ({ id, ...grant('BROWSE_PROJECTS', 'applicationRole') }));
    const reader = readerOf({ '/permissionscheme/0': scheme(0, twice) });
    expect(await sharedSchemes.reread(reader, '0')).toEqual({
      gap: { why: 'failed', at: 'permission-scheme.get repeated' },
    });
  });

  it('may be without grants where it is known that no space uses them', async () => {
    const unused = readerOf(emptied, {
      readings: { schemeList: list, spaceSchemes: readingOf([{ space: '3', scheme: '0' }]) },
    });
    const { facts, gaps } = await readPass(sharedSchemes, unused, { asOf });
    expect({ ids: facts.map(({ id }) => id), gaps }).toEqual({ ids: ['0', '10001'], gaps: [] });
  });

  it('keep who holds what: of the public and of people all, of others what controls ask about', async () => {
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
    const reader = readerOf(
      { '/permissionscheme/0': scheme(0, permissions) },
      {
        readings: { schemeList: readingOf([{ id: '0', name: 'Default' }]) },
      },
    );
    const { facts, gaps } = await readPass(sharedSchemes, reader, { asOf });
    expect(gaps).toEqual([]);
    expect(facts).toEqual([
      {
        id: '0',
        name: 'Scheme 0',
        grants: [
          { to: { is: 'anyone' }, may: ['ADD_COMMENTS', 'BROWSE_PROJECTS', 'VIEW_AGGREGATED_DATA'] },
          { to: { is: 'application-role' }, may: ['BROWSE_PROJECTS'] },
          { to: { is: 'application-role', role: 'jira-software' }, may: ['DELETE_ISSUES'] },
          { to: { is: 'group', id: 'g-1', name: 'admins' }, may: ['ADMINISTER_PROJECTS'] },
          { to: { is: 'role', id: '10002', name: 'Administrators' }, may: ['EDIT_ALL_COMMENTS'] },
          { to: { is: 'unrecognized', type: 'partner' }, may: ['BROWSE_PROJECTS'] },
          { to: { is: 'user', id: 'acc-1', person: true, active: false }, may: ['LINK_ISSUES'] },
          { to: { is: 'user', id: 'acc-2', person: false, active: true }, may: ['BROWSE_PROJECTS'] },
        ],
      },
    ]);
  });

  /** The grants of one scheme as they are kept. */
  const kept = async (...permissions: readonly unknown[]) => {
    const reader = readerOf(
      { '/permissionscheme/0': scheme(0, permissions) },
      { readings: { schemeList: readingOf([{ id: '0', name: 'Default' }]) } },
    );
    const { facts, gaps } = await readPass(sharedSchemes, reader, { asOf });
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
    expect(await kept(grant('DELETE_ISSUES', type, { parameter: 'x' }))).toEqual([]);
  });

  it.each(['Anyone', 'ANYONE', 'projectrole', 'PROJECT_ROLE', 'team', ''])(
    'keep a holder of type "%s", which no document lists, whatever it holds',
    async type => {
      expect(await kept(grant('VIEW_DEV_TOOLS', type, { parameter: 'x' }))).toEqual([
        { to: { is: 'unrecognized', type }, may: ['VIEW_DEV_TOOLS'] },
      ]);
    },
  );

  it('keep an unknown type without what could be a name in it', async () => {
    const type = `<b>Lee Example</b> lee@acme.example ${'x'.repeat(50)}`;
    const [only] = (await kept(grant('VIEW_DEV_TOOLS', type))) ?? [];
    expect(only?.to).toMatchObject({ is: 'unrecognized', type: expect.stringMatching(/^[\w.-]{40}$/) });
  });

  it.each([
    ['group', 'group', {}],
    ['group', 'group', { parameter: '', value: '', group: { name: ' ' } }],
    ['projectRole', 'role', { parameter: null }],
    ['user', 'user', { parameter: '', user: { accountType: 'atlassian', active: true } }],
  ])('keep a holder of type %s that names none', async (type, kind, more) => {
    expect(await kept(grant('VIEW_DEV_TOOLS', type, more))).toEqual([
      { to: { is: 'unnamed', kind }, may: ['VIEW_DEV_TOOLS'] },
    ]);
  });

  it('keep a group by its name where Jira gives no ID, and take an empty ID for none', async () => {
    expect(await kept(grant('DELETE_ISSUES', 'group', { parameter: 'jira-users', value: '' }))).toEqual([
      { to: { is: 'group', id: 'jira-users', name: 'jira-users' }, may: ['DELETE_ISSUES'] },
    ]);
  });

  it('drop of groups, roles, and everyone only permissions that are known', async () => {
    for (const type of ['applicationRole', 'group', 'projectRole']) {
      const grants = await kept(
        grant('CREATE_ISSUES', type, { parameter: 'x' }),
        grant('SHARE_ISSUES', type, { parameter: 'x' }),
        grant('com.example.app__publish-all', type, { parameter: 'x' }),
        grant('ari:cloud:ecosystem::extension/a-1/e-1/static/publish', type, { parameter: 'x' }),
      );
      expect(grants?.map(({ may }) => may)).toEqual([['SHARE_ISSUES']]);
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
    const [only] = (await kept(grant('LINK_ISSUES', 'user', { parameter: 'a', user }))) ?? [];
    expect(only?.to).toEqual({
      is: 'user',
      id: 'a',
      active: user.active,
      ...(person === undefined ? {} : { person }),
    });
  });

  it('don’t call an account active where Jira doesn’t say', async () => {
    const [only] = (await kept(grant('LINK_ISSUES', 'user', { parameter: 'a' }))) ?? [];
    expect(only?.to).toEqual({ is: 'user', id: 'a', person: true });
  });

  it('are read one by one with their grants, those of most spaces first', async () => {
    const table = { '/permissionscheme/0': scheme(0), '/permissionscheme/10001': scheme(10_001) };
    const reader = readerOf(table, { readings: { schemeList: list, spaceSchemes: uses } });
    expect(await readPass(sharedSchemes, reader, { asOf })).toMatchObject({ read: 2, of: 2, gaps: [] });
    expect(reader.asked).toEqual(['/permissionscheme/10001?expand=all', '/permissionscheme/0?expand=all']);
  });

  it('go on with those that are left', async () => {
    const reader = readerOf({ '/permissionscheme/0': scheme(0) }, { readings: { schemeList: list } });
    const rest = await readPass(sharedSchemes, reader, { asOf, from: { left: ['0'], of: 2 } });
    expect(rest).toMatchObject({ facts: [{ id: '0' }], read: 1, of: 2, gaps: [] });
  });

  it('stand where one of them can’t be read, and the list has moved where one is gone', async () => {
    const denied = readerOf(
      { '/permissionscheme/0': 403, '/permissionscheme/10001': scheme(10_001) },
      { readings: { schemeList: list } },
    );
    expect(await readPass(sharedSchemes, denied, { asOf })).toMatchObject({
      facts: [{ id: '10001' }],
      read: 1,
      of: 2,
      gaps: [{ why: 'denied', at: 'permission-scheme.get' }],
    });
    const gone = readerOf({ '/permissionscheme/0': scheme(0) }, { readings: { schemeList: list } });
    expect((await readPass(sharedSchemes, gone, { asOf })).gaps).toEqual([
      { why: 'moved', at: 'permission-scheme.get' },
    ]);
  });

  const unlisted = readingOf([], [{ why: 'denied', at: 'permission-scheme.list' } as const]);

  it('are not complete where the list of schemes isn’t, and those that spaces use and that new ones get are read', async () => {
    const table = { '/permissionscheme/0': scheme(0), '/permissionscheme/10001': scheme(10_001) };
    const used = readingOf([{ space: '1', scheme: '10001' }]);
    const reader = readerOf(table, { readings: { schemeList: unlisted, spaceSchemes: used } });
    expect(await readPass(sharedSchemes, reader, { asOf })).toMatchObject({
      facts: [{ id: '10001' }, { id: '0' }],
      read: 2,
      gaps: [{ why: 'denied', at: 'permission-scheme.list' }],
    });
    expect((await readPass(sharedSchemes, readerOf(table), { asOf })).gaps).toEqual([{ why: 'never-read' }]);
  });

  it('are those too that only a space names', async () => {
    const table = { '/permissionscheme/0': scheme(0), '/permissionscheme/9': scheme(9) };
    const readings = {
      schemeList: readingOf([{ id: '0', name: 'Default' }]),
      spaceSchemes: readingOf([{ space: '1', scheme: '9' }]),
    };
    const reading = await readPass(sharedSchemes, readerOf(table, { readings }), { asOf });
    expect(reading).toMatchObject({ facts: [{ id: '9' }, { id: '0' }], read: 2, of: 2, gaps: [] });
    const gone = readerOf({ '/permissionscheme/0': scheme(0) }, { readings });
    expect((await readPass(sharedSchemes, gone, { asOf })).gaps).toEqual([
      { why: 'moved', at: 'permission-scheme.get' },
    ]);
  });

  it('that a space names only after their pass are told, until they were read', () => {
    const readings = { schemeList: list, spaceSchemes: readingOf([{ space: '1', scheme: '9' }]) };
    const reader = readerOf({}, { readings });
    const closed = readingOf(['0', '10001'].map(id => ({ id, name: '', grants: [] })));
    expect(sharedSchemes.named?.(reader, closed)).toEqual(['9']);
    const again = { ...closed, rereadAt: new Map([['9', asOf]]) };
    expect(sharedSchemes.named?.(reader, again)).toEqual([]);
    // Before the first pass there is nothing that came to light after it.
    const { asOf: _at, ...never } = closed;
    expect(sharedSchemes.named?.(reader, { ...never, facts: [] })).toEqual([]);
  });

  it.each([403, 429, 500])('stand beside one that fails: %d', async status => {
    const readings = { schemeList: list };
    const table = { '/permissionscheme/0': status, '/permissionscheme/10001': scheme(10_001) };
    for (const live of [true, false]) {
      const reading = await readPass(sharedSchemes, readerOf(table, { live, readings }), { asOf });
      expect(reading).toMatchObject({ facts: [{ id: '10001' }], read: 1, of: 2 });
      expect(reading.gaps).toHaveLength(1);
    }
  });

  it('are asked for in vain only a few times where a live Jira fails, and all in a recording', async () => {
    const many = readingOf(Array.from({ length: 20 }, (_, id) => ({ id: String(id), name: '' })));
    const asked = async (live: boolean): Promise<number> => {
      const failing = readerOf(
        Object.fromEntries(many.facts.map(({ id }) => [`/permissionscheme/${id}`, 500])),
        { live, readings: { schemeList: many } },
      );
      await readPass(sharedSchemes, failing, { asOf });
      return new Set(failing.asked).size;
    };
    expect(await asked(true)).toBe(5);
    expect(await asked(false)).toBe(20);
  });

  it('keep the grants that can be read beside one that can’t', async () => {
    const permissions = [
      grant('BROWSE_PROJECTS', 'anyone', { parameter: null, value: null }),
      { id: 9, holder: { type: 'reporter' } },
    ];
    const table = { '/permissionscheme/0': scheme(0, permissions) };
    const readings = { schemeList: readingOf([{ id: '0', name: 'Default' }]) };
    expect(await readPass(sharedSchemes, readerOf(table, { readings }), { asOf })).toMatchObject({
      facts: [{ id: '0', grants: [{ to: { is: 'anyone' }, may: ['BROWSE_PROJECTS'] }] }],
      read: 1,
      gaps: [{ why: 'schema', at: 'permission-scheme.get permission: string' }],
    });
    // Read again, it must not take the place of what was known as if it were whole.
    expect(await sharedSchemes.reread(readerOf(table), '0')).toEqual({
      gap: { why: 'schema', at: 'permission-scheme.get permission: string' },
    });
  });

  it('are read again by id; a team-managed space’s scheme is none of them', async () => {
    const table = {
      '/permissionscheme/0': scheme(0, [grant('BROWSE_PROJECTS', 'anyone')]),
      '/permissionscheme/10002': {
        body: { ...own(10_002, '20001'), permissions: [grant('CREATE_ISSUES', 'anyone')] },
      },
    };
    expect(await sharedSchemes.reread(readerOf(table), '0')).toMatchObject({ facts: [{ id: '0' }] });
    expect(await sharedSchemes.reread(readerOf(table), '10002')).toEqual({ facts: [] });
    expect(await sharedSchemes.reread(readerOf(table), '99')).toBe('gone');
  });
});

describe('the schemes of team-managed spaces', () => {
  const list = readingOf([
    { id: '0', name: 'Default' },
    { id: '10200', name: 'B', space: '20002' },
    { id: '9100', name: 'A', space: '20001' },
  ]);
  const table = { '/permissionscheme/9100': scheme(9_100), '/permissionscheme/10200': scheme(10_200) };

  it('are read by id with the space that each belongs to', async () => {
    const reader = readerOf(table, { readings: { schemeList: list } });
    const reading = await readPass(ownSchemes, reader, { asOf });
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
    const spaces = readingOf([space('20001'), space('20002'), space('20003'), space('1', false)]);
    const reader = readerOf(table, { readings: { schemeList: list, spaces } });
    expect(await readPass(ownSchemes, reader, { asOf })).toMatchObject({
      read: 2,
      of: 3,
      gaps: [{ why: 'moved', at: 'permission-scheme.list' }],
    });
    const none = readerOf(
      {},
      { readings: { schemeList: readingOf([]), spaces: readingOf([space('20003')]) } },
    );
    expect(await readPass(ownSchemes, none, { asOf })).toMatchObject({
      read: 0,
      of: 1,
      gaps: [{ why: 'moved', at: 'permission-scheme.list' }],
    });
  });

  it('are whole again once the list names it, and the scheme is read by its own id', async () => {
    const spaces = readingOf([space('20003')]);
    const missed = async (readings: Parameters<typeof readerOf>[1]) => {
      const keys: string[] = [];
      for await (const page of ownSchemes.pages(readerOf({}, readings)))
        keys.push(...(page.missed ?? []).map(({ key }) => key));
      return keys;
    };
    const [key = ''] = await missed({ readings: { schemeList: readingOf([]), spaces } });
    const still = readerOf({}, { readings: { schemeList: readingOf([]), spaces } });
    expect(await ownSchemes.reread(still, key)).toMatchObject({ gap: { why: 'moved' } });
    const gone = readerOf({}, { readings: { schemeList: readingOf([]), spaces: readingOf([]) } });
    expect(await ownSchemes.reread(gone, key)).toBe('gone');
    const listed = readingOf([{ id: '77', name: 'New', space: '20003' }]);
    const now = readerOf({}, { readings: { schemeList: listed, spaces } });
    expect(await ownSchemes.reread(now, key)).toEqual({ facts: [] });
    expect(ownSchemes.named?.(now, readingOf([]))).toEqual(['77']);
  });

  it('go on after the one read last', async () => {
    const reader = readerOf(table, { readings: { schemeList: list } });
    const rest = await readPass(ownSchemes, reader, { asOf, from: { after: '9100' } });
    expect(rest).toMatchObject({ facts: [{ id: '10200' }], of: 2, gaps: [] });
  });
});

describe('what the audit log says of schemes', () => {
  const change = (
    summary: string,
    category: string,
    object: Change['object'],
    associated: Change['associated'] = [],
  ): Change => ({
    id: '1',
    via: 'audit',
    at: asOf,
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
  const known = readerOf(
    {},
    {
      readings: {
        spaces: readingOf([space('1'), space('2'), space('3', true)]),
        schemeList: readingOf([
          { id: '10001', name: 'X' },
          { id: '10100', name: 'Own', space: '3' },
        ]),
        spaceSchemes: readingOf([
          { space: '1', scheme: '10001' },
          { space: '2', scheme: '0' },
        ]),
      },
    },
  );
  const touches = (of: Change) =>
    Object.fromEntries(
      [schemeList, sharedSchemes, ownSchemes, spaceSchemes].map(source => [
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

  it('touches a scheme that nobody knows in both kinds', () => {
    expect(touches(change(...GERMAN, { type: 'SCHEME', id: '10200' }))).toMatchObject({
      schemeList: ['10200'],
      sharedSchemes: ['10200'],
      ownSchemes: ['10200'],
    });
  });

  it('touches the space that got another scheme', () => {
    expect(touches(added)).toEqual({ ...none, schemeList: 'none', spaceSchemes: ['7'] });
    const again = change(...GERMAN, { type: 'PROJECT', id: '1' }, [{ type: 'SCHEME', id: '10001' }]);
    expect(spaceSchemes.touchedBy(again, known)).toEqual(['1']);
  });

  it('touches the spaces that used a scheme which was deleted', () => {
    expect(touches(deleted)).toEqual({
      ...none,
      schemeList: ['10001'],
      sharedSchemes: ['10001'],
      spaceSchemes: ['1'],
    });
  });

  it('names the spaces whose scheme is found deleted, whatever the log says of it', () => {
    const list = { ...readingOf([{ id: '0', name: 'Default' }]), deleted: new Set(['10001']) };
    const reader = readerOf({}, { readings: { schemeList: list } });
    const own = readingOf([
      { space: '1', scheme: '10001' },
      { space: '2', scheme: '0' },
    ]);
    expect(spaceSchemes.named?.(reader, own)).toEqual(['1']);
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
