import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock, MINUTE, type Millis } from '../../sandbox/clock';
import { type LoadedApp, loadApp } from '../../sandbox/forge/loaded-app';
import { ClockWatch } from '../../sandbox/forge/clock-watch';
import { type HostEvent, HostEventLog } from '../../sandbox/forge/host-events';
import { ForgeHost } from '../../sandbox/forge/host';
import { installationRecordSchema } from '../../sandbox/forge/installation';
import { Invoker } from '../../sandbox/forge/invoker';
import { PersistentMap } from '../../sandbox/forge/persistent-map';
import { type Crash, documentedSwitches, type HostSwitches } from '../../sandbox/forge/switches';
import type { WorkerPool } from '../../sandbox/forge/worker-pool';
import type { ProxyRequest } from '../../sandbox/forge/worker-messages';
import { createSite } from '../../sandbox/jira/site';
import { openStore } from '../../sandbox/store';
import {
  APP_FOLDER,
  type InstalledSite,
  createInstalledSite,
  nextTick,
  createPrivateFilter,
  setFilterPublic,
  START,
} from './harness';

/*
 * The state right before the slice that files is made once, on disk. Each crash starts from a copy of it, with the clock
 * turned back to that moment; the bundled app and its workers serve all of them.
 */

/** A world that runs from a folder. */
interface WorldCopy {
  readonly host: ForgeHost;
  readonly installedSite: InstalledSite;
  close(): Promise<void>;
}

/** Nothing comes twice or late by chance, so that call number n is the same call in every run. */
const calmSwitches: HostSwitches = {
  ...documentedSwitches,
  duplicates: 0,
  unordered: false,
  secondRuns: 0,
  eventDelay: 0,
};

/** When the day after the first begins on the site. */
const MIDNIGHT: Millis = Date.UTC(2026, 10, 3);

describe('a slice that ends in a crash', () => {
  const root = mkdtempSync(join(tmpdir(), 'crash-'));
  let shift: Millis = 0;
  const clock = new Clock(START, () => shift);
  const clockWatch = new ClockWatch(clock);
  let recordedEvents: HostEvent[] = [];
  const hostEvents = new HostEventLog(hostEvent => recordedEvents.push(hostEvent));
  let app: LoadedApp;
  /** When the slice of each folder begins. */
  const begins = new Map<string, Millis>();
  let requests: ProxyRequest[] = [];

  /** Opens what a folder holds, as it is or as a new world. */
  const opened = async (folder: string): Promise<WorldCopy> => {
    const store = await openStore(folder);
    const site = await createSite({ size: 'S', clock, store });
    const known = await PersistentMap.open(store, ['forge', 'installations'], stored =>
      installationRecordSchema.parse(stored),
    );
    const host = new ForgeHost(
      { appFolder: APP_FOLDER, product: site, clock, store },
      {
        switches: calmSwitches,
        hostEvents,
        clockWatch,
        installations: known,
        load: () => Promise.resolve(app),
        app,
      },
    );
    await host.install();
    return {
      host,
      installedSite: createInstalledSite(host, site),
      close: async () => {
        await site.close();
        await store.close();
      },
    };
  };

  /** A copy of the moment before a slice, with its time. */
  const fork = async (moment: string): Promise<WorldCopy> => {
    const folder = mkdtempSync(join(root, 'fork-'));
    cpSync(join(root, moment), folder, { recursive: true });
    shift += (begins.get(moment) ?? 0) - clock.now();
    recordedEvents = [];
    requests = [];
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
    recordedEvents.flatMap(each =>
      each.kind === 'invocation' && each.functionKey === 'on-scan' ? [each] : [],
    );

  /** The app, with its scan's requests recorded. */
  const listening = ({ manifest, pool }: LoadedApp): LoadedApp => {
    const run: WorkerPool['run'] = job =>
      pool.run({
        ...job,
        request: request => {
          if (job.facts.functionKey === 'on-scan') requests.push(request);
          return job.request(request);
        },
      });
    const observedPool = { run, close: () => pool.close() } as WorkerPool;
    return {
      manifest,
      pool: observedPool,
      invoker: new Invoker({
        manifest,
        pool: observedPool,
        clock,
        switches: calmSwitches,
        happenings: hostEvents,
      }),
    };
  };

  /** What a person can read about the past. */
  const visibleHistory = async (installedSite: InstalledSite): Promise<unknown> => {
    const { entries } = await installedSite.callApp('auditTrail', {});
    const { events, rows } = await installedSite.checklist();
    return {
      auditTrail: entries.map(({ kind, body }) => [kind, body['steps']]),
      events: events.map(({ control, is, count, workItems }) => [control, is, count, workItems]),
      regressions: rows.map(({ regressions }) => regressions ?? 0),
      statuses: rows.map(({ status }) => status),
    };
  };

  /** Lives on from a moment, with or without a crash, until the tick after next has done its work. */
  const outcome = async (moment: string, crash?: Crash): Promise<Record<string, unknown>> => {
    const { host, installedSite, close } = await fork(moment);
    try {
      calmSwitches.crash = crash;
      await host.advance(2 * MINUTE);
      const crashed = firstSlice()?.ending;
      await nextTick(host);
      await nextTick(host);
      const items = await installedSite.workItems();
      const { is } = await installedSite.callApp('verifyAuditTrail', {});
      const { appHealth, scan } = await installedSite.callApp('checklist', {});
      const rows = await Promise.all(['INF-03', 'USR-03'].map(control => installedSite.row(control)));
      return {
        crashed: crashed === 'crashed',
        items: items.map(({ property, category }) => `${property.key} ${property.state} ${category}`).sort(),
        shown: rows.flatMap(row => row.workItems.map(item => `${item.key} ${item.is}`)),
        history: await visibleHistory(installedSite),
        auditTrail: is,
        appHealth,
        isScanning: scan !== undefined,
      };
    } finally {
      calmSwitches.crash = undefined;
      await close();
    }
  };

  /** Saves the current moment, for slices to begin at. */
  const saveAs = (moment: string): void => {
    cpSync(join(root, 'original'), join(root, moment), { recursive: true });
    begins.set(moment, clock.now());
  };

  beforeAll(async () => {
    app = listening(
      await loadApp({
        appFolder: APP_FOLDER,
        clock,
        switches: calmSwitches,
        happenings: hostEvents,
        watch: clockWatch,
      }),
    );
    let made = await opened(join(root, 'original'));
    const filter = await createPrivateFilter(made.installedSite, 'Weekly numbers');
    await made.host.advance(125 * MINUTE);
    await made.installedSite.setUp();
    await made.host.advance(MIDNIGHT - clock.now());
    const next = made.host.pending().find(({ kind }) => kind === 'schedule');
    await made.host.advanceTo((next?.at ?? 0) - 2 * MINUTE);
    await made.close();
    saveAs('midnight');
    made = await opened(join(root, 'original'));
    await setFilterPublic(made.installedSite, filter, true);
    const { accountId } = made.installedSite.site.people.owner;
    await made.installedSite.ana.post(
      `/admin-api/users/${encodeURIComponent(accountId)}/manage/lifecycle/disable`,
    );
    await made.installedSite.ana.put('/rest/api/3/project/PAY', {
      description: 'Payments, looking for an owner',
    });
    await made.host.advance(10_000);
    await made.close();
    saveAs('filing');
  });
  afterAll(async () => {
    await app.pool.close();
    rmSync(root, { recursive: true, force: true });
  });

  const FILED = {
    items: ['INF-03:site open new', 'USR-03:site open new'],
    shown: ['INF-03:site open', 'USR-03:site open'],
  };
  const HEALTHY = { auditTrail: 'whole', appHealth: 'healthy', isScanning: false };

  // A crash leaves what was changed until then. Calls that only read change nothing, so that one anywhere between two that
  // change something leaves what one right after the first of them leaves.
  it.each([
    ['files two work items', 'filing', FILED, 9],
    ['begins a day', 'midnight', { items: [], shown: [] }, 3],
  ])(
    'and %s: loses and duplicates nothing, wherever it crashes',
    async (_, moment, expectedItems, writesAtLeast) => {
      const whole = await outcome(moment);
      expect(whole).toMatchObject({ ...HEALTHY, ...expectedItems, crashed: false });
      const calls = requests.slice(0, firstSlice()?.calls);
      const describeCrash = ({ call, when }: Crash): string =>
        `${when} ${call} ${calls[call - 1]?.method} ${calls[call - 1]?.path}`;
      const writes = calls.flatMap((call, index) => (isWrite(call) ? [index + 1] : []));
      expect(writes.length).toBeGreaterThan(writesAtLeast);
      const crashes: Crash[] = writes.map(call => ({ functionKey: 'on-scan', call, when: 'after' }));
      const first: Crash = { functionKey: 'on-scan', call: writes[0] ?? 0, when: 'before' };
      const outcomes: Record<string, unknown> = {};
      for (const crash of [first, ...crashes]) outcomes[describeCrash(crash)] = await outcome(moment, crash);
      const expected = { ...whole, crashed: true };
      expect(outcomes).toEqual(Object.fromEntries(Object.keys(outcomes).map(name => [name, expected])));
    },
    300_000,
  );
});

const READS = /\/(get|query)$|\/search\/jql$|\/bulkfetch$|\/permissions\/check$/;

/** Whether a call changes something: at Jira, in the app's storage or in its queue. */
const isWrite = ({ method, path }: ProxyRequest): boolean =>
  method !== 'GET' && !READS.test(path.split('?')[0] ?? '');
