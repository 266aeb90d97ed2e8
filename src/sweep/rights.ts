import { lackingNow } from '../evidence/rights';
import { type Reader, type Source } from '../evidence/source';
import { sources } from '../evidence/sources';
import { instant } from '../terms/instant';
import { type SourceId } from '../terms/source-id';
import { requestPasses } from './begin-sweep';
import { areRightsArriving, readerNow } from './evidence-now';
import { ownRecords } from './own-records';
import { type ReadEnd, readSource } from './read';
import { type Slice } from './slice';

/** Whether a refusal is to be believed: the rights were there once, or have had an hour to arrive. */
export const isReady = (slice: Slice): boolean =>
  !areRightsArriving(slice.run, instant(slice.site.installedAt), slice.now());

/** What was asked for while its right was missing is asked for again once that is back. */
function requestOwed(slice: Slice): void {
  const { owed, lacking } = slice.run;
  const isBack = (id: SourceId): boolean => {
    const { right }: Source<unknown> = sources[id];
    return right === 'none' || lacking[right] === undefined;
  };
  const back = owed.filter(isBack);
  if (back.length === 0) return;
  slice.update({ owed: owed.filter(id => !back.includes(id)) });
  requestPasses(slice, back);
}

async function noteRights(slice: Slice): Promise<void> {
  const rights = await slice.store.reading(sources.callerRights);
  const [held] = rights.facts;
  slice.update({
    lacking: lackingNow(slice.run.lacking, rights),
    ...(slice.run.firstSuccess === undefined && held?.administer === true
      ? { firstSuccess: slice.now() }
      : {}),
  });
  if (slice.rightsRead === 'closed') requestOwed(slice);
  await slice.learnOwnAccount();
}

/** Asks, once in a slice, what the app may see. */
export async function askRights(slice: Slice): Promise<ReadEnd> {
  if (slice.rightsRead !== undefined) return slice.rightsRead;
  slice.rightsRead = await readSource({
    source: sources.callerRights,
    reader: await readerNow(slice.store, slice.jira, false),
    store: slice.store,
    time: slice.time,
    ready: isReady(slice),
    blind: false,
    points: () => slice.points,
    checkpoint: slice.checkpoint,
  });
  slice.dirty = true;
  await noteRights(slice);
  return slice.rightsRead;
}

/** What a source may ask in this slice. Where one of those to be read has a right, the rights are asked for first. */
export async function readerFor(slice: Slice, wanted: readonly Source<unknown>[]): Promise<Reader> {
  if (wanted.some(({ right }) => right !== 'none')) await askRights(slice);
  return readerNow(slice.store, slice.jira, slice.rightsRead === 'closed', () =>
    ownRecords(slice.site, slice.now()),
  );
}

/** Whether what is read of a source now may be less than there is. */
export const isWithoutRight = ({ run, rightsRead }: Slice, { right }: Source<unknown>): boolean =>
  right !== 'none' && (run.lacking[right] !== undefined || rightsRead !== 'closed');

/**
 * A list read without its right leaves things out: it never replaces one that was read with it. While the rights can't be
 * asked for, nobody knows; only where they never could, what is seen is better than nothing, for it proves nothing.
 */
export async function wouldBeBlind(slice: Slice, { id, right }: Source<unknown>): Promise<boolean> {
  if (right === 'none') return false;
  const end = await askRights(slice);
  const closed = await slice.store.closedAsOf(id);
  const since = slice.run.lacking[right];
  if (closed !== undefined && since !== undefined && closed < since) return true;
  if (end !== 'closed') return (closed ?? (await slice.store.closedAsOf('callerRights'))) !== undefined;
  const { gaps } = await slice.store.reading(sources.callerRights);
  return closed !== undefined && since === undefined && gaps.length > 0;
}
