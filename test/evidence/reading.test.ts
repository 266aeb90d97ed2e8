import { aged } from '../../src/evidence/age';
import { publicFilters } from '../../src/evidence/public-filters';
import { readPass } from '../../src/evidence/read-pass';
import { type Source } from '../../src/evidence/source';
import { SOURCES, sources } from '../../src/evidence/sources';
import { scopesOf } from '../../src/jira/scopes';
import { HOUR, instant } from '../../src/terms/instant';
import { stateOf } from '../../src/terms/reading';
import { SOURCE_IDS } from '../../src/terms/source-id';
import { readerOf, readingOf, valuesPage } from './fake-site';

const asOf = instant(0);
const filter = (id: number) => ({
  id: String(id),
  name: 'F',
  jql: '',
  sharePermissions: [{ type: 'global' }],
});

describe('the registry of sources', () => {
  it('has each source under its own id, in the order of a first sweep', () => {
    expect(SOURCES.map(({ id }) => id)).toEqual([...SOURCE_IDS]);
    expect(Object.entries(sources).every(([key, { id }]) => key === id)).toBe(true);
  });

  it('reads with least scopes, none of them for writing', () => {
    expect(scopesOf(SOURCES.flatMap(({ operations }) => operations))).toEqual([
      'read:application-role:jira',
      'read:audit-log:jira',
      'read:avatar:jira',
      'read:group:jira',
      'read:instance-configuration:jira',
      'read:jira-user',
      'read:jira-work',
      'read:license:jira',
      'read:user:jira',
    ]);
  });

  it('never lets the longer age be the shorter one', () => {
    for (const { freshness } of SOURCES) expect(freshness.withFeed).toBeGreaterThanOrEqual(freshness.full);
  });

  it.each(SOURCES.map(source => [source.id, source] as const))(
    '%s calls nothing that it does not declare',
    async (_, source) => {
      const asked: string[] = [];
      const reader = readerOf({});
      const jira: typeof reader.jira = {
        call: (operation, input) => {
          asked.push(operation);
          return reader.jira.call(operation, input);
        },
      };
      const known = { ...reader, jira };
      await readPass(source, known, { asOf });
      await source.reread(known, '1');
      expect(asked.filter(operation => !source.operations.some(declared => declared === operation))).toEqual(
        [],
      );
    },
  );
});

describe('a pass', () => {
  /** A source whose first pass moves and whose second does not. */
  const moving = (table: Parameters<typeof readerOf>[0], live: boolean) => readerOf(table, { live });

  it('is read once more where the list moved while it was read live', async () => {
    let times = 0;
    const lengths = [9, 1];
    const table = {
      '/filter/search': () => ({
        body: { maxResults: 100, total: lengths[times++] ?? 1, isLast: true, values: [filter(1)] },
      }),
    };
    expect((await readPass(publicFilters, moving(table, true), { asOf })).gaps).toEqual([]);
    expect(times).toBe(2);
  });

  it('is read once where a recording moved: it would only say the same', async () => {
    let times = 0;
    const table = {
      '/filter/search': () => {
        times += 1;
        return { body: { maxResults: 100, total: 9, isLast: true, values: [filter(1)] } };
      },
    };
    const reading = await readPass(publicFilters, moving(table, false), { asOf });
    expect(reading.gaps).toEqual([{ why: 'moved', at: 'filter.search' }]);
    expect(stateOf(reading)).toBe('partial');
    expect(times).toBe(1);
  });

  it('that Jira cuts short keeps what it read and is never called complete', async () => {
    const all = Array.from({ length: 250 }, (_, index) => filter(index + 1));
    const pages = valuesPage(all);
    const reader = readerOf({
      '/filter/search': query => (Number(query.get('startAt')) > 100 ? 403 : pages(query)),
    });
    const reading = await readPass(publicFilters, reader, { asOf });
    expect(reading.facts).toHaveLength(199);
    expect(reading).toMatchObject({ read: 199, of: 250, gaps: [{ why: 'denied', at: 'filter.search' }] });
  });

  it('does not hide a defect of the app as a gap', async () => {
    const broken: Source<never> = {
      ...(publicFilters as unknown as Source<never>),
      pages: () => {
        throw new TypeError('a defect');
      },
    };
    await expect(readPass(broken, readerOf({}), { asOf })).rejects.toThrow('a defect');
  });
});

describe('the age of a reading', () => {
  const freshness = { full: 36, withFeed: 168 };
  const reading = readingOf([{ id: '1' }]);
  const hours = (count: number) => instant(count * HOUR);

  it('is fine up to the shorter limit without a feed', () => {
    expect(aged(reading, { freshness }, { now: hours(36), feedSince: undefined })).toBe(reading);
  });

  it('makes it stale after that, and its facts stay as last seen', () => {
    expect(aged(reading, { freshness }, { now: hours(37), feedSince: undefined })).toMatchObject({
      facts: [{ id: '1' }],
      gaps: [{ why: 'stale' }],
    });
  });

  it('may be the longer one while the feed reaches back to the pass’s start', () => {
    expect(aged(reading, { freshness }, { now: hours(160), feedSince: hours(0) })).toBe(reading);
    expect(aged(reading, { freshness }, { now: hours(169), feedSince: hours(0) }).gaps).toEqual([
      { why: 'stale' },
    ]);
  });

  it('is the shorter one where the feed began, or had a hole, after the pass began', () => {
    expect(aged(reading, { freshness }, { now: hours(37), feedSince: hours(1) }).gaps).toEqual([
      { why: 'stale' },
    ]);
  });

  it('is no matter where nothing was ever read', () => {
    const never = { facts: [], read: 0, gaps: [{ why: 'never-read' as const }] };
    expect(aged(never, { freshness }, { now: hours(999), feedSince: undefined })).toBe(never);
  });
});
