import { distinctGaps } from '../evidence/read-pass';
import { type Page } from '../evidence/source';
import { type Gap } from '../terms/gap';
import { type Instant } from '../terms/instant';
import { SINGLY_AT_MOST, outliving, overtaken } from './rereads';
import { type SourceState, cursorOf } from './source-state';

/*
 * What becomes of a source's state while a pass is read: pure, so that only one place writes.
 */

/** With a pass begun; one that was running is thrown away. */
export const begun = (state: SourceState, now: Instant, attempt: number): SourceState => ({
  ...state,
  running: { asOf: now, read: 0, gaps: [], missed: {}, parts: [], points: 0, tail: [], attempt },
});

/** With the running pass read without its source's right from here on; it stays blind when the right is back. */
export const blinded = (state: SourceState): SourceState =>
  state.running === undefined ? state : { ...state, running: { ...state.running, blind: true } };

/** With what reading has cost counted to the running pass, in points. */
export const charged = (state: SourceState, points: number): SourceState =>
  state.running === undefined || points === 0
    ? state
    : { ...state, running: { ...state.running, points: state.running.points + points } };

type Missed = Readonly<Record<string, Gap>>;

/** So many that a new pass is cheaper than asking for each are no longer named: what they say stands as a gap of the pass. */
const missedIn = (missed: Missed): { readonly missed: Missed; readonly gaps: readonly Gap[] } =>
  Object.keys(missed).length > SINGLY_AT_MOST
    ? { missed: {}, gaps: Object.values(missed) }
    : { missed, gaps: [] };

/**
 * With a page of the running pass.
 * @param cut what the page's facts became: the hashes of parts that are full now, and the facts after them.
 * @param keys of the page's facts.
 */
export function withPage(
  state: SourceState,
  page: Page<unknown>,
  cut: { readonly parts: readonly string[]; readonly tail: readonly unknown[] },
  keys: readonly string[],
): SourceState {
  if (state.running === undefined) throw new Error('no pass is running');
  const { cursor: _passed, ...running } = state.running;
  const missed = page.missed ?? [];
  const named = [...keys, ...missed.map(({ key }) => key)];
  const of = page.of ?? running.of;
  const left = missedIn({
    ...running.missed,
    ...Object.fromEntries(missed.map(({ key, gap }) => [key, gap])),
  });
  return {
    ...state,
    patches: overtaken(state.patches, named),
    unread: overtaken(state.unread, named),
    running: {
      ...running,
      read: running.read + page.read,
      ...(of === undefined ? {} : { of }),
      gaps: [...distinctGaps([...running.gaps, ...(page.gaps ?? []), ...left.gaps])],
      ...(page.marks === undefined || page.marks.length === 0
        ? {}
        : { marks: [...new Set([...(running.marks ?? []), ...page.marks])] }),
      missed: { ...left.missed },
      parts: [...running.parts, ...cut.parts],
      tail: [...cut.tail],
      ...(page.next === undefined ? {} : { cursor: cursorOf(page.next) }),
    },
  };
}

/**
 * With the running pass closed: from now on it is what judging sees. Re-reads made before it began, or before it read the
 * same object, are forgotten.
 * @param parts all of its parts, the last facts among them.
 */
export function withClosed(state: SourceState, parts: readonly string[], now: Instant): SourceState {
  if (state.running === undefined) return state;
  const { tail: _cut, cursor: _done, attempt: _attempts, ...pass } = state.running;
  return {
    closed: { ...pass, parts: [...parts], closedAt: now },
    patches: outliving(state.patches, pass.asOf, now),
    unread: outliving(state.unread, pass.asOf, now),
    loose: state.loose,
  };
}

/** With the completed pass thrown away since it isn't believed. Judging keeps the one before it, as no longer complete. */
export const withDoubted = (
  { running: _thrown, ...state }: SourceState,
  doubted: NonNullable<SourceState['doubted']>,
): SourceState => ({ ...state, doubted });

/** With an object of the pass before, as last seen: the new one lacks it, and it couldn't be re-checked. */
export const withCarried = (
  state: SourceState,
  key: string,
  { facts, seenAt, gap, now }: { facts: readonly unknown[]; seenAt: Instant; gap: Gap; now: Instant },
): SourceState => ({
  ...state,
  unread: { ...state.unread, [key]: { at: now, gap } },
  ...(facts.length === 0
    ? {}
    : { patches: { ...state.patches, [key]: { at: seenAt, facts: [...facts], deleted: false } } }),
});

/** With why reading stands still; the running pass is kept and goes on later. */
export const withFailing = (state: SourceState, gap: Gap, now: Instant): SourceState => ({
  ...state,
  failing: { gap, since: state.failing?.gap.why === gap.why ? state.failing.since : now },
});

export function withoutRunning({ running: _given, ...state }: SourceState): SourceState {
  return state;
}
