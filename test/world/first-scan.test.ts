import { MINUTE } from '../../sandbox/clock';
import { createPrivateFilter, setFilterPublic, createTestWorld } from './harness';

describe('the first scan of a site', () => {
  it('reports no changes, though API points run out and rights arrive late', async () => {
    const world = await createTestWorld(
      { size: 'M' },
      { size: 'S', switches: { rightsDelaySeconds: 1_200 } },
    );
    try {
      for (const { site } of world.sites) await world.host.install(site);
      const reported: string[] = [];
      for (let step = 0; step < 26; step += 1) {
        await world.host.advance(5 * MINUTE);
        for (const [place, installedSite] of world.sites.entries()) {
          const { checklist } = await installedSite.callApp('checklist', {});
          for (const { source, gaps } of checklist?.coverage ?? [])
            if (gaps.some(({ why }) => why === 'denied')) reported.push(`${place} ${step} ${source} denied`);
          for (const { control, is, statuses } of checklist?.events ?? [])
            reported.push(`${place} ${step} ${control} ${is} ${statuses?.before}-${statuses?.after}`);
          for (const { control, regressions } of checklist?.rows ?? [])
            if (regressions !== undefined)
              reported.push(`${place} ${step} ${control} regressions ${regressions}`);
        }
      }
      expect([...new Set(reported)]).toEqual([]);
    } finally {
      await world.close();
    }
  }, 120_000);
});

describe('a change in the hour of the install', () => {
  it('is filed and closed in that hour, though passes have spent all their API points', async () => {
    const world = await createTestWorld();
    try {
      const filter = await createPrivateFilter(world.firstSite, 'Salaries by team');
      await world.host.install(world.firstSite.site);
      await world.host.advance(12 * MINUTE);
      const { scan } = await world.firstSite.callApp('scanProgress', {});
      expect(scan?.waitingFor).toBe('points');
      await world.firstSite.setUp();
      // Pending confirmations are not read again because of what people do meanwhile.
      const calls = () =>
        world.firstSite.site.meter.read().byOperation[
          'GET /rest/api/3/project/{projectKeyOrId}/permissionscheme'
        ]?.calls;
      const before = calls();
      for (const control of ['INF-01', 'INF-02', 'INF-03'] as const) {
        const { revision, settings } = await world.firstSite.callApp('settings', {});
        const { reviewedAdmins, emergencyAccounts, serviceAccounts } = settings;
        const owners = { [control]: world.firstSite.site.people.ana.accountId };
        const value = { reviewedAdmins, emergencyAccounts, serviceAccounts, owners };
        await world.firstSite.callApp('saveSettings', { revision, change: { group: 'people', value } });
        await world.host.advance(MINUTE);
      }
      expect(calls()).toBe(before);
      await setFilterPublic(world.firstSite, filter, true);
      await world.host.advance(6 * MINUTE);
      expect(await world.firstSite.openWorkItems()).toMatchObject([{ property: { control: 'INF-03' } }]);
      await setFilterPublic(world.firstSite, filter, false);
      await world.host.advance(6 * MINUTE);
      expect(await world.firstSite.workItems()).toMatchObject([{ category: 'done' }]);
      expect(new Date(world.clock.now()).getUTCHours()).toBe(8);
    } finally {
      await world.close();
    }
  }, 120_000);
});
