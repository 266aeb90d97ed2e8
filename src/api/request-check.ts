import { sources } from '../evidence/sources';
import {
  type RequestedChecks,
  readRequestedChecks,
  replaceRequestedChecks,
} from '../storage/requested-checks';
import { EvidenceStore } from '../storage/evidence-store';
import { readScanState } from '../storage/scan-state';
import { checksPausedUntil, MIN_POINTS_PER_CHECK } from '../scan/budget';
import { pushMessage } from '../scan/scan-message';
import { type Instant, MINUTE } from '../domain/instant';
import { type TrackedFinding, isOpenFinding } from '../domain/tracked-finding';
import { type SourceId } from '../domain/source-id';
import { ApiError } from './api-response';
import {
  type CheckAdmission,
  decideAdmission,
  type CheckRequest,
  lastRequestedAt,
  checksOfLastHour,
} from './check-limits';
import { type CheckStatus, type CheckResult } from './contract/check';

/** Maximum number of objects in a check. */
const MAX_CHECKED_OBJECTS = 50;

/** After this time, the check can't read what is left. The next scan tries again. */
const GIVE_UP_AFTER = 5 * MINUTE;

/** Maximum number of attempts when other people request checks at the same time. */
const ATTEMPTS = 10;

interface RecheckTarget {
  readonly source: SourceId;
  readonly key: string;
  /** The findings that the re-check resolves or keeps. */
  readonly findings: readonly TrackedFinding[];
}

/** The object to re-check for a finding; undefined if it takes a full pass, such as for a count. */
const recheckTargetOf = ({
  finding: { subject },
}: TrackedFinding): { source: SourceId; key: string } | undefined =>
  subject.source === undefined || subject.confirmBy === 'pass' || subject.confirmWith !== undefined
    ? undefined
    : { source: subject.source, key: subject.recheckKey ?? subject.id };

/** When a finding was last checked. */
export const lastCheckedAt = ({ readAt, lastSeen }: TrackedFinding): number => Math.max(readAt, lastSeen);

/** The objects to re-check, worst first, each once with its findings. */
function collectRecheckTargets(trackedFindings: readonly TrackedFinding[]): readonly RecheckTarget[] {
  const objects = new Map<string, RecheckTarget>();
  for (const tracked of trackedFindings) {
    const object = recheckTargetOf(tracked);
    if (object === undefined) continue;
    const name = `${object.source} ${object.key}`;
    objects.set(name, { ...object, findings: [...(objects.get(name)?.findings ?? []), tracked] });
  }
  return [...objects.values()].slice(0, MAX_CHECKED_OBJECTS);
}

/** A stale finding isn't awaited, because its object can't be read. */
const awaitsCheck = (tracked: TrackedFinding, requestedAt: Instant): boolean =>
  isOpenFinding(tracked) && tracked.state !== 'stale' && lastCheckedAt(tracked) < requestedAt;

function phaseOf(
  trackedFindings: readonly TrackedFinding[],
  requestedAt: Instant | undefined,
  now: Instant,
): CheckStatus['phase'] {
  const isUnderWay = requestedAt !== undefined && now - requestedAt < GIVE_UP_AFTER;
  if (
    isUnderWay &&
    collectRecheckTargets(trackedFindings).some(object =>
      object.findings.some(tracked => awaitsCheck(tracked, requestedAt)),
    )
  )
    return 'rechecking';
  return trackedFindings.some(({ state }) => state === 'closing') ? 'confirming' : 'none';
}

/** API points per object if the source hasn't been read yet. */
const DEFAULT_POINTS_PER_OBJECT = 2;

/** API points per object of a source, from its last pass. */
async function pointsPerObject(store: EvidenceStore, source: SourceId): Promise<number> {
  const [{ points }, rowCount] = await Promise.all([
    store.passAgeOf(sources[source]),
    store.rowCounts(source),
  ]);
  return rowCount === undefined || rowCount.read === 0
    ? DEFAULT_POINTS_PER_OBJECT
    : Math.max(DEFAULT_POINTS_PER_OBJECT, Math.ceil(points / rowCount.read));
}

interface PricedTarget {
  readonly source: SourceId;
  readonly key: string;
  readonly points: number;
}

/** The objects of a check with their costs. The first one includes the fixed cost of a check. */
async function priceTargets(trackedFindings: readonly TrackedFinding[]): Promise<readonly PricedTarget[]> {
  const objects = collectRecheckTargets(trackedFindings);
  const store = new EvidenceStore();
  const sourceIds = [...new Set(objects.map(({ source }) => source))];
  const prices = new Map(
    await Promise.all(sourceIds.map(async source => [source, await pointsPerObject(store, source)] as const)),
  );
  return objects.map(({ source, key }, index) => ({
    source,
    key,
    points: (prices.get(source) ?? DEFAULT_POINTS_PER_OBJECT) + (index === 0 ? MIN_POINTS_PER_CHECK : 0),
  }));
}

/** The first objects that the points pay for, but at least one. */
function takeAffordable(objects: readonly PricedTarget[], points: number): readonly PricedTarget[] {
  let spent = 0;
  const index = objects.findIndex(object => (spent += object.points) > points);
  return index < 0 ? objects : objects.slice(0, Math.max(1, index));
}

/** Applies the limits to requested checks and to the actual cost of checks. If both pause, the later time counts. */
async function resolveAdmission(
  { checks: requestedChecks }: RequestedChecks,
  request: CheckRequest,
  needed?: number,
): Promise<CheckAdmission> {
  const admission = decideAdmission(requestedChecks, request, needed);
  if (admission.is === 'too-soon') return admission;
  const { checks } = await readScanState();
  const until = checksPausedUntil(checks, request.now);
  if (until === undefined) return admission;
  return admission.is === 'paused' && admission.until > until ? admission : { is: 'paused', until };
}

/**
 * The status of a check of a work item or control, for the person looking at it.
 * @param trackedFindings its open findings, worst first.
 */
export async function checkStatusOf(
  request: CheckRequest,
  trackedFindings: readonly TrackedFinding[],
): Promise<CheckStatus> {
  const [checks, priced] = await Promise.all([
    readRequestedChecks(request.now),
    priceTargets(trackedFindings),
  ]);
  const admission = await resolveAdmission(checks, request, priced[0]?.points);
  const requestedAt = lastRequestedAt(checksOfLastHour(checks.checks, request.now), request.target);
  return {
    phase: phaseOf(trackedFindings, requestedAt, request.now),
    objects: priced.length,
    ...(requestedAt === undefined ? {} : { requestedAt }),
    ...(admission.is === 'too-soon' ? { retryAt: admission.retryAt } : {}),
    ...(admission.is === 'paused' ? { pausedUntil: admission.until } : {}),
  };
}

/**
 * Queues a re-check of open findings, if the limits allow it. Counts the check before queueing it, so that a crash can
 * lose a check but can't bypass a limit.
 * @throws ApiError `conflict` if too many people request checks at the same time.
 */
export async function requestCheck(
  request: CheckRequest,
  trackedFindings: readonly TrackedFinding[],
): Promise<CheckResult> {
  const { target, account, now } = request;
  const priced = await priceTargets(trackedFindings);
  const [first] = priced;
  // Only a full scan can read these objects, so there is nothing to queue.
  if (first === undefined) return { is: 'asked', objects: 0 };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const recentChecks = await readRequestedChecks(now);
    const admission = await resolveAdmission(recentChecks, request, first.points);
    if (admission.is !== 'admitted') return admission;
    const affordableTargets = takeAffordable(priced, admission.points);
    const points = Math.min(
      admission.points,
      affordableTargets.reduce((sum, object) => sum + object.points, 0),
    );
    const updatedChecks = [
      ...checksOfLastHour(recentChecks.checks, now),
      { target, account, at: now, points },
    ];
    if (!(await replaceRequestedChecks(recentChecks, updatedChecks))) continue;
    const objects = affordableTargets.map(({ source, key }) => ({ source, key }));
    await pushMessage({ kind: 'settle', why: 'check', objects });
    return { is: 'asked', objects: objects.length };
  }
  throw new ApiError({ code: 'conflict' });
}
