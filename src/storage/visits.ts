import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { DAY, HOUR, instant, discardFutureInstant } from '../domain/instant';
import { CONTROL_STATUSES } from '../domain/verdict';
import { canonicalJson, readValue } from './values';

/** The checklist at the time of a visit, from which "since your last visit" is computed. */
const visitSnapshotSchema = z.object({
  at: z.number(),
  /** By control: the number of regressions so far, and the status. */
  regressionCounts: z.record(z.string(), z.number()),
  statuses: z.record(z.string(), z.enum(CONTROL_STATUSES)),
});
export type VisitSnapshot = z.infer<typeof visitSnapshotSchema>;

/**
 * `startedAt`: start of the current visit. `latest`: its last page view. `previous`: the last page view of the visit
 * before.
 */
const visitRecordSchema = z.object({
  startedAt: z.number(),
  latest: visitSnapshotSchema,
  previous: visitSnapshotSchema.exactOptional(),
});
type VisitRecord = z.infer<typeof visitRecordSchema>;

const KEPT_DAYS = 90;

/** Page views this soon after the last one belong to the first visit. */
const FIRST_VISIT_DURATION = HOUR / 2;

/** Unchanged content is not written again within this time. */
const MIN_REWRITE_INTERVAL = HOUR / 6;

const visitKey = (account: string): string => `seen:${account}`;

/** After the first one, a visit lasts a day, so that opening the page twice doesn't mark new findings as seen. */
const hasVisitEnded = ({ startedAt, latest, previous }: VisitRecord, now: number): boolean =>
  previous === undefined ? now - latest.at >= FIRST_VISIT_DURATION : now - startedAt >= DAY;

function nextVisitRecord(stored: VisitRecord | undefined, snapshot: VisitSnapshot): VisitRecord {
  if (stored === undefined) return { startedAt: snapshot.at, latest: snapshot };
  return hasVisitEnded(stored, snapshot.at)
    ? { startedAt: snapshot.at, latest: snapshot, previous: stored.latest }
    : { ...stored, latest: snapshot };
}

const isUnchangedRecently = (stored: VisitRecord, { at, ...snapshot }: VisitSnapshot): boolean => {
  const { at: latestAt, ...latestContent } = stored.latest;
  return at - latestAt < MIN_REWRITE_INTERVAL && canonicalJson(latestContent) === canonicalJson(snapshot);
};

/** A visit with a future time would never end, so it is ignored. */
async function readVisitRecord(account: string, now: number): Promise<VisitRecord | undefined> {
  const stored = await readValue(visitKey(account), visitRecordSchema);
  const times = [stored?.startedAt, stored?.latest.at, stored?.previous?.at].filter(at => at !== undefined);
  return times.every(at => discardFutureInstant(instant(now), at) !== undefined) ? stored : undefined;
}

/**
 * Records a visit and returns the snapshot of the person's previous visit.
 * @returns undefined on a first visit.
 */
export async function recordVisit(
  account: string,
  snapshot: VisitSnapshot,
): Promise<VisitSnapshot | undefined> {
  const stored = await readVisitRecord(account, snapshot.at);
  const next = nextVisitRecord(stored, snapshot);
  if (stored === undefined || next.startedAt !== stored.startedAt || !isUnchangedRecently(stored, snapshot))
    await kvs.set(visitKey(account), next, { ttl: { unit: 'DAYS', value: KEPT_DAYS } });
  return next.previous;
}
