import { type Source } from '../evidence/source';
import { sources } from '../evidence/sources';
import { MINUTE, addDuration } from '../domain/instant';
import { type SourceId } from '../domain/source-id';
import { requestPasses } from './begin-scan';
import { SHARE_FOR_CHANGES } from './budget';
import { recheckObjects } from './touched-objects';
import { type Confirmation } from './judge-site';
import { createSliceReader } from './rights';
import { type ScanSlice } from './scan-slice';

type ObjectKey = { readonly source: SourceId; readonly key: string };
type SourceObject = { readonly source: Source<unknown>; readonly key: string };

/** Re-checks single objects. @returns those that were not reached. */
export async function recheckInSlice(
  slice: ScanSlice,
  objects: readonly SourceObject[],
): Promise<readonly SourceObject[]> {
  if (objects.length === 0) return [];
  const reader = await createSliceReader(
    slice,
    objects.map(({ source }) => source),
  );
  slice.needsJudging = true;
  return recheckObjects(objects, reader, slice.store, slice.clock);
}

export const withSources = (objects: readonly ObjectKey[]): readonly SourceObject[] =>
  objects.map(({ source, key }) => ({ source: sources[source], key }));

/** An object that costs at least this many API points may wait for the next hour. */
const EXPENSIVE_POINTS = 20;

/** The cost of re-checking one object of a source in API points, estimated from its last pass; 0 if there is none. */
async function pointsPerObject({ store }: ScanSlice, source: Source<unknown>): Promise<number> {
  const [{ points }, rowCount] = await Promise.all([store.passAgeOf(source), store.rowCounts(source.id)]);
  return rowCount === undefined ? 0 : points / Math.max(1, rowCount.read);
}

/** The estimated cost of a confirmation in API points, at least 1: one object, or without a key a whole pass. */
export async function priceOfRead(slice: ScanSlice, { source, key }: Confirmation): Promise<number> {
  if (key === undefined) return Math.max(1, (await slice.store.passAgeOf(sources[source])).points);
  return Math.max(1, await pointsPerObject(slice, sources[source]));
}

/** Splits objects into cheap and expensive ones, keeping the order. */
async function splitByCost(
  slice: ScanSlice,
  objects: readonly SourceObject[],
): Promise<readonly [cheap: readonly SourceObject[], dear: readonly SourceObject[]]> {
  const cheap: SourceObject[] = [];
  const expensive: SourceObject[] = [];
  for (const object of objects)
    ((await pointsPerObject(slice, object.source)) < EXPENSIVE_POINTS ? cheap : expensive).push(object);
  return [cheap, expensive];
}

/** How long to wait after a confirmation that did not succeed: the next tick is soon enough. */
const RETRY_AFTER_FAILURE = 30 * MINUTE;

/** Reads the confirmations that are due. Those that this slice has no time for are due again in the next one. */
export async function readDueConfirmations(slice: ScanSlice): Promise<void> {
  const dueConfirmations = slice.scanState.pendingConfirmations.filter(({ at }) => at <= slice.now());
  if (dueConfirmations.length === 0) return;
  slice.updateRun({
    pendingConfirmations: slice.scanState.pendingConfirmations.filter(
      read => !dueConfirmations.includes(read),
    ),
  });
  slice.needsJudging = true;
  const passes = dueConfirmations.flatMap(({ source, key }) => (key === undefined ? [source] : []));
  const requested = slice.scanState.scan?.requested ?? [];
  const unrequested = passes.filter(source => !requested.includes(source));
  if (unrequested.length > 0) requestPasses(slice, unrequested);
  const objects = withSources(
    dueConfirmations.flatMap(({ source, key }) => (key === undefined ? [] : [{ source, key }])),
  );
  const [cheap, expensive] = await splitByCost(slice, objects);
  const remaining = [
    ...(await recheckInSlice(slice, cheap)),
    ...(await slice.reservingShare(SHARE_FOR_CHANGES, () => recheckInSlice(slice, expensive))),
  ];
  const retryAt = addDuration(slice.now(), RETRY_AFTER_FAILURE);
  for (const source of passes) slice.postponeConfirmation({ source }, retryAt);
  const remainingSet = new Set(remaining);
  for (const object of objects) {
    const read = { source: object.source.id, key: object.key };
    if (!remainingSet.has(object)) slice.postponeConfirmation(read, retryAt);
    // If time ran out, the next slice retries. Otherwise Jira or the budget required a stop.
    else if (!slice.isTimeUp()) slice.postponeConfirmation(read, slice.pointsAvailableAt ?? retryAt);
  }
}
