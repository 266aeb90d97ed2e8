import { type Source } from '../evidence/source';
import { HOUR, type Instant } from '../terms/instant';
import { type SourceId } from '../terms/source-id';

/** A source is read again after a day, or after half its life where that is longer. */
const refreshAfter = ({ freshness }: Pick<Source<unknown>, 'freshness'>): number =>
  Math.max(24, freshness.full / 2) * HOUR;

/** Past this share of its life a source may take the whole allowance. */
const URGENT = 2 / 3;

/** What is known of a source's last closed pass. */
export interface Age {
  readonly source: Pick<Source<unknown>, 'id' | 'freshness'>;
  /** When the last closed pass began; undefined where there is none. */
  readonly asOf: Instant | undefined;
  /** A pass is under way, or the last one failed. */
  readonly unfinished: boolean;
}

export interface Due {
  readonly id: SourceId;
  /** It was never read, or is near its end of life: it may take the whole allowance. */
  readonly urgent: boolean;
}

const shareOfLife = ({ source, asOf }: Age, now: Instant, feedSince: Instant | undefined): number => {
  if (asOf === undefined) return Infinity;
  const fed = feedSince !== undefined && feedSince <= asOf;
  return (now - asOf) / ((fed ? source.freshness.withFeed : source.freshness.full) * HOUR);
};

/**
 * The sources to read at a tick, in order: what was never read in the order of a first sweep, then what is nearest to its
 * end of life. `rights` is asked at every sweep and stands outside.
 */
export function dueSources(
  ages: readonly Age[],
  now: Instant,
  feedSince: Instant | undefined,
): readonly Due[] {
  return ages
    .filter(
      ({ source, asOf, unfinished }) =>
        unfinished || asOf === undefined || now - asOf >= refreshAfter(source),
    )
    .map(age => ({ id: age.source.id, share: shareOfLife(age, now, feedSince) }))
    .sort((one, other) => (one.share === other.share ? 0 : other.share - one.share))
    .map(({ id, share }) => ({ id, urgent: share >= URGENT }));
}
