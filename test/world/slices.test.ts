import { MINUTE } from '../../sandbox/clock';
import { createTestWorld } from './harness';

describe('a slice that runs out of time while it files', () => {
  it('continues at once instead of at the next tick', async () => {
    const world = await createTestWorld({ size: 'S' });
    try {
      const { firstSite, clock, host } = world;
      await world.install();
      // Filing one takes so long that a slice of 90 seconds has time for two.
      firstSite.site.onEvent(({ name }) => {
        if (name === 'avi:jira:created:issue') clock.advanceTo(clock.now() + MINUTE);
      });
      const [tick] = host.pending().filter(({ kind }) => kind === 'schedule');
      await firstSite.setUp('all');
      await host.advance(20 * MINUTE);
      expect(clock.now()).toBeLessThan(tick?.at ?? 0);
      const { rows } = await firstSite.checklist();
      const states = rows.flatMap(({ workItems }) => workItems.map(({ is }) => is));
      expect(states.length).toBeGreaterThan(5);
      expect(new Set(states)).toEqual(new Set(['open']));
    } finally {
      await world.close();
    }
  });
});
