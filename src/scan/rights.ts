import { updateMissingRights } from '../evidence/rights';
import { type SourceReader, type Source } from '../evidence/source';
import { sources } from '../evidence/sources';
import { instant } from '../domain/instant';
import { type SourceId } from '../domain/source-id';
import { requestPasses } from './begin-scan';
import { areRightsArriving, createReader } from './load-evidence';
import { readOwnRecords } from './read-own-records';
import { type ReadOutcome, readSource } from './read-source';
import { type ScanSlice } from './scan-slice';

/** Whether a refusal is final: the rights were there once, or an hour has passed since the install. */
export const areRightsSettled = (slice: ScanSlice): boolean =>
  !areRightsArriving(slice.scanState, instant(slice.site.installedAt), slice.now());

/** Requests the deferred sources whose missing right is back. */
function requestDeferred(slice: ScanSlice): void {
  const { deferredSources: deferred, missingRights: lacking } = slice.scanState;
  const isRestored = (id: SourceId): boolean => {
    const { right }: Source<unknown> = sources[id];
    return right === 'none' || lacking[right] === undefined;
  };
  const restored = deferred.filter(isRestored);
  if (restored.length === 0) return;
  slice.updateRun({ deferredSources: deferred.filter(id => !restored.includes(id)) });
  requestPasses(slice, restored);
}

async function recordRights(slice: ScanSlice): Promise<void> {
  const rights = await slice.store.reading(sources.callerRights);
  const [callerRights] = rights.facts;
  slice.updateRun({
    missingRights: updateMissingRights(slice.scanState.missingRights, rights),
    ...(slice.scanState.firstSuccessAt === undefined && callerRights?.administer === true
      ? { firstSuccessAt: slice.now() }
      : {}),
  });
  if (slice.rightsOutcome === 'completed') requestDeferred(slice);
  await slice.fetchOwnAccount();
}

/** Reads the app's rights once per slice. */
export async function readRights(slice: ScanSlice): Promise<ReadOutcome> {
  if (slice.rightsOutcome !== undefined) return slice.rightsOutcome;
  slice.rightsOutcome = await readSource({
    source: sources.callerRights,
    reader: await createReader(slice.store, slice.jira, false),
    store: slice.store,
    time: slice.clock,
    areRightsSettled: areRightsSettled(slice),
    lacksRight: false,
    points: () => slice.points,
    checkpoint: slice.checkpoint,
  });
  slice.needsJudging = true;
  await recordRights(slice);
  return slice.rightsOutcome;
}

/** Creates the reader for sources in this slice. Reads the rights first if any of the sources needs one. */
export async function createSliceReader(
  slice: ScanSlice,
  sourcesToRead: readonly Source<unknown>[],
): Promise<SourceReader> {
  if (sourcesToRead.some(({ right }) => right !== 'none')) await readRights(slice);
  return createReader(slice.store, slice.jira, slice.rightsOutcome === 'completed', () =>
    readOwnRecords(slice.site, slice.now()),
  );
}

/** Whether a source read now may be incomplete because its right is missing or unknown. */
export const lacksRight = (
  { scanState, rightsOutcome: rightsRead }: ScanSlice,
  { right }: Source<unknown>,
): boolean =>
  right !== 'none' && (scanState.missingRights[right] !== undefined || rightsRead !== 'completed');

/**
 * Whether reading a source now must be avoided: without its right a list is incomplete and must not replace a complete
 * one. While the rights are unknown, sources are not read. Only if the rights were never readable is a partial list
 * better than none, because a reading with gaps never verifies a control.
 */
export async function wouldBeBlind(slice: ScanSlice, { id, right }: Source<unknown>): Promise<boolean> {
  if (right === 'none') return false;
  const end = await readRights(slice);
  const lastCompletedAt = await slice.store.lastFullReadAt(id);
  const lackingSince = slice.scanState.missingRights[right];
  if (lastCompletedAt !== undefined && lackingSince !== undefined && lastCompletedAt < lackingSince)
    return true;
  if (end !== 'completed')
    return (lastCompletedAt ?? (await slice.store.lastFullReadAt('callerRights'))) !== undefined;
  const { gaps } = await slice.store.reading(sources.callerRights);
  return lastCompletedAt !== undefined && lackingSince === undefined && gaps.length > 0;
}
