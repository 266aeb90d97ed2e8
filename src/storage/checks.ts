import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { type Instant, instant } from '../terms/instant';
import { readValue } from './values';

const checkShape = z.object({ at: z.number() });

const keyOf = (what: string): string => `check:${what}`;

/** When a person last asked to check something now. @param what a control's id or a work item's key. */
export async function lastCheck(what: string): Promise<Instant | undefined> {
  const check = await readValue(keyOf(what), checkShape);
  return check && instant(check.at);
}

/** Notes that it was asked for; forgotten after a day. */
export const noteCheck = (what: string, at: Instant): Promise<void> =>
  kvs.set(keyOf(what), { at }, { ttl: { unit: 'DAYS', value: 1 } });
