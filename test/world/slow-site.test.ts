import { MINUTE } from '../../sandbox/clock';
import { testWorld, type TestWorld } from './harness';

const badlyEnded = ({ happenings }: TestWorld) =>
  happenings.filter(each => each.kind === 'invocation' && each.ending !== 'done');

describe('a site that takes its time, and refuses bursts', () => {
  it('is read as any other', async () => {
    const slow = await testWorld({ size: 'S', quota: 'points-and-bursts', latency: 'lognormal' });
    const quick = await testWorld({ size: 'S' });
    try {
      const said = async (world: TestWorld) => {
        await world.host.install(world.on.site);
        for (let minutes = 0; (await world.on.page('home', {})).checklist === undefined; minutes += 1) {
          expect(minutes).toBeLessThan(10);
          await world.host.advance(MINUTE);
        }
        const { rows } = await world.on.checklist();
        return rows.map(({ control, status, open }) => `${control} ${status} ${open}`);
      };
      expect(await said(slow)).toEqual(await said(quick));
      expect(badlyEnded(slow)).toEqual([]);
    } finally {
      await slow.close();
      await quick.close();
    }
  }, 240_000);
});

describe('a request that is never answered', () => {
  it('is a gap after three minutes, and keeps nothing else from being read', async () => {
    const real = AbortSignal.timeout.bind(AbortSignal);
    // The host's three minutes pass at once.
    const spy = jest.spyOn(AbortSignal, 'timeout').mockImplementation(ms => real(ms === 180_000 ? 50 : ms));
    const world = await testWorld({ size: 'S', plants: { clean: true } });
    try {
      const { on, host } = world;
      on.site.faults.add({ on: 'GET /rest/api/3/filter/search', fault: { kind: 'hang' } });
      await host.install(on.site);
      await host.advance(7 * MINUTE);
      const { status, gaps } = await on.row('INF-03');
      expect({ status, gaps: gaps.map(({ source, why }) => [source, why]) }).toEqual({
        status: 'unknown',
        gaps: [['publicFilters', 'failed']],
      });
      expect((await on.row('INF-04')).status).toBe('proved');
      expect(badlyEnded(world)).toEqual([]);
    } finally {
      spy.mockRestore();
      await world.close();
    }
  }, 60_000);
});
