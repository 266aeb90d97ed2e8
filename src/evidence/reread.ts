import { type RightsFact } from './facts';
import { gapOf, jiraErrorOf } from './gaps-of-errors';
import { type Page, type Reader, type Reread, type Source, gap } from './source';

/**
 * Reads one object again. A 404 is `gone` only where the caller has the right to see all: else it may be hidden.
 *
 * @param rights what is known of the caller's rights; undefined where the object is visible without one.
 */
export async function rereadObject<F>(
  read: () => Promise<readonly F[] | 'gone'>,
  rights?: readonly RightsFact[],
): Promise<Reread<F>> {
  try {
    const facts = await read();
    return facts === 'gone' ? 'gone' : { facts };
  } catch (thrown) {
    const error = jiraErrorOf(thrown);
    if (error.kind !== 'gone') return { gap: gapOf(error) };
    return rights === undefined || rights[0]?.administer === true
      ? 'gone'
      : { gap: gap('denied', error.operation) };
  }
}

/**
 * A source that a single page holds, be it made of a few calls. One object of it is read again by reading all.
 */
export function defineSinglePage<F>({
  read,
  ...source
}: Omit<Source<F>, 'pages' | 'reread'> & { read(reader: Reader): Promise<Page<F>> }): Source<F> {
  return {
    ...source,
    async *pages(reader) {
      yield await read(reader);
    },
    async reread(reader, key) {
      try {
        const { facts, gaps = [] } = await read(reader);
        const found = facts.filter(fact => source.keyOf(fact) === key);
        if (found.length > 0) return { facts: found };
        return gaps[0] === undefined ? 'gone' : { gap: gaps[0] };
      } catch (error) {
        return { gap: gapOf(error) };
      }
    },
  };
}
