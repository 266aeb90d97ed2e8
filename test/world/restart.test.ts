import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOUR, MINUTE } from '../../sandbox/clock';
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
