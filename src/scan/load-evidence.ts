import { withStaleness } from '../evidence/staleness';
import { type OwnRecords } from '../evidence/plausibility';
import { asLastSeenBeforeLoss, type MissingRights, withRightGaps } from '../evidence/rights';
import { type SourceReader, type Source } from '../evidence/source';
import { SOURCES_IN_SCAN_ORDER, sources } from '../evidence/sources';
import { sanitizeReading } from './sanitize-times';
import { type Jira } from '../jira/jira';
import { type SiteEvidence } from '../posture/judge-evidence';
import { type EvidenceStore } from '../storage/evidence-store';
import { type ScanState } from '../storage/scan-state';
import { HOUR, type Instant, instant, discardFutureInstant } from '../domain/instant';
import { type Reading, neverReadReading } from '../domain/reading';
import { type SourceId } from '../domain/source-id';

type Readings = ReadonlyMap<SourceId, Reading<unknown>>;

const loadReadings = async (store: EvidenceStore, requested: readonly Source<unknown>[]): Promise<Readings> =>
  new Map(
    await Promise.all(requested.map(async source => [source.id, await store.reading(source)] as const)),
  );

// The map is keyed by source ID, and the facts were checked against that source's schema when loaded.
const readingIn = <F>(readings: Readings, source: Source<F>): Reading<F> =>
  (readings.get(source.id) as Reading<F> | undefined) ?? neverReadReading;

/** If the rights have not arrived after this time, they count as denied. */
const RIGHTS_GRACE_PERIOD = HOUR;

/**
 * Whether the app's rights may still arrive: they were never there, and the app was installed less than an hour ago.
 */
export const areRightsArriving = (
  { firstSuccessAt: firstSuccess }: ScanState,
  installedAt: Instant,
  now: Instant,
): boolean =>
  firstSuccess === undefined && now - (discardFutureInstant(now, installedAt) ?? 0) <= RIGHTS_GRACE_PERIOD;

/** The facts that decide how far the evidence can be trusted. */
export interface EvidenceTrust {
  /** Since when the change feed has no gaps; undefined while the feed is unavailable. */
  readonly feedSince: Instant | undefined;
  /** For each missing right, since when it is missing. */
  readonly lacking: MissingRights;
  /** The missing rights may still arrive. */
  readonly areRightsArriving: boolean;
}

/** Since when the change feed has no gaps; undefined while the feed is unavailable. */
export const feedSinceOf = ({ feed: { since, refusedBecause: refused } }: ScanState): Instant | undefined =>
  since === undefined || refused !== undefined ? undefined : instant(since);

export const evidenceTrustOf = (scanState: ScanState, installedAt: Instant, now: Instant): EvidenceTrust => ({
  feedSince: feedSinceOf(scanState),
  lacking: scanState.missingRights,
  areRightsArriving: areRightsArriving(scanState, installedAt, now),
});

/** All stored evidence, with gaps for missing rights and for staleness at `now`. */
export async function loadEvidence(
  store: EvidenceStore,
  now: Instant,
  { feedSince, lacking, areRightsArriving: arriving }: EvidenceTrust,
): Promise<SiteEvidence> {
  const readings = await loadReadings(store, SOURCES_IN_SCAN_ORDER);
  const rights = readingIn(readings, sources.callerRights);
  const trusted = new Map(
    SOURCES_IN_SCAN_ORDER.map(source => {
      const withinRights = withRightGaps(
        sanitizeReading(readingIn(readings, source), now),
        source,
        rights,
        arriving ? 'not-ready' : 'denied',
      );
      const reading = asLastSeenBeforeLoss(withinRights, source, lacking);
      return [source.id, withStaleness(reading, source, { now, feedSince })] as const;
    }),
  );
  return { reading: source => readingIn(trusted, source) };
}

/**
 * What a source can use while it is read: the gateway and the current completed readings.
 * @param rightsKnown whether the rights were just read: older rights don't show what Jira hides now.
 * @param own the app's own records of the site.
 */
export async function createReader(
  store: EvidenceStore,
  jira: Jira,
  rightsKnown: boolean,
  own?: () => Promise<OwnRecords>,
): Promise<SourceReader> {
  const readings = new Map(await loadReadings(store, SOURCES_IN_SCAN_ORDER));
  if (!rightsKnown) readings.set('callerRights', neverReadReading);
  return {
    jira,
    live: true,
    readsOnce: false,
    reading: source => readingIn(readings, source),
    ...(own === undefined ? {} : { ownRecords: own }),
  };
}

/** The next time at which a reading that is fresh at `now` becomes stale. */
export function nextExpiry(
  evidence: SiteEvidence,
  now: Instant,
  feedSince: Instant | undefined,
): Instant | undefined {
  const ends = SOURCES_IN_SCAN_ORDER.flatMap(source => {
    const { fullReadAt } = evidence.reading(source);
    if (fullReadAt === undefined) return [];
    const isCoveredByFeed = feedSince !== undefined && feedSince <= fullReadAt;
    const end = fullReadAt + (isCoveredByFeed ? source.freshness.withFeed : source.freshness.full) * HOUR;
    return end >= now ? [end + 1] : [];
  });
  return ends.length === 0 ? undefined : instant(Math.min(...ends));
}
