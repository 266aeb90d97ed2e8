import { type Source } from '../evidence/source';
import { sources } from '../evidence/sources';
import { MINUTE, later } from '../terms/instant';
import { type SourceId } from '../terms/source-id';
import { requestPasses } from './begin-sweep';
import { SHARE_FOR_CHANGES } from './budget';
import { rereadObjects } from './changes';
import { type SecondRead } from './judge-site';
import { readerFor } from './rights';
import { type Slice } from './slice';

type ObjectKey = { readonly source: SourceId; readonly key: string };
type SourceObject = { readonly source: Source<unknown>; readonly key: string };

/** Reads single objects again. @returns those that were not reached. */
export async function rereadAll(
  slice: Slice,
  objects: readonly SourceObject[],
): Promise<readonly SourceObject[]> {
  if (objects.length === 0) return [];
  const reader = await readerFor(
    slice,
    objects.map(({ source }) => source),
  );
  slice.dirty = true;
  return rereadObjects(objects, reader, slice.store, slice.time);
}

export const withSources = (objects: readonly ObjectKey[]): readonly SourceObject[] =>
  objects.map(({ source, key }) => ({ source: sources[source], key }));

/** Points of a single object from which on reading it again may wait for the next hour. */
const DEAR = 20;

/** What reading one object of a source costs in points, by its last pass; nothing is known before that. */
async function priceOf({ store }: Slice, source: Source<unknown>): Promise<number> {
  const [{ points }, counted] = await Promise.all([store.ageOf(source), store.counted(source.id)]);
  return counted === undefined ? 0 : points / Math.max(1, counted.read);
}

/** What a second read costs in points, as far as that is known: an object, or without a key a whole pass. */
export async function priceOfRead(slice: Slice, { source, key }: SecondRead): Promise<number> {
  if (key === undefined) return Math.max(1, (await slice.store.ageOf(sources[source])).points);
  return Math.max(1, await priceOf(slice, sources[source]));
}

/** The cheap and the dear, each in the order in which they came. */
async function byPrice(
  slice: Slice,
  objects: readonly SourceObject[],
): Promise<readonly [cheap: readonly SourceObject[], dear: readonly SourceObject[]]> {
  const cheap: SourceObject[] = [];
  const dear: SourceObject[] = [];
  for (const object of objects) ((await priceOf(slice, object.source)) < DEAR ? cheap : dear).push(object);
  return [cheap, dear];
}

/** How long what was just read again in vain is left: the next tick is soon enough. */
const AFTER_VAIN = 30 * MINUTE;

/** Reads a second time what was seen once, as soon as that counts. What there is no time for comes with the next slice. */
export async function readAgain(slice: Slice): Promise<void> {
  const ripe = slice.run.second.filter(({ at }) => at <= slice.now());
  if (ripe.length === 0) return;
  slice.update({ second: slice.run.second.filter(read => !ripe.includes(read)) });
  slice.dirty = true;
  const passes = ripe.flatMap(({ source, key }) => (key === undefined ? [source] : []));
  const asked = slice.run.sweep?.asked ?? [];
  const fresh = passes.filter(source => !asked.includes(source));
  if (fresh.length > 0) requestPasses(slice, fresh);
  const objects = withSources(
    ripe.flatMap(({ source, key }) => (key === undefined ? [] : [{ source, key }])),
  );
  const [cheap, dear] = await byPrice(slice, objects);
  const left = [
    ...(await rereadAll(slice, cheap)),
    ...(await slice.sparing(SHARE_FOR_CHANGES, () => rereadAll(slice, dear))),
  ];
  const vain = later(slice.now(), AFTER_VAIN);
  for (const source of passes) slice.putOff({ source }, vain);
  const unread = new Set(left);
  for (const object of objects) {
    const read = { source: object.source.id, key: object.key };
    if (!unread.has(object)) slice.putOff(read, vain);
    // Where the time was up they come with the next slice; else Jira, or the budget, asked to stop.
    else if (!slice.isOver()) slice.putOff(read, slice.pointsAt ?? vain);
  }
}
