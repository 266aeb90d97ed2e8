import { type Source } from '../evidence/source';
import { type PassAge } from '../storage/evidence-store';
import { HOUR, type Instant } from '../domain/instant';
import { type SourceId } from '../domain/source-id';
import { POINTS_FOR_EARLY_READING } from './budget';

/** Minimum hours between two passes of a source, unless something requests one. */
const MIN_HOURS_BETWEEN_PASSES = 24;

/** A source that costs more than `POINTS_FOR_EARLY_READING` is due after this share of its freshness period. */
const REREAD_AFTER_SHARE = 1 / 3;

/**
 * A cheap source that neither the audit log nor events cover is due after this share of its freshness period: just
 * under an hour for 36 hours.
 */
const UNTRACKED_REREAD_AFTER_SHARE = 1 / 40;
const UNTRACKED_MAX_POINTS = 60;

/** After this share of its freshness period a source may spend the whole budget. */
const URGENT_SHARE = 2 / 3;

/** The age and cost of a source's last completed pass. */
export interface SourceAge extends Omit<PassAge, 'blind'> {
  readonly source: Pick<Source<unknown>, 'id' | 'freshness'>;
}

export interface DueSource {
  readonly id: SourceId;
  /** It was never read or will soon be stale, so it may spend the whole budget. */
  readonly urgent: boolean;
}

/** Hours until a pass is stale. Longer if the change feed covers the time since the pass began. */
const freshnessHoursOf = (
  { source, startedAt: fullReadAt }: SourceAge,
  feedSince: Instant | undefined,
): number => {
  const isCoveredByFeed = feedSince !== undefined && fullReadAt !== undefined && feedSince <= fullReadAt;
  return isCoveredByFeed ? source.freshness.withFeed : source.freshness.full;
};

const shareOfFreshnessUsed = (age: SourceAge, now: Instant, feedSince: Instant | undefined): number =>
  age.startedAt === undefined ? Infinity : (now - age.startedAt) / (freshnessHoursOf(age, feedSince) * HOUR);

/** The last pass cost no more than `POINTS_FOR_EARLY_READING`. */
const isCheap = ({ startedAt: fullReadAt, points }: Pick<PassAge, 'startedAt' | 'points'>): boolean =>
  fullReadAt !== undefined && points <= POINTS_FOR_EARLY_READING;

/** Neither the audit log nor product events report its changes. */
const isUntracked = ({ source: { freshness } }: SourceAge): boolean => freshness.withFeed === freshness.full;

function hoursBetweenPasses(age: SourceAge, feedSince: Instant | undefined): number {
  const freshnessHours = freshnessHoursOf(age, feedSince);
  if (isUntracked(age) && age.points <= UNTRACKED_MAX_POINTS)
    return freshnessHours * UNTRACKED_REREAD_AFTER_SHARE;
  return Math.max(MIN_HOURS_BETWEEN_PASSES, isCheap(age) ? 0 : freshnessHours * REREAD_AFTER_SHARE);
}

/**
 * A cheap source is due every day, or at every tick if untracked. An expensive one is due after a third of its
 * freshness period.
 */
const isDue = (age: SourceAge, now: Instant, feedSince: Instant | undefined): boolean => {
  if (age.isUnfinished || age.startedAt === undefined) return true;
  return now - age.startedAt >= hoursBetweenPasses(age, feedSince) * HOUR;
};

/**
 * The sources to read at a tick, in order: cheap ones first, so that they never wait days for expensive ones; then
 * those never read, in first-scan order; then those closest to stale. `callerRights` is read in every scan and is not
 * included.
 */
export const dueSources = (
  ages: readonly SourceAge[],
  now: Instant,
  feedSince: Instant | undefined,
): readonly DueSource[] =>
  ages
    .filter(age => isDue(age, now, feedSince))
    .map(age => ({
      id: age.source.id,
      cheap: isCheap(age),
      share: shareOfFreshnessUsed(age, now, feedSince),
    }))
    .sort(
      (one, other) =>
        Number(other.cheap) - Number(one.cheap) || (one.share === other.share ? 0 : other.share - one.share),
    )
    .map(({ id, share }) => ({ id, urgent: share >= URGENT_SHARE }));
