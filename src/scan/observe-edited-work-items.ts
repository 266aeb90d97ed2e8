import { readPendingEdits, clearEdits, mergeWorkItems } from '../storage/edited-work-items';
import { readScanState } from '../storage/scan-state';
import { type Instant } from '../domain/instant';
import { allowanceForCheck } from './budget';
import { isDueForJudging } from './judge-slice';
import { type ScanMessage } from './scan-message';
import { type ScanSlice } from './scan-slice';

/** Whether edits of work items are pending, and checks have API points left to read them. */
export async function canObserveEdits(now: Instant): Promise<boolean> {
  if ((await readPendingEdits()) === undefined) return false;
  return allowanceForCheck((await readScanState()).checks, now) > 0;
}

/**
 * Marks the work items that people edited, to be read in this slice. Between ticks, the hour's API points for checks
 * pay for this. If none are left, it waits for the next tick.
 */
export async function observeEditedWorkItems(slice: ScanSlice, { kind }: ScanMessage): Promise<void> {
  if (kind !== 'tick' && kind !== 'edited') return;
  const edits = await readPendingEdits();
  if (edits === undefined) return;
  const isForEdits = kind === 'edited' && !isDueForJudging(slice);
  if (isForEdits && allowanceForCheck(slice.scanState.checks, slice.now()) === 0) return;
  // Noted first: if the slice crashes after the edits are cleared, the stored scan state still lists what to judge and
  // read.
  slice.updateRun({
    judgeBy: slice.now(),
    workItemsToObserve: mergeWorkItems(slice.scanState.workItemsToObserve, edits.workItems),
  });
  await slice.checkpoint();
  await clearEdits(slice.lock, edits, slice.now());
  slice.isJudgingForCheck = isForEdits;
}
