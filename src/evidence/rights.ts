import { type Instant } from '../terms/instant';
import { type Reading } from '../terms/reading';
import { type RightsFact } from './facts';
import { distinctGaps } from './read-pass';
import { gap, type Right, type Source } from './source';

const HELD: Readonly<Record<Exclude<Right, 'none'>, (rights: RightsFact) => boolean | undefined>> = {
  ADMINISTER: ({ administer }) => administer,
  USER_PICKER: ({ userPicker }) => userPicker,
};

/** Whether the caller holds a source's right; undefined where it is not known. */
export function holds(
  { right }: Pick<Source<unknown>, 'right'>,
  { facts: [held] }: Reading<RightsFact>,
): boolean | undefined {
  if (right === 'none') return true;
  return held === undefined ? undefined : HELD[right](held);
}

/**
 * A reading in the light of what the caller may see. Without a source's right Jira answers 200 and leaves things out: the
 * facts stand, since what was seen is there, and gap `denied` keeps them from being taken for all. Where the right
 * itself could not be read, the gaps of the rights do the same.
 * @param missing why a right is missing: refused, or still on its way.
 */
export function withRights<F>(
  reading: Reading<F>,
  source: Pick<Source<F>, 'right'>,
  rights: Reading<RightsFact>,
  missing: 'denied' | 'not-ready' = 'denied',
): Reading<F> {
  const has = holds(source, rights);
  if (has === true) return reading;
  const gaps = has === undefined && rights.gaps.length > 0 ? rights.gaps : [gap(missing, source.right)];
  return { ...reading, gaps: distinctGaps([...reading.gaps, ...gaps]) };
}

/** Since when each right is missing: without an entry it is there, or was never asked about. */
export type Lacking = { readonly [R in Right]?: Instant };

/** What of the rights is missing by now: what was missing before has been so for longer. */
export function lackingNow(before: Lacking, { facts: [held], asOf }: Reading<RightsFact>): Lacking {
  if (held === undefined || asOf === undefined) return before;
  const missing = (['ADMINISTER', 'USER_PICKER'] as const).filter(right => HELD[right](held) === false);
  return Object.fromEntries(missing.map(right => [right, before[right] ?? asOf]));
}

/** A reading from before its right went missing stands as last seen. What was seen without the right was seen. */
export function beforeLoss<F>(
  reading: Reading<F>,
  { right }: Pick<Source<F>, 'right'>,
  lacking: Lacking,
): Reading<F> {
  const since = lacking[right];
  return since === undefined ? reading : { ...reading, unseenBefore: since };
}
