import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { HOUR } from '../sandbox/clock';
import type { Happening } from '../sandbox/forge/happenings';
import type { SiteSize } from '../sandbox/jira/generate/sizes';
import { openWorld, type World } from '../sandbox/world/world';
import { plainRun, type PlainRun } from './plain-script';
import { type ListedFinding, type Recall, recallOf } from './recall';

/** What a stretch of the app's life cost. `work` are the seconds in which its functions ran, `hours` the simulated ones. */
export interface Stretch {
  readonly calls: number;
  readonly points: number;
  readonly work: number;
  readonly hours: number;
  readonly writtenBytes: number;
  readonly readBytes: number;
}

export interface Measured {
  readonly size: SiteSize;
  /** From the install until every source has been read once. */
  readonly first: Stretch;
  /** The most points that any hour of it took. */
  readonly busiestHour: number;
  /** The median of the five ticks with the fewest calls, on a site on which nothing changes. */
  readonly quiet: Stretch;
  readonly plain: PlainRun;
  /** The largest resident memory of the whole process: the app, the sandbox's Forge and the simulated site together. */
  readonly peakMegabytes: number;
  readonly recall: Recall;
}

interface Coverage {
  readonly source: string;
  readonly state: string;
}

/** Days after the first pass among whose ticks the quiet ones are found. */
const DAYS_OF_TICKS = 2;

/** Simulated hours after which a first pass that has not ended is given up. */
const PATIENCE = 24 * 14;

/** Measures the app on a generated site of one size, in a state folder of its own. */
export async function measured(size: SiteSize): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  let work = 0;
  let peak = 0;
  const world = await openWorld({
    appFolder: resolve(__dirname, '..'),
    stateFolder: folder,
    // On the hour, so that an hour that is measured is one that the points are counted in.
    start: Math.floor(Date.now() / HOUR) * HOUR,
    size,
    seed: 1,
    quota: 'points',
    onHappening: (happening: Happening) => {
      if (happening.kind === 'invocation') work += happening.took / 1000;
      peak = Math.max(peak, process.memoryUsage().rss);
    },
  });
  try {
    const take = stretchesOf(world, () => work);
    world.clock.stop();
    await world.host.install();
    await tellWhatIsKnown(world);
    const { first, busiestHour } = await untilAllIsRead(world, take);
    const quiet = await quietTick(world, take);
    const { accountId } = await world.site.install({ id: world.host.manifest.appId, name: 'bench' });
    const token = world.site.tokenFor({ accountId, scopes: world.host.manifest.scopes });
    world.site.quota.mode = 'off';
    const plain = await plainRun(world.site, token);
    return {
      size,
      first,
      busiestHour,
      quiet,
      plain,
      peakMegabytes: Math.round(peak / 1024 / 1024),
      recall: recallOf(world.site, await openFindings(world)),
    };
  } finally {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type Take = <T>(run: () => Promise<T>) => Promise<Stretch>;

const stretchesOf =
  (world: World, workSoFar: () => number): Take =>
  async run => {
    const usage = world.site.meter.read();
    const kvs = { ...world.host.meter().kvs };
    const [work, at] = [workSoFar(), world.clock.now()];
    await run();
    const after = world.site.meter.read();
    const kvsAfter = world.host.meter().kvs;
    return {
      calls: after.calls - usage.calls,
      points: after.points - usage.points,
      work: workSoFar() - work,
      hours: (world.clock.now() - at) / HOUR,
      writtenBytes: kvsAfter.writtenBytes - kvs.writtenBytes,
      readBytes: kvsAfter.readBytes - kvs.readBytes,
    };
  };

const sum = (stretches: readonly Stretch[]): Stretch =>
  stretches.reduce((total, each) => ({
    calls: total.calls + each.calls,
    points: total.points + each.points,
    work: total.work + each.work,
    hours: total.hours + each.hours,
    writtenBytes: total.writtenBytes + each.writtenBytes,
    readBytes: total.readBytes + each.readBytes,
  }));

async function ask(world: World, call: string, payload: unknown = {}): Promise<Record<string, unknown>> {
  const { accountId } = world.site.people.ana;
  const answer = (await world.host.invoke(
    { moduleKey: 'checklist', accountId, extension: {} },
    call,
    payload,
  )) as {
    is: string;
    value: Record<string, unknown>;
  };
  if (answer.is !== 'done') throw new Error(`${call} was refused`);
  return answer.value;
}

async function untilAllIsRead(world: World, take: Take): Promise<{ first: Stretch; busiestHour: number }> {
  const hours: Stretch[] = [];
  for (;;) {
    hours.push(await take(() => world.host.advance(HOUR)));
    const { coverage } = (await ask(world, 'evidence')) as { coverage: readonly Coverage[] };
    // On a large site the next pass of one source begins before the first of another has ended.
    if (coverage.length > 0 && coverage.every(({ state }) => state === 'complete')) break;
    if (hours.length > PATIENCE) {
      const missing = coverage.filter(({ state }) => state !== 'complete').map(({ source }) => source);
      throw new Error(`After ${PATIENCE} hours these are not read in full: ${missing.join(', ')}`);
    }
  }
  return { first: sum(hours), busiestHour: Math.max(...hours.map(({ points }) => points)) };
}

async function quietTick(world: World, take: Take): Promise<Stretch> {
  const ticks: Stretch[] = [];
  while (ticks.length < DAYS_OF_TICKS * 24) ticks.push(await take(() => world.host.advance(HOUR)));
  const quiet = [...ticks].sort((one, other) => one.calls - other.calls).slice(0, 5);
  const [median] = quiet.sort((one, other) => one.writtenBytes - other.writtenBytes).slice(2);
  if (median === undefined) throw new Error('Fewer than three ticks were measured');
  return median;
}

/** The site's admins say which admins and apps they know, as in the first ten minutes: what is left is what was planted. */
async function tellWhatIsKnown(world: World): Promise<void> {
  const entry = (id: string): Record<string, unknown> => ({ id, reason: 'Known before the app came' });
  const { admins, apps } = world.site.known;
  const value = { reviewedAdmins: admins.map(entry), knownApps: apps.map(entry) };
  const change = { group: 'all', value };
  await ask(world, 'saveSettings', { revision: 0, change });
}

async function openFindings(world: World): Promise<ReadonlyMap<string, readonly ListedFinding[]>> {
  const { checklist } = (await ask(world, 'home')) as {
    checklist: { rows: readonly { control: string }[] };
  };
  const found = new Map<string, ListedFinding[]>();
  for (const { control } of checklist.rows) {
    const all: ListedFinding[] = [];
    for (;;) {
      const { findings, total } = (await ask(world, 'control', { control, from: all.length })) as {
        findings: readonly ListedFinding[];
        total: number;
      };
      all.push(...findings);
      if (findings.length === 0 || all.length >= total) break;
    }
    found.set(control, all);
  }
  return found;
}
