import { gapFromError } from '../evidence/jira-error-gaps';
import { type SourcePage, type SourceReader, type Source } from '../evidence/source';
import { JiraError } from '../jira/jira-error';
import { type EvidenceWriter } from '../storage/evidence-writer';
import { type Gap } from '../domain/gap';
import { completePass } from './complete-pass';
import { type SliceClock } from './slice-clock';

/** Pages between two checkpoints: the most that a crash makes the app read again. */
const PAGES_BETWEEN_CHECKPOINTS = 20;

/**
 * How reading a source ended: `completed` with a new pass, `paused` to continue later at the same page, `failed` with
 * the gap stored, or `out-of-points`: no more calls to Jira for now.
 */
export type ReadOutcome = 'completed' | 'paused' | 'failed' | 'out-of-points';

/** Whether Jira or the app's own budget requires all reading to stop. */
const isOutOfPoints = (error: JiraError): boolean =>
  error.kind === 'over-budget' || (error.kind === 'rate-limited' && error.limit !== 'burst');

const hasMoved = (page: SourcePage<unknown>): boolean =>
  page.gaps?.some(({ why }) => why === 'moved') ?? false;

interface SourceRead {
  readonly source: Source<unknown>;
  readonly reader: SourceReader;
  readonly store: EvidenceWriter;
  readonly time: SliceClock;
  /** If false, a refusal means `not-ready`: the app's rights may still arrive. */
  readonly areRightsSettled: boolean;
  /** Without the source's right Jira silently omits what the app can't see. */
  readonly lacksRight: boolean;
  /** API points spent so far. */
  points(): number;
  /** Called at every checkpoint, as a heartbeat. @throws LockLostError if another holder has the scan lock. */
  checkpoint(): Promise<void>;
}

async function readPages({
  source,
  reader,
  store,
  time,
  points,
  checkpoint,
  lacksRight,
}: SourceRead): Promise<'closed' | 'paused' | 'moved'> {
  let chargedPoints = points();
  const charge = async (): Promise<void> => {
    await store.chargePoints(source.id, points() - chargedPoints);
    chargedPoints = points();
  };
  const running = await store.runningPass(source.id);
  if (running === undefined) await store.beginPass(source.id, time.now(), 1);
  if (lacksRight) await store.markBlind(source.id);
  let pages = 0;
  for await (const page of source.pages(reader, running?.cursor)) {
    await store.addPage(source, page);
    await charge();
    if (hasMoved(page) && (await store.runningPass(source.id))?.attempt === 1) return 'moved';
    pages += 1;
    if (page.next === undefined) break;
    if (time.isTimeUp()) return 'paused';
    if (pages % PAGES_BETWEEN_CHECKPOINTS === 0) await checkpoint();
  }
  return 'closed';
}

const readGapOf = (error: JiraError, areRightsSettled: boolean): Gap => {
  const gap = gapFromError(error);
  return gap.why === 'denied' && !areRightsSettled ? { ...gap, why: 'not-ready' } : gap;
};

/**
 * Continues a source's pass, or begins one. Jira errors become gaps and are never thrown. A list that changed while it
 * was read is read once more from its first page; if it changes again, the pass keeps its gap.
 */
export async function readSource(reading: SourceRead): Promise<ReadOutcome> {
  const { source, store, time, areRightsSettled } = reading;
  try {
    let outcome = await readPages(reading);
    if (outcome === 'moved') {
      await store.beginPass(source.id, time.now(), 2);
      outcome = await readPages(reading);
    }
    if (outcome === 'paused') return 'paused';
    return await completePass({ source, reader: reading.reader, store, now: time.now });
  } catch (error) {
    if (!(error instanceof JiraError)) throw error;
    if (isOutOfPoints(error)) {
      await store.recordFailure(source.id, readGapOf(error, areRightsSettled), time.now());
      return 'out-of-points';
    }
    await store.abandonPass(source, readGapOf(error, areRightsSettled), time.now());
    return 'failed';
  }
}
