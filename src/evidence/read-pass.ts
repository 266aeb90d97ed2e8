import { type Gap } from '../terms/gap';
import { type Instant } from '../terms/instant';
import { type Reading } from '../terms/reading';
import { gapOf } from './gaps-of-errors';
import { type Cursor, type Page, type Reader, type Source } from './source';

/** Each gap once: a hundred objects that fail alike are one reason. */
export function distinctGaps(gaps: readonly Gap[]): readonly Gap[] {
  const seen = new Map(gaps.map(gap => [`${gap.why} ${gap.at ?? ''}`, gap]));
  return [...seen.values()];
}

/** A reading with one more page of the same pass. */
export function withPage<F>(reading: Reading<F>, page: Page<F>): Reading<F> {
  const of = page.of ?? reading.of;
  return {
    ...reading,
    facts: [...reading.facts, ...page.facts],
    read: reading.read + page.read,
    ...(of === undefined ? {} : { of }),
    gaps: distinctGaps([...reading.gaps, ...(page.gaps ?? []), ...(page.missed ?? []).map(({ gap }) => gap)]),
  };
}

async function readOnce<F>(
  source: Source<F>,
  reader: Reader,
  asOf: Instant,
  from?: Cursor,
  onPage?: (page: Page<F>) => void,
): Promise<Reading<F>> {
  let reading: Reading<F> = { facts: [], asOf, read: 0, gaps: [] };
  try {
    for await (const page of source.pages(reader, from)) {
      reading = withPage(reading, page);
      onPage?.(page);
    }
    return reading;
  } catch (error) {
    return { ...reading, gaps: distinctGaps([...reading.gaps, gapOf(error)]) };
  }
}

/**
 * Reads a source from its first page (or from a cursor) to its last. What failed is a gap, what was read before stands.
 * A list that moved while it was read live is read once more; a recording would only say the same again.
 *
 * @param asOf when the pass begins.
 * @param onPage called with each page.
 */
export async function readPass<F>(
  source: Source<F>,
  reader: Reader,
  { asOf, from, onPage }: { asOf: Instant; from?: Cursor; onPage?: (page: Page<F>) => void },
): Promise<Reading<F>> {
  const reading = await readOnce(source, reader, asOf, from, onPage);
  const moved = reading.gaps.some(({ why }) => why === 'moved');
  return moved && reader.live && from === undefined
    ? readOnce(source, reader, asOf, undefined, onPage)
    : reading;
}
