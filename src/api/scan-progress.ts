import { EvidenceStore } from '../storage/evidence-store';
import { type ScanState } from '../storage/scan-state';
import { type SourceId } from '../domain/source-id';
import { type ScanProgress } from './contract/control-definition';

type SourceProgress = ScanProgress['sources'][number];

/** A source that is waiting or being read. A pass that has just begun has no count yet, which differs from 0. */
async function readPendingProgress(store: EvidenceStore, source: SourceId): Promise<SourceProgress> {
  const running = await store.runningPass(source);
  if (running === undefined) return { source, state: 'waiting' };
  const { read, of } = running;
  const counts = read === 0 && of === undefined ? {} : { read, ...(of === undefined ? {} : { of }) };
  return { source, state: 'reading', ...counts };
}

/** A source that this scan has finished, with its count or as failed. Keeps the count if the source is read again. */
async function readFinishedProgress(
  store: EvidenceStore,
  source: SourceId,
  isBeingReread: boolean,
): Promise<SourceProgress> {
  const rowCount = await store.rowCounts(source);
  const keepsCount = isBeingReread && rowCount !== undefined;
  if (!keepsCount && (await store.failureOf(source)) !== undefined) return { source, state: 'failed' };
  const isPartial = rowCount?.of !== undefined && rowCount.read < rowCount.of;
  return { source, state: isPartial ? 'partial' : 'read', ...rowCount };
}

/**
 * The progress of the running scan, as stored. Progress never goes back: a source that is read a second time, such as
 * the app's rights at the end, stays finished.
 * @returns undefined if no scan is running.
 */
export async function readScanProgress({ scan }: ScanState): Promise<ScanProgress | undefined> {
  if (scan === undefined) return undefined;
  const { why, startedAt, cost, waitingFor } = scan;
  const requeued = new Set(scan.pending);
  const finished = [...new Set(scan.read)];
  const pending = scan.pending.filter(source => !finished.includes(source));
  const store = new EvidenceStore();
  await store.loadStates([...finished, ...pending]);
  const sources = await Promise.all([
    ...finished.map(source => readFinishedProgress(store, source, requeued.has(source))),
    ...pending.map(source => readPendingProgress(store, source)),
  ]);
  return { why, startedAt, sources, cost, ...(waitingFor === undefined ? {} : { waitingFor }) };
}
