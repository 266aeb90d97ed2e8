import { type RemediationRecord } from '../remediation/plan/remediation-record';
import { mergeWorkItems } from '../storage/edited-work-items';
import { type ScanMessage } from './scan-message';
import { type ScanSlice } from './scan-slice';

/**
 * Minimum number of work items to read at a tick even if nothing reports a change. Above 24 times this number, each
 * tick reads a 24th of them.
 */
const MIN_PER_TICK = 200;
const TICKS_PER_DAY = 24;

/**
 * The next work items to read in rotation. Events get lost, and some changes have none, so each is read at least daily.
 * @param after key of the last record of the previous turn.
 */
export function nextWorkItemsInTurn(
  records: readonly Pick<RemediationRecord, 'key' | 'issueId' | 'state'>[],
  after: string,
): { readonly ids: readonly string[]; readonly after: string } {
  const open = records
    .filter(({ state, issueId }) => state !== 'done' && issueId !== undefined)
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  const size = Math.max(MIN_PER_TICK, Math.ceil(open.length / TICKS_PER_DAY));
  const turn = [...open.filter(({ key }) => key > after), ...open.filter(({ key }) => key <= after)].slice(
    0,
    size,
  );
  return { ids: turn.flatMap(({ issueId }) => issueId ?? []), after: turn.at(-1)?.key ?? '' };
}

/**
 * Notes which work items to read: the next in rotation at a tick, or all for a requested scan. `observeEditedWorkItems`
 * adds the edited ones. They stay noted until read.
 */
export async function noteWorkItemsToObserve(slice: ScanSlice, message: ScanMessage): Promise<void> {
  const { workItemsToObserve: lookAt, lastObservedKey: lookedAfter = '' } = slice.scanState;
  if (message.kind === 'scan-now') return slice.updateRun({ workItemsToObserve: 'all' });
  if (message.kind !== 'tick') return;
  const { ids, after } = nextWorkItemsInTurn(await slice.remediations.all(), lookedAfter);
  slice.updateRun({ workItemsToObserve: mergeWorkItems(lookAt, ids), lastObservedKey: after });
}
