import { type Source } from '../evidence/source';
import { sources } from '../evidence/sources';
import { type SourceId } from '../domain/source-id';
import { collectDueSources } from './begin-scan';
import { POINTS_FOR_EARLY_READING, SHARE_FOR_OBJECTS } from './budget';
import { type ReadOutcome, readSource } from './read-source';
import { readRights, areRightsSettled, lacksRight, createSliceReader, wouldBeBlind } from './rights';
import { type ScanSlice } from './scan-slice';

/** How reading the pending sources ended. `waiting`: for rights or API points, which later ticks will have. */
export type PendingReadResult = 'done' | 'more' | 'waiting';

function pauseFor(slice: ScanSlice, waitingFor: 'rights' | 'points'): PendingReadResult {
  const { scan } = slice.scanState;
  if (scan !== undefined) slice.updateRun({ scan: { ...scan, waitingFor } });
  return 'waiting';
}

/** API points between two checkpoints: the most that a crash makes the app spend again. */
const POINTS_BETWEEN_CHECKPOINTS = 100;

export async function readPendingSources(slice: ScanSlice): Promise<PendingReadResult> {
  const pointsBefore = slice.points;
  let pointsAtCheckpoint = pointsBefore;
  const { scan: resumed } = slice.scanState;
  if (resumed?.waitingFor !== undefined) {
    const { waitingFor: _waitingFor, ...scan } = resumed;
    slice.updateRun({ scan });
  }
  const urgency = new Map((await collectDueSources(slice)).map(({ id, urgent }) => [id, urgent]));
  /** Requested sources that can't be read while the rights are unknown. A later tick reads them. */
  const blockedByRights = new Set<SourceId>();
  for (;;) {
    const { scan } = slice.scanState;
    const id = scan?.pending.find(each => !blockedByRights.has(each));
    if (scan === undefined || id === undefined)
      return blockedByRights.size === 0 ? 'done' : pauseFor(slice, 'rights');
    if (slice.isTimeUp()) return 'more';
    const source: Source<unknown> = sources[id];
    // A source that is not urgent leaves most of the hour's API points for later messages.
    const isNotUrgent = !scan.requested.includes(id) && urgency.get(id) === false;
    const hasSpentEarlyPoints = (): boolean =>
      isNotUrgent && slice.points - pointsBefore >= POINTS_FOR_EARLY_READING;
    const wouldBeIncomplete = !hasSpentEarlyPoints() && (await wouldBeBlind(slice, source));
    if (wouldBeIncomplete && slice.rightsOutcome === 'out-of-points') return pauseFor(slice, 'points');
    if (wouldBeIncomplete && slice.rightsOutcome !== 'completed' && scan.requested.includes(id)) {
      blockedByRights.add(id);
      continue;
    }
    if (wouldBeIncomplete && scan.requested.includes(id))
      slice.updateRun({ deferredSources: [...new Set([...slice.scanState.deferredSources, id])] });
    if (!hasSpentEarlyPoints() && !wouldBeIncomplete) {
      const reader = await createSliceReader(slice, [source]);
      const read = (): Promise<ReadOutcome> =>
        readSource({
          source,
          reader,
          store: slice.store,
          time: { now: () => slice.now(), isTimeUp: () => slice.isTimeUp() || hasSpentEarlyPoints() },
          areRightsSettled: areRightsSettled(slice),
          lacksRight: lacksRight(slice, source),
          points: () => slice.points,
          checkpoint: slice.checkpoint,
        });
      const end =
        id === 'callerRights' ? await readRights(slice) : await slice.reservingShare(SHARE_FOR_OBJECTS, read);
      slice.needsJudging = true;
      if (end === 'out-of-points') return pauseFor(slice, 'points');
      if (end === 'paused' && slice.isTimeUp()) return 'more';
      if (id === 'callerRights' && !areRightsSettled(slice)) return pauseFor(slice, 'rights');
      const after = slice.scanState.scan ?? scan;
      if (end !== 'paused') slice.updateRun({ scan: { ...after, read: [...after.read, id] } });
    }
    slice.noteProgress('cursor');
    // Read again: a right that came back can have requested more sources.
    const current = slice.scanState.scan ?? scan;
    slice.updateRun({
      scan: {
        ...current,
        pending: current.pending.filter(each => each !== id),
        requested: current.requested.filter(each => each !== id),
      },
    });
    if (slice.points - pointsAtCheckpoint < POINTS_BETWEEN_CHECKPOINTS) continue;
    await slice.checkpoint();
    pointsAtCheckpoint = slice.points;
  }
}
