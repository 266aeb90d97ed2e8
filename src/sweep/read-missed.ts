import { type Reader, type Source } from '../evidence/source';
import { SOURCES } from '../evidence/sources';
import { SHARE_FOR_MISSED } from './budget';
import { rereadObjects } from './changes';
import { readerNow } from './evidence-now';
import { readerFor, wouldBeBlind } from './rights';
import { type Slice } from './slice';

/** Single objects of a source that a tick asks for again. */
const MISSED_AT_ONCE = 50;

/** What of a source is missing, by key, in an order that stays. */
async function missedOf(
  { store }: Slice,
  source: Source<unknown>,
  known: Reader,
): Promise<readonly string[]> {
  const named = source.named?.(known, known.reading(source)) ?? [];
  return [...new Set([...(await store.missed(source.id)), ...named])].sort();
}

/** The ring from right after a place on, so that whoever stops early goes on there the next time. */
const from = <T>(ring: readonly T[], isAfter: (each: T) => boolean): readonly T[] => {
  const start = ring.findIndex(isAfter);
  return start < 0 ? ring : [...ring.slice(start), ...ring.slice(0, start)];
};

/**
 * Single objects that a pass could not read, or that came to light after it, are asked for with every tick, instead of all
 * others with them. Some at a time, in turn: those that fail every time keep nobody from being asked.
 */
export async function readMissed(slice: Slice): Promise<void> {
  const known = await readerNow(slice.store, slice.jira, slice.rightsRead === 'closed');
  const most = slice.points + slice.pointsLeft * SHARE_FOR_MISSED;
  const time = { now: () => slice.now(), isOver: () => slice.isOver() || slice.points >= most };
  const { next } = slice.run.missed;
  for (const source of from(SOURCES, ({ id }) => id === next)) {
    const keys = await missedOf(slice, source, known);
    if (keys.length === 0 || (await wouldBeBlind(slice, source))) continue;
    const { after } = slice.run.missed;
    const last = after[source.id] ?? '';
    const asked = from(keys, key => key > last).slice(0, MISSED_AT_ONCE);
    const objects = asked.map(key => ({ source, key }));
    const left = await rereadObjects(objects, await readerFor(slice, [source]), slice.store, time);
    slice.dirty = true;
    const reached = asked[asked.length - left.length - 1] ?? last;
    slice.update({ missed: { after: { ...after, [source.id]: reached } } });
    if (left.length === 0) continue;
    // The others first, the next time: this one may always take all that there is.
    const following = SOURCES[(SOURCES.indexOf(source) + 1) % SOURCES.length];
    return slice.update({ missed: { ...slice.run.missed, next: (following ?? source).id } });
  }
}
