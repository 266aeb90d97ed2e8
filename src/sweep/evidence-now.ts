import { aged } from '../evidence/age';
import { type OwnRecords } from '../evidence/plausibility';
import { beforeLoss, type Lacking, withRights } from '../evidence/rights';
import { type Reader, type Source } from '../evidence/source';
import { SOURCES, sources } from '../evidence/sources';
import { trustedReading } from './trusted';
import { type Jira } from '../jira/jira';
import { type Evidence } from '../posture/judge';
import { type EvidenceStore } from '../storage/evidence';
import { type Run } from '../storage/run';
import { HOUR, type Instant, instant, notLaterThan } from '../terms/instant';
import { type Reading, neverRead } from '../terms/reading';
import { type SourceId } from '../terms/source-id';

type Readings = ReadonlyMap<SourceId, Reading<unknown>>;

const load = async (store: EvidenceStore, wanted: readonly Source<unknown>[]): Promise<Readings> =>
  new Map(await Promise.all(wanted.map(async source => [source.id, await store.reading(source)] as const)));

// A reading is kept under its source's id and was checked against that source's own fact schema when it was loaded.
const readingIn = <F>(readings: Readings, source: Source<F>): Reading<F> =>
  (readings.get(source.id) as Reading<F> | undefined) ?? neverRead;

/** After this long without rights they are taken to be refused, and no longer on their way. */
const READY_WITHIN = HOUR;

/** Whether the app's rights may still be on their way: they were never there, and it was installed a short while ago. */
export const areRightsArriving = ({ firstSuccess }: Run, installedAt: Instant, now: Instant): boolean =>
  firstSuccess === undefined && now - (notLaterThan(now, installedAt) ?? 0) <= READY_WITHIN;

/** How far what was read can be trusted. */
export interface Sight {
  /** Since when changes have been followed without a hole; undefined while they can't be. */
  readonly feedSince: Instant | undefined;
  /** Since when the app is without a right. */
  readonly lacking: Lacking;
  /** What it lacks may still be on its way. */
  readonly arriving: boolean;
}

/** Since when changes have been followed without a hole; undefined while they can't be. */
export const feedSinceOf = ({ feed: { since, refused } }: Run): Instant | undefined =>
  since === undefined || refused !== undefined ? undefined : instant(since);

export const sightOf = (run: Run, installedAt: Instant, now: Instant): Sight => ({
  feedSince: feedSinceOf(run),
  lacking: run.lacking,
  arriving: areRightsArriving(run, installedAt, now),
});

/** Everything that was read, in the light of what the app may see and of its age at `now`. */
export async function evidenceNow(
  store: EvidenceStore,
  now: Instant,
  { feedSince, lacking, arriving }: Sight,
): Promise<Evidence> {
  const readings = await load(store, SOURCES);
  const rights = readingIn(readings, sources.callerRights);
  const judged = new Map(
    SOURCES.map(source => {
      const seen = withRights(
        trustedReading(readingIn(readings, source), now),
        source,
        rights,
        arriving ? 'not-ready' : 'denied',
      );
      const reading = beforeLoss(seen, source, lacking);
      return [source.id, aged(reading, source, { now, feedSince })] as const;
    }),
  );
  return { reading: source => readingIn(judged, source) };
}

/**
 * What a source may ask while it is read: the closed readings that stand at this moment.
 * @param own what the app knows of its own work on the site.
 * @param rightsKnown whether the rights were read just now: what they were before says nothing of what is hidden by now.
 */
export async function readerNow(
  store: EvidenceStore,
  jira: Jira,
  rightsKnown: boolean,
  own?: () => Promise<OwnRecords>,
): Promise<Reader> {
  const readings = new Map(await load(store, SOURCES));
  if (!rightsKnown) readings.set('callerRights', neverRead);
  return {
    jira,
    live: true,
    once: false,
    reading: source => readingIn(readings, source),
    ...(own === undefined ? {} : { own }),
  };
}

/** The next moment at which a reading that is not stale at `now` becomes so. */
export function nextExpiry(
  evidence: Evidence,
  now: Instant,
  feedSince: Instant | undefined,
): Instant | undefined {
  const ends = SOURCES.flatMap(source => {
    const { asOf } = evidence.reading(source);
    if (asOf === undefined) return [];
    const followed = feedSince !== undefined && feedSince <= asOf;
    const end = asOf + (followed ? source.freshness.withFeed : source.freshness.full) * HOUR;
    return end >= now ? [end + 1] : [];
  });
  return ends.length === 0 ? undefined : instant(Math.min(...ends));
}
