import { type Source } from '../evidence/source';
import { sources } from '../evidence/sources';
import { due } from './begin-sweep';
import { POINTS_FOR_EARLY_READING } from './budget';
import { readerNow } from './evidence-now';
import { readSource } from './read';
import { isReady, noteRights, wouldBeBlind } from './rights';
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
  let kept = slice.points;
  const { sweep: begun } = slice.run;
  if (begun?.waits !== undefined) {
    const { waits: _over, ...sweep } = begun;
    slice.update({ sweep });
  }
  const urgency = new Map((await due(slice)).map(({ id, urgent }) => [id, urgent]));
  for (;;) {
    const { sweep } = slice.run;
    const id = sweep?.pending[0];
    if (sweep === undefined || id === undefined) return 'done';
    if (slice.isOver()) return 'more';
    const source: Source<unknown> = sources[id];
    // What is not near its end of life leaves most of the hour's points to whatever the next message brings.
    const isEarly = !sweep.asked.includes(id) && urgency.get(id) === false;
    const isEnough = (): boolean => isEarly && slice.points >= POINTS_FOR_EARLY_READING;
    if (!isEnough() && !(await wouldBeBlind(slice, source))) {
      const reader = await readerNow(slice.store, slice.jira);
      const end = await slice.sparing(() =>
        readSource({
          source,
          reader,
          store: slice.store,
          time: { now: () => slice.now(), isOver: () => slice.isOver() || isEnough() },
          ready: isReady(slice),
          points: () => slice.points,
          checkpoint: slice.checkpoint,
        }),
      );
      slice.dirty = true;
      if (id === 'callerRights') await noteRights(slice);
      if (end === 'spent') return waitFor(slice, 'points');
      if (end === 'paused' && slice.isOver()) return 'more';
      if (id === 'callerRights' && !isReady(slice)) return waitFor(slice, 'rights');
      if (end !== 'paused') slice.update({ sweep: { ...sweep, read: [...sweep.read, id] } });
    }
    const { asked } = sweep;
    slice.update({
      sweep: {
        ...(slice.run.sweep ?? sweep),
        pending: sweep.pending.slice(1),
        asked: asked.filter(each => each !== id),
      },
    });
    if (slice.points - kept < BETWEEN_CHECKPOINTS) continue;
    await slice.checkpoint();
    kept = slice.points;
  }
}
