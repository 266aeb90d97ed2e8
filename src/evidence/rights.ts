import { type Instant } from '../domain/instant';
import { type Reading } from '../domain/reading';
import { type RightsFact } from './facts';
import { distinctGaps } from './read-pass';
import { gap, type SourceRight, type Source } from './source';

const IS_RIGHT_HELD: Readonly<
  Record<Exclude<SourceRight, 'none'>, (rights: RightsFact) => boolean | undefined>
> = {
  ADMINISTER: ({ administer }) => administer,
  USER_PICKER: ({ userPicker }) => userPicker,
};

/** Whether the app has the right that a source needs; undefined if unknown. */
export function hasRight(
  { right }: Pick<Source<unknown>, 'right'>,
  { facts: [rights] }: Reading<RightsFact>,
): boolean | undefined {
  if (right === 'none') return true;
  return rights === undefined ? undefined : IS_RIGHT_HELD[right](rights);
}

/**
 * Adds a gap if the app lacks the source's right. Without it, Jira answers 200 and omits objects. The facts are still
 * true, but incomplete. If the right itself couldn't be read, adds the gaps of that reading instead.
 * @param reasonIfMissing `denied` if Jira refuses the right, `not-ready` if the right hasn't arrived yet.
 */
export function withRightGaps<F>(
  reading: Reading<F>,
  source: Pick<Source<F>, 'right'>,
  rights: Reading<RightsFact>,
  reasonIfMissing: 'denied' | 'not-ready' = 'denied',
): Reading<F> {
  const isHeld = hasRight(source, rights);
  if (isHeld === true) return reading;
  const gaps =
    isHeld === undefined && rights.gaps.length > 0 ? rights.gaps : [gap(reasonIfMissing, source.right)];
  return { ...reading, gaps: distinctGaps([...reading.gaps, ...gaps]) };
}

/** When each right was first missing. A right without an entry isn't missing, or was never read. */
export type MissingRights = { readonly [R in SourceRight]?: Instant };

/** Updates the missing rights. A right that was missing before keeps its earlier time. */
export function updateMissingRights(
  previous: MissingRights,
  { facts: [rights], fullReadAt }: Reading<RightsFact>,
): MissingRights {
  if (rights === undefined || fullReadAt === undefined) return previous;
  const missing = (['ADMINISTER', 'USER_PICKER'] as const).filter(
    right => IS_RIGHT_HELD[right](rights) === false,
  );
  return Object.fromEntries(missing.map(right => [right, previous[right] ?? fullReadAt]));
}

/** Marks facts from before the right was lost as last seen. Facts read without the right stay current. */
export function asLastSeenBeforeLoss<F>(
  reading: Reading<F>,
  { right }: Pick<Source<F>, 'right'>,
  missingRights: MissingRights,
): Reading<F> {
  const since = missingRights[right];
  return since === undefined ? reading : { ...reading, staleBefore: since };
}
