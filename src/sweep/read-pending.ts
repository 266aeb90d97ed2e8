import { type Source } from '../evidence/source';
import { sources } from '../evidence/sources';
import { type SourceId } from '../terms/source-id';
import { due } from './begin-sweep';
import { POINTS_FOR_EARLY_READING, SHARE_FOR_OBJECTS } from './budget';
import { type ReadEnd, readSource } from './read';
import { askRights, isReady, isWithoutRight, readerFor, wouldBeBlind } from './rights';
import { type Slice } from './slice';

/** How reading what is pending ended: `waiting` for rights or points, which later ticks will have. */
export type Pending = 'done' | 'more' | 'waiting';

function waitFor(slice: Slice, waits: 'rights' | 'points'): Pending {
  const { sweep } = slice.run;
  if (sweep !== undefined) slice.update({ sweep: { ...sweep, waits } });
  return 'waiting';
}

/** Points between two checkpoints: what a crash makes it ask for again at most. */
const BETWEEN_CHECKPOINTS = 100;

export async function readPending(slice: Slice): Promise<Pending> {
  const before = slice.points;
  let kept = before;
  const { sweep: begun } = slice.run;
  if (begun?.waits !== undefined) {
    const { waits: _over, ...sweep } = begun;
    slice.update({ sweep });
  }
  const urgency = new Map((await due(slice)).map(({ id, urgent }) => [id, urgent]));
  /** Asked for, and not to be read while the rights are not known: a later tick reads them. */
  const held = new Set<SourceId>();
  for (;;) {
    const { sweep } = slice.run;
    const id = sweep?.pending.find(each => !held.has(each));
    if (sweep === undefined || id === undefined) return held.size === 0 ? 'done' : waitFor(slice, 'rights');
    if (slice.isOver()) return 'more';
    const source: Source<unknown> = sources[id];
    // What is not near its end of life leaves most of the hour's points to whatever the next message brings.
    const isEarly = !sweep.asked.includes(id) && urgency.get(id) === false;
    const isEnough = (): boolean => isEarly && slice.points - before >= POINTS_FOR_EARLY_READING;
    const isBlind = !isEnough() && (await wouldBeBlind(slice, source));
    if (isBlind && slice.rightsRead === 'spent') return waitFor(slice, 'points');
    if (isBlind && slice.rightsRead !== 'closed' && sweep.asked.includes(id)) {
      held.add(id);
      continue;
    }
    if (isBlind && sweep.asked.includes(id)) slice.update({ owed: [...new Set([...slice.run.owed, id])] });
    if (!isEnough() && !isBlind) {
      const reader = await readerFor(slice, [source]);
      const read = (): Promise<ReadEnd> =>
        readSource({
          source,
          reader,
          store: slice.store,
          time: { now: () => slice.now(), isOver: () => slice.isOver() || isEnough() },
          ready: isReady(slice),
          blind: isWithoutRight(slice, source),
          points: () => slice.points,
          checkpoint: slice.checkpoint,
        });
      const end =
        id === 'callerRights' ? await askRights(slice) : await slice.sparing(SHARE_FOR_OBJECTS, read);
      slice.dirty = true;
      if (end === 'spent') return waitFor(slice, 'points');
      if (end === 'paused' && slice.isOver()) return 'more';
      if (id === 'callerRights' && !isReady(slice)) return waitFor(slice, 'rights');
      const after = slice.run.sweep ?? sweep;
      if (end !== 'paused') slice.update({ sweep: { ...after, read: [...after.read, id] } });
    }
    slice.noteProgress('cursor');
    // As it is by now: a right that is back has sources asked for.
    const current = slice.run.sweep ?? sweep;
    slice.update({
      sweep: {
        ...current,
        pending: current.pending.filter(each => each !== id),
        asked: current.asked.filter(each => each !== id),
      },
    });
    if (slice.points - kept < BETWEEN_CHECKPOINTS) continue;
    await slice.checkpoint();
    kept = slice.points;
  }
}
