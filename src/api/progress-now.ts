import { EvidenceStore } from '../storage/evidence';
import { type Run } from '../storage/run';
import { type Checklist } from '../terms/checklist';
import { type SourceId } from '../terms/source-id';
import { type Progress } from './contract/facts';

/** How far the sweep that is under way has come. @returns undefined between two. */
export async function progressNow(
  { sweep }: Run,
  checklist: Checklist | undefined,
): Promise<Progress | undefined> {
  if (sweep === undefined) return undefined;
  const store = new EvidenceStore();
  await store.load(sweep.pending);
  const waiting = await Promise.all(
    sweep.pending.map(async (source): Promise<Progress['sources'][number]> => {
      const running = await store.running(source);
      return running === undefined
        ? { source, state: 'waiting' }
        : { source, state: 'reading', ...counted(running) };
    }),
  );
  // What a sweep reads a second time, such as its own rights at the end, is one source and not read yet.
  const over = [...new Set(sweep.read)].filter(source => !sweep.pending.includes(source));
  const read = over.map((source: SourceId): Progress['sources'][number] => {
    const coverage = checklist?.coverage.find(each => each.source === source);
    return { source, state: 'read', ...(coverage === undefined ? {} : counted(coverage)) };
  });
  return {
    why: sweep.why,
    startedAt: sweep.startedAt,
    sources: [...read, ...waiting],
    cost: sweep.cost,
    ...(sweep.waits === undefined ? {} : { waits: sweep.waits }),
  };
}

const counted = ({
  read,
  of,
}: {
  readonly read: number;
  readonly of?: number;
}): { read: number; of?: number } => ({ read, ...(of === undefined ? {} : { of }) });
