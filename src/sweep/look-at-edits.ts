import { pendingEdits, takeEdits, withWorkItems } from '../storage/edits';
import { readRun } from '../storage/run';
import { type Instant } from '../terms/instant';
import { allowanceForCheck } from './budget';
import { isDueForJudging } from './judge-slice';
import { type Message } from './messages';
import { type Slice } from './slice';

/** Whether edits of work items wait for a look, and checks have points left for it. */
export async function mayLookAtEdits(now: Instant): Promise<boolean> {
  if ((await pendingEdits()) === undefined) return false;
  return allowanceForCheck((await readRun()).checks, now) > 0;
}

/**
 * Has the work items looked at because people edited them. A look between two ticks is paid from the hour's points for
 * checks; without any it waits for the next tick.
 */
export async function lookAtEdits(slice: Slice, { kind }: Message): Promise<void> {
  if (kind !== 'tick' && kind !== 'edited') return;
  const edits = await pendingEdits();
  if (edits === undefined) return;
  const isForEdits = kind === 'edited' && !isDueForJudging(slice);
  if (isForEdits && allowanceForCheck(slice.run.checks, slice.now()) === 0) return;
  // Noted first: a crash after the edits are taken leaves a run that says what is to be judged and read.
  slice.update({ judgeBy: slice.now(), lookAt: withWorkItems(slice.run.lookAt, edits.workItems) });
  await slice.checkpoint();
  await takeEdits(slice.hold, edits, slice.now());
  slice.judgesForCheck = isForEdits;
}
