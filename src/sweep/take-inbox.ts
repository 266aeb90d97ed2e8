import { changesIn, emptyPart, readInbox } from '../storage/inbox';
import { take } from './follow-changes';
import { type Slice } from './slice';

/**
 * Takes what events brought, however many there are, and empties the inbox once that is written: a crash before it has them
 * taken a second time, which reads the same objects again. What comes in meanwhile is taken as well.
 */
export async function takeInbox(slice: Slice): Promise<void> {
  const taken = new Set<string>();
  for (;;) {
    const parts = await readInbox();
    const fresh = changesIn(parts).filter(({ id }) => !taken.has(id));
    if (parts.length === 0) return;
    if (slice.isOver()) return slice.leaveChanges();
    await take(slice, fresh);
    for (const { id } of fresh) taken.add(id);
    await slice.checkpoint();
    let isEmpty = true;
    for (const part of parts) isEmpty = (await emptyPart(part, slice.now(), slice.hold)) && isEmpty;
    if (isEmpty) return;
  }
}
