import fc from 'fast-check';
import { checkPass, MAX_RECHECKS_PER_PASS, recheckAll } from '../../src/evidence/check-pass';
import { type CompletedPass, type LastPass } from '../../src/evidence/plausibility';
import { readAndCheckPass } from '../../src/evidence/read-and-check-pass';
import { type Source } from '../../src/evidence/source';
import { sources } from '../../src/evidence/sources';
import { HOUR, instant, addDuration } from '../../src/domain/instant';
import { type Reading } from '../../src/domain/reading';
import { createReader, completeReading, type AnswerTable, valuesPage } from './fake-transport';

const start = instant(0);
const filter = (id: number) => ({ id: String(id), name: `Filter ${id}`, query: '' });
const filterAnswer = (id: number, share = 'global') => ({
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

const passOf = <F>(facts: readonly F[], read = facts.length, startedAt = start): CompletedPass<F> => ({
  facts,
  read,
  startedAt,
  signals: [],
});
const lastOf = <F>(facts: readonly F[], read = facts.length): LastPass<F> => ({ facts, read });

/** Whether the pass is believed, or why not. */
const failuresOf = async <F>(
  source: Source<F>,
  pass: CompletedPass<F>,
  {
    table = {},
    ...previous
  }: {
    table?: AnswerTable;
    lastPass?: LastPass<F>;
    shrunkenBefore?: { startedAt: number; rowCount: number };
  },
): Promise<string> => {
  const { failures } = await checkPass(source, pass, { reader: createReader(table), ...previous });
  return failures.map(({ why, at }) => `${why} ${at ?? ''}`).join(', ') || 'believed';
};

describe('a list against the last one that was believed', () => {
  const { publicFilters } = sources;
  const others = { '/filter/search': valuesPage([{ id: '99', sharePermissions: [] }]) };

  it('is not believed where it lacks an object that Jira still answers for, however few it lacks', async () => {
    const lastPass = lastOf([filter(1), filter(2)]);
    const table = { '/filter/2': filterAnswer(2), ...others };
    expect(await failuresOf(publicFilters, passOf([filter(1)]), { lastPass, table })).toBe(
      'failed filter.search known-object',
    );
  });

  it('is believed where the objects that it lacks are gone, or no longer belong in the list', async () => {
    const lastPass = lastOf([filter(1), filter(2), filter(3)]);
    const table = { '/filter/2': 404, '/filter/3': filterAnswer(3, 'group'), ...others };
    expect(await failuresOf(publicFilters, passOf([filter(1)]), { lastPass, table })).toBe('believed');
  });

  it('keeps as last seen the objects that it lacks and that can’t be re-checked', async () => {
    const lastPass = lastOf([filter(1), filter(2)]);
    const reader = createReader({ '/filter/2': 500 });
    expect(await checkPass(publicFilters, passOf([filter(1)]), { reader, lastPass })).toMatchObject({
      failures: [],
      carriedOver: [{ key: '2', gap: { why: 'failed', at: 'filter.get' } }],
    });
  });

  it('re-checks a bounded number of objects, and keeps the others as last seen', async () => {
    const lastPass = lastOf(numbers(120).map(filter), 500);
    const goneAnswers = Object.fromEntries(
      numbers(120).map(id => [`/filter/${id}`, filterAnswer(id, 'group')]),
    );
    const reader = createReader(goneAnswers);
    const { failures, rechecks, carriedOver } = await checkPass(publicFilters, passOf([], 400), {
      reader,
      lastPass,
    });
    expect({ failures, rechecks: rechecks.length, carriedOver: carriedOver.length }).toEqual({
      failures: [],
      rechecks: MAX_RECHECKS_PER_PASS,
      carriedOver: 120 - MAX_RECHECKS_PER_PASS,
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
  ])('of %d rows that has %d: %s', async (before, now, expected) => {
    expect(await failuresOf(publicFilters, passOf([], now), { lastPass: lastOf([], before) })).toBe(expected);
  });

  it('that shrank is believed once a pass an hour later agrees, and not before', async () => {
    const lastPass = lastOf([], 100);
    const shrunkenBefore = { startedAt: start, rowCount: 30 };
    const after = (hours: number, rows: number): Promise<string> =>
      failuresOf(publicFilters, passOf([], rows, addDuration(start, hours * HOUR)), {
        lastPass,
        shrunkenBefore,
      });
    expect(await after(0.5, 30)).toBe(SHRUNKEN);
    expect(await after(1, 28)).toBe('believed');
    expect(await after(1, 5)).toBe(SHRUNKEN);
    expect(await after(1, 60)).toBe('believed');
  });

  it('never counts the hour from a pass of another size', async () => {
    const { shrunken } = await checkPass(publicFilters, passOf([], 5, addDuration(start, HOUR)), {
      reader: createReader({}),
      lastPass: lastOf([], 100),
      shrunkenBefore: { startedAt: start, rowCount: 40 },
    });
    expect(shrunken).toEqual({ startedAt: HOUR, rowCount: 5 });
  });
});

describe('a list against what else is known', () => {
  const named = {
    schemeList: completeReading([
      { id: '0', name: 'Default' },
      { id: '5', name: 'Own', space: '2' },
    ]),
    spaceSchemes: completeReading([{ space: '1', scheme: '7' }]),
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
  ] as const)('has to contain, of spaces, %s', async (_, listed, table, expected) => {
    const reader = createReader(table, { readings: named });
    const { failures } = await checkPass(sources.spaces, passOf(listed.map(space)), { reader });
    expect(failures.map(({ why, at }) => `${why} ${at}`).join() || 'believed').toBe(expected);
  });

  it('has to contain the space of the app’s own work items, by ID or key', async () => {
    const reader = (own: string) => ({
      ...createReader({ [`/project/${own}`]: project(8) }),
      ownRecords: () => Promise.resolve({ spaces: [own] }),
    });
    for (const own of ['8', 'KEY8']) {
      const lacking = await checkPass(sources.spaces, passOf([space(1)]), { reader: reader(own) });
      expect(lacking.failures).toEqual([{ why: 'failed', at: 'project.search own-space' }]);
      const there = await checkPass(sources.spaces, passOf([space(8)]), { reader: reader(own) });
      expect(there.failures).toEqual([]);
    }
  });

  it('has to contain the app’s own account, where the app runs as one', async () => {
    const app = { accountId: 'own', accountType: 'app', active: true, displayName: 'This app' };
    const reader = {
      ...createReader({ '/user': { body: app } }),
      ownRecords: () => Promise.resolve({ account: 'own', spaces: [] }),
    };
    const others = passOf([{ id: 'a1', name: 'Another app', active: true }], 3);
    expect((await checkPass(sources.users, others, { reader })).failures).toEqual([
      { why: 'failed', at: 'user.list own-account' },
    ]);
    expect((await checkPass(sources.users, others, { reader: createReader({}) })).failures).toEqual([]);
    expect(await failuresOf(sources.users, passOf([], 0), {})).toBe('failed user.list accounts');
  });

  it('has to contain the default scheme, and the schemes that spaces use', async () => {
    const listed = [{ id: '0', name: 'Default' }];
    const used = createReader(
      { '/permissionscheme/7': { body: { id: 7, name: 'Used' } } },
      { readings: named },
    );
    expect((await checkPass(sources.schemeList, passOf(listed), { reader: used })).failures).toEqual([
      { why: 'failed', at: 'permission-scheme.list scheme-in-use' },
    ]);
    const table = { '/permissionscheme/0': { body: { id: 0, name: 'Default' } } };
    expect(await failuresOf(sources.schemeList, passOf([]), { table })).toBe(
      'failed permission-scheme.list default-scheme',
    );
    expect(await failuresOf(sources.schemeList, passOf([...listed, ...listed]), { table })).toBe(
      'moved permission-scheme.list repeated',
    );
  });

  it('has to contain an admin group with a member, and roles whose apps have a license', async () => {
    const admins = { id: 'g', name: 'admins', access: ['admin' as const] };
    expect(await failuresOf(sources.adminGroups, passOf([]), {})).toBe('failed group.bulk admin-groups');
    expect(await failuresOf(sources.adminGroups, passOf([{ group: admins }]), {})).toBe(
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
    const reader = createReader(
      {},
      { readings: { license: completeReading([{ application: 'jira-software', plan: 'PAID' }]) } },
    );
    const roleFailures = async (facts: readonly ReturnType<typeof role>[]): Promise<string> => {
      const { failures } = await checkPass(sources.applicationRoles, passOf(facts), {
        reader,
        lastPass: roles,
      });
      return failures.map(({ at }) => at).join() || 'believed';
    };
    expect(await roleFailures([role('jira-core')])).toBe('application-role.list application-roles');
    expect(await roleFailures([role('jira-software')])).toBe('believed');
    expect(await roleFailures([role('jira-software', [])])).toBe('application-role.list role-groups');
    expect(await roleFailures([role('jira-software', [], 0)])).toBe('believed');
    expect(await roleFailures([])).toContain('application-roles');
  });

  it('is checked where a site is read once too', async () => {
    const page = { body: { maxResults: 100, total: 1, isLast: true, values: [project(1).body] } };
    const empty = { body: { maxResults: 100, total: 0, isLast: true, values: [] } };
    const table = (live: object): AnswerTable =>
      ({ '/project/search?status=live': live, '/project/search': empty }) as AnswerTable;
    const once = (answers: AnswerTable, live: boolean) =>
      readAndCheckPass(sources.spaces, createReader(answers, { live, readsOnce: true, readings: named }), {
        startedAt: start,
      });
    expect((await once({ ...table(page), '/project/2': project(2) }, true)).gaps).toEqual([
      { why: 'failed', at: 'project.search space-with-scheme' },
    ]);
    expect((await once(table(page), true)).gaps).toEqual([]);
  });
});

describe('objects that a list lacks', () => {
  it('are believed gone only where Jira no longer answers for them', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        fc.func(fc.constantFrom('listed', 'left out', 'gone', 'failing')),
        async (ids, fate) => {
          const { spaces } = sources;
          const lastPass = lastOf(ids.map(space));
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
          const { failures, rechecks, carriedOver } = await checkPass(spaces, passOf(listed), {
            reader: createReader(table),
            lastPass,
          });
          const kept = new Set([...listed.map(({ id }) => id), ...carriedOver.map(({ key }) => key)]);
          const goneKeys = new Set(rechecks.flatMap(({ key, result }) => (result === 'gone' ? [key] : [])));
          // Either the pass before remains in effect, or everything in it is listed, gone, or kept as last seen.
          expect(
            failures.length > 0 || ids.every(id => kept.has(String(id)) || goneKeys.has(String(id))),
          ).toBe(true);
          expect(failures.length > 0 || ids.every(id => fate(id) !== 'left out')).toBe(true);
        },
      ),
      { numRuns: 200 },
    ));
});

describe('a re-check that reads the complete list', () => {
  const { applicationRoles, license } = sources;
  const role = (key: string) => ({
    key,
    name: key,
    groups: [],
    groupDetails: [],
    defaultGroups: [],
    defaultGroupsDetails: [],
  });
  const known = (keys: readonly string[]) =>
    completeReading(keys.map(key => ({ key, name: key, groups: [], defaultGroups: [] })));
  const recheck = async (listed: readonly string[], before: readonly string[], key: string) => {
    const reader = createReader(
      { '/applicationrole': { body: listed.map(role) } },
      { readings: { applicationRoles: known(before) } },
    );
    const { readAll } = applicationRoles;
    if (readAll === undefined) throw new Error('roles are read as one list');
    return (await recheckAll(applicationRoles, readAll, { reader, startedAt: start }))(key);
  };

  it('reports that an object is gone where the list is plausible', async () => {
    expect(await recheck(['jira-core'], ['jira-core', 'jira-software'], 'jira-software')).toBe('gone');
    expect(await recheck(['jira-core'], ['jira-core'], 'jira-core')).toMatchObject({
      facts: [{ key: 'jira-core' }],
    });
  });

  it.each([
    ['empty', [], 'failed', 'application-role.list application-roles'],
    ['doubled', ['jira-core', 'jira-core'], 'moved', 'application-role.list repeated'],
  ])('never reports that where the list is %s', async (_, listed, why, at) => {
    expect(await recheck(listed, ['jira-core', 'jira-software'], 'jira-software')).toEqual({
      gap: { why, at },
    });
  });

  it('shows what is in a list that isn’t believed', async () => {
    expect(await recheck(['jira-core', 'jira-core'], ['jira-core'], 'jira-core')).toMatchObject({
      facts: [{ key: 'jira-core' }, { key: 'jira-core' }],
    });
  });

  it('reports the reason where Jira fails', async () => {
    const { readAll } = license;
    if (readAll === undefined) throw new Error('licenses are read as one list');
    const again = await recheckAll(license, readAll, {
      reader: createReader({ '/instance/license': 500 }),
      startedAt: start,
    });
    expect(again('jira-software')).toEqual({ gap: { why: 'failed', at: 'license.get' } });
  });
});
