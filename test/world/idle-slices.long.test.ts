import { HOUR, MINUTE, type Millis } from '../../sandbox/clock';
import type { HostEvent } from '../../sandbox/forge/host-events';
import type { SiteOptions } from '../../sandbox/jira/site';
import { type StoredScanState, readScanState } from './stored-scan-state';
import { type InstalledSite, createTestWorld, type TestWorld } from './harness';

/** A reason to wait: how it begins, and how it ends half-way through. */
interface WaitingReason {
  readonly name: string;
  readonly site?: SiteOptions;
  begin?(installedSite: InstalledSite): unknown;
  end?(installedSite: InstalledSite): unknown;
  /** The rows afterwards differ from those of a site without the reason. */
  readonly differs?: true;
}

const addFault =
  (on: string, what: Parameters<InstalledSite['site']['faults']['add']>[0]['fault']) =>
  ({ site }: InstalledSite) =>
    site.faults.add({ on, fault: what });

const clearFaults = ({ site }: InstalledSite): void => site.faults.clear();

const createManyFilters = async ({ lee }: InstalledSite): Promise<void> => {
  for (let count = 0; count < 1_100; count += 1)
    await lee.post('/rest/api/3/filter', {
      name: `Open ${count}`,
      jql: 'project = SEC',
      sharePermissions: [{ type: 'global' }],
    });
};

const REASONS: readonly WaitingReason[] = [
  { name: 'only confirmations' },
  { name: 'no API points left', site: { size: 'M' }, differs: true },
  {
    name: 'Jira’s quota is spent',
    begin: addFault('*', { kind: 'limit', reason: 'jira-quota-tenant-based', retryAfter: 600 }),
    end: clearFaults,
  },
  {
    name: 'Jira refuses bursts',
    // The gateway slows down in real time: some of them are enough.
    begin: ({ site }) =>
      site.faults.add({
        on: 'GET /rest/api/3/dashboard/search',
        fault: { kind: 'limit', reason: 'jira-burst-based', retryAfter: 0 },
        times: 40,
      }),
    end: clearFaults,
  },
  {
    name: 'the app has no rights',
    site: { switches: { appIsAdmin: false, appBrowsesUsers: false } },
    end: ({ site }) => Object.assign(site.switches, { appIsAdmin: true, appBrowsesUsers: true }),
  },
  { name: 'the rights come after 50 minutes', site: { switches: { rightsDelaySeconds: 3_000 } } },
  { name: '1,100 unconfirmed findings', begin: createManyFilters, differs: true },
  {
    name: 'objects that always fail',
    begin: ({ site }) => {
      for (const on of ['permissionscheme/{schemeId}', 'filter/{id}', 'project/{projectIdOrKey}'])
        site.faults.add({ on: `GET /rest/api/3/${on}`, fault: { kind: 'status', status: 403 } });
    },
    end: clearFaults,
  },
  {
    name: 'a list that always moves',
    begin: addFault('GET /rest/api/3/filter/search', { kind: 'row-removed' }),
    end: clearFaults,
  },
  {
    name: 'work items are refused',
    begin: addFault('POST /rest/api/3/issue', { kind: 'status', status: 400 }),
    end: clearFaults,
  },
  { name: 'more to file than one scan may' },
];

/** Reasons in which work items are filed. */
const FILED = ['work items are refused', 'more to file than one scan may'];

type Invocation = Extract<HostEvent, { kind: 'invocation' }>;

/** A message that only waits, is not needed, or meets a held lock, makes no more calls than this. */
const MAX_SHORT_CALLS = 17;

/** How long after a message from outside a slice may begin because of it: the lock, a late delivery. */
const REQUEST_WINDOW = 3 * MINUTE;

interface ObservedSlice {
  readonly at: Millis;
  readonly hasProgress: boolean;
  /** The tick, the install, an event, or a person may have requested it. */
  readonly isRequested: boolean;
}

/** Everything that happens on the sites, hour by hour. */
class SliceWatcher {
  readonly #world: TestWorld;
  readonly slices = new Map<InstalledSite, ObservedSlice[]>();
  readonly runs = new Map<InstalledSite, Millis[]>();
  readonly #lastRequest = new Map<InstalledSite, Millis>();
  readonly #ids = new Map<string, InstalledSite>();
  #seenCount = 0;

  constructor(world: TestWorld) {
    this.#world = world;
  }

  async open(): Promise<void> {
    for (const installedSite of this.#world.sites) {
      const { record: installed } = await this.#world.host.install(installedSite.site);
      this.#ids.set(installed.installationId, installedSite);
      this.slices.set(installedSite, []);
      this.runs.set(installedSite, []);
    }
  }

  async #recordInvocation({ installationId, functionKey, at, calls }: Invocation): Promise<void> {
    const installedSite = this.#ids.get(installationId);
    if (installedSite === undefined) return;
    if (functionKey !== 'on-scan') {
      this.#lastRequest.set(installedSite, at);
      return;
    }
    this.runs.get(installedSite)?.push(at);
    if (calls <= MAX_SHORT_CALLS) return;
    const { idleSlices } = await readScanState(this.#world, installationId);
    const isRequested = at - (this.#lastRequest.get(installedSite) ?? -Infinity) <= REQUEST_WINDOW;
    this.slices.get(installedSite)?.push({ at, hasProgress: idleSlices === 0, isRequested });
  }

  /** Passes the time step by step, so that the scan state is read after each slice. */
  async pass(time: Millis): Promise<void> {
    const { host, clock, hostEvents } = this.#world;
    const until = clock.now() + time;
    for (;;) {
      const next = host.pending()[0]?.at ?? Infinity;
      await host.advanceTo(Math.min(until, Math.max(next, clock.now() + 500)));
      for (const hostEvent of hostEvents.slice(this.#seenCount))
        if (hostEvent.kind === 'invocation') await this.#recordInvocation(hostEvent);
      this.#seenCount = hostEvents.length;
      if (clock.now() >= until) return;
    }
  }

  scanState(installedSite: InstalledSite): Promise<StoredScanState> {
    const [id = ''] = [...this.#ids].find(([, each]) => each === installedSite) ?? [];
    return readScanState(this.#world, id);
  }
}

/** Slices without progress right after another one that were not requested and did not wait. */
const uselessSlices = (slices: readonly ObservedSlice[], installedAt: Millis): readonly string[] =>
  slices.flatMap((slice, index) => {
    const before = slices[index - 1];
    if (before === undefined || before.hasProgress || slice.hasProgress || slice.isRequested) return [];
    const wait = slice.at - before.at;
    // While its rights may still be on their way, the app asks for them every two minutes.
    const least = slice.at - installedAt < HOUR + 5 * MINUTE ? 2 * MINUTE : 5 * MINUTE;
    return wait >= least - 1_000 ? [] : [`${new Date(slice.at).toISOString()} after ${wait} ms`];
  });

const maxPerHour = (times: readonly Millis[], from: Millis): number => {
  const hours = new Map<number, number>();
  for (const at of times)
    if (at >= from) hours.set(Math.floor(at / HOUR), (hours.get(Math.floor(at / HOUR)) ?? 0) + 1);
  return Math.max(0, ...hours.values());
};

describe('a scan that waits for 24 hours, and no longer for the next 24', () => {
  let world: TestWorld;
  let watch: SliceWatcher;
  let start: Millis;
  beforeAll(async () => {
    world = await createTestWorld(...REASONS.map(({ site }) => ({ size: 'S' as const, ...site })));
    start = world.clock.now();
    watch = new SliceWatcher(world);
    for (const [place, { begin }] of REASONS.entries()) await begin?.(of(place));
    await watch.open();
    await watch.pass(4 * HOUR);
    for (const [place, { name }] of REASONS.entries()) if (FILED.includes(name)) await of(place).setUp('all');
    // One slice is lost halfway: its lock outlives it.
    world.host.switches.crash = { functionKey: 'on-scan', call: 30, when: 'after' };
    await watch.pass(20 * HOUR);
    for (const [place, { end }] of REASONS.entries()) end?.(of(place));
    await watch.pass(24 * HOUR);
  }, 900_000);
  afterAll(() => world.close());

  const of = (place: number): InstalledSite => {
    const installedSite = world.sites[place];
    if (installedSite === undefined) throw new Error(`There is no site ${place}`);
    return installedSite;
  };

  const each = REASONS.map(({ name, differs }, place) => ({ name, place, differs }));

  it.each(each)('never has two slices without progress in a row: $name', ({ place }) => {
    expect(uselessSlices(watch.slices.get(of(place)) ?? [], start)).toEqual([]);
  });

  it.each(each)('is quiet while it waits: $name', ({ place }) => {
    const runs = watch.runs.get(of(place)) ?? [];
    expect(maxPerHour(runs, start)).toBeLessThanOrEqual(120);
    expect(maxPerHour(runs, start + 6 * HOUR)).toBeLessThanOrEqual(60);
  });

  it.each(each)('has no pending work at the end: $name', async ({ place }) => {
    const { pendingConfirmations, scan } = await watch.scanState(of(place));
    expect({ pendingConfirmations, pending: scan?.pending ?? [] }).toEqual({
      pendingConfirmations: [],
      pending: [],
    });
  });

  it.each(each.filter(({ differs }) => differs !== true))(
    'shows the same rows as without the reason: $name',
    async ({ place }) => {
      const rows = async (installedSite: InstalledSite) =>
        (await installedSite.checklist()).rows.map(
          ({ control, status, open, unconfirmed, gaps }) =>
            `${control} ${status} ${open} ${unconfirmed} ${gaps.map(({ why }) => why).join()}`,
        );
      expect(await rows(of(place))).toEqual(await rows(of(0)));
    },
  );

  it.each(FILED)('files every work item in the end: %s', async name => {
    const { rows } = await of(REASONS.findIndex(reason => reason.name === name)).checklist();
    const states = rows.flatMap(({ workItems }) => workItems.map(({ is }) => is));
    expect(states.length).toBeGreaterThan(5);
    expect(new Set(states)).toEqual(new Set(['open']));
  });

  it('confirms 1,100 findings', async () => {
    const { open, unconfirmed } = await of(
      REASONS.findIndex(({ name }) => name === '1,100 unconfirmed findings'),
    ).row('INF-03');
    expect({ open, unconfirmed }).toEqual({ open: 1_103, unconfirmed: 0 });
  });
});
