import { publicDashboardsSource } from '../../src/evidence/sources/public-dashboards';
import { publicFiltersSource } from '../../src/evidence/sources/public-filters';
import { readPass } from '../../src/evidence/read-pass';
import { spacesSource } from '../../src/evidence/sources/spaces';
import { instant } from '../../src/domain/instant';
import { createReader, completeReading, valuesPage } from './fake-transport';

const startedAt = instant(0);

const project = (id: number, more: object = {}) => ({
  id: String(id),
  key: `P${id}`,
  name: `Space ${id}`,
  style: 'classic',
  simplified: false,
  projectTypeKey: 'software',
  lead: { accountId: `acc-${id}`, active: true, displayName: 'Somebody' },
  ...more,
});

const site = (live: readonly unknown[], archived: readonly unknown[]) => ({
  '/project/search?status=live': valuesPage(live, 100),
  '/project/search?status=archived': valuesPage(archived, 100),
});

describe('spaces', () => {
  it('are the live ones and then the archived ones, with owner, category and style', async () => {
    const reader = createReader(
      site(
        [
          project(1, { projectCategory: { name: 'Customers' } }),
          project(2, { style: 'next-gen', simplified: true }),
        ],
        [project(3, { lead: undefined, projectTypeKey: 'product_discovery' })],
      ),
    );
    const reading = await readPass(spacesSource, reader, { startedAt });
    const space = { archived: false, teamManaged: false, type: 'software' };
    expect(reading.facts).toEqual([
      {
        ...space,
        id: '1',
        key: 'P1',
        name: 'Space 1',
        category: 'Customers',
        owner: { id: 'acc-1', active: true },
      },
      {
        ...space,
        id: '2',
        key: 'P2',
        name: 'Space 2',
        teamManaged: true,
        owner: { id: 'acc-2', active: true },
      },
      { ...space, id: '3', key: 'P3', name: 'Space 3', archived: true, type: 'product_discovery' },
    ]);
    expect(reading).toMatchObject({ read: 3, of: 3, gaps: [] });
    expect(reader.requests).toEqual([
      '/project/search?status=live&expand=lead&startAt=0&maxResults=100',
      '/project/search?status=archived&expand=lead&startAt=0&maxResults=100',
    ]);
  });

  it('count a space in both lists as live', async () => {
    const { facts } = await readPass(
      spacesSource,
      createReader(site([project(1)], [project(1), project(2)])),
      {
        startedAt,
      },
    );
    expect(facts.map(({ id, archived }) => [id, archived])).toEqual([
      ['1', false],
      ['2', true],
    ]);
  });

  it('continue where a pass stopped, in either list', async () => {
    const table = site(
      Array.from({ length: 150 }, (_, index) => project(index + 1)),
      Array.from({ length: 150 }, (_, index) => project(index + 1_001)),
    );
    const whole = await readPass(spacesSource, createReader(table), { startedAt });
    for await (const { next } of spacesSource.pages(createReader(table))) {
      if (next === undefined) continue;
      const rest = await readPass(spacesSource, createReader(table), {
        startedAt,
        from: JSON.parse(JSON.stringify(next)),
      });
      expect(rest.gaps).toEqual([]);
      expect(rest.of).toBe(300);
      expect(rest.facts).toEqual(whole.facts.slice(-rest.facts.length));
    }
    expect(whole).toMatchObject({ read: 300, of: 300, gaps: [] });
  });

  it('have no known number where Jira gives none', async () => {
    const untotalled = (id: number) => ({ body: { isLast: true, values: [project(id)] } });
    const reader = createReader({
      '/project/search?status=live': untotalled(1),
      '/project/search?status=archived': untotalled(2),
    });
    const reading = await readPass(spacesSource, reader, { startedAt });
    expect(reading).toMatchObject({ read: 2, gaps: [] });
    expect(reading.of).toBeUndefined();
  });

  it('keep the live ones where the archived ones can’t be read', async () => {
    const reader = createReader({ '/project/search?status=live': valuesPage([project(1)]) });
    const reading = await readPass(spacesSource, reader, { startedAt });
    expect(reading.facts.map(({ id }) => id)).toEqual(['1']);
    expect(reading.gaps).toEqual([{ why: 'unsupported', at: 'project.search' }]);
  });
});

describe('the lists of spaces, read once', () => {
  const archived = { '/project/search?status=archived': valuesPage([project(3)]) };

  const failing = [403, 404, 429, 500].flatMap(status => [true, false].map(live => ({ status, live })));

  it.each(failing)('count by themselves: one fails with $status (live: $live)', async ({ status, live }) => {
    const reader = createReader(
      { '/project/search?status=live': status, ...archived },
      { live, readsOnce: true },
    );
    const reading = await readPass(spacesSource, reader, { startedAt });
    expect(reading.facts).toMatchObject([{ id: '3', archived: true }]);
    expect(reading.gaps).toMatchObject([{ at: 'project.search' }]);
    expect(reading.of).toBeUndefined();
  });

  it('count as far as they were recorded', async () => {
    const first = { body: { maxResults: 1, total: 2, isLast: false, values: [project(1)] } };
    const table = {
      '/project/search?status=live&startAt=0': first,
      '/project/search?status=live': 404,
      ...archived,
    };
    const reading = await readPass(spacesSource, createReader(table, { live: false }), { startedAt });
    expect(reading.facts.map(({ id }) => id)).toEqual(['1', '3']);
    expect(reading.gaps).toHaveLength(1);
  });

  it('keep an older pass in a scan: the archived ones alone would replace it', async () => {
    const reader = createReader({ '/project/search?status=live': 500, ...archived });
    expect((await readPass(spacesSource, reader, { startedAt })).facts).toEqual([]);
  });

  it('are read where Jira writes null for missing values', async () => {
    const bare = { style: null, simplified: null, projectTypeKey: null, archived: null, lead: null };
    const active = { lead: { accountId: 'l', active: null } };
    const unnamed = { lead: { accountId: null }, projectCategory: { name: null }, style: 'a-new-style' };
    const reader = createReader(site([project(1, bare), project(2, active), project(3, unnamed)], []), {
      live: false,
    });
    const { facts, gaps } = await readPass(spacesSource, reader, { startedAt });
    expect(gaps).toEqual([]);
    expect(facts).toMatchObject([
      { id: '1', type: '' },
      { id: '2', owner: { id: 'l' } },
      { id: '3', teamManaged: false },
    ]);
    // An account of unknown state isn't called active.
    expect(facts[1]?.owner).toEqual({ id: 'l' });
    expect(facts[2]).not.toHaveProperty('owner');
    expect(facts[2]).not.toHaveProperty('category');
  });
});

describe('a re-check of a space', () => {
  it('is live or archived as it is now', async () => {
    const reader = createReader({ '/project/1': { body: project(1, { archived: true }) } });
    expect(await spacesSource.recheck(reader, '1')).toMatchObject({ facts: [{ id: '1', archived: true }] });
  });

  it('is gone in the trash, and where Jira does not know it', async () => {
    expect(
      await spacesSource.recheck(
        createReader({ '/project/1': { body: project(1, { deleted: true }) } }),
        '1',
      ),
    ).toBe('gone');
    expect(await spacesSource.recheck(createReader({}), '1')).toBe('gone');
  });

  it('is not reported as gone to a caller who can’t see all spaces', async () => {
    const readings = { callerRights: completeReading([{ administer: false, userPicker: true }]) };
    expect(await spacesSource.recheck(createReader({}, { readings }), '1')).toEqual({
      gap: { why: 'denied', at: 'project.get' },
    });
  });
});

describe('what a change touches', () => {
  const change = { id: '1', via: 'audit', at: startedAt, summary: '', category: '', associated: [] } as const;
  const fact = (id: string, owner: string) => ({
    id,
    key: id,
    name: id,
    archived: false,
    teamManaged: false,
    type: 'software',
    owner: { id: owner, active: true },
  });
  const known = createReader(
    {},
    { readings: { spaces: completeReading([fact('1', 'lee'), fact('2', 'lee'), fact('3', 'kim')]) } },
  );

  it.each(['projects', 'Projekte', ''])('is the space that a record of “%s” names', category => {
    expect(
      spacesSource.touchedBy({ ...change, category, object: { type: 'PROJECT', id: '9' } }, known),
    ).toEqual(['9']);
  });

  it('are the spaces that a person owns whose account changed', () => {
    expect(spacesSource.touchedBy({ ...change, object: { type: 'USER', id: 'lee' } }, known)).toEqual([
      '1',
      '2',
    ]);
    expect(spacesSource.touchedBy({ ...change, object: { type: 'USER', id: 'ana' } }, known)).toBe('none');
  });

  it('are all of a few spaces where the log names the person by a key', () => {
    const object = { type: 'USER', id: 'ug:24aa' };
    expect(spacesSource.touchedBy({ ...change, object }, known)).toBe('all');
    expect(spacesSource.touchedBy({ ...change, summary: 'User created', object }, known)).toBe('none');
    const many = Array.from({ length: 501 }, (_, id) => fact(String(id), 'lee'));
    expect(
      spacesSource.touchedBy(
        { ...change, object },
        createReader({}, { readings: { spaces: completeReading(many) } }),
      ),
    ).toBe('none');
  });

  it('are public filters and dashboards, by themselves and by their owner', () => {
    const shared = [{ id: '5', name: 'Open', query: '', owner: { id: 'lee', active: true } }];
    const reader = createReader(
      {},
      { readings: { publicFilters: completeReading(shared), publicDashboards: completeReading(shared) } },
    );
    for (const [source, type] of [
      [publicFiltersSource, 'FILTER'],
      [publicDashboardsSource, 'DASHBOARD'],
    ] as const) {
      expect(source.touchedBy({ ...change, object: { type, id: '8' } }, reader)).toEqual(['8']);
      expect(source.touchedBy({ ...change, object: { type: 'USER', id: 'lee' } }, reader)).toEqual(['5']);
      expect(source.touchedBy({ ...change, object: { type: 'USER', id: 'kim' } }, reader)).toBe('none');
    }
  });
});
