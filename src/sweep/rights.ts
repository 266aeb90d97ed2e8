import { lackingNow } from '../evidence/rights';
import { type Source } from '../evidence/source';
import { sources } from '../evidence/sources';
import { HOUR } from '../terms/instant';
import { type Slice } from './slice';

/** After this long without rights they are taken to be refused, and no longer on their way. */
const READY_WITHIN = HOUR;

/** Whether a refusal is to be believed: the rights were there once, or have had an hour to arrive. */
export const isReady = (slice: Slice): boolean =>
  slice.run.firstSuccess !== undefined || slice.now() - slice.site.installedAt > READY_WITHIN;

export async function noteRights(slice: Slice): Promise<void> {
  const rights = await slice.store.reading(sources.callerRights);
  const [held] = rights.facts;
  slice.update({
    lacking: lackingNow(slice.run.lacking, rights),
    ...(slice.run.firstSuccess === undefined && held?.administer === true
      ? { firstSuccess: slice.now() }
      : {}),
  });
  await slice.learnOwnAccount();
}

/**
 * A list read without its right leaves things out: it never replaces one that was read with it. While the rights can't be
 * asked for, nobody knows.
 */
export async function wouldBeBlind(slice: Slice, { id, right }: Source<unknown>): Promise<boolean> {
  const closed = await slice.store.closedAsOf(id);
  if (right === 'none' || closed === undefined) return false;
  const since = slice.run.lacking[right];
  if (since !== undefined) return closed < since;
  return (await slice.store.reading(sources.callerRights)).gaps.length > 0;
}
