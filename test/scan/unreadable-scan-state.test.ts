import { sources } from '../../src/evidence/sources';
import { fingerprint } from '../../src/remediation/plan/fingerprint';
import { buildUnfiledRecord } from '../../src/remediation/plan/remediation-record';
import { LockedRemediationStore } from '../../src/storage/remediation-records';
import { isDrift } from '../../src/domain/tracked-finding';
import { type Platform, createFakePlatform } from '../api/fake-platform';
import { takeTestLock } from '../storage/save-fixtures';
import { at, filter, runJudging, findTrackedFilter, savePass, saveSettings } from './stored-site';

const RUN_KEY = 'run';
const baselineAt = (minute: number) => ({ baseline: { mode: 'drift', takenAt: at(minute), by: 'ana' } });

let platform: Platform;

/** A finding that came after the baseline, and the work item that was filed for it. */
beforeEach(async () => {
  platform = createFakePlatform(() => undefined);
  saveSettings(platform, baselineAt(0));
  await savePass(sources.publicFilters, [], 0);
  await runJudging(platform, 1);
  await savePass(sources.publicFilters, [filter], 2);
  await runJudging(platform, 2);
  await savePass(sources.publicFilters, [filter], 4);
  await runJudging(platform, 4);
});

async function saveFiledRecord(): Promise<void> {
  const key = (await findTrackedFilter())?.finding.key;
  const record = buildUnfiledRecord({ key: 'INF-03:site', control: 'INF-03', place: 'site' }, at(4));
  await new LockedRemediationStore(await takeTestLock(), at(0)).claim({
    ...record,
    state: 'open',
    filedFingerprints: [fingerprint(key)],
    filedCount: 1,
  });
}

const isNowDrift = async (): Promise<boolean> => {
  const tracked = await findTrackedFilter();
  return tracked !== undefined && isDrift(tracked);
};

const runNow = () => platform.store.get(RUN_KEY) as Record<string, unknown>;

describe('a scan state that can’t be read', () => {
  it('adds nothing with a work item to the baseline', async () => {
    await saveFiledRecord();
    expect(await isNowDrift()).toBe(true);
    platform.store.set(RUN_KEY, 'of another time');
    await runJudging(platform, 6);
    expect(await isNowDrift()).toBe(true);
    expect(runNow()['appliedBaselineAt']).toBe(at(0));
  });

  it('adds what was not filed to the baseline: the app can’t tell when the baseline was taken', async () => {
    platform.store.set(RUN_KEY, 'of another time');
    await runJudging(platform, 6);
    expect(await findTrackedFilter()).toMatchObject({ state: 'open', inBaseline: true });
  });

  it('lets an admin take a new baseline, which includes what was filed', async () => {
    await saveFiledRecord();
    saveSettings(platform, baselineAt(5));
    await runJudging(platform, 6);
    expect(await findTrackedFilter()).toMatchObject({ state: 'open', inBaseline: true });
  });
});

describe('a scan state that another version of the app wrote', () => {
  it('is kept, whatever unknown fields it has', async () => {
    platform.store.set(RUN_KEY, { ...runNow(), epoch: 'of another time' });
    await runJudging(platform, 6);
    expect(runNow()).toMatchObject({ appliedBaselineAt: at(0), judgedOn: '2026-11-02' });
    expect(await isNowDrift()).toBe(true);
  });
});

describe('a scan state with a field that can’t be read', () => {
  it.each(['budget', 'feed', 'pendingConfirmations', 'missingRights', 'scan', 'lastScan'])(
    'keeps the other fields, including the baseline: %s',
    async field => {
      const scanState = runNow();
      platform.store.set(RUN_KEY, { ...scanState, [field]: 'of another time' });
      await runJudging(platform, 6);
      expect(await isNowDrift()).toBe(true);
      expect(runNow()).toMatchObject({ appliedBaselineAt: at(0), judgedOn: scanState['judgedOn'] });
    },
  );

  it('keeps the other fields where an older version lacked one', async () => {
    const { missingRights: _none, ...older } = runNow();
    platform.store.set(RUN_KEY, older);
    await runJudging(platform, 6);
    expect(await isNowDrift()).toBe(true);
    expect(runNow()['missingRights']).toEqual({});
  });
});
