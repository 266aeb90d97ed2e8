import { type SourceReader, type Source } from '../evidence/source';
import { SOURCES_IN_SCAN_ORDER } from '../evidence/sources';
import { SHARE_FOR_MISSED } from './budget';
import { recheckObjects } from './touched-objects';
import { createReader } from './load-evidence';
import { createSliceReader, wouldBeBlind } from './rights';
import { type ScanSlice } from './scan-slice';

/** Missed objects of one source that a tick re-checks. */
const MAX_MISSED_PER_SOURCE = 50;

/** The missed objects of a source, by key, in a stable order. */
async function collectMissedKeys(
  { store }: ScanSlice,
  source: Source<unknown>,
  reader: SourceReader,
): Promise<readonly string[]> {
  const namedKeys = source.findUnreadKeys?.(reader, reader.reading(source)) ?? [];
  return [...new Set([...(await store.missedKeys(source.id)), ...namedKeys])].sort();
}

/** Rotates the list to begin at `isStart`, so that a run that stopped early continues there next time. */
const rotateFrom = <T>(ring: readonly T[], isStart: (each: T) => boolean): readonly T[] => {
  const start = ring.findIndex(isStart);
  return start < 0 ? ring : [...ring.slice(start), ...ring.slice(0, start)];
};

/**
 * Re-checks single objects that a pass could not read or that were discovered after it. Every tick does this, which
 * avoids a new pass. It takes a limited number in turn, so that objects that always fail don't block the others.
 */
export async function recheckMissedObjects(slice: ScanSlice): Promise<void> {
  const reader = await createReader(slice.store, slice.jira, slice.rightsOutcome === 'completed');
  // Expensive missed objects leave half of the API points for passes and for objects that changed in the same hour.
  const pointsLimit = slice.points + slice.pointsLeft * SHARE_FOR_MISSED;
  const time = { now: () => slice.now(), isTimeUp: () => slice.isTimeUp() || slice.points >= pointsLimit };
  const { next: firstSource } = slice.scanState.missedProgress;
  for (const source of rotateFrom(SOURCES_IN_SCAN_ORDER, ({ id }) => id === firstSource)) {
    const keys = await collectMissedKeys(slice, source, reader);
    if (keys.length === 0 || (await wouldBeBlind(slice, source))) continue;
    const { after: lastKeys } = slice.scanState.missedProgress;
    const lastKey = lastKeys[source.id] ?? '';
    const selectedKeys = rotateFrom(keys, key => key > lastKey).slice(0, MAX_MISSED_PER_SOURCE);
    const objects = selectedKeys.map(key => ({ source, key }));
    const remaining = await recheckObjects(
      objects,
      await createSliceReader(slice, [source]),
      slice.store,
      time,
    );
    slice.needsJudging = true;
    const lastReached = selectedKeys[selectedKeys.length - remaining.length - 1] ?? lastKey;
    slice.updateRun({ missedProgress: { after: { ...lastKeys, [source.id]: lastReached } } });
    if (remaining.length === 0) continue;
    // Starts with the next source next time, since this one could use all API points every time.
    const nextSource =
      SOURCES_IN_SCAN_ORDER[(SOURCES_IN_SCAN_ORDER.indexOf(source) + 1) % SOURCES_IN_SCAN_ORDER.length];
    return slice.updateRun({
      missedProgress: { ...slice.scanState.missedProgress, next: (nextSource ?? source).id },
    });
  }
}
