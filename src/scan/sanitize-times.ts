import { gap } from '../evidence/source';
import { distinctGaps } from '../evidence/read-pass';
import { type ControlHistory } from '../posture/compare-findings';
import { type ScanState } from '../storage/scan-state';
import { DAY, HOUR, type Instant, instant, addDuration, discardFutureInstant } from '../domain/instant';
import { type TrackedFinding } from '../domain/tracked-finding';
import { type Reading } from '../domain/reading';

/*
 * A clock that once ran ahead leaves stored times in the future. Taken as they are, they would stop reading and judging
 * until real time catches up. These functions treat such times as unknown, so the affected work runs again. Pure.
 */

/** Replaces a required time whose real value is unknown. */
const UNKNOWN_TIME = instant(0);

/**
 * Limits for valid plans: confirmations and slices are due within two hours, a judging at the latest on the next day.
 */
const LONGEST_WAIT = 2 * HOUR;
const MAX_JUDGING_WAIT = DAY + 2 * HOUR;

const clampToNow = (at: number, now: Instant): Instant => instant(discardFutureInstant(now, at) ?? now);

const hourOf = (now: Instant): number => Math.floor(now / HOUR);

type Budget = ScanState['budget'];

/** A budget from a future hour is moved to the current hour. */
const sanitizeBudget = (budget: Budget, now: Instant): Budget =>
  budget.hour <= hourOf(addDuration(now, HOUR / 30))
    ? budget
    : { hour: hourOf(now), spent: budget.spent, carriedOver: 0 };

function sanitizeFeed({ cursor, since, ...feed }: ScanState['feed'], now: Instant): ScanState['feed'] {
  // Without a valid cursor the feed restarts with a gap, and older readings count as not covered by the feed.
  if (discardFutureInstant(now, cursor?.at) === undefined) return feed;
  const sinceIfPast = discardFutureInstant(now, since);
  return {
    ...feed,
    ...(cursor === undefined ? {} : { cursor }),
    ...(sinceIfPast === undefined ? {} : { since: sinceIfPast }),
  };
}

const pastTimeField = <K extends string>(
  name: K,
  at: number | undefined,
  now: Instant,
): { readonly [N in K]?: Instant } => {
  const past = discardFutureInstant(now, at);
  const field: { [N in K]?: Instant } = {};
  if (past !== undefined) field[name] = instant(past);
  return field;
};

/** Keeps a known problem of the filing space. If its time is unknown, the space is checked again. */
const trustedFilingSpace = (
  filingSpace: ScanState['filingSpace'],
  now: Instant,
): { readonly filingSpace?: NonNullable<ScanState['filingSpace']> } =>
  filingSpace === undefined
    ? {}
    : { filingSpace: { ...filingSpace, at: discardFutureInstant(now, filingSpace.at) ?? UNKNOWN_TIME } };

/** The scan state without times in the future. */
export function sanitizeRun(
  {
    scan,
    searchedCopiesAt,
    filingSpace,
    filingSince,
    judgeBy,
    next,
    lastTick,
    lastScan: lastSweep,
    firstSuccessAt: firstSuccess,
    missingRights: lacking,
    ...scanState
  }: ScanState,
  now: Instant,
): ScanState {
  const { ADMINISTER, USER_PICKER } = lacking;
  return {
    ...scanState,
    ...(scan === undefined
      ? {}
      : {
          scan: {
            ...scan,
            startedAt: clampToNow(scan.startedAt, now),
            heartbeat: clampToNow(scan.heartbeat, now),
          },
        }),
    budget: sanitizeBudget(scanState.budget, now),
    feed: sanitizeFeed(scanState.feed, now),
    pendingConfirmations: scanState.pendingConfirmations.map(read =>
      read.at > now + LONGEST_WAIT ? { ...read, at: now } : read,
    ),
    ...pastTimeField('searchedCopiesAt', searchedCopiesAt, now),
    ...trustedFilingSpace(filingSpace, now),
    ...pastTimeField('filingSince', filingSince, now),
    ...(judgeBy === undefined || judgeBy > now + MAX_JUDGING_WAIT ? {} : { judgeBy }),
    ...(next === undefined || next.at > now + LONGEST_WAIT ? {} : { next }),
    ...pastTimeField('lastTick', lastTick, now),
    ...(lastSweep === undefined || discardFutureInstant(now, lastSweep.at) === undefined
      ? {}
      : { lastScan: lastSweep }),
    ...(firstSuccess === undefined ? {} : { firstSuccessAt: clampToNow(firstSuccess, now) }),
    missingRights: {
      ...(ADMINISTER === undefined ? {} : { ADMINISTER: clampToNow(ADMINISTER, now) }),
      ...(USER_PICKER === undefined ? {} : { USER_PICKER: clampToNow(USER_PICKER, now) }),
    },
  };
}

/** A reading with unknown times and a `stale` gap in place of read times in the future. */
export function sanitizeReading<F>(reading: Reading<F>, now: Instant): Reading<F> {
  const { fullReadAt, recheckedAt } = reading;
  const isReadTimeKnown = fullReadAt === undefined || discardFutureInstant(now, fullReadAt) !== undefined;
  const recheckTimes = [...(recheckedAt ?? [])].map(
    ([key, at]) => [key, discardFutureInstant(now, at) ?? UNKNOWN_TIME] as const,
  );
  const areRecheckTimesKnown = recheckTimes.every(([, at]) => at !== UNKNOWN_TIME);
  if (isReadTimeKnown && areRecheckTimesKnown) return reading;
  return {
    ...reading,
    ...(isReadTimeKnown ? {} : { fullReadAt: UNKNOWN_TIME }),
    ...(recheckedAt === undefined ? {} : { recheckedAt: new Map(recheckTimes) }),
    gaps: distinctGaps([...reading.gaps, gap('stale')]),
  };
}

const sanitizeMembers = <M extends { readonly readAt: Instant }>(
  members: M | undefined,
  now: Instant,
): M | undefined =>
  members && { ...members, readAt: discardFutureInstant(now, members.readAt) ?? UNKNOWN_TIME };

function sanitizeTrackedFinding(
  {
    pendingAdditions: growing,
    pendingRemovals: leaving,
    narrowedAt,
    lastAbsent: lastClosed,
    ...tracked
  }: TrackedFinding,
  now: Instant,
): TrackedFinding {
  const sanitizedGrowing = sanitizeMembers(growing, now);
  const sanitizedLeaving = sanitizeMembers(leaving, now);
  return {
    ...tracked,
    since: clampToNow(tracked.since, now),
    readAt: discardFutureInstant(now, tracked.readAt) ?? UNKNOWN_TIME,
    firstSeen: clampToNow(tracked.firstSeen, now),
    lastSeen: clampToNow(tracked.lastSeen, now),
    ...(lastClosed === undefined ? {} : { lastAbsent: clampToNow(lastClosed, now) }),
    ...(narrowedAt === undefined ? {} : { narrowedAt: clampToNow(narrowedAt, now) }),
    ...(sanitizedGrowing === undefined ? {} : { pendingAdditions: sanitizedGrowing }),
    ...(sanitizedLeaving === undefined ? {} : { pendingRemovals: sanitizedLeaving }),
  };
}

/**
 * A control history without times in the future: a finding with an unknown read time accepts any new reading as newer.
 */
export const sanitizeHistory = (
  { completeReadAt: wholeAt, ...history }: ControlHistory,
  now: Instant,
): ControlHistory => ({
  ...history,
  ...(wholeAt === undefined ? {} : { completeReadAt: clampToNow(wholeAt, now) }),
  findings: history.findings.map(tracked => sanitizeTrackedFinding(tracked, now)),
});
