import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { DAY, type Instant, instant } from '../terms/instant';
import { readValue } from './values';

/** `at`: the visit that was noted last. `before`: the one before it, which *since your last visit* counts from. */
const seenShape = z.object({ at: z.number(), before: z.number().exactOptional() });

const KEPT_DAYS = 90;

const keyOf = (account: string): string => `seen:${account}`;

/**
 * When the person was here before, and notes that they are here now. Written at most once in 24 hours, so that opening the
 * page twice in a row doesn't make what is new look old.
 * @returns undefined on a first visit.
 */
export async function noteVisit(account: string, now: Instant): Promise<Instant | undefined> {
  const seen = await readValue(keyOf(account), seenShape);
  if (seen !== undefined && now - seen.at < DAY)
    return seen.before === undefined ? undefined : instant(seen.before);
  const next = { at: now, ...(seen === undefined ? {} : { before: seen.at }) };
  await kvs.set(keyOf(account), next, { ttl: { unit: 'DAYS', value: KEPT_DAYS } });
  return seen === undefined ? undefined : instant(seen.at);
}
