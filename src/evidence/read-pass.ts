import { type Gap } from '../domain/gap';
import { type Instant } from '../domain/instant';
import { type Reading } from '../domain/reading';
import { gapFromError } from './jira-error-gaps';
import { type PassCursor, type SourcePage, type SourceReader, type Source } from './source';

/** Removes duplicate gaps, such as when a hundred objects fail for the same reason. */
export function distinctGaps(gaps: readonly Gap[]): readonly Gap[] {
  const byText = new Map(gaps.map(gap => [`${gap.why} ${gap.at ?? ''}`, gap]));
  return [...byText.values()];
}

/** Adds one more page of the same pass to a reading. */
export function withReadPage<F>(reading: Reading<F>, page: SourcePage<F>): Reading<F> {
  const total = page.of ?? reading.of;
  return {
    ...reading,
    facts: [...reading.facts, ...page.facts],
    read: reading.read + page.read,
    ...(total === undefined ? {} : { of: total }),
    gaps: distinctGaps([...reading.gaps, ...(page.gaps ?? []), ...(page.missed ?? []).map(({ gap }) => gap)]),
  };
}

async function readPassOnce<F>(
  source: Source<F>,
  reader: SourceReader,
  startedAt: Instant,
  cursor?: PassCursor,
  onPage?: (page: SourcePage<F>) => void,
): Promise<Reading<F>> {
  let reading: Reading<F> = { facts: [], fullReadAt: startedAt, read: 0, gaps: [] };
  try {
    for await (const page of source.pages(reader, cursor)) {
      reading = withReadPage(reading, page);
      onPage?.(page);
    }
    return reading;
  } catch (error) {
    return { ...reading, gaps: distinctGaps([...reading.gaps, gapFromError(error)]) };
  }
}

/**
 * Reads a source from its first page (or a cursor) to its last. An error becomes a gap, and the pages before it are
 * kept. If a live list changed during the pass, reads it once more. A recording would only give the same answers.
 *
 * @param startedAt when the pass begins.
 * @param from the cursor to continue from.
 * @param onPage called with each page.
 */
export async function readPass<F>(
  source: Source<F>,
  reader: SourceReader,
  {
    startedAt,
    from,
    onPage,
  }: { startedAt: Instant; from?: PassCursor; onPage?: (page: SourcePage<F>) => void },
): Promise<Reading<F>> {
  const reading = await readPassOnce(source, reader, startedAt, from, onPage);
  const hasMoved = reading.gaps.some(({ why }) => why === 'moved');
  return hasMoved && reader.live && from === undefined
    ? readPassOnce(source, reader, startedAt, undefined, onPage)
    : reading;
}
