import { publicFiltersSource } from '../../src/evidence/sources/public-filters';
import { readPass } from '../../src/evidence/read-pass';
import { instant } from '../../src/domain/instant';
import { createReader, completeReading, valuesPage } from './fake-transport';

const startedAt = instant(1_000);

const filter = (id: number, share: string, more: object = {}) => ({
  id: String(id),
  name: `Filter ${id}`,
  jql: `project = P${id}`,
  owner: { accountId: 'acc-1', active: true, displayName: 'Lee Wong' },
  sharePermissions: [{ type: share }],
  ...more,
});

describe('public filters', () => {
  it('keeps those shared with the public, with their query and their owner’s id and state alone', async () => {
    const reader = createReader({
      '/filter/search': valuesPage([filter(1, 'global'), filter(2, 'loggedin'), filter(3, 'group')]),
    });
    expect(await readPass(publicFiltersSource, reader, { startedAt })).toEqual({
      facts: [{ id: '1', name: 'Filter 1', query: 'project = P1', owner: { id: 'acc-1', active: true } }],
      fullReadAt: startedAt,
      read: 3,
      of: 3,
      gaps: [],
    });
  });

  it('sends startAt, maxResults and the two expands, and no override of shares', async () => {
    const reader = createReader({ '/filter/search': valuesPage([filter(1, 'global')]) });
    await readPass(publicFiltersSource, reader, { startedAt });
    expect(reader.requests).toEqual([
      '/filter/search?expand=owner,sharePermissions&orderBy=id&startAt=0&maxResults=100',
    ]);
  });

  it('asks for the queries of the public ones where the list leaves them out', async () => {
    const reader = createReader({
      '/filter/search?expand=jql': { body: { values: [{ id: '1', jql: 'project = SECRET' }] } },
      '/filter/search': valuesPage([filter(1, 'global', { jql: undefined })]),
    });
    const { facts, gaps } = await readPass(publicFiltersSource, reader, { startedAt });
    expect(facts.map(({ query }) => query)).toEqual(['project = SECRET']);
    expect(gaps).toEqual([]);
  });

  it('asks for the queries one by one: one that Jira writes as null hides no other', async () => {
    const queries = [
      { id: '1', jql: null },
      { id: '2', jql: 'project = SECRET' },
    ];
    const reader = createReader({
      '/filter/search?expand=jql': { body: { values: queries } },
      '/filter/search': valuesPage([1, 2].map(id => filter(id, 'global', { jql: null }))),
    });
    const { facts, gaps } = await readPass(publicFiltersSource, reader, { startedAt });
    expect(facts.map(({ query }) => query)).toEqual(['', 'project = SECRET']);
    expect(gaps).toEqual([]);
  });

  it.each([403, 429, 500])('finds the filter even where its query can’t be fetched: %d', async status => {
    const reader = createReader({
      '/filter/search?expand=jql': status,
      '/filter/search': valuesPage([filter(1, 'global', { jql: undefined })]),
    });
    const { facts, gaps } = await readPass(publicFiltersSource, reader, { startedAt });
    expect(facts.map(({ id, query }) => [id, query])).toEqual([['1', '']]);
    expect(gaps).toEqual([]);
  });

  it('reads over several pages with one row in common', async () => {
    const all = Array.from({ length: 250 }, (_, index) => filter(index + 1, 'global'));
    const reader = createReader({ '/filter/search': valuesPage(all) });
    const reading = await readPass(publicFiltersSource, reader, { startedAt });
    expect(reading.facts).toHaveLength(250);
    expect(reading).toMatchObject({ read: 250, of: 250, gaps: [] });
    expect(reader.requests.map(asked => /startAt=(\d+)/.exec(asked)?.[1])).toEqual(['0', '99', '198']);
  });

  it('continues from a cursor that was stored', async () => {
    const all = Array.from({ length: 250 }, (_, index) => filter(index + 1, 'global'));
    const table = { '/filter/search': valuesPage(all) };
    const first = await publicFiltersSource.pages(createReader(table))[Symbol.asyncIterator]().next();
    const cursor = JSON.parse(JSON.stringify(first.value.next)) as typeof first.value.next;
    const rest = await readPass(publicFiltersSource, createReader(table), { startedAt, from: cursor });
    expect(rest).toMatchObject({ read: 150, gaps: [] });
    expect(rest.facts[0]?.id).toBe('101');
  });

  it('is not complete while an app access rule hides content from this app', async () => {
    const reader = createReader(
      { '/filter/search': valuesPage([filter(1, 'global')]) },
      { readings: { dataPolicy: completeReading([{ anyContentBlocked: true }]) } },
    );
    const { facts, gaps } = await readPass(publicFiltersSource, reader, { startedAt });
    expect(facts).toHaveLength(1);
    expect(gaps).toEqual([{ why: 'hidden', at: 'data-policy.get' }]);
  });

  it('is not complete while it is unknown whether something is hidden', async () => {
    const reader = createReader(
      { '/filter/search': valuesPage([]) },
      { readings: { dataPolicy: completeReading([], [{ why: 'not-recorded', at: 'data-policy.get' }]) } },
    );
    expect((await readPass(publicFiltersSource, reader, { startedAt })).gaps).toEqual([
      { why: 'not-recorded', at: 'data-policy.get' },
    ]);
  });

  it.each(['user', 'group', 'project', 'projectRole', 'loggedin', 'authenticated', 'project-unknown'])(
    'treats a share of type %s as not public',
    async type => {
      const reader = createReader({ '/filter/search': valuesPage([filter(1, type)]) });
      expect(await readPass(publicFiltersSource, reader, { startedAt })).toMatchObject({
        facts: [],
        read: 1,
        gaps: [],
      });
    },
  );

  it('is not complete with a share of a type that the app doesn’t know, in a pass and in a re-check', async () => {
    const row = filter(1, 'Partner portal <b>');
    const reading = await readPass(
      publicFiltersSource,
      createReader({ '/filter/search': valuesPage([row]) }),
      {
        startedAt,
      },
    );
    expect(reading).toMatchObject({
      facts: [],
      gaps: [{ why: 'schema', at: 'filter.search sharePermissions.type: Partnerportalb' }],
    });
    expect(await publicFiltersSource.recheck(createReader({ '/filter/1': { body: row } }), '1')).toEqual({
      gap: { why: 'schema', at: 'filter.get sharePermissions.type: Partnerportalb' },
    });
  });

  it('finds a public filter that has a share of an unknown type as well', async () => {
    const both = filter(1, '', { sharePermissions: [{ type: 'team' }, { type: 'global' }] });
    const reader = createReader({ '/filter/search': valuesPage([both]) });
    expect(await readPass(publicFiltersSource, reader, { startedAt })).toMatchObject({
      facts: [{ id: '1' }],
      gaps: [],
    });
  });

  it.each([null, undefined])('doesn’t treat shares that are %s as none', async sharePermissions => {
    const reader = createReader({ '/filter/search': valuesPage([filter(1, '', { sharePermissions })]) });
    expect((await readPass(publicFiltersSource, reader, { startedAt })).gaps).toEqual([
      { why: 'schema', at: 'filter.search sharePermissions: array' },
    ]);
  });

  it('doesn’t call an owner active where Jira doesn’t say', async () => {
    const row = filter(1, 'global', { owner: { accountId: 'lee', active: null } });
    const reading = await readPass(
      publicFiltersSource,
      createReader({ '/filter/search': valuesPage([row]) }),
      {
        startedAt,
      },
    );
    expect(reading.facts[0]?.owner).toEqual({ id: 'lee' });
  });

  it('takes each share by itself: a public one counts whatever the others are', async () => {
    const odd = (id: number, ...types: readonly unknown[]) =>
      filter(id, '', { sharePermissions: types.map(type => ({ type })) });
    const reader = createReader({
      '/filter/search': valuesPage([odd(1, null, 'global'), odd(2, 'group', null)]),
    });
    const reading = await readPass(publicFiltersSource, reader, { startedAt });
    expect(reading.facts.map(({ id }) => id)).toEqual(['1']);
    expect(reading).toMatchObject({ read: 2, gaps: [{ why: 'schema', at: 'filter.search type: string' }] });
    const again = createReader({ '/filter/2': { body: odd(2, 'group', null) } });
    expect(await publicFiltersSource.recheck(again, '2')).toEqual({
      gap: { why: 'schema', at: 'filter.get type: string' },
    });
  });

  it('has no owner where Jira gives none', async () => {
    const ownerless = filter(1, 'global', { owner: { accountId: null, active: false } });
    const reading = await readPass(
      publicFiltersSource,
      createReader({ '/filter/search': valuesPage([ownerless]) }),
      {
        startedAt,
      },
    );
    expect(reading).toMatchObject({ facts: [{ id: '1' }], gaps: [] });
    expect(reading.facts[0]?.owner).toBeUndefined();
  });

  it('keeps what it can read of a page and names the path that differs, without the value', async () => {
    const broken = filter(2, 'global', { sharePermissions: 'SECRET' });
    const reader = createReader({ '/filter/search': valuesPage([filter(1, 'global'), broken]) });
    const reading = await readPass(publicFiltersSource, reader, { startedAt });
    expect(reading.facts.map(({ id }) => id)).toEqual(['1']);
    expect(reading.gaps).toEqual([{ why: 'schema', at: 'filter.search sharePermissions: array' }]);
  });

  it('is absent with the reason where Jira refuses', async () => {
    expect(
      await readPass(publicFiltersSource, createReader({ '/filter/search': 403 }), { startedAt }),
    ).toEqual({
      facts: [],
      fullReadAt: startedAt,
      read: 0,
      gaps: [{ why: 'denied', at: 'filter.search' }],
    });
  });
});

describe('a re-check of a public filter', () => {
  const others = valuesPage([filter(9, 'loggedin')]);

  it('is a fact while it is public, and none once it is not', async () => {
    const open = createReader({ '/filter/1': { body: filter(1, 'global') } });
    expect(await publicFiltersSource.recheck(open, '1')).toMatchObject({ facts: [{ id: '1' }] });
    const closed = createReader({ '/filter/1': { body: filter(1, 'group') } });
    expect(await publicFiltersSource.recheck(closed, '1')).toEqual({ facts: [] });
  });

  it.each([404, 400])(
    'is no longer public where %d is the answer, nothing is hidden, and another filter answers',
    async status => {
      const reader = createReader({ '/filter/1': status, '/filter/search': others });
      expect(await publicFiltersSource.recheck(reader, '1')).toEqual({ facts: [] });
    },
  );

  const everyFilter = (rows: readonly object[]) => (query: URLSearchParams) =>
    query.get('overrideSharePermissions') !== 'true'
      ? valuesPage([])(query)
      : valuesPage(rows.filter(row => !query.has('id') || query.get('id') === (row as { id: string }).id))(
          query,
        );

  it.each([
    ['was made private', [filter(1, 'group')], { facts: [] }],
    ['was deleted, and another exists', [filter(2, 'group')], { facts: [] }],
    ['is public after all', [filter(1, 'global')], { facts: [expect.objectContaining({ id: '1' })] }],
    ['is the only one, and not shown to an admin either', [], { gap: { why: 'hidden', at: 'filter.get' } }],
  ])('that was the last one visible to the app %s', async (_, rows, expected) => {
    const reader = createReader({ '/filter/1': 404, '/filter/search': everyFilter(rows) });
    expect(await publicFiltersSource.recheck(reader, '1')).toEqual(expected);
  });

  it('is hidden, not gone, where no other filter answers and Jira refuses a search over every filter', async () => {
    const refuses = (query: URLSearchParams) =>
      query.has('overrideSharePermissions') ? 403 : valuesPage([])(query);
    const reader = createReader({ '/filter/1': 404, '/filter/search': refuses });
    expect(await publicFiltersSource.recheck(reader, '1')).toEqual({
      gap: { why: 'hidden', at: 'filter.get' },
    });
  });

  it('is hidden, not gone, where no other filter answers', async () => {
    const reader = createReader({ '/filter/1': 404, '/filter/search': valuesPage([]) });
    expect(await publicFiltersSource.recheck(reader, '1')).toEqual({
      gap: { why: 'hidden', at: 'filter.get' },
    });
  });

  it('is hidden, not gone, while an app access rule hides content', async () => {
    const reader = createReader(
      { '/filter/1': 404, '/filter/search': others },
      { readings: { dataPolicy: completeReading([{ anyContentBlocked: true }]) } },
    );
    expect(await publicFiltersSource.recheck(reader, '1')).toEqual({
      gap: { why: 'hidden', at: 'data-policy.get' },
    });
  });

  it('reports the reason where Jira fails', async () => {
    expect(await publicFiltersSource.recheck(createReader({ '/filter/1': 500 }), '1')).toEqual({
      gap: { why: 'failed', at: 'filter.get' },
    });
  });
});
