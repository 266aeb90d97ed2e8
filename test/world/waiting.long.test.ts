import { HOUR, MINUTE, type Millis } from '../../sandbox/clock';
import type { Happening } from '../../sandbox/forge/happenings';
import type { SiteOptions } from '../../sandbox/jira/site';
import { type Run, readRunOf } from './run-of';
import { type Lived, testWorld, type TestWorld } from './harness';

/** A reason to wait: how it begins, and how it ends half-way through. */
interface Reason {
  readonly name: string;
  readonly site?: SiteOptions;
  begin?(lived: Lived): unknown;
  end?(lived: Lived): unknown;
  /** What the rows say afterwards differs from a site without the reason. */
  readonly differs?: true;
}

const fault =
  (on: string, what: Parameters<Lived['site']['faults']['add']>[0]['fault']) =>
  ({ site }: Lived) =>
    site.faults.add({ on, fault: what });

const clear = ({ site }: Lived): void => site.faults.clear();

const filters = async ({ lee }: Lived): Promise<void> => {
  for (let count = 0; count < 1_100; count += 1)
    await lee.post('/rest/api/3/filter', {
      name: `Open ${count}`,
      jql: 'project = SEC',
      sharePermissions: [{ type: 'global' }],
    });
};

const REASONS: readonly Reason[] = [
  { name: 'nothing but second reads' },
  { name: 'no API points left', site: { size: 'M' }, differs: true },
  {
    name: 'Jira’s quota is spent',
    begin: fault('*', { kind: 'limit', reason: 'jira-quota-tenant-based', retryAfter: 600 }),
    end: clear,
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
    end: clear,
  },
  {
    name: 'the app has no rights',
    site: { switches: { appIsAdmin: false, appBrowsesUsers: false } },
    end: ({ site }) => Object.assign(site.switches, { appIsAdmin: true, appBrowsesUsers: true }),
  },
  { name: 'the rights come after 50 minutes', site: { switches: { rightsDelaySeconds: 3_000 } } },
  { name: '1,100 unconfirmed findings', begin: filters, differs: true },
  {
    name: 'objects that always fail',
    begin: ({ site }) => {
      for (const on of ['permissionscheme/{schemeId}', 'filter/{id}', 'project/{projectIdOrKey}'])
        site.faults.add({ on: `GET /rest/api/3/${on}`, fault: { kind: 'status', status: 403 } });
    },
    end: clear,
  },
  {
    name: 'a list that always moves',
    begin: fault('GET /rest/api/3/filter/search', { kind: 'row-removed' }),
    end: clear,
  },
  {
    name: 'work items are refused',
    begin: fault('POST /rest/api/3/issue', { kind: 'status', status: 400 }),
    end: clear,
  },
  { name: 'more to file than one scan may' },
];

/** Reasons in which work items are filed. */
const FILED = ['work items are refused', 'more to file than one scan may'];

type Invocation = Extract<Happening, { kind: 'invocation' }>;

/** A message that only waits, is not needed, or meets a held lock, makes no more calls than this. */
const SHORT = 17;

/** So long after a message from outside a slice may begin because of it: the lock, a late delivery. */
const ON_ITS_WAY = 3 * MINUTE;

interface Slice {
  readonly at: Millis;
  readonly hasProgress: boolean;
  /** The tick, the install, an event, or a person may have asked for it. */
  readonly isAsked: boolean;
}

/** Everything that happens on the sites, hour by hour. */
class Watch {
  readonly #world: TestWorld;
  readonly slices = new Map<Lived, Slice[]>();
  readonly runs = new Map<Lived, Millis[]>();
  readonly #asked = new Map<Lived, Millis>();
  readonly #ids = new Map<string, Lived>();
  #seen = 0;

  constructor(world: TestWorld) {
    this.#world = world;
  }

  async open(): Promise<void> {
    for (const lived of this.#world.all) {
      const { installed } = await this.#world.host.install(lived.site);
      this.#ids.set(installed.installationId, lived);
      this.slices.set(lived, []);
      this.runs.set(lived, []);
    }
  }

  async #note({ installationId, functionKey, at, calls }: Invocation): Promise<void> {
    const lived = this.#ids.get(installationId);
    if (lived === undefined) return;
    if (functionKey !== 'on-sweep') {
      this.#asked.set(lived, at);
      return;
    }
    this.runs.get(lived)?.push(at);
    if (calls <= SHORT) return;
    const { idle } = await readRunOf(this.#world, installationId);
    const isAsked = at - (this.#asked.get(lived) ?? -Infinity) <= ON_ITS_WAY;
    this.slices.get(lived)?.push({ at, hasProgress: idle === 0, isAsked });
  }

  /** Passes the time step by step, so that the run is read after each slice. */
  async pass(time: Millis): Promise<void> {
    const { host, clock, happenings } = this.#world;
    const until = clock.now() + time;
    for (;;) {
      const next = host.pending()[0]?.at ?? Infinity;
      await host.advanceTo(Math.min(until, Math.max(next, clock.now() + 500)));
      for (const happening of happenings.slice(this.#seen))
        if (happening.kind === 'invocation') await this.#note(happening);
      this.#seen = happenings.length;
      if (clock.now() >= until) return;
    }
  }

  run(lived: Lived): Promise<Run> {
    const [id = ''] = [...this.#ids].find(([, each]) => each === lived) ?? [];
    return readRunOf(this.#world, id);
  }
}

/** Slices without progress, right after another one, that nobody asked for and that did not wait. */
const inVain = (slices: readonly Slice[], installedAt: Millis): readonly string[] =>
  slices.flatMap((slice, index) => {
    const before = slices[index - 1];
    if (before === undefined || before.hasProgress || slice.hasProgress || slice.isAsked) return [];
    const wait = slice.at - before.at;
    // While its rights may still be on their way, the app asks for them every two minutes.
    const least = slice.at - installedAt < HOUR + 5 * MINUTE ? 2 * MINUTE : 5 * MINUTE;
    return wait >= least - 1_000 ? [] : [`${new Date(slice.at).toISOString()} after ${wait} ms`];
  });

const mostInAnHour = (times: readonly Millis[], from: Millis): number => {
  const hours = new Map<number, number>();
  for (const at of times)
    if (at >= from) hours.set(Math.floor(at / HOUR), (hours.get(Math.floor(at / HOUR)) ?? 0) + 1);
  return Math.max(0, ...hours.values());
};

describe('a scan that waits for 24 hours, and no longer for the next 24', () => {
  let world: TestWorld;
  let watch: Watch;
  let start: Millis;
  beforeAll(async () => {
    world = await testWorld(...REASONS.map(({ site }) => ({ size: 'S' as const, ...site })));
    start = world.clock.now();
    watch = new Watch(world);
    for (const [place, { begin }] of REASONS.entries()) await begin?.(of(place));
    await watch.open();
    await watch.pass(4 * HOUR);
    for (const [place, { name }] of REASONS.entries()) if (FILED.includes(name)) await of(place).setUp('all');
    // One slice is lost halfway: its lock outlives it.
    world.host.switches.crash = { functionKey: 'on-sweep', call: 30, when: 'after' };
    await watch.pass(20 * HOUR);
    for (const [place, { end }] of REASONS.entries()) end?.(of(place));
    await watch.pass(24 * HOUR);
  }, 900_000);
  afterAll(() => world.close());

  const of = (place: number): Lived => {
    const lived = world.all[place];
    if (lived === undefined) throw new Error(`There is no site ${place}`);
    return lived;
  };

  const each = REASONS.map(({ name, differs }, place) => ({ name, place, differs }));

  it.each(each)('never works twice in a row for nothing: $name', ({ place }) => {
    expect(inVain(watch.slices.get(of(place)) ?? [], start)).toEqual([]);
  });

  it.each(each)('is quiet while it waits: $name', ({ place }) => {
    const runs = watch.runs.get(of(place)) ?? [];
    expect(mostInAnHour(runs, start)).toBeLessThanOrEqual(120);
    expect(mostInAnHour(runs, start + 6 * HOUR)).toBeLessThanOrEqual(60);
  });

  it.each(each)('has done everything once it need not wait: $name', async ({ place }) => {
    const { second, sweep } = await watch.run(of(place));
    expect({ second, pending: sweep?.pending ?? [] }).toEqual({ second: [], pending: [] });
  });

  it.each(each.filter(({ differs }) => differs !== true))(
    'says the same as without the reason: $name',
    async ({ place }) => {
      const rows = async (lived: Lived) =>
        (await lived.checklist()).rows.map(
          ({ control, status, open, suspected, gaps }) =>
            `${control} ${status} ${open} ${suspected} ${gaps.map(({ why }) => why).join()}`,
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
    const { open, suspected } = await of(
      REASONS.findIndex(({ name }) => name === '1,100 unconfirmed findings'),
    ).row('INF-03');
    expect({ open, suspected }).toEqual({ open: 1_103, suspected: 0 });
  });
});
