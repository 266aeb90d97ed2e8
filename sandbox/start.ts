import { join, resolve } from 'node:path';
import type { Person } from './browser/bench-port';
import { createBrowserHost } from './browser/server';
import { DAY } from './clock';
import type { HostEvent } from './forge/host-events';
import type { Site } from './jira/site';
import {
  describeRunningSandbox,
  deleteAddress,
  isPortFree,
  saveAddress,
  describePortConflict,
} from './running-sandbox';
import { HELP, parseStartOptions } from './start-options';
import { FolderLockedError } from './store';
import { createBench, type WorldBench } from './world/bench';
import { HISTORY_DAYS, simulateHistory } from './world/simulate-history';
import { openWorld, type World } from './world/world';

const peopleOf = ({ people }: Site): readonly Person[] => [
  { accountId: people.ana.accountId, name: people.ana.displayName, role: 'Jira admin' },
  {
    accountId: people.lee.accountId,
    name: people.lee.displayName,
    role: 'Jira admin, owner of filters and dashboards',
  },
  { accountId: people.owner.accountId, name: people.owner.displayName, role: 'Space owner of Payments' },
  { accountId: people.user.accountId, name: people.user.displayName, role: 'User without admin rights' },
];

/** Runs what comes due, as long as the clock runs with real time. */
function startPumping(world: World, bench: WorldBench): NodeJS.Timeout {
  let busy = false;
  return setInterval(() => {
    if (busy) return;
    busy = true;
    world
      .pump()
      .catch((error: unknown) => bench.log({ text: 'Sandbox error', detail: String(error) }))
      .finally(() => {
        busy = false;
      });
  }, 500);
}

async function main(): Promise<void> {
  const { fresh, empty, port, seed, state, help } = parseStartOptions(process.argv.slice(2));
  if (help) {
    console.log(HELP);
    return;
  }
  const historyDays = empty ? 0 : HISTORY_DAYS;
  const stateFolder = resolve(empty ? join(state, 'empty') : state);
  // Before anything that is kept is thrown away.
  if (!(await isPortFree(port))) throw new Error(await describePortConflict(port, stateFolder));
  let onHostEvent: (hostEvent: HostEvent) => void = () => undefined;
  const world = await openWorld({
    appFolder: resolve(__dirname, '..'),
    stateFolder,
    fresh: fresh || empty,
    start: Date.now() - historyDays * DAY,
    size: 'S',
    seed,
    onHostEvent: hostEvent => onHostEvent(hostEvent),
  }).catch(async (error: unknown) => {
    throw error instanceof FolderLockedError
      ? new Error(await describeRunningSandbox(stateFolder), { cause: error })
      : error;
  });
  const bench = createBench(world);
  onHostEvent = hostEvent => bench.logHostEvent(hostEvent);
  // Nobody waits in front of the page for rights that Jira gives a minute late; the tests do.
  if (empty) world.site.switches.rightsDelaySeconds = 0;
  await world.host.install();
  const browser = await createBrowserHost({
    pageHost: world.host,
    site: world.site,
    siteName: 'Acme',
    bench,
    people: async () => peopleOf(world.site),
    bundleResource: file => world.host.bundleResource(file),
    port,
  });
  await saveAddress(stateFolder, browser.url);
  console.log(`Shared Responsibility is running on a simulated Jira site: ${browser.url}`);

  const close = async (): Promise<void> => {
    await browser.close();
    await deleteAddress(stateFolder);
    await world.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void close());

  if (historyDays > 0) {
    await simulateHistory(world, day => bench.setHistoryProgress({ day, of: HISTORY_DAYS }));
    bench.setHistoryProgress(undefined);
    console.log(
      `${HISTORY_DAYS} days of history are ready. Change the site on the bench: ${browser.url}/bench`,
    );
  }
  startPumping(world, bench);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
