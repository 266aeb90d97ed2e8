import { type Instant } from '../terms/instant';
import { type Reading } from '../terms/reading';
import { checkPass } from './check-pass';
import { distinctGaps, readPass } from './read-pass';
import { type Page, type Reader, type Source } from './source';

/**
 * Reads a source once and checks the pass against what needs no pass before it. A list that contradicts what else is known
 * has a gap that says so.
 */
export async function readChecked<F>(
  source: Source<F>,
  reader: Reader,
  { asOf }: { asOf: Instant },
): Promise<Reading<F>> {
  const marks = new Set<string>();
  const onPage = (page: Page<F>): void => {
    for (const mark of page.marks ?? []) marks.add(mark);
  };
  const reading = await readPass(source, reader, { asOf, onPage });
  if (reading.gaps.length > 0) return reading;
  const { facts, read } = reading;
  const { doubts, carried } = await checkPass(source, { facts, read, asOf, marks: [...marks] }, { reader });
  return { ...reading, gaps: distinctGaps([...doubts, ...carried.map(({ gap }) => gap)]) };
}
