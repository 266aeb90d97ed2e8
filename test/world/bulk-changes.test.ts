import { MINUTE } from '../../sandbox/clock';
import { testWorld } from './harness';

describe('500 deactivations within seconds', () => {
  it('are a few slices, not one each, and each shows', async () => {
    const world = await testWorld({ size: 'S', plants: { clean: true } });
    try {
      const { on, host, happenings } = world;
      await world.install();
      const { ana, lee } = on.site.people;
      const spared = [ana.accountId, lee.accountId];
      const people = await on.ana.get<readonly { accountId: string; accountType: string; active: boolean }[]>(
        '/rest/api/3/users/search?maxResults=1000',
      );
      const leavers = people.filter(
        ({ accountId, accountType, active }) =>
          active && accountType === 'atlassian' && !spared.includes(accountId),
      );
      expect(leavers.length).toBeGreaterThan(400);
      const before = happenings.length;
      for (const { accountId } of leavers)
        await on.ana.post(`/admin-api/users/${encodeURIComponent(accountId)}/manage/lifecycle/disable`);
      const tick = host.pending().find(({ kind }) => kind === 'schedule');
      await host.advance(Math.min(20 * MINUTE, (tick?.at ?? Infinity) - world.clock.now() - MINUTE));
      const since = happenings.slice(before).flatMap(each => (each.kind === 'invocation' ? [each] : []));
      const runs = since.filter(({ functionKey }) => functionKey === 'on-sweep');
      // What finds the inbox empty asks for its sixteen parts and the installation, and nothing else.
      const slices = runs.filter(({ calls }) => calls > 17);
      expect(since.filter(({ functionKey }) => functionKey === 'on-site-event')).toHaveLength(leavers.length);
      expect(since.filter(({ ending }) => ending !== 'done')).toEqual([]);
      expect(slices.length).toBeLessThanOrEqual(8);
      expect(runs.length).toBeLessThanOrEqual(30);
      expect((await on.row('USR-03')).open).toBeGreaterThan(2);
    } finally {
      await world.close();
    }
  }, 120_000);
});
