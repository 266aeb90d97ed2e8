import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { HOUR } from '../../sandbox/clock';
import type { ExchangeMeter } from '../../sandbox/jira/exchange-meter';
import { submitAttestations, setUpApp } from '../../sandbox/world/admin-work';
import { createAppCaller } from '../../sandbox/world/app-caller';
import { createBench } from '../../sandbox/world/bench';
import { createRestClient } from '../../sandbox/world/rest-client';
import type { EpisodeContext } from '../../sandbox/world/episode-context';
import { moveNewestToDone } from '../../sandbox/world/work-items';
import { openWorld, type World } from '../../sandbox/world/world';
import { OPERATIONS } from '../../src/jira/operations';
import { ISSUE_PROPERTY_KEY } from '../../src/remediation/plan/issue-property';

/** Every operation that the app may call, by its name in the documents. */
export const appOperations: readonly string[] = Object.values(OPERATIONS).map(
  ({ method, path }) => `${method} /rest/api/3${path}`,
);

const PROJECT_ROOT = resolve(__dirname, '../..');

/**
 * Runs the app on a small site through everything that makes it call Jira: install, first scan, setup, drift, work items
 * (assigned afterwards, since the create screen has no assignee), one moved to Done without a fix, its panel, one whose
 * property a person deletes, and the fix.
 *
 * @param listen receives the site's meter before the app's first call.
 */
export async function runAppLifecycle(listen: (meter: ExchangeMeter) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  const world = await openWorld({
    appFolder: PROJECT_ROOT,
    stateFolder: folder,
    start: Date.UTC(2026, 10, 2, 8, 10),
    size: 'S',
  });
  try {
    listen(world.site.meter);
    await runLifecycle(world);
  } finally {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runLifecycle(world: World): Promise<void> {
  const { host, site } = world;
  const bench = createBench(world);
  const context: EpisodeContext = {
    world,
    callApp: createAppCaller(host, site.people.ana.accountId),
    ana: createRestClient(site, site.people.ana),
    lee: createRestClient(site, site.people.lee),
  };
  const runBenchAction = async (id: string, direction: 'run' | 'undo'): Promise<void> => {
    const action = bench.actions().find(each => each.id === id);
    if (action === undefined) throw new Error(`The bench has no action ${id}`);
    await action[direction]();
  };

  world.clock.stop();
  await host.install();
  await host.advance(4 * HOUR);
  await setUpApp(context);
  await submitAttestations(context);

  await context.ana.put('/sandbox/projects/SEC/create-screen', { without: ['assignee'] });

  const actionIds = bench.actions().map(({ id }) => id);
  for (const id of actionIds) await runBenchAction(id, 'run');
  await bench.runTrigger();
  const key = await moveNewestToDone(context, 'INF-01');
  await bench.runTrigger();
  await openWorkItemPanel(context, key);
  await deleteAppProperty(context, key);
  await bench.runTrigger();
  for (const id of actionIds) await runBenchAction(id, 'undo');
  await bench.runTrigger();
}

/** Deletes the app's property of a work item, as a person with a script could; the app restores it. */
async function deleteAppProperty({ lee }: EpisodeContext, key: string): Promise<void> {
  await lee.delete(`/rest/api/3/issue/${key}/properties/${ISSUE_PROPERTY_KEY}`);
}

/** A work item's panel, as Lee opens it, and its button. */
async function openWorkItemPanel({ world, lee }: EpisodeContext, key: string): Promise<void> {
  const { host, site } = world;
  const { id } = await lee.get<{ id: string }>(`/rest/api/3/issue/${key}`);
  const panel = createAppCaller(host, site.people.lee.accountId, 'work-item-panel', { issue: { id, key } });
  await panel('panel', { issue: id });
  await panel('checkNow', { issue: id });
  await host.advance(60_000);
}
