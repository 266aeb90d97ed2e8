import { isLogInEnglish } from '../evidence/audit-record';
import { type Change } from '../evidence/change';
import { changesSince } from '../evidence/changes';
import { gapOf } from '../evidence/gaps-of-errors';
import { SOURCES } from '../evidence/sources';
import { keepChanges } from '../storage/changes';
import { requestPasses } from './begin-sweep';
import { touchedBy } from './changes';
import { readerNow } from './evidence-now';
import { nameOf } from './judge-site';
import { rereadAll } from './read-objects';
import { isReady } from './rights';
import { type Slice } from './slice';

/** Reads again what changes touched: single objects at once, the rest by a new pass. */
export async function take(slice: Slice, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  slice.noteProgress('cursor');
  await keepChanges(changes, slice.now(), slice.hold);
  const known = await readerNow(slice.store, slice.jira, true);
  const { anew, objects } = touchedBy(changes, SOURCES, known);
  const { sweep } = slice.run;
  const missing = anew.map(({ id }) => id).filter(id => !sweep?.asked.includes(id));
  if (missing.length > 0) requestPasses(slice, missing);
  // Whatever was asked in vain of them so far, they are others now.
  const touched = new Set(objects.map(({ source, key }) => nameOf({ source: source.id, key })));
  slice.update({ second: slice.run.second.filter(read => !touched.has(nameOf(read))) });
  // Noted before they are read: what fails, or is not reached, is asked for again with every tick.
  for (const { source, key } of objects) await slice.store.expect(source.id, key, slice.now());
  await rereadAll(slice, objects);
}

/** Reads the audit log since the last time. A refusal is remembered: while the log is refused there is no feed. */
export async function follow(slice: Slice): Promise<void> {
  const { feed } = slice.run;
  try {
    const read = await changesSince(slice.jira, feed.cursor, slice.now());
    const since = read.hole || feed.since === undefined ? slice.now() : feed.since;
    const isEnglish = isLogInEnglish(read.changes) ?? feed.isEnglish;
    slice.update({
      feed: {
        cursor: { at: read.cursor.at, seen: [...read.cursor.seen] },
        since,
        ...(isEnglish === undefined ? {} : { isEnglish }),
      },
    });
    await take(slice, read.changes);
  } catch (error) {
    // No hole: what was missed is read from the same cursor as soon as the log answers again.
    const { why } = gapOf(error);
    const refused = why === 'denied' && !isReady(slice) ? 'not-ready' : why;
    slice.update({ feed: { ...feed, refused } });
  }
}
