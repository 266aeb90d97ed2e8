import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { HOUR } from '../sandbox/clock';
import type { HostEvent } from '../sandbox/forge/host-events';
import type { SiteSize } from '../sandbox/jira/generate/site-sizes';
import { openWorld, type World } from '../sandbox/world/world';
import { runPlainScript, type PlainScriptUsage } from './plain-script';
import { type ListedFinding, type Recall, calculateRecall } from './recall';

/** What a stretch of the app's life cost. `work` are the seconds in which its functions ran, `hours` the simulated ones. */
export interface PeriodUsage {
  readonly calls: number;
  readonly points: number;
  readonly seconds: number;
  readonly hours: number;
  readonly writtenBytes: number;
  readonly readBytes: number;
}

export interface Measurement {
  readonly size: SiteSize;
  /** From the install until every source has been read once. */
  readonly firstScan: PeriodUsage;
  /** The most points that any hour of it took. */
  readonly busiestHour: number;
  /** The median of the five ticks with the fewest calls, on a site on which nothing changes. */
  readonly quietTick: PeriodUsage;
  readonly plainScript: PlainScriptUsage;
  /** The largest resident memory of the whole process: the app, the sandbox's Forge and the simulated site together. */
  readonly peakMegabytes: number;
  readonly recall: Recall;
}

interface Coverage {
  readonly source: string;
  readonly state: string;
}

/** Days after the first pass among whose ticks the quiet ones are found. */
const QUIET_TICK_DAYS = 2;

/** Simulated hours after which a first pass that has not ended is given up. */
const MAX_FIRST_SCAN_HOURS = 24 * 14;

/** Measures the app on a generated site of one size, in a state folder of its own. */
export async function measureSize(size: SiteSize): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  let work = 0;
  let peakBytes = 0;
  const world = await openWorld({
    appFolder: resolve(__dirname, '..'),
    stateFolder: folder,
    // On the hour, so that an hour that is measured is one that the points are counted in.
    start: Math.floor(Date.now() / HOUR) * HOUR,
    size,
    seed: 1,
    quota: 'points',
    onHostEvent: (hostEvent: HostEvent) => {
      if (hostEvent.kind === 'invocation') work += hostEvent.took / 1000;
      peakBytes = Math.max(peakBytes, process.memoryUsage().rss);
    },
  });
  try {
    const measurePeriod = createPeriodMeter(world, () => work);
    world.clock.stop();
    await world.host.install();
    await saveKnownObjects(world);
    const { first, busiestHour } = await measureFirstScan(world, measurePeriod);
    const quiet = await measureQuietTick(world, measurePeriod);
    const { accountId } = await world.site.install({ id: world.host.manifest.appId, name: 'bench' });
    const token = world.site.tokenFor({ accountId, scopes: world.host.manifest.scopes });
    world.site.quota.mode = 'off';
    const plain = await runPlainScript(world.site, token);
    return {
      size,
      firstScan: first,
      busiestHour,
      quietTick: quiet,
      plainScript: plain,
      peakMegabytes: Math.round(peakBytes / 1024 / 1024),
      recall: calculateRecall(world.site, await fetchOpenFindings(world)),
    };
  } finally {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type MeasurePeriod = <T>(run: () => Promise<T>) => Promise<PeriodUsage>;

const createPeriodMeter =
  (world: World, workSoFar: () => number): MeasurePeriod =>
  async run => {
    const usageBefore = world.site.meter.read();
    const kvsBefore = { ...world.host.usage().kvs };
    const [work, startedAt] = [workSoFar(), world.clock.now()];
    await run();
    const usageAfter = world.site.meter.read();
    const kvsAfter = world.host.usage().kvs;
    return {
      calls: usageAfter.calls - usageBefore.calls,
      points: usageAfter.points - usageBefore.points,
      seconds: workSoFar() - work,
      hours: (world.clock.now() - startedAt) / HOUR,
      writtenBytes: kvsAfter.writtenBytes - kvsBefore.writtenBytes,
      readBytes: kvsAfter.readBytes - kvsBefore.readBytes,
    };
  };

const sumUsage = (stretches: readonly PeriodUsage[]): PeriodUsage =>
  stretches.reduce((total, each) => ({
    calls: total.calls + each.calls,
    points: total.points + each.points,
    seconds: total.seconds + each.seconds,
    hours: total.hours + each.hours,
    writtenBytes: total.writtenBytes + each.writtenBytes,
    readBytes: total.readBytes + each.readBytes,
  }));

async function callApp(world: World, call: string, payload: unknown = {}): Promise<Record<string, unknown>> {
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

async function measureFirstScan(
  world: World,
  measurePeriod: MeasurePeriod,
): Promise<{ first: PeriodUsage; busiestHour: number }> {
  const hours: PeriodUsage[] = [];
  for (;;) {
    hours.push(await measurePeriod(() => world.host.advance(HOUR)));
    const { coverage } = (await callApp(world, 'evidence')) as { coverage: readonly Coverage[] };
    // On a large site the next pass of one source begins before the first of another has ended.
    if (coverage.length > 0 && coverage.every(({ state }) => state === 'complete')) break;
    if (hours.length > MAX_FIRST_SCAN_HOURS) {
      const missing = coverage.filter(({ state }) => state !== 'complete').map(({ source }) => source);
      throw new Error(
        `After ${MAX_FIRST_SCAN_HOURS} hours these are not read in full: ${missing.join(', ')}`,
      );
    }
  }
  return { first: sumUsage(hours), busiestHour: Math.max(...hours.map(({ points }) => points)) };
}

async function measureQuietTick(world: World, measurePeriod: MeasurePeriod): Promise<PeriodUsage> {
  const ticks: PeriodUsage[] = [];
  while (ticks.length < QUIET_TICK_DAYS * 24) ticks.push(await measurePeriod(() => world.host.advance(HOUR)));
  const quiet = [...ticks].sort((one, other) => one.calls - other.calls).slice(0, 5);
  const [median] = quiet.sort((one, other) => one.writtenBytes - other.writtenBytes).slice(2);
  if (median === undefined) throw new Error('Fewer than three ticks were measured');
  return median;
}

/** The site's admins say which admins and apps they know, as in the first ten minutes: what is left is what was planted. */
async function saveKnownObjects(world: World): Promise<void> {
  const entry = (id: string): Record<string, unknown> => ({ id, reason: 'Known before the app came' });
  const { admins, apps } = world.site.known;
  const value = { reviewedAdmins: admins.map(entry), knownApps: apps.map(entry) };
  const change = { group: 'all', value };
  await callApp(world, 'saveSettings', { revision: 0, change });
}

async function fetchOpenFindings(world: World): Promise<ReadonlyMap<string, readonly ListedFinding[]>> {
  const { checklist } = (await callApp(world, 'checklist')) as {
    checklist: { rows: readonly { control: string }[] };
  };
  const found = new Map<string, ListedFinding[]>();
  for (const { control } of checklist.rows) {
    const controlFindings: ListedFinding[] = [];
    for (;;) {
      const { findings, total } = (await callApp(world, 'control', {
        control,
        from: controlFindings.length,
      })) as {
        findings: readonly ListedFinding[];
        total: number;
      };
      controlFindings.push(...findings);
      if (findings.length === 0 || controlFindings.length >= total) break;
    }
    found.set(control, controlFindings);
  }
  return found;
}
