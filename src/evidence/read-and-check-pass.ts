import { type Instant } from '../domain/instant';
import { type Reading } from '../domain/reading';
import { checkPass } from './check-pass';
import { distinctGaps, readPass } from './read-pass';
import { type SourcePage, type SourceReader, type Source } from './source';

/**
 * Reads a source once and checks the pass without comparing it to an earlier pass. A list that contradicts other
 * sources gets a gap.
 */
export async function readAndCheckPass<F>(
  source: Source<F>,
  reader: SourceReader,
  { startedAt }: { startedAt: Instant },
): Promise<Reading<F>> {
  const signals = new Set<string>();
  const onPage = (page: SourcePage<F>): void => {
    for (const signal of page.signals ?? []) signals.add(signal);
  };
  const reading = await readPass(source, reader, { startedAt, onPage });
  if (reading.gaps.length > 0) return reading;
  const { facts, read } = reading;
  const { failures, carriedOver } = await checkPass(
    source,
    { facts, read, startedAt, signals: [...signals] },
    { reader },
  );
  return { ...reading, gaps: distinctGaps([...failures, ...carriedOver.map(({ gap }) => gap)]) };
}
