import { type Instant, instant, later } from '../terms/instant';
import { type Memory } from './memory';
import { CONFIRM_WITHIN, COUNT_WITHIN, SAY_WITHIN } from './patience';
import { type Item, type Wanted, filedName, sinceMove } from './wanted';

/**
 * More may be known in a minute: people change several things in a row, and one comment tells of all. What the longest
 * waits to be said decides, be it open, over, or about to be known.
 */
function saidAt({ waitsSince, lives, over }: Wanted, { filed }: Memory): Instant | undefined {
  if (waitsSince === undefined) return undefined;
  const came = lives.filter(life => !filed.includes(filedName(life)));
  return later(instant(Math.min(waitsSince, ...[...came, ...over].map(({ since }) => since))), SAY_WITHIN);
}

export const isStillCounting = (item: Wanted, memory: Memory, now: Instant): boolean =>
  now < (saidAt(item, memory) ?? now);

/** When what is kept back for now is said all the same, whether or not the rest was read; undefined where nothing is. */
export function keptBackUntil(item: Item, memory: Memory | undefined, now: Instant): Instant | undefined {
  if (item.is !== 'wanted' || memory === undefined || memory.hash === item.hash) return undefined;
  const at = saidAt(item, memory);
  return at !== undefined && at > now ? at : undefined;
}

/** Why it can't stay done; undefined while that isn't known. What was read before the move proves nothing against it. */
export function whyNotDone(
  item: Wanted,
  { categorySince }: { readonly categorySince: Instant },
  now: Instant,
): 'remains' | 'unconfirmed' | undefined {
  const { remain, waiting } = sinceMove(item.lives, categorySince);
  const isWaitedFor = (time: number): boolean => now < later(categorySince, time);
  if (remain.length > 0) return waiting.length > 0 && isWaitedFor(COUNT_WITHIN) ? undefined : 'remains';
  return isWaitedFor(CONFIRM_WITHIN) ? undefined : 'unconfirmed';
}
