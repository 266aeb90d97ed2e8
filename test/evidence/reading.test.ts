import { withStaleness } from '../../src/evidence/staleness';
import { publicFiltersSource } from '../../src/evidence/sources/public-filters';
import { readPass } from '../../src/evidence/read-pass';
import { type Source } from '../../src/evidence/source';
import { SOURCES_IN_SCAN_ORDER, sources } from '../../src/evidence/sources';
import { collectScopes } from '../../src/jira/scopes';
import { HOUR, instant } from '../../src/domain/instant';
import { readingStateOf } from '../../src/domain/reading';
import { SOURCE_IDS } from '../../src/domain/source-id';
import { createReader, completeReading, valuesPage } from './fake-transport';

const startedAt = instant(0);
const filter = (id: number) => ({
  id: String(id),
  name: 'F',
  jql: '',
  sharePermissions: [{ type: 'global' }],
});

describe('the registry of sources', () => {
  it('has each source under its own id, in the order of a first scan', () => {
    expect(SOURCES_IN_SCAN_ORDER.map(({ id }) => id)).toEqual([...SOURCE_IDS]);
    expect(Object.entries(sources).every(([key, { id }]) => key === id)).toBe(true);
  });

  it('reads with least scopes, none of them for writing', () => {
    expect(collectScopes(SOURCES_IN_SCAN_ORDER.flatMap(({ operations }) => operations))).toEqual([
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
    for (const { freshness } of SOURCES_IN_SCAN_ORDER)
      expect(freshness.withFeed).toBeGreaterThanOrEqual(freshness.full);
  });

  it.each(SOURCES_IN_SCAN_ORDER.map(source => [source.id, source] as const))(
    '%s calls nothing that it does not declare',
    async (_, source) => {
      const requests: string[] = [];
      const reader = createReader({});
      const jira: typeof reader.jira = {
        call: (operation, input) => {
          requests.push(operation);
          return reader.jira.call(operation, input);
        },
      };
      const known = { ...reader, jira };
      await readPass(source, known, { startedAt });
      await source.recheck(known, '1');
      expect(
        requests.filter(operation => !source.operations.some(declared => declared === operation)),
      ).toEqual([]);
    },
  );
});

describe('a pass', () => {
  /** A source whose first pass moves and whose second does not. */
  const moving = (table: Parameters<typeof createReader>[0], live: boolean) => createReader(table, { live });

  it('is read once more where the list moved while it was read live', async () => {
    let times = 0;
    const lengths = [9, 1];
    const table = {
      '/filter/search': () => ({
        body: { maxResults: 100, total: lengths[times++] ?? 1, isLast: true, values: [filter(1)] },
      }),
    };
    expect((await readPass(publicFiltersSource, moving(table, true), { startedAt })).gaps).toEqual([]);
    expect(times).toBe(2);
  });

  it('is read once where a recording moved: it would only repeat itself', async () => {
    let times = 0;
    const table = {
      '/filter/search': () => {
        times += 1;
        return { body: { maxResults: 100, total: 9, isLast: true, values: [filter(1)] } };
      },
    };
    const reading = await readPass(publicFiltersSource, moving(table, false), { startedAt });
    expect(reading.gaps).toEqual([{ why: 'moved', at: 'filter.search' }]);
    expect(readingStateOf(reading)).toBe('partial');
    expect(times).toBe(1);
  });

  it('that Jira cuts short keeps what it read, and is never complete', async () => {
    const all = Array.from({ length: 250 }, (_, index) => filter(index + 1));
    const pages = valuesPage(all);
    const reader = createReader({
      '/filter/search': query => (Number(query.get('startAt')) > 100 ? 403 : pages(query)),
    });
    const reading = await readPass(publicFiltersSource, reader, { startedAt });
    expect(reading.facts).toHaveLength(199);
    expect(reading).toMatchObject({ read: 199, of: 250, gaps: [{ why: 'denied', at: 'filter.search' }] });
  });

  it('does not hide a defect of the app as a gap', async () => {
    const broken: Source<never> = {
      ...(publicFiltersSource as unknown as Source<never>),
      pages: () => {
        throw new TypeError('a defect');
      },
    };
    await expect(readPass(broken, createReader({}), { startedAt })).rejects.toThrow('a defect');
  });
});

describe('the age of a reading', () => {
  const freshness = { full: 36, withFeed: 168 };
  const reading = completeReading([{ id: '1' }]);
  const hours = (count: number) => instant(count * HOUR);

  it('is fine up to the shorter limit without a feed', () => {
    expect(withStaleness(reading, { freshness }, { now: hours(36), feedSince: undefined })).toBe(reading);
  });

  it('makes it stale after that, and its facts stay as last seen', () => {
    expect(withStaleness(reading, { freshness }, { now: hours(37), feedSince: undefined })).toMatchObject({
      facts: [{ id: '1' }],
      gaps: [{ why: 'stale' }],
    });
  });

  it('may be the longer one while the feed reaches back to the pass’s start', () => {
    expect(withStaleness(reading, { freshness }, { now: hours(160), feedSince: hours(0) })).toBe(reading);
    expect(withStaleness(reading, { freshness }, { now: hours(169), feedSince: hours(0) }).gaps).toEqual([
      { why: 'stale' },
    ]);
  });

  it('is the shorter one where the feed began, or had a hole, after the pass began', () => {
    expect(withStaleness(reading, { freshness }, { now: hours(37), feedSince: hours(1) }).gaps).toEqual([
      { why: 'stale' },
    ]);
  });

  it('is ignored where nothing was ever read', () => {
    const never = { facts: [], read: 0, gaps: [{ why: 'never-read' as const }] };
    expect(withStaleness(never, { freshness }, { now: hours(999), feedSince: undefined })).toBe(never);
  });
});
