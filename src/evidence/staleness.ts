import { HOUR, type Instant, instant, addDuration } from '../domain/instant';
import { type Reading } from '../domain/reading';
import { distinctGaps } from './read-pass';
import { gap, type Source } from './source';

/**
 * Adds gap `stale` to a reading that is too old. Its facts stay, as last seen. Single objects are as old as their last
 * re-check.
 *
 * @param feedSince since when the change feed has had no hole; undefined without a feed. If the feed covers the whole
 * time since the pass began, the app noticed all changes, and `freshness.withFeed` applies.
 */
export function withStaleness<F>(
  reading: Reading<F>,
  { freshness }: Pick<Source<F>, 'freshness'>,
  { now, feedSince }: { readonly now: Instant; readonly feedSince: Instant | undefined },
): Reading<F> {
  if (reading.fullReadAt === undefined) return reading;
  const isCoveredByFeed = feedSince !== undefined && feedSince <= reading.fullReadAt;
  const maxAgeHours = isCoveredByFeed ? freshness.withFeed : freshness.full;
  if (now - reading.fullReadAt <= maxAgeHours * HOUR) return reading;
  return {
    ...reading,
    gaps: distinctGaps([...reading.gaps, gap('stale')]),
    staleBefore: instant(Math.max(reading.staleBefore ?? 0, addDuration(now, -maxAgeHours * HOUR))),
  };
}
