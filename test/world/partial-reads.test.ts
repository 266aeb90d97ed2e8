import { MINUTE } from '../../sandbox/clock';
import type { SourceCoverage } from '../../src/domain/checklist';
import { createTestWorld, type TestWorld } from './harness';

const SCHEME = 'GET /rest/api/3/permissionscheme/*';
const SPACES = 'GET /rest/api/3/project/search';

/** Two endpoints fail after some answers: what each page then shows. */
describe('a site that is partly read', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await createTestWorld({ size: 'M' });
    const { faults } = world.firstSite.site;
    faults.add({ on: SCHEME, fault: { kind: 'status', status: 403 }, after: 3 });
    faults.add({ on: SPACES, fault: { kind: 'status', status: 403 }, after: 2 });
    await world.host.install(world.firstSite.site);
    await world.host.advance(20 * MINUTE);
  }, 120_000);
  afterAll(() => world.close());

  const named = (coverage: readonly SourceCoverage[], source: string): SourceCoverage => {
    const found = coverage.find(each => each.source === source);
    if (found === undefined) throw new Error(`There is no coverage of ${source}`);
    return found;
  };

  it('counts the objects read, and shows the same counts on every page', async () => {
    const { firstSite } = world;
    const { coverage } = await firstSite.checklist();
    const schemes = named(coverage, 'sharedSchemes');
    expect(schemes).toMatchObject({ state: 'partial', gaps: [{ why: 'denied' }] });
    expect(schemes.read).toBeGreaterThan(0);
    expect(schemes.read).toBeLessThan(schemes.of ?? 0);
    const evidence = await firstSite.callApp('evidence', {});
    const { failure: _now, ...there } = named(evidence.coverage, 'sharedSchemes');
    const { failure: _then, ...here } = schemes;
    expect(there).toMatchObject(here);
    const { evidence: controlEvidence } = await firstSite.callApp('control', { control: 'INF-01', from: 0 });
    expect(named(controlEvidence, 'sharedSchemes')).toMatchObject({ read: schemes.read, of: schemes.of });
  });

  it('shows how far a list was read before it failed, why it can’t be read now, and since when', async () => {
    const { coverage } = await world.firstSite.checklist();
    const spaces = named(coverage, 'spaces');
    expect(spaces).toMatchObject({
      state: 'partial',
      read: 100,
      gaps: [{ why: 'denied' }],
      failure: { why: 'denied' },
    });
    expect(spaces.of).toBeGreaterThan(100);
  });

  it('verifies no control by it, and shows the admin what can’t be read and how many rows wait', async () => {
    const { checklist, forYou } = await world.firstSite.callApp('checklist', {});
    const waiting = (source: string) =>
      (checklist?.rows ?? []).filter(({ gaps }) => gaps.some(gap => gap.source === source));
    for (const source of ['sharedSchemes', 'spaces']) {
      const rows = waiting(source);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.filter(({ status }) => status === 'verified')).toEqual([]);
      expect(forYou).toContainEqual(
        expect.objectContaining({ is: 'source-unreadable', source, why: 'denied', controls: rows.length }),
      );
    }
  });

  it('catches up once Jira answers again, and shows as complete only what is', async () => {
    world.firstSite.site.faults.clear();
    const before = named((await world.firstSite.checklist()).coverage, 'sharedSchemes');
    await world.tick();
    const during = named((await world.firstSite.checklist()).coverage, 'sharedSchemes');
    expect(during.read).toBeGreaterThan(before.read);
    expect(during.state).toBe('partial');
    await world.tick(2);
    const { coverage } = await world.firstSite.checklist();
    // Hundreds of schemes cost many API points and take hours: cheap sources don't wait for them.
    for (const source of ['spaces', 'spaceSchemes'])
      expect(named(coverage, source)).toMatchObject({ state: 'complete', gaps: [] });
    await world.tick(7);
    const { state, read, of, gaps } = named((await world.firstSite.checklist()).coverage, 'sharedSchemes');
    expect({ state, gaps }).toEqual({ state: 'complete', gaps: [] });
    expect(read).toBe(of);
  }, 60_000);
});
