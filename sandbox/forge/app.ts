import type { Clock } from '../clock';
import { bundledFunctions, bundledWorker } from './bundle';
import type { ClockWatch } from './clock-watch';
import type { Happenings } from './happenings';
import { Invoker } from './invoker';
import { readManifest } from './manifest';
import type { Manifest } from './manifest-content';
import type { Switches } from './switches';
import { WorkerPool } from './worker-pool';

/** Functions that run at the same time at most; the machine has few cores, Forge has many. */
const THREADS = 4;

/** A version of the app, ready to run. */
export interface App {
  manifest: Manifest;
  pool: WorkerPool;
  invoker: Invoker;
}

/** @throws where the manifest is refused, or the functions can't be bundled. */
export async function loadedApp(parts: {
  appFolder: string;
  clock: Clock;
  switches: Switches;
  happenings: Happenings;
  watch: ClockWatch;
}): Promise<App> {
  const { appFolder, clock, switches, happenings, watch } = parts;
  const manifest = await readManifest(appFolder);
  const [program, start] = await Promise.all([bundledWorker(), bundledFunctions(appFolder, manifest)]);
  const pool = new WorkerPool({
    program,
    start,
    most: THREADS,
    clock: watch,
    stray: ({ method, path }) =>
      happenings.note({
        kind: 'refused',
        at: clock.now(),
        installationId: '',
        functionKey: '',
        what: `${method} ${path}`,
        why: 'The invocation whose code asked had ended.',
      }),
  });
  return { manifest, pool, invoker: new Invoker({ manifest, pool, clock, switches, happenings }) };
}
