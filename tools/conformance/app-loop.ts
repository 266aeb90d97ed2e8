import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { HOUR } from '../../sandbox/clock';
import type { Meter } from '../../sandbox/jira/meter';
import { attest, setUp } from '../../sandbox/world/admin-work';
import { appPage } from '../../sandbox/world/app-page';
import { createBench } from '../../sandbox/world/bench';
import { restAs } from '../../sandbox/world/rest';
import type { Storyline } from '../../sandbox/world/storyline';
import { moveToDone } from '../../sandbox/world/work-items';
import { openWorld, type World } from '../../sandbox/world/world';
import { OPERATIONS } from '../../src/jira/operations';
import { PROPERTY } from '../../src/remediation/property';

/** Every operation that the app may ask for, by its name in the documents. */
export const appOperations: readonly string[] = Object.values(OPERATIONS).map(
  ({ method, path }) => `${method} /rest/api/3${path}`,
);

const ROOT = resolve(__dirname, '../..');

/**
 * The app's whole life on a small site, so that it asks for everything it ever asks for: install, first reading, set-up,
 * drift, work items (assigned afterwards, since the create screen has no assignee), one that is moved to Done without a fix,
 * its panel, one whose property somebody takes away, and the fix.
 *
 * @param listen is given the site's meter before the app asks for anything.
 */
export async function liveAsApp(listen: (meter: Meter) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  const world = await openWorld({
    appFolder: ROOT,
    stateFolder: folder,
    start: Date.UTC(2026, 10, 2, 8, 10),
    size: 'S',
  });
  try {
    listen(world.site.meter);
    await live(world);
  } finally {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function live(world: World): Promise<void> {
  const { host, site } = world;
  const bench = createBench(world);
  const story: Storyline = {
    world,
    page: appPage(host, site.people.ana.accountId),
    ana: restAs(site, site.people.ana),
    lee: restAs(site, site.people.lee),
  };
  const act = async (id: string, way: 'run' | 'undo'): Promise<void> => {
    const action = bench.actions().find(each => each.id === id);
    if (action === undefined) throw new Error(`The bench has no act ${id}`);
    await action[way]();
  };

  world.clock.stop();
  await host.install();
  await host.advance(4 * HOUR);
  await setUp(story);
  await attest(story);

  await story.ana.put('/sandbox/projects/SEC/create-screen', { without: ['assignee'] });

  const acts = bench.actions().map(({ id }) => id);
  for (const id of acts) await act(id, 'run');
  await bench.runTrigger();
  const key = await moveToDone(story, 'INF-01');
  await bench.runTrigger();
  await lookAt(story, key);
  await withoutProperty(story, key);
  await bench.runTrigger();
  for (const id of acts) await act(id, 'undo');
  await bench.runTrigger();
}

/** Somebody with a script takes the app's property off a work item; the app puts it back. */
async function withoutProperty({ lee }: Storyline, key: string): Promise<void> {
  await lee.delete(`/rest/api/3/issue/${key}/properties/${PROPERTY}`);
}

/** A work item's panel, as Lee opens it, and its button. */
async function lookAt({ world, lee }: Storyline, key: string): Promise<void> {
  const { host, site } = world;
  const { id } = await lee.get<{ id: string }>(`/rest/api/3/issue/${key}`);
  const panel = appPage(host, site.people.lee.accountId, 'work-item-panel', { issue: { id, key } });
  await panel('panel', { issue: id });
  await panel('checkNow', { issue: id });
  await host.advance(60_000);
}
