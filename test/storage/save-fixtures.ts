import { type ControlHistory } from '../../src/posture/compare-findings';
import { type EvidenceWriter } from '../../src/storage/evidence-writer';
import { planFindingsWrites } from '../../src/storage/findings';
import { type DaySummary, planDayWrites } from '../../src/storage/day-summaries';
import { MAX_LOCKED_OPERATIONS, type ScanLock, acquireLock, writeWithLock } from '../../src/storage/lock';
import { type ControlId } from '../../src/domain/control-attributes';
import { instant } from '../../src/domain/instant';

/* What a slice of the scan would have written. */

/** The lock of the scan, held by the test until another holder takes it. */
export async function takeTestLock(): Promise<ScanLock> {
  const lock = await acquireLock('test', instant(1), instant(1));
  if (lock === undefined) throw new Error('the scan is locked by another holder');
  return lock;
}

export async function saveEvidence(store: EvidenceWriter): Promise<void> {
  const unsaved = store.collectUnsaved();
  await writeWithLock(
    await takeTestLock(),
    unsaved.flatMap(({ writeGroups }) => writeGroups),
  );
  store.markSaved(unsaved);
}

export async function saveFindings(control: ControlId, history: ControlHistory): Promise<void> {
  const { preliminaryWrites, transactionWrites } = await planFindingsWrites(
    new Map([[control, history]]),
    MAX_LOCKED_OPERATIONS,
  );
  await writeWithLock(await takeTestLock(), [...preliminaryWrites.map(write => [write]), transactionWrites]);
}

export async function saveDay(day: DaySummary): Promise<void> {
  const { writes } = await planDayWrites(day);
  await writeWithLock(await takeTestLock(), [writes]);
}
