import { type Change } from '../evidence/change';
import { changesSince } from '../evidence/changes';
import { gapOf } from '../evidence/gaps-of-errors';
import { lackingNow } from '../evidence/rights';
import { type Source } from '../evidence/source';
import { SOURCES, sources } from '../evidence/sources';
import { keepChanges } from '../storage/changes';
import { type Run, noCost } from '../storage/run';
import { HOUR } from '../terms/instant';
import { type SourceId } from '../terms/source-id';
import { POINTS_FOR_EARLY_READING } from './budget';
import { rereadObjects, touchedBy } from './changes';
import { type Due, dueSources } from './due';
import { readerNow } from './evidence-now';
import { nameOf } from './judge-site';
import { type Message } from './messages';
import { readSource } from './read';
import { type Slice } from './slice';

/** After this long without rights they are taken to be refused, and no longer on their way. */
const READY_WITHIN = HOUR;

/** Single objects of a source that a tick asks for again. */
const MISSED_AT_ONCE = 50;

type ObjectKey = { readonly source: SourceId; readonly key: string };

const sourceOf = (id: SourceId): Source<unknown> => sources[id];

/** Whether a refusal is to be believed: the rights were there once, or have had an hour to arrive. */
export const isReady = (slice: Slice): boolean =>
  slice.run.firstSuccess !== undefined || slice.now() - slice.site.installedAt > READY_WITHIN;

async function due(slice: Slice): Promise<readonly Due[]> {
  const ages = await Promise.all(
    SOURCES.map(async source => ({ source, ...(await slice.store.ageOf(source)) })),
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

/**
 * Starts a sweep where the message asks for one. A tick leaves one that is under way to go on, in the order that is right
 * by now: a sweep that waits for points may wait for days.
 */
async function begin(slice: Slice, message: Message): Promise<void> {
  const why = whyOf(message);
  if (why === undefined) return;
  const { sweep } = slice.run;
  if (why === 'asked') {
    const all = SOURCES.map(({ id }) => id);
    slice.update({ filingSince: slice.now(), sweep: asking(newSweep(slice, why), all) });
  } else {
    const wanted = (await due(slice)).map(({ id }) => id);
    const current = sweep ?? newSweep(slice, why);
    const order = [...current.asked, ...wanted.filter(id => !current.asked.includes(id))];
    slice.update({
      ...(sweep === undefined ? { filingSince: slice.now() } : {}),
      sweep: { ...current, pending: rightsFirst(order) },
    });
  }
  await slice.checkpoint();
}

/** Reads again what changes touched: single objects at once, the rest by a new pass. */
async function take(slice: Slice, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  await keepChanges(changes, slice.now());
  const { anew, objects } = touchedBy(changes, SOURCES);
  const { sweep } = slice.run;
  const missing = anew.map(({ id }) => id).filter(id => !sweep?.asked.includes(id));
  if (missing.length > 0) requestPasses(slice, missing);
  await rereadAll(slice, objects);
}

/** Asks for whole passes; begins a sweep where none is under way. */
function requestPasses(slice: Slice, wanted: readonly SourceId[]): void {
  slice.update({ sweep: asking(slice.run.sweep ?? newSweep(slice, 'changed'), wanted) });
}

async function rereadAll(
  slice: Slice,
  objects: readonly { readonly source: Source<unknown>; readonly key: string }[],
): Promise<void> {
  if (objects.length === 0) return;
  const reader = await readerNow(slice.store, slice.jira);
  await rereadObjects(objects, reader, slice.store, slice.time);
  slice.dirty = true;
}

const withSources = (
  objects: readonly ObjectKey[],
): readonly { readonly source: Source<unknown>; readonly key: string }[] =>
  objects.map(({ source, key }) => ({ source: sourceOf(source), key }));

/** Reads the audit log since the last time. A refusal is remembered: while the log is refused there is no feed. */
async function follow(slice: Slice): Promise<void> {
  const { feed } = slice.run;
  try {
    const read = await changesSince(slice.jira, feed.cursor, slice.now());
    const since = read.hole || feed.since === undefined ? slice.now() : feed.since;
    slice.update({ feed: { cursor: { at: read.cursor.at, seen: [...read.cursor.seen] }, since } });
    await take(slice, read.changes);
  } catch (error) {
    // No hole: what was missed is read from the same cursor as soon as the log answers again.
    slice.update({ feed: { ...feed, refused: gapOf(error).why } });
  }
}

/** Reads a second time what was seen once, as soon as that counts. */
async function readAgain(slice: Slice): Promise<void> {
  const ripe = slice.run.second.filter(({ at }) => at <= slice.now());
  if (ripe.length === 0) return;
  slice.update({ second: slice.run.second.filter(read => !ripe.includes(read)) });
  for (const read of ripe) slice.readAgain.add(nameOf(read));
  const passes = ripe.flatMap(({ source, key }) => (key === undefined ? [source] : []));
  if (passes.length > 0) requestPasses(slice, passes);
  await rereadAll(
    slice,
    withSources(ripe.flatMap(({ source, key }) => (key === undefined ? [] : [{ source, key }]))),
  );
  slice.dirty = true;
}

/**
 * Single objects that a pass could not read, or that came to light after it, are asked for with every tick, instead of all
 * others with them.
 */
async function readMissed(slice: Slice): Promise<void> {
  const reader = await readerNow(slice.store, slice.jira);
  for (const source of SOURCES) {
    const named = source.named?.(reader, reader.reading(source)) ?? [];
    const keys = [...new Set([...(await slice.store.missed(source.id)), ...named])];
    if (keys.length === 0 || (await wouldBeBlind(slice, source))) continue;
    const objects = keys.slice(0, MISSED_AT_ONCE).map(key => ({ source, key }));
    await rereadObjects(objects, reader, slice.store, slice.time);
    slice.dirty = true;
  }
}

async function noteRights(slice: Slice): Promise<void> {
  const rights = await slice.store.reading(sources.callerRights);
  const [held] = rights.facts;
  slice.update({
    lacking: lackingNow(slice.run.lacking, rights),
    ...(slice.run.firstSuccess === undefined && held?.administer === true
      ? { firstSuccess: slice.now() }
      : {}),
  });
  await slice.learnOwnAccount();
}

/**
 * A list read without its right leaves things out: it never replaces one that was read with it. While the rights can't be
 * asked for, nobody knows.
 */
async function wouldBeBlind(slice: Slice, { id, right }: Source<unknown>): Promise<boolean> {
  const closed = await slice.store.closedAsOf(id);
  if (right === 'none' || closed === undefined) return false;
  const since = slice.run.lacking[right];
  if (since !== undefined) return closed < since;
  return (await slice.store.reading(sources.callerRights)).gaps.length > 0;
}

/** How reading what is pending ended: `waiting` for rights or points, which later ticks will have. */
export type Pending = 'done' | 'more' | 'waiting';

function waitFor(slice: Slice, waits: 'rights' | 'points'): Pending {
  const { sweep } = slice.run;
  if (sweep !== undefined) slice.update({ sweep: { ...sweep, waits } });
  return 'waiting';
}

/** Points between two checkpoints: what a crash makes it ask for again at most. */
const BETWEEN_CHECKPOINTS = 100;

async function readPending(slice: Slice): Promise<Pending> {
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
    const source = sourceOf(id);
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

/** Reads what the message asks for, then what waits for a second read, then what is due, as far as time and points go. */
export async function readSite(slice: Slice, message: Message): Promise<Pending> {
  await begin(slice, message);
  if (message.kind === 'changed') await take(slice, [message.change]);
  if (message.kind === 'settle') {
    slice.dirty = true;
    await rereadAll(slice, withSources(message.objects));
  }
  if (message.kind === 'tick') slice.update({ lastTick: slice.now() });
  if (message.kind !== 'changed' && message.kind !== 'settle' && message.kind !== 'go-on')
    await follow(slice);
  await readAgain(slice);
  if (message.kind === 'tick') await readMissed(slice);
  return readPending(slice);
}
