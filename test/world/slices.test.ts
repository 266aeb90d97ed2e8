import { MINUTE } from '../../sandbox/clock';
import { testWorld } from './harness';

describe('a slice whose time is up while it files', () => {
  it('goes on at once with the rest, instead of with the next tick', async () => {
    const world = await testWorld({ size: 'S' });
    try {
      const { on, clock, host } = world;
      await world.install();
      // Filing one takes so long that a slice of 90 seconds has time for two.
      on.site.onEvent(({ name }) => {
        if (name === 'avi:jira:created:issue') clock.advanceTo(clock.now() + MINUTE);
      });
      const [tick] = host.pending().filter(({ kind }) => kind === 'schedule');
      await on.setUp('all');
      await host.advance(20 * MINUTE);
      expect(clock.now()).toBeLessThan(tick?.at ?? 0);
      const { rows } = await on.checklist();
      const states = rows.flatMap(({ workItems }) => workItems.map(({ is }) => is));
      expect(states.length).toBeGreaterThan(5);
      expect(new Set(states)).toEqual(new Set(['open']));
    } finally {
      await world.close();
    }
  });
});
