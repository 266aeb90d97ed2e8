import { beginScan } from './begin-scan';
import { runRequestedCheck } from './requested-checks';
import { readChangeFeed, processChanges } from './process-changes';
import { type ScanMessage } from './scan-message';
import { observeEditedWorkItems } from './observe-edited-work-items';
import { recheckMissedObjects } from './recheck-missed-objects';
import { readDueConfirmations, recheckInSlice, withSources } from './recheck-in-slice';
import { type PendingReadResult, readPendingSources } from './read-pending-sources';
import { type ScanSlice } from './scan-slice';
import { processInbox } from './process-inbox';

/** The messages that read the audit log. */
const FOLLOWING: readonly ScanMessage['kind'][] = ['first', 'tick', 'scan-now'];

/**
 * Reads what the message asks for, then due confirmations, then due sources, within the limits of time and API points.
 */
export async function readForMessage(slice: ScanSlice, message: ScanMessage): Promise<PendingReadResult> {
  await beginScan(slice, message);
  if (message.kind === 'changed' && message.change !== undefined)
    await processChanges(slice, [message.change]);
  await processInbox(slice);
  await observeEditedWorkItems(slice, message);
  if (message.kind === 'settle' && message.why === 'check') await runRequestedCheck(slice, message.objects);
  else if (message.kind === 'settle') {
    slice.needsJudging = true;
    await recheckInSlice(slice, withSources(message.objects));
  }
  slice.isTick = message.kind === 'tick';
  if (slice.isTick) slice.updateRun({ lastTick: slice.now() });
  if (FOLLOWING.includes(message.kind)) await readChangeFeed(slice);
  await readDueConfirmations(slice);
  // Before the passes, which would otherwise spend the API points of a new hour first.
  if (message.kind === 'tick' || slice.isFirstInHour) await recheckMissedObjects(slice);
  return readPendingSources(slice);
}
