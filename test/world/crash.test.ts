import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock, MINUTE, type Millis } from '../../sandbox/clock';
import { type App, loadedApp } from '../../sandbox/forge/app';
import { ClockWatch } from '../../sandbox/forge/clock-watch';
import { type Happening, Happenings } from '../../sandbox/forge/happenings';
import { ForgeHost } from '../../sandbox/forge/host';
import { installedSchema } from '../../sandbox/forge/installation';
import { Invoker } from '../../sandbox/forge/invoker';
import { Shelf } from '../../sandbox/forge/shelf';
import { type Crash, documentedSwitches, type Switches } from '../../sandbox/forge/switches';
import type { WorkerPool } from '../../sandbox/forge/worker-pool';
import type { DoorRequest } from '../../sandbox/forge/worker-messages';
import { createSite } from '../../sandbox/jira/site';
import { openStore } from '../../sandbox/store';
import { APP_FOLDER, type Lived, livedOn, nextTick, privateFilter, shareFilter, START } from './harness';

/*
 * The state right before the slice that files is made once, on disk. Each crash starts from a copy of it, with the clock
 * turned back to that moment; the bundled app and its workers serve all of them.
 */

/** A world that runs from a folder. */
interface Fork {
  readonly host: ForgeHost;
  readonly lived: Lived;
  close(): Promise<void>;
}

/** Nothing comes twice or late by chance, so that call number n is the same call in every run. */
const switches: Switches = {
  ...documentedSwitches,
  duplicates: 0,
  unordered: false,
  secondRuns: 0,
  eventDelay: 0,
};

/** When the day after the first begins on the site. */
const MIDNIGHT: Millis = Date.UTC(2026, 10, 3);

describe('a slice that is ended by a crash', () => {
  const root = mkdtempSync(join(tmpdir(), 'crash-'));
  let shift: Millis = 0;
  const clock = new Clock(START, () => shift);
  const watch = new ClockWatch(clock);
  let heard: Happening[] = [];
  const happenings = new Happenings(happening => heard.push(happening));
  let app: App;
  /** When the slice of each folder begins. */
  const begins = new Map<string, Millis>();
  let asked: DoorRequest[] = [];

  /** Opens what a folder holds, as it is or as a new world. */
  const opened = async (folder: string): Promise<Fork> => {
    const store = await openStore(folder);
    const site = await createSite({ size: 'S', clock, store });
    const known = await Shelf.open(store, ['forge', 'installations'], stored =>
      installedSchema.parse(stored),
    );
    const host = new ForgeHost(
      { appFolder: APP_FOLDER, product: site, clock, store },
      { switches, happenings, watch, known, load: () => Promise.resolve(app), app },
    );
    await host.install();
    return {
      host,
      lived: livedOn(host, site),
      close: async () => {
        await site.close();
        await store.close();
      },
    };
  };

  /** A copy of the moment before a slice, with its time. */
  const fork = async (moment: string): Promise<Fork> => {
    const folder = mkdtempSync(join(root, 'fork-'));
    cpSync(join(root, moment), folder, { recursive: true });
    shift += (begins.get(moment) ?? 0) - clock.now();
    heard = [];
    asked = [];
    const made = await opened(folder);
    return {
      ...made,
      close: async () => {
        await made.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  };

  const firstSlice = () => slices()[0];

  const slices = () =>
    heard.flatMap(each => (each.kind === 'invocation' && each.functionKey === 'on-sweep' ? [each] : []));

  /** The app with an ear at its functions' way out. */
  const listening = ({ manifest, pool }: App): App => {
    const run: WorkerPool['run'] = job =>
      pool.run({
        ...job,
        request: request => {
          if (job.facts.functionKey === 'on-sweep') asked.push(request);
          return job.request(request);
        },
      });
    const heardPool = { run, close: () => pool.close() } as WorkerPool;
    return {
      manifest,
      pool: heardPool,
      invoker: new Invoker({ manifest, pool: heardPool, clock, switches, happenings }),
    };
  };

  /** What a person reads of what happened. */
  const toldOn = async (lived: Lived): Promise<unknown> => {
    const { entries } = await lived.page('ledger', {});
    const { events, rows } = await lived.checklist();
    return {
      ledger: entries.map(({ kind, body }) => [kind, body['steps']]),
      events: events.map(({ control, is, count, workItems }) => [control, is, count, workItems]),
      worse: rows.map(({ worse }) => worse ?? 0),
      since: rows.map(({ status }) => status),
    };
  };

  /** Lives on from a moment, with or without a crash, until the tick after next has done its work. */
  const outcome = async (moment: string, crash?: Crash): Promise<Record<string, unknown>> => {
    const { host, lived, close } = await fork(moment);
    try {
      switches.crash = crash;
      await host.advance(2 * MINUTE);
      const crashed = firstSlice()?.ending;
      await nextTick(host);
      await nextTick(host);
      const items = await lived.workItems();
      const { is } = await lived.page('verify', {});
      const { app: health, sweep } = await lived.page('home', {});
      const rows = await Promise.all(['INF-03', 'USR-03'].map(control => lived.row(control)));
      return {
        crashed: crashed === 'crashed',
        items: items.map(({ about, category }) => `${about.key} ${about.state} ${category}`).sort(),
        shown: rows.flatMap(row => row.workItems.map(item => `${item.key} ${item.is}`)),
        told: await toldOn(lived),
        ledger: is,
        health,
        underWay: sweep !== undefined,
      };
    } finally {
      switches.crash = undefined;
      await close();
    }
  };

  /** Writes down a moment that was lived to, for slices to begin at. */
  const keptAs = (moment: string): void => {
    cpSync(join(root, 'living'), join(root, moment), { recursive: true });
    begins.set(moment, clock.now());
  };

  beforeAll(async () => {
    app = listening(await loadedApp({ appFolder: APP_FOLDER, clock, switches, happenings, watch }));
    let made = await opened(join(root, 'living'));
    const filter = await privateFilter(made.lived, 'Weekly numbers');
    await made.host.advance(125 * MINUTE);
    await made.lived.setUp();
    await made.host.advance(MIDNIGHT - clock.now());
    const next = made.host.pending().find(({ kind }) => kind === 'schedule');
    await made.host.advanceTo((next?.at ?? 0) - 2 * MINUTE);
    await made.close();
    keptAs('midnight');
    made = await opened(join(root, 'living'));
    await shareFilter(made.lived, filter, true);
    const { accountId } = made.lived.site.people.owner;
    await made.lived.ana.post(`/admin-api/users/${encodeURIComponent(accountId)}/manage/lifecycle/disable`);
    await made.lived.ana.put('/rest/api/3/project/PAY', { description: 'Payments, looking for an owner' });
    await made.host.advance(10_000);
    await made.close();
    keptAs('filing');
  });
  afterAll(async () => {
    await app.pool.close();
    rmSync(root, { recursive: true, force: true });
  });

  const FILED = {
    items: ['INF-03:site open new', 'USR-03:site open new'],
    shown: ['INF-03:site open', 'USR-03:site open'],
  };
  const WELL = { ledger: 'whole', health: 'well', underWay: false };

  // A crash leaves what was changed until then. Calls that only read change nothing, so that one anywhere between two that
  // change something leaves what one right after the first of them leaves.
  it.each([
    ['files two work items', 'filing', FILED, 9],
    ['begins a day', 'midnight', { items: [], shown: [] }, 3],
  ])(
    'and %s: loses and doubles nothing, wherever it is ended',
    async (_, moment, left, writesAtLeast) => {
      const whole = await outcome(moment);
      expect(whole).toMatchObject({ ...WELL, ...left, crashed: false });
      const calls = asked.slice(0, firstSlice()?.calls);
      const told = ({ call, when }: Crash): string =>
        `${when} ${call} ${calls[call - 1]?.method} ${calls[call - 1]?.path}`;
      const writes = calls.flatMap((call, index) => (isWrite(call) ? [index + 1] : []));
      expect(writes.length).toBeGreaterThan(writesAtLeast);
      const crashes: Crash[] = writes.map(call => ({ functionKey: 'on-sweep', call, when: 'after' }));
      const first: Crash = { functionKey: 'on-sweep', call: writes[0] ?? 0, when: 'before' };
      const outcomes: Record<string, unknown> = {};
      for (const crash of [first, ...crashes]) outcomes[told(crash)] = await outcome(moment, crash);
      const expected = { ...whole, crashed: true };
      expect(outcomes).toEqual(Object.fromEntries(Object.keys(outcomes).map(name => [name, expected])));
    },
    300_000,
  );
});

const READS = /\/(get|query)$|\/search\/jql$|\/bulkfetch$|\/permissions\/check$/;

/** Whether a call changes something: at Jira, in the app's storage or in its queue. */
const isWrite = ({ method, path }: DoorRequest): boolean =>
  method !== 'GET' && !READS.test(path.split('?')[0] ?? '');
