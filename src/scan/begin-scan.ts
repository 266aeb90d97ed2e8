import { SOURCES_IN_SCAN_ORDER } from '../evidence/sources';
import { type ScanState, noScanCost } from '../storage/scan-state';
import { discardFutureInstant } from '../domain/instant';
import { type SourceId } from '../domain/source-id';
import { type DueSource, dueSources } from './due-sources';
import { type ScanMessage } from './scan-message';
import { type ScanSlice } from './scan-slice';

export async function collectDueSources(slice: ScanSlice): Promise<readonly DueSource[]> {
  const ages = await Promise.all(
    SOURCES_IN_SCAN_ORDER.map(async source => {
      const age = await slice.store.passAgeOf(source);
      // The right that was missing is back, so a new pass can show more.
      const canShowMore =
        age.blind && source.right !== 'none' && slice.scanState.missingRights[source.right] === undefined;
      // An unknown read time counts as never read.
      const now = slice.now();
      const { recheckedAt } = await slice.store.reading(source);
      const hasUnknownReadTime = [...(recheckedAt?.values() ?? [])].some(
        at => discardFutureInstant(now, at) === undefined,
      );
      return {
        source,
        ...age,
        startedAt: discardFutureInstant(now, age.startedAt),
        isUnfinished: age.isUnfinished || canShowMore || hasUnknownReadTime,
      };
    }),
  );
  return dueSources(ages, slice.now(), slice.feedSince);
}

const scanReasonOf = ({ kind }: ScanMessage): 'first' | 'tick' | 'asked' | undefined => {
  if (kind === 'first' || kind === 'tick') return kind;
  return kind === 'scan-now' ? 'asked' : undefined;
};

/** Reads the rights first in every scan: they decide how to treat all other evidence. */
const rightsFirst = (sourceIds: readonly SourceId[]): SourceId[] => [
  'callerRights',
  ...sourceIds.filter(id => id !== 'callerRights'),
];

type CurrentScan = NonNullable<ScanState['scan']>;

const createScan = (slice: ScanSlice, why: CurrentScan['why']): CurrentScan => ({
  id: slice.newId(),
  why,
  startedAt: slice.now(),
  heartbeat: slice.now(),
  pending: [],
  requested: [],
  read: [],
  cost: noScanCost,
});

/** Moves the requested sources to the front of the queue. They are read whatever they cost. */
const withRequestedSources = (scan: CurrentScan, requested: readonly SourceId[]): CurrentScan => ({
  ...scan,
  pending: [...requested, ...scan.pending.filter(id => !requested.includes(id))],
  requested: [...new Set([...requested, ...scan.requested])],
});

/** Requests new passes, and begins a scan if none is running. */
export function requestPasses(slice: ScanSlice, sourceIds: readonly SourceId[]): void {
  slice.updateRun({
    scan: withRequestedSources(slice.scanState.scan ?? createScan(slice, 'changed'), sourceIds),
  });
}

/**
 * Starts a scan if the message asks for one. A tick keeps a running scan and only reorders its sources by current due
 * dates: a scan that waits for API points can run for days. Restarts the count of filed work items.
 */
export async function beginScan(slice: ScanSlice, message: ScanMessage): Promise<void> {
  const why = scanReasonOf(message);
  if (why === undefined) return;
  // A second request for a scan must not discard what the first one has read.
  const underWay = slice.scanState.scan?.why;
  if (why === 'asked' && (underWay === 'asked' || underWay === 'first')) return;
  slice.updateRun({ filingSince: slice.now() });
  if (why === 'asked') {
    const all = SOURCES_IN_SCAN_ORDER.map(({ id }) => id);
    slice.updateRun({ scan: withRequestedSources(createScan(slice, why), all) });
  } else {
    const dueIds = (await collectDueSources(slice)).map(({ id }) => id);
    const current = slice.scanState.scan ?? createScan(slice, why);
    const order = [...current.requested, ...dueIds.filter(id => !current.requested.includes(id))];
    slice.updateRun({ scan: { ...current, pending: rightsFirst(order) } });
  }
  await slice.checkpoint();
}
