import { sources } from '../../src/evidence/sources';
import { initialScanState, readScanState } from '../../src/storage/scan-state';
import { recordEdit, readPendingEdits } from '../../src/storage/edited-work-items';
import { POINTS_FOR_CHECKS } from '../../src/scan/budget';
import { HOUR } from '../../src/domain/instant';
import { type Platform, createFakePlatform } from '../api/fake-platform';
import { at, filter, runJudging, savePass, saveSettings } from './stored-site';

const EDITED = { message: { kind: 'edited' } };
const hourOf = (minute: number): number => Math.floor(at(minute) / HOUR);

/** When the checklist was judged last. */
const judgedAt = ({ store }: Platform): number | undefined =>
  (store.get('checklist') as { at: number } | undefined)?.at;

describe('reading edited work items', () => {
  let platform: Platform;
  beforeEach(async () => {
    platform = createFakePlatform(() => undefined);
    saveSettings(platform, {});
    await savePass(sources.publicFilters, [filter], 0);
    await runJudging(platform, 1);
    // So that each judging can be seen by its checklist.
    platform.store.delete('checklist');
  });
  const spent = async (points: number): Promise<void> => {
    const scanState = await readScanState();
    platform.store.set('run', {
      ...scanState,
      checks: { hour: hourOf(1), spent: points, judgingPoints: 20 },
    });
  };

  it('causes one judging, however many messages arrive', async () => {
    await recordEdit(at(2));
    await runJudging(platform, 3, EDITED);
    expect(judgedAt(platform)).toBe(at(3));
    expect(await readPendingEdits()).toBeUndefined();
    platform.store.delete('checklist');
    await runJudging(platform, 4, EDITED);
    expect(judgedAt(platform)).toBeUndefined();
  });

  it('waits for the next tick where checks have no points left, and is not lost', async () => {
    await spent(POINTS_FOR_CHECKS);
    await recordEdit(at(2));
    await runJudging(platform, 3, EDITED);
    expect(judgedAt(platform)).toBeUndefined();
    expect(await readPendingEdits()).toBeDefined();
    await runJudging(platform, 4, { message: { kind: 'tick' } });
    expect(judgedAt(platform)).toBe(at(4));
    expect(await readPendingEdits()).toBeUndefined();
  });

  it('is paid from the points for checks', async () => {
    await spent(100);
    await recordEdit(at(2));
    await runJudging(platform, 3, EDITED);
    const { checks } = await readScanState();
    expect(checks).toMatchObject({ hour: hourOf(3), judgingPoints: checks.spent - 100 });
  });

  it('is repeated after a crash', async () => {
    await recordEdit(at(2));
    await runJudging(platform, 3, { ...EDITED, endedAt: 'checklist' });
    expect(await readPendingEdits()).toBeUndefined();
    expect((await readScanState()).judgeBy).toBeLessThanOrEqual(at(3));
  });

  it('costs nothing if no one edited any', async () => {
    platform.store.set('run', { ...initialScanState, ...(await readScanState()) });
    expect(await runJudging(platform, 3, EDITED)).toEqual([]);
    expect(judgedAt(platform)).toBeUndefined();
  });
});
