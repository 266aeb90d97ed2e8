import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOUR, MINUTE } from '../../sandbox/clock';
import { createBench } from '../../sandbox/world/bench';
import { openWorld, type World } from '../../sandbox/world/world';
import {
  APP_FOLDER,
  type InstalledSite,
  createInstalledSite,
  nextTick,
  createPrivateFilter,
  setFilterPublic,
  START,
} from './harness';

describe('a sandbox that is closed and started again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'restart-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const opened = async (): Promise<{ world: World; installedSite: InstalledSite }> => {
    const world = await openWorld({ appFolder: APP_FOLDER, stateFolder: folder, start: START, size: 'S' });
    world.clock.stop();
    await world.host.install();
    return { world, installedSite: createInstalledSite(world.host, world.site) };
  };

  it('continues with the same work item, and loses and duplicates nothing', async () => {
    const first = await opened();
    const filter = await createPrivateFilter(first.installedSite, 'Weekly numbers');
    await first.world.host.advance(4 * HOUR);
    await first.installedSite.setUp();
    await setFilterPublic(first.installedSite, filter, true);
    // Stopped with an event on its way and nothing filed yet.
    await first.world.host.advance(5_000);
    const before = await first.installedSite.checklist();
    await first.world.close();

    const second = await opened();
    expect((await second.installedSite.checklist()).rows.map(({ control }) => control)).toEqual(
      before.rows.map(({ control }) => control),
    );
    await nextTick(second.world.host);
    const [item, ...others] = await second.installedSite.workItems();
    expect(others).toEqual([]);
    expect(item?.property).toMatchObject({ control: 'INF-03', state: 'open' });
    await second.world.close();

    const third = await opened();
    await nextTick(third.world.host);
    expect((await third.installedSite.workItems()).map(({ key, category }) => [key, category])).toEqual([
      [item?.key, item?.category],
    ]);
    await setFilterPublic(third.installedSite, filter, false);
    await nextTick(third.world.host);
    await third.world.host.advance(3 * MINUTE);
    expect((await third.installedSite.workItems()).map(({ key, category }) => [key, category])).toEqual([
      [item?.key, 'done'],
    ]);
    expect(await third.installedSite.callApp('verifyAuditTrail', {})).toMatchObject({ is: 'whole' });
    await third.world.close();
  }, 120_000);
});

describe('a sandbox that is killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hard-stop-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const opened = async (options: { fresh?: boolean } = {}): Promise<World> => {
    const world = await openWorld({
      appFolder: APP_FOLDER,
      stateFolder: folder,
      start: START,
      size: 'S',
      ...options,
    });
    world.clock.stop();
    return world;
  };
  /** Ends as the process would: nothing is kept that isn't on disk already. */
  const cutShort = async ({ host, site, store }: World): Promise<void> => {
    await host.close();
    await site.close();
    await store.close();
  };
  const latestRecord = ({ site }: World): number =>
    Math.max(...[...site.state.audit.values()].map(({ created }) => created));

  it('never starts before the time of its data, and keeps its activity log', async () => {
    const first = await opened();
    await first.host.install();
    await first.host.advance(HOUR);
    const bench = createBench(first);
    await bench
      .actions()
      .find(({ id }) => id === 'public-scheme')
      ?.run();
    const stoppedAt = first.clock.now();
    const entries = first.activityLog.entries();
    expect(entries.map(({ text }) => text)).toEqual([expect.stringMatching(/^Ana Lima added Public/)]);
    await cutShort(first);

    const second = await opened();
    expect(second.clock.now()).toBeGreaterThanOrEqual(stoppedAt);
    expect(second.clock.now()).toBeGreaterThanOrEqual(latestRecord(second));
    expect(second.activityLog.entries()).toEqual(entries);
    createBench(second).log({ text: 'Next' });
    expect(second.activityLog.entries().map(({ id }) => id)).toEqual([2, 1]);
    await second.close();
  });

  it('refuses a second sandbox on its folder, with a message', async () => {
    const world = await opened();
    try {
      const complaint = /Another sandbox is running in .*hard-stop.*Stop it/;
      await expect(opened()).rejects.toThrow(complaint);
      await expect(opened({ fresh: true })).rejects.toThrow(complaint);
      expect(world.undoStore.get('public-scheme')).toBeDefined();
    } finally {
      await world.close();
    }
  });

  it('starts over with fresh, whatever data is there', async () => {
    const old = await opened();
    expect(old.activityLog.entries().length).toBeGreaterThan(0);
    await old.close();
    const fresh = await opened({ fresh: true });
    expect(fresh.clock.now()).toBeLessThan(START + MINUTE);
    expect(fresh.activityLog.entries()).toEqual([]);
    expect(fresh.undoStore.get('public-scheme')).toBeUndefined();
    await fresh.host.install();
    expect(
      (await createInstalledSite(fresh.host, fresh.site).callApp('checklist', {})).checklist,
    ).toBeUndefined();
    await fresh.close();
  });

  it('reports broken data, and starts over with fresh all the same', async () => {
    writeFileSync(join(folder, 'store', 'CURRENT'), 'nothing of the kind');
    await expect(opened()).rejects.toThrow(/The data in .* can't be read .* Start over/);
    const fresh = await opened({ fresh: true });
    expect(fresh.activityLog.entries()).toEqual([]);
    await fresh.close();
  });
});
