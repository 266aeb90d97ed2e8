import { MINUTE } from '../../sandbox/clock';
import { createTestWorld, type TestWorld } from './harness';

const failedInvocations = ({ hostEvents }: TestWorld) =>
  hostEvents.filter(each => each.kind === 'invocation' && each.ending !== 'done');

describe('a slow site that refuses bursts', () => {
  it('is read like any other', async () => {
    const slow = await createTestWorld({ size: 'S', quota: 'points-and-bursts', latency: 'lognormal' });
    const quick = await createTestWorld({ size: 'S' });
    try {
      const readReport = async (world: TestWorld) => {
        await world.host.install(world.firstSite.site);
        for (
          let minutes = 0;
          (await world.firstSite.callApp('checklist', {})).checklist === undefined;
          minutes += 1
        ) {
          expect(minutes).toBeLessThan(10);
          await world.host.advance(MINUTE);
        }
        const { rows } = await world.firstSite.checklist();
        return rows.map(({ control, status, open }) => `${control} ${status} ${open}`);
      };
      expect(await readReport(slow)).toEqual(await readReport(quick));
      expect(failedInvocations(slow)).toEqual([]);
    } finally {
      await slow.close();
      await quick.close();
    }
  }, 240_000);
});

describe('a request that is never answered', () => {
  it('is a gap after three minutes, and everything else is read', async () => {
    const real = AbortSignal.timeout.bind(AbortSignal);
    // The host's three minutes pass at once.
    const spy = jest.spyOn(AbortSignal, 'timeout').mockImplementation(ms => real(ms === 180_000 ? 50 : ms));
    const world = await createTestWorld({ size: 'S', plants: { clean: true } });
    try {
      const { firstSite, host } = world;
      firstSite.site.faults.add({ on: 'GET /rest/api/3/filter/search', fault: { kind: 'hang' } });
      await host.install(firstSite.site);
      await host.advance(7 * MINUTE);
      const { status, gaps } = await firstSite.row('INF-03');
      expect({ status, gaps: gaps.map(({ source, why }) => [source, why]) }).toEqual({
        status: 'unknown',
        gaps: [['publicFilters', 'failed']],
      });
      expect((await firstSite.row('INF-04')).status).toBe('verified');
      expect(failedInvocations(world)).toEqual([]);
    } finally {
      spy.mockRestore();
      await world.close();
    }
  }, 60_000);
});
