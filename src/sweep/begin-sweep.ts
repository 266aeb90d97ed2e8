import { SOURCES } from '../evidence/sources';
import { type Run, noCost } from '../storage/run';
import { notLaterThan } from '../terms/instant';
import { type SourceId } from '../terms/source-id';
import { type Due, dueSources } from './due';
import { type Message } from './messages';
import { type Slice } from './slice';

export async function due(slice: Slice): Promise<readonly Due[]> {
  const ages = await Promise.all(
    SOURCES.map(async source => {
      const age = await slice.store.ageOf(source);
      // With its right, which was missing, it will show more.
      const showsMore = age.blind && source.right !== 'none' && slice.run.lacking[source.right] === undefined;
      // Read nobody knows when is as good as never read.
      const now = slice.now();
      const { rereadAt } = await slice.store.reading(source);
      const isUntimed = [...(rereadAt?.values() ?? [])].some(at => notLaterThan(now, at) === undefined);
      return {
        source,
        ...age,
        asOf: notLaterThan(now, age.asOf),
        unfinished: age.unfinished || showsMore || isUntimed,
      };
    }),
  );
  return dueSources(ages, slice.now(), slice.feedSince);
}

const whyOf = ({ kind }: Message): 'first' | 'tick' | 'asked' | undefined => {
  if (kind === 'first' || kind === 'tick') return kind;
  return kind === 'sweep-now' ? 'asked' : undefined;
};

/** What the app may see decides how everything else is taken: it is asked first, every time. */
const rightsFirst = (wanted: readonly SourceId[]): SourceId[] => [
  'callerRights',
  ...wanted.filter(id => id !== 'callerRights'),
];

type Sweep = NonNullable<Run['sweep']>;

const newSweep = (slice: Slice, why: Sweep['why']): Sweep => ({
  id: slice.newId(),
  why,
  startedAt: slice.now(),
  heartbeat: slice.now(),
  pending: [],
  asked: [],
  read: [],
  cost: noCost,
});

/** Puts sources in front of what is pending, to be read whatever they cost. */
const asking = (sweep: Sweep, wanted: readonly SourceId[]): Sweep => ({
  ...sweep,
  pending: [...wanted, ...sweep.pending.filter(id => !wanted.includes(id))],
  asked: [...new Set([...wanted, ...sweep.asked])],
});

/** Asks for whole passes; begins a sweep where none is under way. */
export function requestPasses(slice: Slice, wanted: readonly SourceId[]): void {
  slice.update({ sweep: asking(slice.run.sweep ?? newSweep(slice, 'changed'), wanted) });
}

/**
 * Starts a sweep where the message asks for one. A tick leaves one that is under way to go on, in the order that is right
 * by now: a sweep that waits for points may wait for days. What may be filed is counted anew from here on.
 */
export async function begin(slice: Slice, message: Message): Promise<void> {
  const why = whyOf(message);
  if (why === undefined) return;
  // A second request for a scan must not throw away what the first one has read.
  const underWay = slice.run.sweep?.why;
  if (why === 'asked' && (underWay === 'asked' || underWay === 'first')) return;
  slice.update({ filingSince: slice.now() });
  if (why === 'asked') {
    const all = SOURCES.map(({ id }) => id);
    slice.update({ sweep: asking(newSweep(slice, why), all) });
  } else {
    const wanted = (await due(slice)).map(({ id }) => id);
    const current = slice.run.sweep ?? newSweep(slice, why);
    const order = [...current.asked, ...wanted.filter(id => !current.asked.includes(id))];
    slice.update({ sweep: { ...current, pending: rightsFirst(order) } });
  }
  await slice.checkpoint();
}
