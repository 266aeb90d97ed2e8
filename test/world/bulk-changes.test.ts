import { MINUTE } from '../../sandbox/clock';
import { createTestWorld } from './harness';

describe('500 deactivations within seconds', () => {
  it('take a few slices, not one each, and all are found', async () => {
    const world = await createTestWorld({ size: 'S', plants: { clean: true } });
    try {
      const { firstSite, host, hostEvents } = world;
      await world.install();
      const { ana, lee } = firstSite.site.people;
      const spared = [ana.accountId, lee.accountId];
      const people = await firstSite.ana.get<
        readonly { accountId: string; accountType: string; active: boolean }[]
      >('/rest/api/3/users/search?maxResults=1000');
      const leavers = people.filter(
        ({ accountId, accountType, active }) =>
          active && accountType === 'atlassian' && !spared.includes(accountId),
      );
      expect(leavers.length).toBeGreaterThan(400);
      const before = hostEvents.length;
      for (const { accountId } of leavers)
        await firstSite.ana.post(
          `/admin-api/users/${encodeURIComponent(accountId)}/manage/lifecycle/disable`,
        );
      const tick = host.pending().find(({ kind }) => kind === 'schedule');
      await host.advance(Math.min(20 * MINUTE, (tick?.at ?? Infinity) - world.clock.now() - MINUTE));
      const since = hostEvents.slice(before).flatMap(each => (each.kind === 'invocation' ? [each] : []));
      const runs = since.filter(({ functionKey }) => functionKey === 'on-scan');
      // A run that finds the inbox empty reads its sixteen parts and the installation, and nothing else.
      const slices = runs.filter(({ calls }) => calls > 17);
      expect(since.filter(({ functionKey }) => functionKey === 'on-site-event')).toHaveLength(leavers.length);
      expect(since.filter(({ ending }) => ending !== 'done')).toEqual([]);
      expect(slices.length).toBeLessThanOrEqual(8);
      expect(runs.length).toBeLessThanOrEqual(30);
      expect((await firstSite.row('USR-03')).open).toBeGreaterThan(2);
    } finally {
      await world.close();
    }
  }, 120_000);
});
