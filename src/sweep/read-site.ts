import { begin } from './begin-sweep';
import { checkObjects } from './check-objects';
import { follow, take } from './follow-changes';
import { type Message } from './messages';
import { lookAtEdits } from './look-at-edits';
import { readMissed } from './read-missed';
import { readAgain, rereadAll, withSources } from './read-objects';
import { type Pending, readPending } from './read-pending';
import { type Slice } from './slice';
import { takeInbox } from './take-inbox';

/** Messages that have the audit log read. */
const FOLLOWING: readonly Message['kind'][] = ['first', 'tick', 'sweep-now'];

/** Reads what the message asks for, then what waits for a second read, then what is due, as far as time and points go. */
export async function readSite(slice: Slice, message: Message): Promise<Pending> {
  await begin(slice, message);
  if (message.kind === 'changed' && message.change !== undefined) await take(slice, [message.change]);
  await takeInbox(slice);
  await lookAtEdits(slice, message);
  if (message.kind === 'settle' && message.why === 'check') await checkObjects(slice, message.objects);
  else if (message.kind === 'settle') {
    slice.dirty = true;
    await rereadAll(slice, withSources(message.objects));
  }
  slice.isTick = message.kind === 'tick';
  if (slice.isTick) slice.update({ lastTick: slice.now() });
  if (FOLLOWING.includes(message.kind)) await follow(slice);
  await readAgain(slice);
  // Before the passes, which else take a new hour's points first.
  if (message.kind === 'tick' || slice.isFirstInHour) await readMissed(slice);
  return readPending(slice);
}
