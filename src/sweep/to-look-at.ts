import { type Memory } from '../remediation/memory';
import { withWorkItems } from '../storage/edits';
import { type Message } from './messages';
import { type Slice } from './slice';

/** So many work items are read at a tick though nothing says that they changed; of more than a day can hold, a 24th. */
const A_TICK = 200;
const TICKS = 24;

/**
 * The next work items whose turn it is. Events get lost, and of some changes there is none: each is read at least once a day.
 * @param after the record that was the last one before.
 */
export function nextInTurn(
  records: readonly Pick<Memory, 'key' | 'issueId' | 'state'>[],
  after: string,
): { readonly ids: readonly string[]; readonly after: string } {
  const open = records
    .filter(({ state, issueId }) => state !== 'done' && issueId !== undefined)
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  const size = Math.max(A_TICK, Math.ceil(open.length / TICKS));
  const turn = [...open.filter(({ key }) => key > after), ...open.filter(({ key }) => key <= after)].slice(
    0,
    size,
  );
  return { ids: turn.flatMap(({ issueId }) => issueId ?? []), after: turn.at(-1)?.key ?? '' };
}

/**
 * Notes which work items a message asks to read, until they were: those whose turn it is at a tick, or all where a person asks
 * for a scan. Those that were edited are noted by `lookAtEdits`.
 */
export async function noteToLookAt(slice: Slice, message: Message): Promise<void> {
  const { lookAt, lookedAfter = '' } = slice.run;
  if (message.kind === 'sweep-now') return slice.update({ lookAt: 'all' });
  if (message.kind !== 'tick') return;
  const { ids, after } = nextInTurn(await slice.remediations.all(), lookedAfter);
  slice.update({ lookAt: withWorkItems(lookAt, ids), lookedAfter: after });
}
