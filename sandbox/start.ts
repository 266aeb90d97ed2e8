import { join, resolve } from 'node:path';
import type { Person } from './browser/bench-port';
import { createBrowserHost } from './browser/server';
import { DAY } from './clock';
import type { Happening } from './forge/happenings';
import type { Site } from './jira/site';
import { alreadyRuns, dropAddress, isFree, noteAddress, portTaken } from './running';
import { HELP, optionsOf } from './start-options';
import { FolderTaken } from './store';
import { createBench, type WorldBench } from './world/bench';
import { LIVED_DAYS, liveThrough } from './world/story';
import { openWorld, type World } from './world/world';

const peopleOf = ({ people }: Site): readonly Person[] => [
  { accountId: people.ana.accountId, name: people.ana.displayName, role: 'Jira admin' },
  {
    accountId: people.lee.accountId,
    name: people.lee.displayName,
    role: 'Jira admin, owns filters and dashboards',
  },
  { accountId: people.owner.accountId, name: people.owner.displayName, role: 'Space owner of Payments' },
  { accountId: people.user.accountId, name: people.user.displayName, role: 'Plain user' },
];

/** Runs what comes due, as long as the clock runs with real time. */
function keepRunning(world: World, bench: WorldBench): NodeJS.Timeout {
  let busy = false;
  return setInterval(() => {
    if (busy) return;
    busy = true;
    world
      .pump()
      .catch((error: unknown) => bench.tell({ text: 'The sandbox failed', detail: String(error) }))
      .finally(() => {
        busy = false;
      });
  }, 500);
}

async function main(): Promise<void> {
  const { fresh, empty, port, seed, state, help } = optionsOf(process.argv.slice(2));
  if (help) {
    console.log(HELP);
    return;
  }
  const days = empty ? 0 : LIVED_DAYS;
  const stateFolder = resolve(empty ? join(state, 'empty') : state);
  // Before anything that is kept is thrown away.
  if (!(await isFree(port))) throw new Error(await portTaken(port, stateFolder));
  let hear: (happening: Happening) => void = () => undefined;
  const world = await openWorld({
    appFolder: resolve(__dirname, '..'),
    stateFolder,
    fresh: fresh || empty,
    start: Date.now() - days * DAY,
    size: 'S',
    seed,
    onHappening: happening => hear(happening),
  }).catch(async (error: unknown) => {
    throw error instanceof FolderTaken ? new Error(await alreadyRuns(stateFolder), { cause: error }) : error;
  });
  const bench = createBench(world);
  hear = happening => bench.hear(happening);
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
  await noteAddress(stateFolder, browser.url);
  console.log(`Shared Responsibility runs on a simulated Jira: ${browser.url}`);

  const close = async (): Promise<void> => {
    await browser.close();
    await dropAddress(stateFolder);
    await world.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void close());

  if (days > 0) {
    await liveThrough(world, day => bench.setLivedDays({ day, of: LIVED_DAYS }));
    bench.setLivedDays(undefined);
    console.log(
      `The app has been installed for ${LIVED_DAYS} days. Make something drift on the bench: ${browser.url}/bench`,
    );
  }
  keepRunning(world, bench);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
