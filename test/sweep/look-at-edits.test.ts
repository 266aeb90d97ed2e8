import { sources } from '../../src/evidence/sources';
import { newRun, readRun } from '../../src/storage/run';
import { noteEdit, pendingEdits } from '../../src/storage/edits';
import { POINTS_FOR_CHECKS } from '../../src/sweep/budget';
import { HOUR } from '../../src/terms/instant';
import { type Platform, platformWith } from '../api/platform';
import { at, filter, judged, read, saved } from './stored-site';

const EDITED = { message: { kind: 'edited' } };
const hourOf = (minute: number): number => Math.floor(at(minute) / HOUR);

/** When the checklist was judged last. */
const judgedAt = ({ store }: Platform): number | undefined =>
  (store.get('checklist') as { at: number } | undefined)?.at;

describe('a look at the work items because people edited them', () => {
  let platform: Platform;
  beforeEach(async () => {
    platform = platformWith(() => undefined);
    saved(platform, {});
    await read(sources.publicFilters, [filter], 0);
    await judged(platform, 1);
    // So that each judging can be seen by its checklist.
    platform.store.delete('checklist');
  });
  const spent = async (points: number): Promise<void> => {
    const run = await readRun();
    platform.store.set('run', { ...run, checks: { hour: hourOf(1), spent: points, judging: 20 } });
  };

  it('is one judging, whatever messages come for it', async () => {
    await noteEdit(at(2));
    await judged(platform, 3, EDITED);
    expect(judgedAt(platform)).toBe(at(3));
    expect(await pendingEdits()).toBeUndefined();
    platform.store.delete('checklist');
    await judged(platform, 4, EDITED);
    expect(judgedAt(platform)).toBeUndefined();
  });

  it('waits for the next tick where checks have no points left, and is not lost', async () => {
    await spent(POINTS_FOR_CHECKS);
    await noteEdit(at(2));
    await judged(platform, 3, EDITED);
    expect(judgedAt(platform)).toBeUndefined();
    expect(await pendingEdits()).toBeDefined();
    await judged(platform, 4, { message: { kind: 'tick' } });
    expect(judgedAt(platform)).toBe(at(4));
    expect(await pendingEdits()).toBeUndefined();
  });

  it('is paid from the points for checks', async () => {
    await spent(100);
    await noteEdit(at(2));
    await judged(platform, 3, EDITED);
    const { checks } = await readRun();
    expect(checks).toMatchObject({ hour: hourOf(3), judging: checks.spent - 100 });
  });

  it('is made up for where its function ended in between', async () => {
    await noteEdit(at(2));
    await judged(platform, 3, { ...EDITED, endedAt: 'checklist' });
    expect(await pendingEdits()).toBeUndefined();
    expect((await readRun()).judgeBy).toBeLessThanOrEqual(at(3));
  });

  it('costs nothing where nobody edited any', async () => {
    platform.store.set('run', { ...newRun, ...(await readRun()) });
    expect(await judged(platform, 3, EDITED)).toEqual([]);
    expect(judgedAt(platform)).toBeUndefined();
  });
});
