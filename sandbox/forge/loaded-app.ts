import type { Clock } from '../clock';
import { bundleFunctions, bundleWorker } from './bundle';
import type { ClockWatch } from './clock-watch';
import type { HostEventLog } from './host-events';
import { Invoker } from './invoker';
import { readManifest } from './read-manifest';
import type { Manifest } from './manifest-content';
import type { HostSwitches } from './switches';
import { WorkerPool } from './worker-pool';

/** Functions that run at the same time at most; the machine has few cores, Forge has many. */
const MAX_THREADS = 4;

/** A version of the app, ready to run. */
export interface LoadedApp {
  manifest: Manifest;
  pool: WorkerPool;
  invoker: Invoker;
}

/** @throws where the manifest is refused, or the functions can't be bundled. */
export async function loadApp(parts: {
  appFolder: string;
  clock: Clock;
  switches: HostSwitches;
  happenings: HostEventLog;
  watch: ClockWatch;
}): Promise<LoadedApp> {
  const { appFolder, clock, switches, happenings: hostEvents, watch: clockWatch } = parts;
  const manifest = await readManifest(appFolder);
  const [program, workerStart] = await Promise.all([bundleWorker(), bundleFunctions(appFolder, manifest)]);
  const pool = new WorkerPool({
    program,
    start: workerStart,
    most: MAX_THREADS,
    clock: clockWatch,
    onLateRequest: ({ method, path }) =>
      hostEvents.note({
        kind: 'refused',
        at: clock.now(),
        installationId: '',
        functionKey: '',
        what: `${method} ${path}`,
        why: 'The invocation whose code asked had ended.',
      }),
  });
  return {
    manifest,
    pool,
    invoker: new Invoker({ manifest, pool, clock, switches, happenings: hostEvents }),
  };
}
