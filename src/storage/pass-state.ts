import { distinctGaps } from '../evidence/read-pass';
import { type SourcePage } from '../evidence/source';
import { type Gap } from '../domain/gap';
import { type Instant } from '../domain/instant';
import { MAX_SINGLE_RECHECKS, withoutOutdated, markOvertaken } from './rechecks';
import { type SourceState, parseStoredCursor } from './source-state';

/* Pure functions for the state of a source while a pass is read. Only `EvidenceWriter` applies them. */

/** Begins a pass and discards a running one. */
export const withNewPass = (state: SourceState, now: Instant, attempt: number): SourceState => ({
  ...state,
  running: { startedAt: now, read: 0, gaps: [], missed: {}, parts: [], points: 0, tail: [], attempt },
});

/** Marks the running pass as read without its source's right. The mark stays even if the right comes back. */
export const withBlindPass = (state: SourceState): SourceState =>
  state.running === undefined ? state : { ...state, running: { ...state.running, blind: true } };

/** Adds API points to the cost of the running pass. */
export const withChargedPoints = (state: SourceState, points: number): SourceState =>
  state.running === undefined || points === 0
    ? state
    : { ...state, running: { ...state.running, points: state.running.points + points } };

type MissedByKey = Readonly<Record<string, Gap>>;

/** With too many missed objects a new pass is cheaper, so their gaps become gaps of the pass. */
const limitMissed = (missed: MissedByKey): { readonly missed: MissedByKey; readonly gaps: readonly Gap[] } =>
  Object.keys(missed).length > MAX_SINGLE_RECHECKS
    ? { missed: {}, gaps: Object.values(missed) }
    : { missed, gaps: [] };

/**
 * Adds a page to the running pass.
 * @param cut the page's facts after cutting: hashes of the full parts, and the remaining facts.
 * @param keys the keys of the page's facts.
 */
export function withPassPage(
  state: SourceState,
  page: SourcePage<unknown>,
  cut: { readonly parts: readonly string[]; readonly tail: readonly unknown[] },
  keys: readonly string[],
): SourceState {
  if (state.running === undefined) throw new Error('no pass is running');
  const { cursor: _previousCursor, ...running } = state.running;
  const missed = page.missed ?? [];
  const objectKeys = [...keys, ...missed.map(({ key }) => key)];
  const total = page.of ?? running.of;
  const limitedMissed = limitMissed({
    ...running.missed,
    ...Object.fromEntries(missed.map(({ key, gap }) => [key, gap])),
  });
  return {
    ...state,
    rechecks: markOvertaken(state.rechecks, objectKeys),
    unreadObjects: markOvertaken(state.unreadObjects, objectKeys),
    running: {
      ...running,
      read: running.read + page.read,
      ...(total === undefined ? {} : { of: total }),
      gaps: [...distinctGaps([...running.gaps, ...(page.gaps ?? []), ...limitedMissed.gaps])],
      ...(page.signals === undefined || page.signals.length === 0
        ? {}
        : { signals: [...new Set([...(running.signals ?? []), ...page.signals])] }),
      missed: { ...limitedMissed.missed },
      parts: [...running.parts, ...cut.parts],
      tail: [...cut.tail],
      ...(page.next === undefined ? {} : { cursor: parseStoredCursor(page.next) }),
    },
  };
}

/**
 * Completes the running pass, so that judging uses it. Removes re-checks made before the pass began or before it read
 * the same object.
 * @param parts hashes of all its parts, including the last one.
 */
export function withCompletedPass(state: SourceState, parts: readonly string[], now: Instant): SourceState {
  if (state.running === undefined) return state;
  const { tail: _tail, cursor: _cursor, attempt: _attempt, ...pass } = state.running;
  return {
    completed: { ...pass, parts: [...parts], completedAt: now },
    rechecks: withoutOutdated(state.rechecks, pass.startedAt, now),
    unreadObjects: withoutOutdated(state.unreadObjects, pass.startedAt, now),
    loose: state.loose,
  };
}

/** Discards a finished but implausible pass. Judging keeps using the previous one, now with gaps. */
export const withRejectedPass = (
  { running: _running, ...state }: SourceState,
  rejected: NonNullable<SourceState['rejected']>,
): SourceState => ({ ...state, rejected });

/** Keeps an object of the previous pass as last seen: the new pass lacks it, and it could not be re-checked. */
export const withCarriedOver = (
  state: SourceState,
  key: string,
  { facts, seenAt, gap, now }: { facts: readonly unknown[]; seenAt: Instant; gap: Gap; now: Instant },
): SourceState => ({
  ...state,
  unreadObjects: { ...state.unreadObjects, [key]: { at: now, gap } },
  ...(facts.length === 0
    ? {}
    : { rechecks: { ...state.rechecks, [key]: { at: seenAt, facts: [...facts], deleted: false } } }),
});

/** Records why reading failed. The running pass is kept and continues later. */
export const withFailure = (state: SourceState, gap: Gap, now: Instant): SourceState => ({
  ...state,
  failure: { gap, since: state.failure?.gap.why === gap.why ? state.failure.since : now },
});

export function withoutRunningPass({ running: _running, ...state }: SourceState): SourceState {
  return state;
}
