import fc from 'fast-check';
import { checkPass, RECHECKED_AT_ONCE, recheckWhole } from '../../src/evidence/check-pass';
import { type CompletedPass, type LastPass } from '../../src/evidence/plausibility';
import { readChecked } from '../../src/evidence/read-checked';
import { type Source } from '../../src/evidence/source';
import { sources } from '../../src/evidence/sources';
import { HOUR, instant, later } from '../../src/terms/instant';
import { type Reading } from '../../src/terms/reading';
import { readerOf, readingOf, type Table, valuesPage } from './fake-site';

const start = instant(0);
const filter = (id: number) => ({ id: String(id), name: `Filter ${id}`, query: '' });
const answered = (id: number, share = 'global') => ({
  body: { id: String(id), name: `Filter ${id}`, jql: '', sharePermissions: [{ type: share }] },
});
const space = (id: number) => ({
  id: String(id),
  key: `KEY${id}`,
  name: `Space ${id}`,
  archived: false,
  teamManaged: false,
  type: 'software',
});
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

const passOf = <F>(facts: readonly F[], read = facts.length, asOf = start): CompletedPass<F> => ({
  facts,
  read,
  asOf,
  marks: [],
});
const lastOf = <F>(facts: readonly F[], read = facts.length): LastPass<F> => ({ facts, read });

/** Whether the pass is believed, or why not. */
const saysOf = async <F>(
  source: Source<F>,
  pass: CompletedPass<F>,
  { table = {}, ...besides }: { table?: Table; last?: LastPass<F>; first?: { asOf: number; count: number } },
): Promise<string> => {
  const { doubts } = await checkPass(source, pass, { reader: readerOf(table), ...besides });
  return doubts.map(({ why, at }) => `${why} ${at ?? ''}`).join(', ') || 'believed';
};

describe('a list against the last one that was believed', () => {
  const { publicFilters } = sources;
  const others = { '/filter/search': valuesPage([{ id: '99', sharePermissions: [] }]) };

  it('is not believed where it leaves out what Jira still answers for, however little it leaves out', async () => {
    const last = lastOf([filter(1), filter(2)]);
    const table = { '/filter/2': answered(2), ...others };
    expect(await saysOf(publicFilters, passOf([filter(1)]), { last, table })).toBe(
      'failed filter.search seen-before',
    );
  });

  it('is believed where what it leaves out is gone, or no longer what the list is about', async () => {
    const last = lastOf([filter(1), filter(2), filter(3)]);
    const table = { '/filter/2': 404, '/filter/3': answered(3, 'group'), ...others };
    expect(await saysOf(publicFilters, passOf([filter(1)]), { last, table })).toBe('believed');
  });

  it('keeps as last seen what it leaves out and can’t be re-checked', async () => {
    const last = lastOf([filter(1), filter(2)]);
    const reader = readerOf({ '/filter/2': 500 });
    expect(await checkPass(publicFilters, passOf([filter(1)]), { reader, last })).toMatchObject({
      doubts: [],
      carried: [{ key: '2', gap: { why: 'failed', at: 'filter.get' } }],
    });
  });

  it('re-checks a bounded number of objects, and keeps the others as last seen', async () => {
    const last = lastOf(numbers(120).map(filter), 500);
    const gone = Object.fromEntries(numbers(120).map(id => [`/filter/${id}`, answered(id, 'group')]));
    const reader = readerOf(gone);
    const { doubts, rechecked, carried } = await checkPass(publicFilters, passOf([], 400), { reader, last });
    expect({ doubts, rechecked: rechecked.length, carried: carried.length }).toEqual({
      doubts: [],
      rechecked: RECHECKED_AT_ONCE,
      carried: 120 - RECHECKED_AT_ONCE,
    });
  });

  const SHRUNKEN = 'moved filter.search shrunken';
  it.each([
    [100, 49, SHRUNKEN],
    [100, 50, 'believed'],
    [20, 9, SHRUNKEN],
    [19, 9, 'believed'],
    [3, 1, 'believed'],
    [3, 0, SHRUNKEN],
    [0, 0, 'believed'],
    [10, 500, 'believed'],
  ])('of %d rows that has %d: %s', async (before, now, says) => {
    expect(await saysOf(publicFilters, passOf([], now), { last: lastOf([], before) })).toBe(says);
  });

  it('that shrank is believed once a pass an hour later agrees, and not before', async () => {
    const last = lastOf([], 100);
    const first = { asOf: start, count: 30 };
    const after = (hours: number, rows: number): Promise<string> =>
      saysOf(publicFilters, passOf([], rows, later(start, hours * HOUR)), { last, first });
    expect(await after(0.5, 30)).toBe(SHRUNKEN);
    expect(await after(1, 28)).toBe('believed');
    expect(await after(1, 5)).toBe(SHRUNKEN);
    expect(await after(1, 60)).toBe('believed');
  });

  it('never counts the hour from a pass that said otherwise', async () => {
    const { shrunken } = await checkPass(publicFilters, passOf([], 5, later(start, HOUR)), {
      reader: readerOf({}),
      last: lastOf([], 100),
      first: { asOf: start, count: 40 },
    });
    expect(shrunken).toEqual({ asOf: HOUR, count: 5 });
  });
});

describe('a list against what else is known', () => {
  const named = {
    schemeList: readingOf([
      { id: '0', name: 'Default' },
      { id: '5', name: 'Own', space: '2' },
    ]),
    spaceSchemes: readingOf([{ space: '1', scheme: '7' }]),
  } as const satisfies Record<string, Reading<unknown>>;
  const project = (id: number, more: object = {}) => ({
    body: { id: String(id), key: `KEY${id}`, name: `Space ${id}`, ...more },
  });

  it.each([
    [
      'a space whose scheme is listed',
      [1],
      { '/project/2': project(2) },
      'failed project.search space-with-scheme',
    ],
    [
      'a space that was asked for its scheme',
      [2],
      { '/project/1': project(1) },
      'failed project.search space-with-scheme',
    ],
    ['a space in the trash', [1], { '/project/2': project(2, { deleted: true }) }, 'believed'],
    ['a space that is gone', [1], {}, 'believed'],
  ] as const)('has to contain, of spaces, %s', async (_, listed, table, says) => {
    const reader = readerOf(table, { readings: named });
    const { doubts } = await checkPass(sources.spaces, passOf(listed.map(space)), { reader });
    expect(doubts.map(({ why, at }) => `${why} ${at}`).join() || 'believed').toBe(says);
  });

  it('has to contain the space of the app’s own work items, by ID or key', async () => {
    const reader = (own: string) => ({
      ...readerOf({ [`/project/${own}`]: project(8) }),
      own: () => Promise.resolve({ spaces: [own] }),
    });
    for (const own of ['8', 'KEY8']) {
      const lacking = await checkPass(sources.spaces, passOf([space(1)]), { reader: reader(own) });
      expect(lacking.doubts).toEqual([{ why: 'failed', at: 'project.search own-space' }]);
      const there = await checkPass(sources.spaces, passOf([space(8)]), { reader: reader(own) });
      expect(there.doubts).toEqual([]);
    }
  });

  it('has to contain the app’s own account, where the app runs as one', async () => {
    const app = { accountId: 'own', accountType: 'app', active: true, displayName: 'This app' };
    const reader = {
      ...readerOf({ '/user': { body: app } }),
      own: () => Promise.resolve({ account: 'own', spaces: [] }),
    };
    const others = passOf([{ id: 'a1', name: 'Another app', active: true }], 3);
    expect((await checkPass(sources.users, others, { reader })).doubts).toEqual([
      { why: 'failed', at: 'user.list own-account' },
    ]);
    expect((await checkPass(sources.users, others, { reader: readerOf({}) })).doubts).toEqual([]);
    expect(await saysOf(sources.users, passOf([], 0), {})).toBe('failed user.list accounts');
  });

  it('has to contain the default scheme, and the schemes that spaces use', async () => {
    const listed = [{ id: '0', name: 'Default' }];
    const used = readerOf({ '/permissionscheme/7': { body: { id: 7, name: 'Used' } } }, { readings: named });
    expect((await checkPass(sources.schemeList, passOf(listed), { reader: used })).doubts).toEqual([
      { why: 'failed', at: 'permission-scheme.list scheme-in-use' },
    ]);
    const table = { '/permissionscheme/0': { body: { id: 0, name: 'Default' } } };
    expect(await saysOf(sources.schemeList, passOf([]), { table })).toBe(
      'failed permission-scheme.list default-scheme',
    );
    expect(await saysOf(sources.schemeList, passOf([...listed, ...listed]), { table })).toBe(
      'moved permission-scheme.list repeated',
    );
  });

  it('has to contain an admin group with a member, and roles whose apps have a license', async () => {
    const admins = { id: 'g', name: 'admins', access: ['admin' as const] };
    expect(await saysOf(sources.adminGroups, passOf([]), {})).toBe('failed group.bulk admin-groups');
    expect(await saysOf(sources.adminGroups, passOf([{ group: admins }]), {})).toBe(
      'failed group.bulk admins',
    );

    const role = (key: string, groups = ['g'], people = 3) => ({
      key,
      name: key,
      groups,
      defaultGroups: [],
      people,
    });
    const roles = lastOf([role('jira-software'), role('jira-core')]);
    const reader = readerOf(
      {},
      { readings: { licence: readingOf([{ application: 'jira-software', plan: 'PAID' }]) } },
    );
    const rolesSay = async (facts: readonly ReturnType<typeof role>[]): Promise<string> => {
      const { doubts } = await checkPass(sources.applicationRoles, passOf(facts), { reader, last: roles });
      return doubts.map(({ at }) => at).join() || 'believed';
    };
    expect(await rolesSay([role('jira-core')])).toBe('application-role.list application-roles');
    expect(await rolesSay([role('jira-software')])).toBe('believed');
    expect(await rolesSay([role('jira-software', [])])).toBe('application-role.list role-groups');
    expect(await rolesSay([role('jira-software', [], 0)])).toBe('believed');
    expect(await rolesSay([])).toContain('application-roles');
  });

  it('is checked where a site is read once too', async () => {
    const page = { body: { maxResults: 100, total: 1, isLast: true, values: [project(1).body] } };
    const empty = { body: { maxResults: 100, total: 0, isLast: true, values: [] } };
    const table = (live: object): Table =>
      ({ '/project/search?status=live': live, '/project/search': empty }) as Table;
    const once = (answers: Table, live: boolean) =>
      readChecked(sources.spaces, readerOf(answers, { live, once: true, readings: named }), { asOf: start });
    expect((await once({ ...table(page), '/project/2': project(2) }, true)).gaps).toEqual([
      { why: 'failed', at: 'project.search space-with-scheme' },
    ]);
    expect((await once(table(page), true)).gaps).toEqual([]);
  });
});

describe('whatever a list leaves out', () => {
  it('is believed only where Jira no longer answers for it', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        fc.func(fc.constantFrom('listed', 'left out', 'gone', 'failing')),
        async (ids, fate) => {
          const { spaces } = sources;
          const last = lastOf(ids.map(space));
          const listed = ids.filter(id => fate(id) === 'listed').map(space);
          const table = Object.fromEntries(
            ids.flatMap(id => {
              if (fate(id) === 'gone') return [];
              const { key, name } = space(id);
              return [
                [`/project/${id}`, fate(id) === 'failing' ? 500 : { body: { id: String(id), key, name } }],
              ];
            }),
          );
          const { doubts, rechecked, carried } = await checkPass(spaces, passOf(listed), {
            reader: readerOf(table),
            last,
          });
          const kept = new Set([...listed.map(({ id }) => id), ...carried.map(({ key }) => key)]);
          const gone = new Set(rechecked.flatMap(({ key, said }) => (said === 'gone' ? [key] : [])));
          // Either the pass before counts on, or everything in it is listed, gone, or kept as last seen.
          expect(doubts.length > 0 || ids.every(id => kept.has(String(id)) || gone.has(String(id)))).toBe(
            true,
          );
          expect(doubts.length > 0 || ids.every(id => fate(id) !== 'left out')).toBe(true);
        },
      ),
      { numRuns: 200 },
    ));
});

describe('a re-check that reads the whole list', () => {
  const { applicationRoles, licence } = sources;
  const role = (key: string) => ({
    key,
    name: key,
    groups: [],
    groupDetails: [],
    defaultGroups: [],
    defaultGroupsDetails: [],
  });
  const known = (keys: readonly string[]) =>
    readingOf(keys.map(key => ({ key, name: key, groups: [], defaultGroups: [] })));
  const recheck = async (listed: readonly string[], before: readonly string[], key: string) => {
    const reader = readerOf(
      { '/applicationrole': { body: listed.map(role) } },
      { readings: { applicationRoles: known(before) } },
    );
    const { readWhole } = applicationRoles;
    if (readWhole === undefined) throw new Error('roles are read whole');
    return (await recheckWhole(applicationRoles, readWhole, { reader, asOf: start }))(key);
  };

  it('says that an object is gone where the list is plausible', async () => {
    expect(await recheck(['jira-core'], ['jira-core', 'jira-software'], 'jira-software')).toBe('gone');
    expect(await recheck(['jira-core'], ['jira-core'], 'jira-core')).toMatchObject({
      facts: [{ key: 'jira-core' }],
    });
  });

  it.each([
    ['empty', [], 'failed', 'application-role.list application-roles'],
    ['doubled', ['jira-core', 'jira-core'], 'moved', 'application-role.list repeated'],
  ])('never says so where the list is %s', async (_, listed, why, at) => {
    expect(await recheck(listed, ['jira-core', 'jira-software'], 'jira-software')).toEqual({
      gap: { why, at },
    });
  });

  it('shows what is in a list that isn’t believed', async () => {
    expect(await recheck(['jira-core', 'jira-core'], ['jira-core'], 'jira-core')).toMatchObject({
      facts: [{ key: 'jira-core' }, { key: 'jira-core' }],
    });
  });

  it('says why where Jira fails', async () => {
    const { readWhole } = licence;
    if (readWhole === undefined) throw new Error('licenses are read whole');
    const again = await recheckWhole(licence, readWhole, {
      reader: readerOf({ '/instance/license': 500 }),
      asOf: start,
    });
    expect(again('jira-software')).toEqual({ gap: { why: 'failed', at: 'license.get' } });
  });
});
