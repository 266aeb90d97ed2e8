import { gapOf } from './gaps-of-errors';
import { type Page, type Reader, type Source } from './source';

/** A source that one page holds, be it made of a few calls. One object of it is read again by reading all. */
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
