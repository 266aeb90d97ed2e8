import { DAY, HOUR, MINUTE } from '../../sandbox/clock';
import type { Fault } from '../../sandbox/jira/faults';
import type { GapReason } from '../../src/domain/gap';
import { createMessages } from '../../src/messages/messages';
import {
  type InstalledSite,
  createPrivateFilter,
  setFilterPublic,
  createTestWorld,
  type TestWorld,
} from './harness';

/** What goes wrong with the list of filters, and the reason of the gap that the app then shows. */
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
  ['a page that isn’t JSON', { kind: 'not-json' }, 'schema'],
  ['rows without ids', { kind: 'missing-field', field: 'id' }, 'schema'],
  [
    'a share of a type that no document names',
    { kind: 'new-value', field: 'sharePermissions', value: [{ type: 'team' }] },
    'schema',
  ],
  ['a list that lost a row between two pages', { kind: 'row-removed' }, 'moved'],
];

const LIST = 'GET /rest/api/3/filter/search';

describe('a source that fails, on sites where no filter is public', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await createTestWorld(...FAULTS.map(() => ({ size: 'S' as const, plants: { clean: true } })));
    FAULTS.forEach(([, fault], place) => siteOf(place).site.faults.add({ on: LIST, fault }));
    // The first scan alone: while Jira fails, each of its retries waits in real time.
    for (const { site } of world.sites) await world.host.install(site);
    await world.host.advance(7 * MINUTE);
  }, 120_000);
  afterAll(() => world.close());

  const siteOf = (place: number): InstalledSite => {
    const installedSite = world.sites[place];
    if (installedSite === undefined) throw new Error(`There is no site ${place}`);
    return installedSite;
  };

  it.each(FAULTS.map(([name, , why], place) => ({ name, why, place })))(
    '$name: the control is unknown because of $why',
    async ({ why, place }) => {
      const { status, gaps } = await siteOf(place).row('INF-03');
      expect({ status, gaps: gaps.map(gap => [gap.source, gap.why]) }).toEqual({
        status: 'unknown',
        gaps: [['publicFilters', why]],
      });
    },
  );

  it('is read again once Jira answers, and the control is verified then', async () => {
    for (const { site } of world.sites) site.faults.clear();
    await world.host.advance(2 * HOUR);
    const statuses = async (): Promise<readonly string[]> =>
      Promise.all(world.sites.map(async installedSite => (await installedSite.row('INF-03')).status));
    // Rows of another shape stay so until the app changes: a pass that met some is not repeated before its day.
    const isUnreadable = ([, { kind }]: (typeof FAULTS)[number]): boolean =>
      kind === 'missing-field' || kind === 'new-value';
    expect(await statuses()).toEqual(FAULTS.map(fault => (isUnreadable(fault) ? 'unknown' : 'verified')));
    world.clock.advanceTo(world.clock.now() + DAY);
    await world.host.advance(2 * HOUR);
    expect(await statuses()).toEqual(FAULTS.map(() => 'verified'));
  });

  it('had no failed function', () => {
    const bad = world.hostEvents.filter(each => each.kind === 'invocation' && each.ending !== 'done');
    expect(bad).toEqual([]);
  });
});

describe('a permission scheme with a type of holder that no document names', () => {
  it('makes controls unknown with an explanation, until an admin removes the grant', async () => {
    const world = await createTestWorld({ size: 'S', plants: { clean: true } });
    try {
      const { firstSite } = world;
      const scheme = firstSite.site.state.schemes.get(0);
      scheme?.grants?.push({ id: 999_999, permission: 'VIEW_DEV_TOOLS', holder: { type: 'team' } });
      await world.install();
      for (const control of ['INF-01', 'USR-06']) {
        const { status, gaps } = await firstSite.row(control);
        expect({ status, gaps }).toEqual({
          status: 'unknown',
          gaps: [{ source: 'sharedSchemes', why: 'schema', at: 'permission-scheme.get holder.type: team' }],
        });
      }
      expect(createMessages('en').plainText('gaps.schema')).toMatch(
        /doesn't recognize.*doesn't count as safe.*Update the app/,
      );

      await firstSite.ana.delete('/rest/api/3/permissionscheme/0/permission/999999');
      await world.tick();
      for (const control of ['INF-01', 'USR-06'])
        expect(await firstSite.row(control)).toMatchObject({ status: 'verified', gaps: [] });
    } finally {
      await world.close();
    }
  });
});

describe('one object of many that can’t be read', () => {
  it('is the only one that the next tick reads again', async () => {
    const world = await createTestWorld({ size: 'S', plants: { clean: true } });
    try {
      const { firstSite } = world;
      const one = 'GET /rest/api/3/permissionscheme/{schemeId}';
      firstSite.site.faults.add({ on: one, fault: { kind: 'status', status: 403 }, times: 1 });
      await world.host.install(firstSite.site);
      await world.host.advance(5 * MINUTE);
      expect((await firstSite.row('INF-01')).gaps).toContainEqual({
        source: 'sharedSchemes',
        why: 'denied',
        at: 'permission-scheme.get',
      });

      const before = firstSite.site.meter.read().calls;
      await world.tick();
      const { status, gaps } = await firstSite.row('INF-01');
      expect({ status, gaps }).toEqual({ status: 'verified', gaps: [] });
      expect(firstSite.site.meter.read().calls - before).toBeLessThan(10);
    } finally {
      await world.close();
    }
  });
});

describe('a change that is noticed and can’t be read', () => {
  it('keeps the control unknown until it is read, and is read again at the next tick', async () => {
    const world = await createTestWorld({ size: 'S', plants: { clean: true } });
    try {
      const { firstSite } = world;
      const filters = [
        await createPrivateFilter(firstSite, 'Weekly numbers'),
        await createPrivateFilter(firstSite, 'Monthly numbers'),
      ];
      await world.install();
      expect((await firstSite.row('INF-03')).status).toBe('verified');
      firstSite.site.state.site.properties['jira.option.globalsharing'] = 'true';
      for (const filter of filters) await setFilterPublic(firstSite, filter, true);
      const repair = firstSite.site.faults.add({
        on: 'GET /rest/api/3/filter/{id}',
        fault: { kind: 'limit', reason: 'jira-quota-tenant-based', retryAfter: 600 },
      });
      await world.host.advance(10 * MINUTE);
      const { status, gaps } = await firstSite.row('INF-03');
      expect({ status, gaps: gaps.map(({ why }) => why) }).toEqual({
        status: 'unknown',
        gaps: ['rate-limited'],
      });

      repair();
      await world.tick(2);
      const after = await firstSite.row('INF-03');
      expect({ status: after.status, gaps: after.gaps }).toEqual({ status: 'not-met', gaps: [] });
    } finally {
      await world.close();
    }
  });
});

describe('an app that loses its rights', () => {
  it('marks open findings as stale, keeps the control not met, and improves no number', async () => {
    const world = await createTestWorld({ size: 'S' });
    try {
      const { firstSite } = world;
      await world.install();
      const before = await firstSite.checklist();
      firstSite.site.switches.appIsAdmin = false;
      await world.tick(2);
      const after = await firstSite.checklist();
      const { findings } = await firstSite.callApp('control', { control: 'INF-01', from: 0 });
      expect(findings.map(({ state }) => state)).toEqual(findings.map(() => 'stale'));
      expect(after.rows.find(({ control }) => control === 'INF-01')?.status).toBe('not-met');
      expect(after.score.assured).toBeLessThanOrEqual(before.score.assured);
      expect(after.score.possible).toBeLessThanOrEqual(before.score.possible);
    } finally {
      await world.close();
    }
  });
});

describe('a source that fails after something was filed', () => {
  it('keeps the work item open, even when the evidence is too old to judge by', async () => {
    const world = await createTestWorld({ size: 'S' });
    try {
      const { firstSite, clock } = world;
      const filter = await createPrivateFilter(firstSite, 'Weekly numbers');
      await world.install();
      await firstSite.setUp();
      await setFilterPublic(firstSite, filter, true);
      await world.tick();
      const keys = (await firstSite.openWorkItems()).map(({ key }) => key);
      expect(keys).toHaveLength(1);

      const repair = firstSite.site.faults.add({
        on: 'GET /rest/api/3/filter*',
        fault: { kind: 'status', status: 403 },
      });
      await makeFilterPrivateUnseen(firstSite, filter);
      clock.advanceTo(clock.now() + 9 * DAY);
      await world.tick(2);
      const { status, gaps } = await firstSite.row('INF-03');
      expect(status).toBe('not-met');
      expect(gaps.map(({ why }) => why)).toEqual(['stale']);
      expect((await firstSite.openWorkItems()).map(({ key }) => key)).toEqual(keys);

      repair();
      await world.tick(3);
      expect(await firstSite.openWorkItems()).toEqual([]);
    } finally {
      await world.close();
    }
  });
});

/** Takes the public share away where nothing can be read: as the site's own state, since its filters answer 403. */
async function makeFilterPrivateUnseen({ site }: InstalledSite, id: string): Promise<void> {
  const filter = site.state.filters.get(Number(id));
  if (filter === undefined) throw new Error(`There is no filter ${id}`);
  site.state.filters.put(filter.id, { ...filter, shares: [] });
}
