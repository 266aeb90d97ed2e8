import { HOUR } from '../../sandbox/clock';
import { PROPERTY } from '../../src/remediation/property';
import { actsOf } from '../../sandbox/world/acts';
import { privateFilter, shareFilter, testWorld, type TestWorld } from './harness';

/* Real people act on the work items of a simulated site, against what the app wrote there. */

describe('work items that people tamper with', () => {
  let world: TestWorld;
  let filter: string;
  beforeAll(async () => {
    world = await testWorld({ size: 'S' });
    filter = await privateFilter(world.on, 'Weekly numbers');
    await world.install();
    await world.on.setUp('worse');
    await shareFilter(world.on, filter, true);
    await world.tick();
  }, 120_000);
  afterAll(() => world.close());

  const property = async (key: string): Promise<Record<string, unknown>> =>
    (
      await world.on.lee.get<{ value: Record<string, unknown> }>(
        `/rest/api/3/issue/${key}/properties/${PROPERTY}`,
      )
    ).value;
  const setProperty = (key: string, value: unknown): Promise<unknown> =>
    world.on.lee.put(`/rest/api/3/issue/${key}/properties/${PROPERTY}`, value);

  it('file a new finding though an old work item claims its key, and keep both until each is fixed', async () => {
    const { on } = world;
    const [first] = await on.openItems();
    if (first === undefined) throw new Error('nothing was filed');
    const own = await property(first.key);
    await setProperty(first.key, { ...own, key: 'INF-01:site' });
    const act = actsOf(on.site).find(({ id }) => id === 'public-scheme');
    const done = await act?.run();
    for (let hour = 0; hour < 3; hour += 1) {
      await world.tick();
      await setProperty(first.key, { ...own, key: 'INF-01:site' });
    }
    await shareFilter(on, filter, false);
    await world.tick();
    const items = await on.workItems();
    expect(items).toHaveLength(2);
    const second = items.find(({ key }) => key !== first.key);
    expect(second).toMatchObject({ category: 'new', about: { control: 'INF-01', key: 'INF-01:site' } });
    expect(second?.comments.join()).not.toContain('Fixed');
    expect(items.find(({ key }) => key === first.key)).toMatchObject({
      category: 'done',
      about: { key: 'INF-03:site', state: 'closed' },
    });
    await act?.undo(done?.left ?? '');
    await world.tick();
    expect(await on.openItems()).toEqual([]);
  });

  it('write it to the audit trail once, and say it in one comment', async () => {
    const { on } = world;
    const { entries } = await on.page('ledger', {});
    const changed = entries.filter(({ body }) => JSON.stringify(body).includes('property-changed'));
    expect(changed).toHaveLength(1);
    const comments = (await on.workItems()).flatMap(item => item.comments);
    expect(comments.filter(comment => comment.includes("changed the app's data"))).toHaveLength(1);
  });

  it('stop new ones while the space is public, say so within two ticks, and file them once it is restricted', async () => {
    const { on } = world;
    const before = await on.workItems();
    const { id: scheme } = await on.ana.get<{ id: number }>('/rest/api/3/project/SEC/permissionscheme');
    const { id: grant } = await on.ana.post<{ id: number }>(
      `/rest/api/3/permissionscheme/${scheme}/permission`,
      { holder: { type: 'anyone' }, permission: 'BROWSE_PROJECTS' },
    );
    await world.tick(2);
    const stopped = (await on.page('home', {})).queue.filter(({ is }) => is === 'filing-stopped');
    expect(stopped).toMatchObject([{ problem: { code: 'project-public' } }]);
    await shareFilter(on, await privateFilter(on, 'Salaries'), true);
    await world.tick(2);
    expect(await on.workItems()).toHaveLength(before.length);
    const { queue } = await on.page('home', {});
    expect(queue.filter(({ is }) => is === 'filing-stopped' || is === 'not-filed')).toHaveLength(1);

    await on.ana.delete(`/rest/api/3/permissionscheme/${scheme}/permission/${grant}`);
    await world.tick(2);
    const after = await on.page('home', {});
    expect(after.queue.filter(({ is }) => is === 'filing-stopped')).toEqual([]);
    expect((await on.openItems()).map(({ about }) => about.key)).toContain('INF-03:site');
  });

  it('were refused nothing by the platform', async () => {
    await world.host.advance(HOUR);
    const bad = world.happenings.filter(
      happening =>
        happening.kind === 'refused' || (happening.kind === 'invocation' && happening.ending !== 'done'),
    );
    expect(bad).toEqual([]);
  });
});
