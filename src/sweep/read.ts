import { gapOf } from '../evidence/gaps-of-errors';
import { type Page, type Reader, type Source } from '../evidence/source';
import { JiraError } from '../jira/errors';
import { type EvidenceWriter } from '../storage/evidence-writer';
import { type Gap } from '../terms/gap';
import { settlePass } from './settle-pass';
import { type SliceTime } from './slice-time';

/** Pages between two checkpoints: what a crash makes it read again at most. */
const PAGES_BETWEEN_CHECKPOINTS = 20;

/**
 * How reading a source ended: `closed` with a new pass, `paused` to go on where it stopped, `failed` with the gap kept, or
 * `spent`: nothing more may be asked of Jira for now.
 */
export type ReadEnd = 'closed' | 'paused' | 'failed' | 'spent';

/** Whether Jira, or this app's own allowance, asks to stop reading altogether. */
const isSpent = (error: JiraError): boolean =>
  error.kind === 'over-budget' || (error.kind === 'rate-limited' && error.limit !== 'burst');

const hasMoved = (page: Page<unknown>): boolean => page.gaps?.some(({ why }) => why === 'moved') ?? false;

interface Reading {
  readonly source: Source<unknown>;
  readonly reader: Reader;
  readonly store: EvidenceWriter;
  readonly time: SliceTime;
  /** Before Jira first answered with rights, a refusal means that they are on their way. */
  readonly ready: boolean;
  /** Without the source's right Jira leaves out what the app may not see, and says nothing of it. */
  readonly blind: boolean;
  /** Points spent so far. */
  points(): number;
  /** Called at every checkpoint: the heartbeat. @throws LostHold where somebody else holds the sweep. */
  checkpoint(): Promise<void>;
}

async function readOn({
  source,
  reader,
  store,
  time,
  points,
  checkpoint,
  blind,
}: Reading): Promise<'closed' | 'paused' | 'moved'> {
  let charged = points();
  const charge = async (): Promise<void> => {
    await store.charge(source.id, points() - charged);
    charged = points();
  };
  const running = await store.running(source.id);
  if (running === undefined) await store.begin(source.id, time.now(), 1);
  if (blind) await store.blind(source.id);
  let pages = 0;
  for await (const page of source.pages(reader, running?.cursor)) {
    await store.add(source, page);
    await charge();
    if (hasMoved(page) && (await store.running(source.id))?.attempt === 1) return 'moved';
    pages += 1;
    if (page.next === undefined) break;
    if (time.isOver()) return 'paused';
    if (pages % PAGES_BETWEEN_CHECKPOINTS === 0) await checkpoint();
  }
  return 'closed';
}

const gapFor = (error: JiraError, ready: boolean): Gap => {
  const gap = gapOf(error);
  return gap.why === 'denied' && !ready ? { ...gap, why: 'not-ready' } : gap;
};

/**
 * Goes on with a source's pass, or begins one. Jira's failures end as gaps, never as throws. A list that moved while it was
 * read is read once more from its first page; the second time it is kept with its gap.
 */
export async function readSource(reading: Reading): Promise<ReadEnd> {
  const { source, store, time, ready } = reading;
  try {
    let end = await readOn(reading);
    if (end === 'moved') {
      await store.begin(source.id, time.now(), 2);
      end = await readOn(reading);
    }
    if (end === 'paused') return 'paused';
    return await settlePass({ source, reader: reading.reader, store, now: time.now });
  } catch (error) {
    if (!(error instanceof JiraError)) throw error;
    if (isSpent(error)) {
      await store.note(source.id, gapFor(error, ready), time.now());
      return 'spent';
    }
    await store.fail(source, gapFor(error, ready), time.now());
    return 'failed';
  }
}
