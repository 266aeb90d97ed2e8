import { distinctGaps } from '../evidence/read-pass';
import { gap, RECHECK_COUNTS_BEFORE_PASS, type RecheckResult } from '../evidence/source';
import { type Gap } from '../domain/gap';
import { type Instant, discardFutureInstant } from '../domain/instant';
import { pack } from './packed';
import { type StoredPass, type SourceState } from './source-state';

/*
 * State of single objects in addition to a source's passes: re-check results, and objects that changed and could not be
 * read since. Pure.
 */

/** With more single objects than this, a new pass is cheaper than listing them. */
export const MAX_SINGLE_RECHECKS = 2_000;

/** Maximum size of a source's re-checks in its storage value, packed, in bytes. */
const MAX_RECHECK_BYTES = 80_000;

interface KeptObject {
  readonly at: number;
  readonly overtaken?: true;
}
type KeptObjectsByKey<K extends KeptObject> = Record<string, K>;

const changedGap: Gap = gap('changed');

/** Marks the objects that a page of the running pass is newer than. Judging still uses them with the previous pass. */
export const markOvertaken = <K extends KeptObject>(
  kept: KeptObjectsByKey<K>,
  keys: readonly string[],
): KeptObjectsByKey<K> => ({
  ...kept,
  ...Object.fromEntries(
    keys.flatMap(key => {
      const keptObject = kept[key];
      return keptObject === undefined ? [] : [[key, { ...keptObject, overtaken: true as const }]];
    }),
  ),
});

/**
 * The objects to keep when a pass that began at `startedAt` completes: those read after it. A re-check shortly before
 * the pass that also found nothing is kept, because it confirms that a finding is resolved. Times later than `now` come
 * from a clock that ran ahead and are dropped.
 */
export const withoutOutdated = <K extends KeptObject & { readonly facts?: readonly unknown[] }>(
  kept: KeptObjectsByKey<K>,
  startedAt: number,
  now: Instant,
): KeptObjectsByKey<K> =>
  Object.fromEntries(
    Object.entries(kept).filter(([, { at, facts, overtaken: isOvertaken }]) => {
      const oldest = facts?.length === 0 ? startedAt - RECHECK_COUNTS_BEFORE_PASS : startedAt;
      return at >= oldest && discardFutureInstant(now, at) !== undefined && isOvertaken !== true;
    }),
  );

function withoutKey<K>(kept: Readonly<Record<string, K>>, key: string): Record<string, K> {
  const { [key]: _one, ...others } = kept;
  return others;
}

/** The missed objects of the pass that no re-check has read since, by key. */
export const stillMissed = (
  { missed }: Pick<StoredPass, 'missed'>,
  rechecks: SourceState['rechecks'],
): readonly (readonly [string, Gap])[] =>
  Object.entries(missed).filter(([key]) => rechecks[key] === undefined);

/** Marks an object as changed. Its source is incomplete until a re-check or a later pass reads the object. */
export const withChangedObject = (state: SourceState, key: string, now: Instant): SourceState => ({
  ...state,
  unreadObjects: { ...state.unreadObjects, [key]: { at: now, gap: changedGap } },
});

/**
 * Stores the result of a re-check. Of a failed one, stores only the reason, and only if the object is marked as
 * changed.
 */
export function withRecheck(
  state: SourceState,
  key: string,
  result: RecheckResult<unknown>,
  now: Instant,
): SourceState {
  if (result !== 'gone' && 'gap' in result) {
    const earlier = state.unreadObjects[key];
    if (earlier === undefined) return state;
    // Another re-check would not show a hidden object. Passes report whether anything is hidden.
    const unreadObjects =
      result.gap.why === 'hidden'
        ? withoutKey(state.unreadObjects, key)
        : { ...state.unreadObjects, [key]: { ...earlier, gap: result.gap } };
    return { ...state, unreadObjects };
  }
  const facts = result === 'gone' ? [] : [...result.facts];
  return {
    ...state,
    rechecks: { ...state.rechecks, [key]: { at: now, facts, deleted: result === 'gone' } },
    unreadObjects: withoutKey(state.unreadObjects, key),
  };
}

/** Keeps the newest re-checks that fit. The others stay marked as changed, without their facts. */
function trimRechecks(state: SourceState): SourceState {
  const newestFirst = Object.entries(state.rechecks).sort(([, one], [, other]) => other.at - one.at);
  let keptEntries = newestFirst;
  while (keptEntries.length > 0 && pack(Object.fromEntries(keptEntries)).length > MAX_RECHECK_BYTES)
    keptEntries = keptEntries.slice(0, Math.floor(keptEntries.length * 0.75));
  if (keptEntries.length === newestFirst.length) return state;
  const droppedObjects = newestFirst
    .slice(keptEntries.length)
    .map(([key, { at, overtaken }]) => [
      key,
      { at, gap: changedGap, ...(overtaken === undefined ? {} : { overtaken }) },
    ]);
  return {
    ...state,
    rechecks: Object.fromEntries(keptEntries),
    unreadObjects: { ...Object.fromEntries(droppedObjects), ...state.unreadObjects },
  };
}

/** With too many changed objects the single marks become a gap in the passes, which makes a new pass due. */
function trimUnreadObjects(state: SourceState): SourceState {
  if (Object.keys(state.unreadObjects).length <= MAX_SINGLE_RECHECKS) return state;
  const { completed, running } = state;
  return {
    ...state,
    unreadObjects: {},
    ...(completed === undefined
      ? {}
      : { completed: { ...completed, gaps: [...distinctGaps([...completed.gaps, changedGap])] } }),
    ...(running === undefined
      ? {}
      : { running: { ...running, gaps: [...distinctGaps([...running.gaps, changedGap])] } }),
  };
}

/** Limits the single objects in the state to what fits into one storage value. */
export const trimSingleObjects = (state: SourceState): SourceState => trimUnreadObjects(trimRechecks(state));
