import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { DAY, HOUR, instant, notLaterThan } from '../terms/instant';
import { STATUSES } from '../terms/verdict';
import { canonical, readValue } from './values';

/** How the checklist stood when somebody looked: what *since your last visit* is counted against. */
const markShape = z.object({
  at: z.number(),
  /** How many findings had ever got worse, by control, and the status of each. */
  worse: z.record(z.string(), z.number()),
  statuses: z.record(z.string(), z.enum(STATUSES)),
});
export type Mark = z.infer<typeof markShape>;

/** `began`: when the visit did that is noted. `latest`: the last look of it. `before`: the last look of the one before. */
const seenShape = z.object({
  began: z.number(),
  latest: markShape,
  before: markShape.exactOptional(),
});
type Seen = z.infer<typeof seenShape>;

const KEPT_DAYS = 90;

/** A page that is opened again so soon after a first look is still the first visit. */
const FIRST_VISIT = HOUR / 2;

/** What says the same is not written again so soon. */
const SAME_FOR = HOUR / 6;

const keyOf = (account: string): string => `seen:${account}`;

/** After a first one a visit lasts a day: opening the page twice in a row doesn't make what is new look old. */
const isOver = ({ began, latest, before }: Seen, now: number): boolean =>
  before === undefined ? now - latest.at >= FIRST_VISIT : now - began >= DAY;

function nextSeen(seen: Seen | undefined, now: Mark): Seen {
  if (seen === undefined) return { began: now.at, latest: now };
  return isOver(seen, now.at)
    ? { began: now.at, latest: now, before: seen.latest }
    : { ...seen, latest: now };
}

const saysTheSame = (seen: Seen, { at, ...now }: Mark): boolean => {
  const { at: then, ...latest } = seen.latest;
  return at - then < SAME_FOR && canonical(latest) === canonical(now);
};

/** A visit at a later time would never be over: it is as if it was never noted. */
async function readSeen(account: string, now: number): Promise<Seen | undefined> {
  const seen = await readValue(keyOf(account), seenShape);
  const times = [seen?.began, seen?.latest.at, seen?.before?.at].filter(at => at !== undefined);
  return times.every(at => notLaterThan(instant(now), at) !== undefined) ? seen : undefined;
}

/**
 * How it stood when the person last looked in an earlier visit; notes how it stands now.
 * @returns undefined on a first visit.
 */
export async function noteVisit(account: string, now: Mark): Promise<Mark | undefined> {
  const seen = await readSeen(account, now.at);
  const next = nextSeen(seen, now);
  if (seen === undefined || next.began !== seen.began || !saysTheSame(seen, now))
    await kvs.set(keyOf(account), next, { ttl: { unit: 'DAYS', value: KEPT_DAYS } });
  return next.before;
}
