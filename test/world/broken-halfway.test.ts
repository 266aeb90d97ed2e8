import { MINUTE } from '../../sandbox/clock';
import type { Coverage } from '../../src/terms/checklist';
import { testWorld, type TestWorld } from './harness';

const SCHEME = 'GET /rest/api/3/permissionscheme/*';
const SPACES = 'GET /rest/api/3/project/search';

/** Two endpoints break after they have answered a part: what the pages then say of it, each in its own place. */
describe('a site of which a part is read', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld({ size: 'M' });
    const { faults } = world.on.site;
    faults.add({ on: SCHEME, fault: { kind: 'status', status: 403 }, after: 3 });
    faults.add({ on: SPACES, fault: { kind: 'status', status: 403 }, after: 2 });
    await world.host.install(world.on.site);
    await world.host.advance(20 * MINUTE);
  }, 120_000);
  afterAll(() => world.close());

  const named = (coverage: readonly Coverage[], source: string): Coverage => {
    const found = coverage.find(each => each.source === source);
    if (found === undefined) throw new Error(`Nothing is said of ${source}`);
    return found;
  };

  it('counts what it read of how much, and the same wherever it says so', async () => {
    const { on } = world;
    const { coverage } = await on.checklist();
    const schemes = named(coverage, 'sharedSchemes');
    expect(schemes).toMatchObject({ state: 'partial', gaps: [{ why: 'denied' }] });
    expect(schemes.read).toBeGreaterThan(0);
    expect(schemes.read).toBeLessThan(schemes.of ?? 0);
    const evidence = await on.page('evidence', {});
    const { failing: _now, ...there } = named(evidence.coverage, 'sharedSchemes');
    const { failing: _then, ...here } = schemes;
    expect(there).toMatchObject(here);
    const { evidence: rests } = await on.page('control', { control: 'INF-01', from: 0 });
    expect(named(rests, 'sharedSchemes')).toMatchObject({ read: schemes.read, of: schemes.of });
  });

  it('says of a list that broke off how far it came, why it can not be read now, and since when', async () => {
    const { coverage } = await world.on.checklist();
    const spaces = named(coverage, 'spaces');
    expect(spaces).toMatchObject({
      state: 'partial',
      read: 100,
      gaps: [{ why: 'denied' }],
      failing: { why: 'denied' },
    });
    expect(spaces.of).toBeGreaterThan(100);
  });

  it('proves nothing by it, and tells the admin what can not be read and how many rows wait', async () => {
    const { checklist, queue } = await world.on.page('home', {});
    const waiting = (source: string) =>
      (checklist?.rows ?? []).filter(({ gaps }) => gaps.some(gap => gap.source === source));
    for (const source of ['sharedSchemes', 'spaces']) {
      const rows = waiting(source);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.filter(({ status }) => status === 'proved')).toEqual([]);
      expect(queue).toContainEqual(
        expect.objectContaining({ is: 'cant-read', source, why: 'denied', controls: rows.length }),
      );
    }
  });

  it('fills up as Jira lets it read again, and calls whole only what is', async () => {
    world.on.site.faults.clear();
    const before = named((await world.on.checklist()).coverage, 'sharedSchemes');
    await world.tick();
    const during = named((await world.on.checklist()).coverage, 'sharedSchemes');
    expect(during.read).toBeGreaterThan(before.read);
    expect(during.state).toBe('partial');
    await world.tick(2);
    const { coverage } = await world.on.checklist();
    // Hundreds of schemes are dear and take their hours: what is cheap does not wait for them.
    for (const source of ['spaces', 'spaceSchemes'])
      expect(named(coverage, source)).toMatchObject({ state: 'complete', gaps: [] });
    await world.tick(7);
    const { state, read, of, gaps } = named((await world.on.checklist()).coverage, 'sharedSchemes');
    expect({ state, gaps }).toEqual({ state: 'complete', gaps: [] });
    expect(read).toBe(of);
  }, 60_000);
});
