import { MINUTE } from '../../sandbox/clock';
import { privateFilter, shareFilter, testWorld } from './harness';

describe('the first reading of a site', () => {
  it('is a start and no change, though points run out and rights come late', async () => {
    const world = await testWorld({ size: 'M' }, { size: 'S', switches: { rightsDelaySeconds: 1_200 } });
    try {
      for (const { site } of world.all) await world.host.install(site);
      const told: string[] = [];
      for (let step = 0; step < 26; step += 1) {
        await world.host.advance(5 * MINUTE);
        for (const [place, lived] of world.all.entries()) {
          const { checklist } = await lived.page('home', {});
          for (const { source, gaps } of checklist?.coverage ?? [])
            if (gaps.some(({ why }) => why === 'denied')) told.push(`${place} ${step} ${source} denied`);
          for (const { control, is, statuses } of checklist?.events ?? [])
            told.push(`${place} ${step} ${control} ${is} ${statuses?.before}-${statuses?.after}`);
          for (const { control, worse } of checklist?.rows ?? [])
            if (worse !== undefined) told.push(`${place} ${step} ${control} worse ${worse}`);
        }
      }
      expect([...new Set(told)]).toEqual([]);
    } finally {
      await world.close();
    }
  }, 120_000);
});

describe('a change in the hour of the install', () => {
  it('is filed and closed in that hour, though all that passes may spend is spent', async () => {
    const world = await testWorld();
    try {
      const filter = await privateFilter(world.on, 'Salaries by team');
      await world.host.install(world.on.site);
      await world.host.advance(12 * MINUTE);
      const { sweep } = await world.on.page('progress', {});
      expect(sweep?.waits).toBe('points');
      await world.on.setUp();
      // What could not be read a second time is not asked for again with whatever else people do meanwhile.
      const calls = () =>
        world.on.site.meter.read().byOperation['GET /rest/api/3/project/{projectKeyOrId}/permissionscheme']
          ?.calls;
      const before = calls();
      for (const control of ['INF-01', 'INF-02', 'INF-03'] as const) {
        const { revision, settings } = await world.on.page('settings', {});
        const { reviewedAdmins, emergencyAccounts, serviceAccounts } = settings;
        const owners = { [control]: world.on.site.people.ana.accountId };
        const value = { reviewedAdmins, emergencyAccounts, serviceAccounts, owners };
        await world.on.page('saveSettings', { revision, change: { group: 'people', value } });
        await world.host.advance(MINUTE);
      }
      expect(calls()).toBe(before);
      await shareFilter(world.on, filter, true);
      await world.host.advance(6 * MINUTE);
      expect(await world.on.openItems()).toMatchObject([{ about: { control: 'INF-03' } }]);
      await shareFilter(world.on, filter, false);
      await world.host.advance(6 * MINUTE);
      expect(await world.on.workItems()).toMatchObject([{ category: 'done' }]);
      expect(new Date(world.clock.now()).getUTCHours()).toBe(8);
    } finally {
      await world.close();
    }
  }, 120_000);
});
