import { HOUR, type Instant, instant, later } from '../terms/instant';
import { type Reading } from '../terms/reading';
import { distinctGaps } from './read-pass';
import { gap, type Source } from './source';

/**
 * A reading in the light of its age: too old is gap `stale`. The facts stand, as what was last seen; single objects that
 * were read again since are as young as that.
 *
 * @param feedSince since when the change feed has had no hole; undefined where there is no feed. While it reaches back to
 * the pass's start, what changed since was noticed, and the longer of the two ages holds.
 */
export function aged<F>(
  reading: Reading<F>,
  { freshness }: Pick<Source<F>, 'freshness'>,
  { now, feedSince }: { readonly now: Instant; readonly feedSince: Instant | undefined },
): Reading<F> {
  if (reading.asOf === undefined) return reading;
  const followed = feedSince !== undefined && feedSince <= reading.asOf;
  const hours = followed ? freshness.withFeed : freshness.full;
  if (now - reading.asOf <= hours * HOUR) return reading;
  return {
    ...reading,
    gaps: distinctGaps([...reading.gaps, gap('stale')]),
    unseenBefore: instant(Math.max(reading.unseenBefore ?? 0, later(now, -hours * HOUR))),
  };
}
