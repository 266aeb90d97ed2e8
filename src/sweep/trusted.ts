import { gap } from '../evidence/source';
import { distinctGaps } from '../evidence/read-pass';
import { type ControlMemory } from '../posture/compare';
import { type Run } from '../storage/run';
import { DAY, HOUR, type Instant, instant, later, notLaterThan } from '../terms/instant';
import { type Life } from '../terms/life';
import { type Reading } from '../terms/reading';

/*
 * A clock that once ran ahead leaves times that are later than now. Trusted, they would keep everything from being read and
 * judged until the real time has caught up. So nobody knows when those were: what rests on them is done again. Pure.
 */

/** When something was that has a time, though nobody knows which. */
const UNKNOWN = instant(0);

/** Nothing waits longer than this for its second read, or for the next judging, which is at the latest that of a new day. */
const LONGEST_WAIT = 2 * HOUR;
const LONGEST_DAY = DAY + 2 * HOUR;

const before = (at: number, now: Instant): Instant => instant(notLaterThan(now, at) ?? now);

const hourOf = (now: Instant): number => Math.floor(now / HOUR);

type Budget = Run['budget'];

/** Points that were spent in a later hour were spent just now, by the right clock. */
const trustedBudget = (budget: Budget, now: Instant): Budget =>
  budget.hour <= hourOf(later(now, HOUR / 30))
    ? budget
    : { hour: hourOf(now), spent: budget.spent, carried: 0 };

function trustedFeed({ cursor, since, ...feed }: Run['feed'], now: Instant): Run['feed'] {
  // Without a cursor the feed begins anew, with a hole: what was read before is taken to be as old as without a feed.
  if (notLaterThan(now, cursor?.at) === undefined) return feed;
  const known = notLaterThan(now, since);
  return {
    ...feed,
    ...(cursor === undefined ? {} : { cursor }),
    ...(known === undefined ? {} : { since: known }),
  };
}

const withTime = <K extends string>(
  name: K,
  at: number | undefined,
  now: Instant,
): { readonly [N in K]?: Instant } => {
  const known = notLaterThan(now, at);
  const one: { [N in K]?: Instant } = {};
  if (known !== undefined) one[name] = instant(known);
  return one;
};

/** A problem of the filing space stays known; since when is not, so it is read again. */
const trustedFilingSpace = (
  filingSpace: Run['filingSpace'],
  now: Instant,
): { readonly filingSpace?: NonNullable<Run['filingSpace']> } =>
  filingSpace === undefined
    ? {}
    : { filingSpace: { ...filingSpace, at: notLaterThan(now, filingSpace.at) ?? UNKNOWN } };

/** The run without times that can't be. */
export function trustedRun(
  {
    sweep,
    searchedCopiesAt,
    filingSpace,
    filingSince,
    judgeBy,
    next,
    lastTick,
    lastSweep,
    firstSuccess,
    lacking,
    ...run
  }: Run,
  now: Instant,
): Run {
  const { ADMINISTER, USER_PICKER } = lacking;
  return {
    ...run,
    ...(sweep === undefined
      ? {}
      : {
          sweep: {
            ...sweep,
            startedAt: before(sweep.startedAt, now),
            heartbeat: before(sweep.heartbeat, now),
          },
        }),
    budget: trustedBudget(run.budget, now),
    feed: trustedFeed(run.feed, now),
    second: run.second.map(read => (read.at > now + LONGEST_WAIT ? { ...read, at: now } : read)),
    ...withTime('searchedCopiesAt', searchedCopiesAt, now),
    ...trustedFilingSpace(filingSpace, now),
    ...withTime('filingSince', filingSince, now),
    ...(judgeBy === undefined || judgeBy > now + LONGEST_DAY ? {} : { judgeBy }),
    ...(next === undefined || next.at > now + LONGEST_WAIT ? {} : { next }),
    ...withTime('lastTick', lastTick, now),
    ...(lastSweep === undefined || notLaterThan(now, lastSweep.at) === undefined ? {} : { lastSweep }),
    ...(firstSuccess === undefined ? {} : { firstSuccess: before(firstSuccess, now) }),
    lacking: {
      ...(ADMINISTER === undefined ? {} : { ADMINISTER: before(ADMINISTER, now) }),
      ...(USER_PICKER === undefined ? {} : { USER_PICKER: before(USER_PICKER, now) }),
    },
  };
}

/** A reading whose pass, or some of whose objects, were read nobody knows when. */
export function trustedReading<F>(reading: Reading<F>, now: Instant): Reading<F> {
  const { asOf, rereadAt } = reading;
  const isKnown = asOf === undefined || notLaterThan(now, asOf) !== undefined;
  const again = [...(rereadAt ?? [])].map(([key, at]) => [key, notLaterThan(now, at) ?? UNKNOWN] as const);
  const isAgainKnown = again.every(([, at]) => at !== UNKNOWN);
  if (isKnown && isAgainKnown) return reading;
  return {
    ...reading,
    ...(isKnown ? {} : { asOf: UNKNOWN }),
    ...(rereadAt === undefined ? {} : { rereadAt: new Map(again) }),
    gaps: distinctGaps([...reading.gaps, gap('stale')]),
  };
}

const trustedMembers = <M extends { readonly readAt: Instant }>(
  members: M | undefined,
  now: Instant,
): M | undefined => members && { ...members, readAt: notLaterThan(now, members.readAt) ?? UNKNOWN };

function trustedLife({ growing, leaving, narrowedAt, lastClosed, ...life }: Life, now: Instant): Life {
  const grows = trustedMembers(growing, now);
  const leaves = trustedMembers(leaving, now);
  return {
    ...life,
    since: before(life.since, now),
    readAt: notLaterThan(now, life.readAt) ?? UNKNOWN,
    firstSeen: before(life.firstSeen, now),
    lastSeen: before(life.lastSeen, now),
    ...(lastClosed === undefined ? {} : { lastClosed: before(lastClosed, now) }),
    ...(narrowedAt === undefined ? {} : { narrowedAt: before(narrowedAt, now) }),
    ...(grows === undefined ? {} : { growing: grows }),
    ...(leaves === undefined ? {} : { leaving: leaves }),
  };
}

/** Findings of which nobody knows when they were read last: the next reading is newer. */
export const trustedMemory = ({ wholeAt, ...memory }: ControlMemory, now: Instant): ControlMemory => ({
  ...memory,
  ...(wholeAt === undefined ? {} : { wholeAt: before(wholeAt, now) }),
  lives: memory.lives.map(life => trustedLife(life, now)),
});
