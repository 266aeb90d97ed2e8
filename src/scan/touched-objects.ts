import { type Change } from '../evidence/change';
import { callerRightsSource } from '../evidence/sources/caller-rights';
import { recheckAll } from '../evidence/check-pass';
import { hasRight } from '../evidence/rights';
import { gap, type SourceReader, type RecheckResult, type Source } from '../evidence/source';
import { type EvidenceWriter } from '../storage/evidence-writer';
import { type Gap } from '../domain/gap';
import { type Instant } from '../domain/instant';
import { type SourceId } from '../domain/source-id';
import { type SliceClock } from './slice-clock';

/** With more changed objects than this, a new pass is cheaper and more reliable. */
const MAX_SINGLE_OBJECTS = 50;

export interface TouchedObjects {
  /** Sources that need a new pass. */
  readonly wholeSources: readonly Source<unknown>[];
  readonly objects: readonly { readonly source: Source<unknown>; readonly key: string }[];
}

/** The sources and objects that changes affected, without duplicates. */
export function collectTouchedObjects(
  changes: readonly Change[],
  sources: readonly Source<unknown>[],
  readings: Pick<SourceReader, 'reading'>,
): TouchedObjects {
  const wholeSources: Source<unknown>[] = [];
  const objects: { source: Source<unknown>; key: string }[] = [];
  for (const source of sources) {
    const touched = changes.map(change => source.touchedBy(change, readings));
    const keys = new Set(touched.flatMap(touch => (typeof touch === 'string' ? [] : touch)));
    if (touched.includes('all') || (keys.size > MAX_SINGLE_OBJECTS && source.alwaysRecheckSingly !== true))
      wholeSources.push(source);
    else for (const key of keys) objects.push({ source, key });
  }
  return { wholeSources, objects };
}

/** Without the source's right, an object that seems gone may only be hidden. */
const treatHiddenAsGap = (
  result: RecheckResult<unknown>,
  source: Source<unknown>,
  reader: SourceReader,
): RecheckResult<unknown> =>
  result === 'gone' && hasRight(source, reader.reading(callerRightsSource)) !== true
    ? { gap: gap('denied', source.right) }
    : result;

/** Whether the next call would fail for the same reason. */
const isOutOfPoints = ({ why }: Gap): boolean => why === 'over-budget' || why === 'rate-limited';

interface TimedRecheck {
  readonly at: Instant;
  readonly result: RecheckResult<unknown>;
}

/** Re-checks objects one by one. A source with `readAll` is read once for all its objects. */
function createRechecker(
  reader: SourceReader,
  time: SliceClock,
): (source: Source<unknown>, key: string) => Promise<TimedRecheck> {
  const lookups = new Map<SourceId, (key: string) => TimedRecheck>();
  const createLookup = async (
    source: Source<unknown>,
  ): Promise<((key: string) => TimedRecheck) | undefined> => {
    const at = time.now();
    if (source.readAll === undefined) return undefined;
    const resultOf = await recheckAll(source, source.readAll, { reader, startedAt: at });
    return key => ({ at, result: resultOf(key) });
  };
  return async (source, key) => {
    const lookup = lookups.get(source.id) ?? (await createLookup(source));
    if (lookup === undefined) return { at: time.now(), result: await source.recheck(reader, key) };
    lookups.set(source.id, lookup);
    return lookup(key);
  };
}

/**
 * Re-checks single objects and stores the results. If Jira or the app's budget requires a stop, the remaining objects
 * are stored with the same gap without being read.
 * @returns the objects that were not read because time ran out or Jira required a stop.
 */
export async function recheckObjects<O extends { readonly source: Source<unknown>; readonly key: string }>(
  objects: readonly O[],
  reader: SourceReader,
  store: EvidenceWriter,
  time: SliceClock,
): Promise<readonly O[]> {
  const recheck = createRechecker(reader, time);
  for (const [index, { source, key }] of objects.entries()) {
    if (time.isTimeUp()) return objects.slice(index);
    const { at, result: unchecked } = await recheck(source, key);
    const result = treatHiddenAsGap(unchecked, source, reader);
    await store.applyRecheck(source, key, result, at);
    if (result === 'gone' || !('gap' in result) || !isOutOfPoints(result.gap)) continue;
    const remaining = objects.slice(index);
    for (const skipped of remaining.slice(1))
      await store.applyRecheck(skipped.source, skipped.key, result, at);
    return remaining;
  }
  return [];
}
