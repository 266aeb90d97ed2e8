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

/** One that this sweep is done with: with what was counted, or in vain. */
async function over(store: EvidenceStore, source: SourceId): Promise<Standing> {
  if ((await store.failing(source)) !== undefined) return { source, state: 'failed' };
  const counted = await store.counted(source);
  const isPart = counted?.of !== undefined && counted.read < counted.of;
  return { source, state: isPart ? 'partial' : 'read', ...counted };
}

/** How far the sweep that is under way has come, as it stands in the store. @returns undefined between two. */
export async function progressNow({ sweep }: Run): Promise<Progress | undefined> {
  if (sweep === undefined) return undefined;
  const { pending, why, startedAt, cost, waits } = sweep;
  // What a sweep reads a second time, such as its own rights at the end, is one source and not read yet.
  const done = [...new Set(sweep.read)].filter(source => !pending.includes(source));
  const store = new EvidenceStore();
  await store.load([...done, ...pending]);
  const sources = await Promise.all([
    ...done.map(source => over(store, source)),
    ...pending.map(source => underWay(store, source)),
  ]);
  return { why, startedAt, sources, cost, ...(waits === undefined ? {} : { waits }) };
}
