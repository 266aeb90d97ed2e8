import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { HOUR } from '../sandbox/clock';
import type { Happening } from '../sandbox/forge/happenings';
import type { SiteSize } from '../sandbox/jira/generate/sizes';
import { openWorld, type World } from '../sandbox/world/world';
import { plainRun, type PlainRun } from './plain-script';

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
  /** The median of five ticks in which nothing on the site changed and nothing was due. */
  readonly quiet: Stretch;
  readonly plain: PlainRun;
  /** The largest resident memory of the whole process: the app, the sandbox's Forge and the simulated site together. */
  readonly peakMegabytes: number;
  /** Exposures that the generator planted for the controls of this version, and how many of their controls are not met. */
  readonly planted: number;
  readonly found: number;
}

interface Coverage {
  readonly source: string;
  readonly state: string;
}

/** A tick that took no more than this many calls had nothing to read but what every tick reads. */
const QUIET_CALLS = 12;

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
    start: Date.now(),
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
    const { first, busiestHour } = await untilAllIsRead(world, take);
    const quiet = await quietTick(world, take);
    const { accountId } = await world.site.install({ id: world.host.manifest.appId, name: 'bench' });
    const token = world.site.tokenFor({ accountId, scopes: world.host.manifest.scopes });
    world.site.quota.mode = 'off';
    const plain = await plainRun(world.site, token);
    const notMet = await notMetControls(world);
    const planted = world.site.planted.map(({ control }) => control);
    return {
      size,
      first,
      busiestHour,
      quiet,
      plain,
      peakMegabytes: Math.round(peak / 1024 / 1024),
      planted: planted.length,
      found: planted.filter(control => notMet.has(control)).length,
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

async function ask(world: World, call: string): Promise<Record<string, unknown>> {
  const { accountId } = world.site.people.ana;
  const answer = (await world.host.invoke(
    { moduleKey: 'checklist', accountId, extension: {} },
    call,
    {},
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
    const { coverage, sweep } = (await ask(world, 'evidence')) as {
      coverage: readonly Coverage[];
      sweep?: unknown;
    };
    if (sweep === undefined && coverage.every(({ state }) => state === 'complete')) break;
    if (hours.length > PATIENCE) {
      const missing = coverage.filter(({ state }) => state !== 'complete').map(({ source }) => source);
      throw new Error(
        `After ${PATIENCE} hours these are not read in full: ${missing.join(', ') || 'a sweep goes on'}`,
      );
    }
  }
  return { first: sum(hours), busiestHour: Math.max(...hours.map(({ points }) => points)) };
}

async function quietTick(world: World, take: Take): Promise<Stretch> {
  const quiet: Stretch[] = [];
  for (let tries = 0; quiet.length < 5 && tries < 60; tries += 1) {
    const tick = await take(() => world.host.advance(HOUR));
    if (tick.calls <= QUIET_CALLS) quiet.push(tick);
  }
  const [median] = quiet.sort((one, other) => one.writtenBytes - other.writtenBytes).slice(2);
  if (median === undefined) throw new Error('No five quiet ticks in sixty hours');
  return median;
}

async function notMetControls(world: World): Promise<ReadonlySet<string>> {
  const { checklist } = (await ask(world, 'home')) as {
    checklist: { rows: readonly { control: string; status: string }[] };
  };
  return new Set(checklist.rows.filter(({ status }) => status === 'not-met').map(({ control }) => control));
}
