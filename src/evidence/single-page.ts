import { gapOf } from './gaps-of-errors';
import { type Page, type Reader, type Reread, type Source } from './source';

/** A source that one page holds, be it made of a few calls. One object of it is read again by reading all. */
export function defineSinglePage<F>({
  read,
  ...source
}: Omit<Source<F>, 'pages' | 'reread' | 'rereadWhole'> & {
  read(reader: Reader): Promise<Page<F>>;
}): Source<F> {
  const rereadWhole = async (reader: Reader): Promise<(key: string) => Reread<F>> => {
    try {
      const { facts, gaps = [] } = await read(reader);
      return key => {
        const found = facts.filter(fact => source.keyOf(fact) === key);
        if (found.length > 0) return { facts: found };
        return gaps[0] === undefined ? 'gone' : { gap: gaps[0] };
      };
    } catch (error) {
      return () => ({ gap: gapOf(error) });
    }
  };
  return {
    ...source,
    async *pages(reader) {
      yield await read(reader);
    },
    rereadWhole,
    reread: async (reader, key) => (await rereadWhole(reader))(key),
  };
}
