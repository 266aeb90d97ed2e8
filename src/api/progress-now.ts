import { EvidenceStore } from '../storage/evidence';
import { type Run } from '../storage/run';
import { type SourceId } from '../terms/source-id';
import { type Progress } from './contract/facts';

type Standing = Progress['sources'][number];

/** One that waits or is being read. A pass that has just begun has counted nothing yet, which is not none. */
async function underWay(store: EvidenceStore, source: SourceId): Promise<Standing> {
  const running = await store.running(source);
  if (running === undefined) return { source, state: 'waiting' };
  const { read, of } = running;
  const counts = read === 0 && of === undefined ? {} : { read, ...(of === undefined ? {} : { of }) };
  return { source, state: 'reading', ...counts };
}

/** One that this sweep has read: with what was counted, or in vain. While it is read again, what was counted stands. */
async function over(store: EvidenceStore, source: SourceId, isAgain: boolean): Promise<Standing> {
  const counted = await store.counted(source);
  const isKept = isAgain && counted !== undefined;
  if (!isKept && (await store.failing(source)) !== undefined) return { source, state: 'failed' };
  const isPart = counted?.of !== undefined && counted.read < counted.of;
  return { source, state: isPart ? 'partial' : 'read', ...counted };
}

/**
 * How far the sweep that is under way has come, as it stands in the store. It never goes back: what is read a second time,
 * such as the app's own rights at the end, was read.
 * @returns undefined between two.
 */
export async function progressNow({ sweep }: Run): Promise<Progress | undefined> {
  if (sweep === undefined) return undefined;
  const { why, startedAt, cost, waits } = sweep;
  const again = new Set(sweep.pending);
  const done = [...new Set(sweep.read)];
  const pending = sweep.pending.filter(source => !done.includes(source));
  const store = new EvidenceStore();
  await store.load([...done, ...pending]);
  const sources = await Promise.all([
    ...done.map(source => over(store, source, again.has(source))),
    ...pending.map(source => underWay(store, source)),
  ]);
  return { why, startedAt, sources, cost, ...(waits === undefined ? {} : { waits }) };
}
