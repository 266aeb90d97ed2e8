import { HOUR } from '../../sandbox/clock';
import { createMessages } from '../../src/messages/messages';
import { ISSUE_PROPERTY_KEY } from '../../src/remediation/plan/issue-property';
import { siteActions } from '../../sandbox/world/site-actions';
import { createPrivateFilter, setFilterPublic, createTestWorld, type TestWorld } from './harness';

/* People on a simulated site change what the app wrote to its work items. */

describe('work items that people tamper with', () => {
  let world: TestWorld;
  let filter: string;
  beforeAll(async () => {
    world = await createTestWorld({ size: 'S' });
    filter = await createPrivateFilter(world.firstSite, 'Weekly numbers');
    await world.install();
    await world.firstSite.setUp('drift');
    await setFilterPublic(world.firstSite, filter, true);
    await world.tick();
  }, 120_000);
  afterAll(() => world.close());

  const property = async (key: string): Promise<Record<string, unknown>> =>
    (
      await world.firstSite.lee.get<{ value: Record<string, unknown> }>(
        `/rest/api/3/issue/${key}/properties/${ISSUE_PROPERTY_KEY}`,
      )
    ).value;
  const setProperty = (key: string, value: unknown): Promise<unknown> =>
    world.firstSite.lee.put(`/rest/api/3/issue/${key}/properties/${ISSUE_PROPERTY_KEY}`, value);

  it('get a new one for a new finding though an old one claims its key, and both stay until each is fixed', async () => {
    const { firstSite } = world;
    const [first] = await firstSite.openWorkItems();
    if (first === undefined) throw new Error('nothing was filed');
    const own = await property(first.key);
    await setProperty(first.key, { ...own, key: 'INF-01:site' });
    const act = siteActions(firstSite.site).find(({ id }) => id === 'public-scheme');
    const done = await act?.run();
    for (let hour = 0; hour < 3; hour += 1) {
      await world.tick();
      await setProperty(first.key, { ...own, key: 'INF-01:site' });
    }
    await setFilterPublic(firstSite, filter, false);
    await world.tick();
    const items = await firstSite.workItems();
    expect(items).toHaveLength(2);
    const second = items.find(({ key }) => key !== first.key);
    expect(second).toMatchObject({ category: 'new', property: { control: 'INF-01', key: 'INF-01:site' } });
    const fixed = createMessages('en').plainText('remediation.comment.fixed');
    expect(second?.comments.join()).not.toContain(fixed);
    expect(items.find(({ key }) => key === first.key)?.comments.join()).toContain(fixed);
    expect(items.find(({ key }) => key === first.key)).toMatchObject({
      category: 'done',
      property: { key: 'INF-03:site', state: 'closed' },
    });
    await act?.undo(done?.undoData ?? '');
    await world.tick();
    expect(await firstSite.openWorkItems()).toEqual([]);
  });

  it('get one entry in the audit trail and one comment', async () => {
    const { firstSite } = world;
    const { entries } = await firstSite.callApp('auditTrail', {});
    const changed = entries.filter(({ body }) => JSON.stringify(body).includes('property-changed'));
    expect(changed).toHaveLength(1);
    const changedData = createMessages('en').plainText('remediation.comment.property');
    const comments = (await firstSite.workItems()).flatMap(item => item.comments);
    expect(comments.filter(comment => comment.includes(changedData))).toHaveLength(1);
  });

  it('aren’t filed while the space is public, which the checklist shows within two ticks, but once it is restricted', async () => {
    const { firstSite } = world;
    const before = await firstSite.workItems();
    const { id: scheme } = await firstSite.ana.get<{ id: number }>(
      '/rest/api/3/project/SEC/permissionscheme',
    );
    const { id: grant } = await firstSite.ana.post<{ id: number }>(
      `/rest/api/3/permissionscheme/${scheme}/permission`,
      { holder: { type: 'anyone' }, permission: 'BROWSE_PROJECTS' },
    );
    await world.tick(2);
    const stopped = (await firstSite.callApp('checklist', {})).forYou.filter(
      ({ is }) => is === 'filing-stopped',
    );
    expect(stopped).toMatchObject([{ problem: { code: 'project-public' } }]);
    await setFilterPublic(firstSite, await createPrivateFilter(firstSite, 'Salaries'), true);
    await world.tick(2);
    expect(await firstSite.workItems()).toHaveLength(before.length);
    const { forYou } = await firstSite.callApp('checklist', {});
    expect(forYou.filter(({ is }) => is === 'filing-stopped' || is === 'not-filed')).toHaveLength(1);

    await firstSite.ana.delete(`/rest/api/3/permissionscheme/${scheme}/permission/${grant}`);
    await world.tick(2);
    const after = await firstSite.callApp('checklist', {});
    expect(after.forYou.filter(({ is }) => is === 'filing-stopped')).toEqual([]);
    expect((await firstSite.openWorkItems()).map(({ property }) => property.key)).toContain('INF-03:site');
  });

  it('caused no refused call and no failed function', async () => {
    await world.host.advance(HOUR);
    const bad = world.hostEvents.filter(
      hostEvent =>
        hostEvent.kind === 'refused' || (hostEvent.kind === 'invocation' && hostEvent.ending !== 'done'),
    );
    expect(bad).toEqual([]);
  });
});
