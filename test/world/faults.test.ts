import { DAY, HOUR, MINUTE } from '../../sandbox/clock';
import type { Fault } from '../../sandbox/jira/faults';
import type { GapReason } from '../../src/terms/gap';
import { type Lived, privateFilter, shareFilter, testWorld, type TestWorld } from './harness';

/** What goes wrong with the list of filters, and why the app then says that it doesn't know. */
const FAULTS: readonly (readonly [string, Fault, GapReason])[] = [
  ['403', { kind: 'status', status: 403 }, 'denied'],
  ['503', { kind: 'status', status: 503 }, 'failed'],
  [
    '429, points spent',
    { kind: 'limit', reason: 'jira-quota-tenant-based', retryAfter: 600 },
    'rate-limited',
  ],
  ['429, burst', { kind: 'limit', reason: 'jira-burst-based' }, 'rate-limited'],
  ['429 of the gateway, without headers', { kind: 'limit', reason: 'gateway' }, 'rate-limited'],
  ['a page that is no JSON', { kind: 'not-json' }, 'schema'],
  ['rows without ids', { kind: 'missing-field', field: 'id' }, 'schema'],
  ['a list that lost a row between two pages', { kind: 'row-removed' }, 'moved'],
];

const LIST = 'GET /rest/api/3/filter/search';

describe('a source that fails, on sites where no filter is public', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld(...FAULTS.map(() => ({ size: 'S' as const, plants: { clean: true } })));
    FAULTS.forEach(([, fault], place) => siteOf(place).site.faults.add({ on: LIST, fault }));
    // The first sweep alone: while Jira fails, each of its retries waits in real time.
    for (const { site } of world.all) await world.host.install(site);
    await world.host.advance(7 * MINUTE);
  }, 120_000);
  afterAll(() => world.close());

  const siteOf = (place: number): Lived => {
    const lived = world.all[place];
    if (lived === undefined) throw new Error(`There is no site ${place}`);
    return lived;
  };

  it.each(FAULTS.map(([name, , why], place) => ({ name, why, place })))(
    '$name: says $why, and not that it is met',
    async ({ why, place }) => {
      const { status, gaps } = await siteOf(place).row('INF-03');
      expect({ status, gaps: gaps.map(gap => [gap.source, gap.why]) }).toEqual({
        status: 'unknown',
        gaps: [['publicFilters', why]],
      });
    },
  );

  it('is read again once Jira answers, and is proved then', async () => {
    for (const { site } of world.all) site.faults.clear();
    // A pass that closed with a gap is as good as read for a day; one that failed is read again at the next tick.
    world.clock.advanceTo(world.clock.now() + DAY);
    await world.host.advance(2 * HOUR);
    const rows = await Promise.all(world.all.map(lived => lived.row('INF-03')));
    expect(rows.map(({ status }) => status)).toEqual(FAULTS.map(() => 'proved'));
  });

  it('ended no function badly', () => {
    const bad = world.happenings.filter(each => each.kind === 'invocation' && each.ending !== 'done');
    expect(bad).toEqual([]);
  });
});

describe('a source that fails after something was filed', () => {
  it('keeps the work item open, even when what was read is too old to say anything', async () => {
    const world = await testWorld({ size: 'S' });
    try {
      const { on, clock } = world;
      const filter = await privateFilter(on, 'Weekly numbers');
      await world.install();
      await on.setUp();
      await shareFilter(on, filter, true);
      await world.tick();
      const keys = (await on.openItems()).map(({ key }) => key);
      expect(keys).toHaveLength(1);

      const mend = on.site.faults.add({
        on: 'GET /rest/api/3/filter*',
        fault: { kind: 'status', status: 403 },
      });
      await shareFilterUnseen(on, filter);
      clock.advanceTo(clock.now() + 9 * DAY);
      await world.tick(2);
      const { status, gaps } = await on.row('INF-03');
      expect(status).toBe('not-met');
      expect(gaps.map(({ why }) => why)).toEqual(['stale']);
      expect((await on.openItems()).map(({ key }) => key)).toEqual(keys);

      mend();
      await world.tick(3);
      expect(await on.openItems()).toEqual([]);
    } finally {
      await world.close();
    }
  });
});

/** Takes the public share away where nothing can be read: as the site's own state, since its filters answer 403. */
async function shareFilterUnseen({ site }: Lived, id: string): Promise<void> {
  const filter = site.state.filters.get(Number(id));
  if (filter === undefined) throw new Error(`There is no filter ${id}`);
  site.state.filters.put(filter.id, { ...filter, shares: [] });
}
