import { type Source } from '../evidence/source';
import { type PassAge } from '../storage/evidence';
import { HOUR, type Instant } from '../terms/instant';
import { type SourceId } from '../terms/source-id';
import { POINTS_FOR_EARLY_READING } from './budget';

/** No source is read again sooner than this, in hours, unless something asks for it. */
const DAILY = 24;

/** What costs more than one tick's early reading is left until this share of its life has passed. */
const REST = 1 / 3;

/** Of what nothing else tells, and what costs at most so many points, this share of its life is waited: just under an hour of 36. */
const UNTOLD_REST = 1 / 40;
const UNTOLD_POINTS = 60;

/** Past this share of its life a source may take the whole allowance. */
const URGENT = 2 / 3;

/** What is known of a source's last closed pass. */
export interface Age extends Omit<PassAge, 'blind'> {
  readonly source: Pick<Source<unknown>, 'id' | 'freshness'>;
}

export interface Due {
  readonly id: SourceId;
  /** It was never read, or is near its end of life: it may take the whole allowance. */
  readonly urgent: boolean;
}

/** Hours until a pass is stale: longer while the feed of changes reaches back to its beginning. */
const lifeOf = ({ source, asOf }: Age, feedSince: Instant | undefined): number => {
  const fed = feedSince !== undefined && asOf !== undefined && feedSince <= asOf;
  return fed ? source.freshness.withFeed : source.freshness.full;
};

const shareOfLife = (age: Age, now: Instant, feedSince: Instant | undefined): number =>
  age.asOf === undefined ? Infinity : (now - age.asOf) / (lifeOf(age, feedSince) * HOUR);

/** Known to cost no more than one tick's early reading. */
const isCheap = ({ asOf, points }: Pick<PassAge, 'asOf' | 'points'>): boolean =>
  asOf !== undefined && points <= POINTS_FOR_EARLY_READING;

/** Neither the audit log nor an event tells when it changes. */
const isUntold = ({ source: { freshness } }: Age): boolean => freshness.withFeed === freshness.full;

/** Hours from one pass to the next. */
function restOf(age: Age, feedSince: Instant | undefined): number {
  const life = lifeOf(age, feedSince);
  if (isUntold(age) && age.points <= UNTOLD_POINTS) return life * UNTOLD_REST;
  return Math.max(DAILY, isCheap(age) ? 0 : life * REST);
}

/** A cheap source is read every day, at every tick where nothing else would tell; a dear one when a third of its life is over. */
const isDue = (age: Age, now: Instant, feedSince: Instant | undefined): boolean => {
  if (age.unfinished || age.asOf === undefined) return true;
  return now - age.asOf >= restOf(age, feedSince) * HOUR;
};

/**
 * The sources to read at a tick, in order: what is cheap, so that it never waits for days behind what is dear; then what was
 * never read, in the order of a first sweep; then what is nearest to its end of life. The caller's own rights are asked at
 * every sweep and stand outside.
 */
export const dueSources = (
  ages: readonly Age[],
  now: Instant,
  feedSince: Instant | undefined,
): readonly Due[] =>
  ages
    .filter(age => isDue(age, now, feedSince))
    .map(age => ({ id: age.source.id, cheap: isCheap(age), share: shareOfLife(age, now, feedSince) }))
    .sort(
      (one, other) =>
        Number(other.cheap) - Number(one.cheap) || (one.share === other.share ? 0 : other.share - one.share),
    )
    .map(({ id, share }) => ({ id, urgent: share >= URGENT }));
