import { sources } from '../../src/evidence/sources';
import { readAuditTrail } from '../../src/storage/audit-trail';
import { type Platform, createFakePlatform } from '../api/fake-platform';
import { filter, runJudging, findTrackedFilter, savePass, saveRecheck, saveSettings } from './stored-site';

const dashboard = { id: '9', name: 'Board of bugs' };

let platform: Platform;
beforeEach(() => {
  platform = createFakePlatform(() => undefined);
});

const approvedFilter = { id: '7', reason: 'Status page', owner: 'lee', until: '2027-06-30' };

async function auditTrailSteps(): Promise<readonly string[]> {
  const { entries } = await readAuditTrail(50);
  return entries.flatMap(({ body }) =>
    ((body['steps'] ?? []) as readonly { key: string; is: string }[]).map(({ key, is }) => `${is} ${key}`),
  );
}

describe('a judging restarted after a crash', () => {
  it('still knows that a setting brought a finding', async () => {
    saveSettings(platform, { approvedFilters: [approvedFilter] });
    await savePass(sources.publicFilters, [filter], 0);
    await runJudging(platform, 1);
    expect(await findTrackedFilter()).toBeUndefined();
    saveSettings(platform, {});
    await runJudging(platform, 2, { endedAt: 'findings' });
    expect(await findTrackedFilter()).toBeUndefined();
    await runJudging(platform, 3);
    expect(await findTrackedFilter()).toMatchObject({ state: 'unconfirmed', origin: 'setting' });
  });

  it('still knows that a setting ended a finding', async () => {
    saveSettings(platform, {});
    await savePass(sources.publicFilters, [filter], 0);
    await runJudging(platform, 1);
    await savePass(sources.publicFilters, [filter], 3);
    await runJudging(platform, 3);
    expect(await findTrackedFilter()).toMatchObject({ state: 'open' });
    saveSettings(platform, { approvedFilters: [approvedFilter] });
    await runJudging(platform, 4, { endedAt: 'findings' });
    await savePass(sources.publicFilters, [filter], 6);
    await runJudging(platform, 6);
    expect(await findTrackedFilter()).toMatchObject({ state: 'ended', endReason: 'setting-changed' });
    await runJudging(platform, 7);
    expect(await findTrackedFilter()).toMatchObject({ state: 'ended', endReason: 'setting-changed' });
  });

  it.each(['findings', 'checklist', 'settings:judged', 'run'])(
    'adds its events to the audit trail once, and none before they are saved: crash at %s',
    async endedAt => {
      saveSettings(platform, {});
      await savePass(sources.publicFilters, [filter], 0);
      await savePass(sources.publicDashboards, [dashboard], 0);
      await runJudging(platform, 1, { endedAt });
      expect(await auditTrailSteps()).toEqual([]);
      await runJudging(platform, 2);
      const auditSteps = await auditTrailSteps();
      expect([...auditSteps].sort()).toEqual([
        expect.stringMatching(/^detected INF-03:/),
        expect.stringMatching(/^detected INF-04:/),
      ]);
    },
  );

  it('adds only what happened by then to the audit trail', async () => {
    saveSettings(platform, {});
    await savePass(sources.publicFilters, [filter], 0);
    await runJudging(platform, 1, { endedAt: 'findings' });
    await savePass(sources.publicDashboards, [dashboard], 2);
    await runJudging(platform, 2);
    expect(await auditTrailSteps()).toHaveLength(2);
  });

  it('adds the same event again in the next judging', async () => {
    saveSettings(platform, {});
    await savePass(sources.publicFilters, [filter], 0);
    await runJudging(platform, 1);
    await saveRecheck(sources.publicFilters, filter.id, 3);
    await runJudging(platform, 3);
    await savePass(sources.publicFilters, [filter], 5);
    await runJudging(platform, 5);
    const auditSteps = await auditTrailSteps();
    expect(auditSteps).toHaveLength(2);
    expect(auditSteps[0]).toBe(auditSteps[1]);
  });
});
