import { changesInParts, emptyInboxPart, readInboxParts } from '../storage/inbox';
import { processChanges } from './process-changes';
import { type ScanSlice } from './scan-slice';

/**
 * Processes all changes in the inbox, then empties it. After a crash in between, the next slice processes them again,
 * which only re-checks the same objects. Also processes changes that arrive meanwhile.
 */
export async function processInbox(slice: ScanSlice): Promise<void> {
  const processed = new Set<string>();
  for (;;) {
    const parts = await readInboxParts();
    const unprocessed = changesInParts(parts).filter(({ id }) => !processed.has(id));
    if (parts.length === 0) return;
    if (slice.isTimeUp()) return slice.noteUnprocessedChanges();
    await processChanges(slice, unprocessed);
    for (const { id } of unprocessed) processed.add(id);
    await slice.checkpoint();
    let isEmpty = true;
    for (const part of parts) isEmpty = (await emptyInboxPart(part, slice.now(), slice.lock)) && isEmpty;
    if (isEmpty) return;
  }
}
