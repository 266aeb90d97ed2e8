import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOUR, MINUTE } from '../../sandbox/clock';
import { createBench } from '../../sandbox/world/bench';
import { openWorld, type World } from '../../sandbox/world/world';
import { APP_FOLDER, type Lived, livedOn, nextTick, privateFilter, shareFilter, START } from './harness';

describe('a sandbox that is closed and started again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'restart-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const opened = async (): Promise<{ world: World; lived: Lived }> => {
    const world = await openWorld({ appFolder: APP_FOLDER, stateFolder: folder, start: START, size: 'S' });
    world.clock.stop();
    await world.host.install();
    return { world, lived: livedOn(world.host, world.site) };
  };

  it('goes on where it stood, with the same work item, and loses and doubles nothing', async () => {
    const first = await opened();
    const filter = await privateFilter(first.lived, 'Weekly numbers');
    await first.world.host.advance(4 * HOUR);
    await first.lived.setUp();
    await shareFilter(first.lived, filter, true);
    // Stopped with an event on its way and nothing filed yet.
    await first.world.host.advance(5_000);
    const before = await first.lived.checklist();
    await first.world.close();

    const second = await opened();
    expect((await second.lived.checklist()).rows.map(({ control }) => control)).toEqual(
      before.rows.map(({ control }) => control),
    );
    await nextTick(second.world.host);
    const [item, ...others] = await second.lived.workItems();
    expect(others).toEqual([]);
    expect(item?.about).toMatchObject({ control: 'INF-03', state: 'open' });
    await second.world.close();

    const third = await opened();
    await nextTick(third.world.host);
    expect((await third.lived.workItems()).map(({ key, category }) => [key, category])).toEqual([
      [item?.key, item?.category],
    ]);
    await shareFilter(third.lived, filter, false);
    await nextTick(third.world.host);
    await third.world.host.advance(3 * MINUTE);
    expect((await third.lived.workItems()).map(({ key, category }) => [key, category])).toEqual([
      [item?.key, 'done'],
    ]);
    expect(await third.lived.page('verify', {})).toMatchObject({ is: 'whole' });
    await third.world.close();
  }, 120_000);
});

describe('a sandbox that ends without a word', () => {
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

  it('never starts before what it wrote, and still knows what it told', async () => {
    const first = await opened();
    await first.host.install();
    await first.host.advance(HOUR);
    const bench = createBench(first);
    await bench
      .actions()
      .find(({ id }) => id === 'public-scheme')
      ?.run();
    const stoodAt = first.clock.now();
    const told = first.told.lines();
    expect(told.map(({ text }) => text)).toEqual([expect.stringMatching(/^Ana Lima let anyone/)]);
    await cutShort(first);

    const second = await opened();
    expect(second.clock.now()).toBeGreaterThanOrEqual(stoodAt);
    expect(second.clock.now()).toBeGreaterThanOrEqual(latestRecord(second));
    expect(second.told.lines()).toEqual(told);
    createBench(second).tell({ text: 'Next' });
    expect(second.told.lines().map(({ id }) => id)).toEqual([2, 1]);
    await second.close();
  });

  it('lets nobody else in while it runs, and says so', async () => {
    const world = await opened();
    try {
      const complaint = /Another sandbox runs on .*hard-stop.*Stop it first/;
      await expect(opened()).rejects.toThrow(complaint);
      await expect(opened({ fresh: true })).rejects.toThrow(complaint);
      expect(world.left.get('public-scheme')).toBeDefined();
    } finally {
      await world.close();
    }
  });

  it('begins anew where it is asked to, on whatever stood there', async () => {
    const old = await opened();
    expect(old.told.lines().length).toBeGreaterThan(0);
    await old.close();
    const fresh = await opened({ fresh: true });
    expect(fresh.clock.now()).toBeLessThan(START + MINUTE);
    expect(fresh.told.lines()).toEqual([]);
    expect(fresh.left.get('public-scheme')).toBeUndefined();
    await fresh.host.install();
    expect((await livedOn(fresh.host, fresh.site).page('home', {})).checklist).toBeUndefined();
    await fresh.close();
  });

  it('says that what stands there is broken, and begins anew all the same', async () => {
    writeFileSync(join(folder, 'store', 'CURRENT'), 'nothing of the kind');
    await expect(opened()).rejects.toThrow(/What is kept in .* can't be read .* Begin anew/);
    const fresh = await opened({ fresh: true });
    expect(fresh.told.lines()).toEqual([]);
    await fresh.close();
  });
});
