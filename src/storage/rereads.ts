import { distinctGaps } from '../evidence/read-pass';
import { gap, RECHECKED_BEFORE, type Reread } from '../evidence/source';
import { type Gap } from '../terms/gap';
import { type Instant, notLaterThan } from '../terms/instant';
import { pack } from './packed';
import { type Pass, type SourceState } from './source-state';

/*
 * What is kept of single objects next to a source's passes: what reading them again said, and which of them changed and
 * could not be read again so far. Pure.
 */

/** More single objects than this are not named one by one: a new pass is cheaper. */
export const SINGLY_AT_MOST = 2_000;

/** What re-reads of a source take in its value at most, packed, in bytes. */
const PATCH_BYTES = 80_000;

interface Kept {
  readonly at: number;
  readonly overtaken?: true;
}
type KeptByKey<K extends Kept> = Record<string, K>;

const changed: Gap = gap('changed');

/** Marks those that a page of the running pass is newer than. Judging needs them as long as it sees the pass before. */
export const overtaken = <K extends Kept>(kept: KeptByKey<K>, keys: readonly string[]): KeptByKey<K> => ({
  ...kept,
  ...Object.fromEntries(
    keys.flatMap(key => {
      const one = kept[key];
      return one === undefined ? [] : [[key, { ...one, overtaken: true as const }]];
    }),
  ),
});

/**
 * Those that a pass which began at `asOf` does not know better when it closes. A re-check shortly before it that found
 * nothing either is kept beside it: by it a finding is known to be gone. One from later than `now` is from a clock that ran
 * ahead, and goes.
 */
export const outliving = <K extends Kept & { readonly facts?: readonly unknown[] }>(
  kept: KeptByKey<K>,
  asOf: number,
  now: Instant,
): KeptByKey<K> =>
  Object.fromEntries(
    Object.entries(kept).filter(([, { at, facts, overtaken: isOver }]) => {
      const since = facts?.length === 0 ? asOf - RECHECKED_BEFORE : asOf;
      return at >= since && notLaterThan(now, at) !== undefined && isOver !== true;
    }),
  );

function without<K>(kept: Readonly<Record<string, K>>, key: string): Record<string, K> {
  const { [key]: _one, ...others } = kept;
  return others;
}

/** What of the pass's single objects is still missing, by key. */
export const missing = (
  { missed }: Pick<Pass, 'missed'>,
  patches: SourceState['patches'],
): readonly (readonly [string, Gap])[] =>
  Object.entries(missed).filter(([key]) => patches[key] === undefined);

/** With an object that changed: until it is read, by itself or by a later pass, its source is not read completely. */
export const expecting = (state: SourceState, key: string, now: Instant): SourceState => ({
  ...state,
  unread: { ...state.unread, [key]: { at: now, gap: changed } },
});

/** With what a re-read of one object said. Of one that failed only the reason is kept, where the object changed. */
export function patched(state: SourceState, key: string, said: Reread<unknown>, now: Instant): SourceState {
  if (said !== 'gone' && 'gap' in said) {
    const known = state.unread[key];
    if (known === undefined) return state;
    // What is hidden from the app is nothing that asking again would show; whether anything is, passes say.
    const unread =
      said.gap.why === 'hidden'
        ? without(state.unread, key)
        : { ...state.unread, [key]: { ...known, gap: said.gap } };
    return { ...state, unread };
  }
  const facts = said === 'gone' ? [] : [...said.facts];
  return {
    ...state,
    patches: { ...state.patches, [key]: { at: now, facts, deleted: said === 'gone' } },
    unread: without(state.unread, key),
  };
}

/** The newest that fit. Of the others it is known that they changed, and no longer how. */
function withFittingPatches(state: SourceState): SourceState {
  const newestFirst = Object.entries(state.patches).sort(([, one], [, other]) => other.at - one.at);
  let kept = newestFirst;
  while (kept.length > 0 && pack(Object.fromEntries(kept)).length > PATCH_BYTES)
    kept = kept.slice(0, Math.floor(kept.length * 0.75));
  if (kept.length === newestFirst.length) return state;
  const forgotten = newestFirst
    .slice(kept.length)
    .map(([key, { at, overtaken }]) => [
      key,
      { at, gap: changed, ...(overtaken === undefined ? {} : { overtaken }) },
    ]);
  return {
    ...state,
    patches: Object.fromEntries(kept),
    unread: { ...Object.fromEntries(forgotten), ...state.unread },
  };
}

/** So many that changed and were not read are no longer named: no pass that began before is whole, and a new one is due. */
function withFittingUnread(state: SourceState): SourceState {
  if (Object.keys(state.unread).length <= SINGLY_AT_MOST) return state;
  const { closed, running } = state;
  return {
    ...state,
    unread: {},
    ...(closed === undefined
      ? {}
      : { closed: { ...closed, gaps: [...distinctGaps([...closed.gaps, changed])] } }),
    ...(running === undefined
      ? {}
      : { running: { ...running, gaps: [...distinctGaps([...running.gaps, changed])] } }),
  };
}

/** The state with no more of single objects than one value holds. */
export const fitting = (state: SourceState): SourceState => withFittingUnread(withFittingPatches(state));
