import { gapOf } from './gaps-of-errors';
import { inWhole, type Page, type Reader, type Source } from './source';

/** A source that one page holds, be it made of a few calls. One object of it is re-checked by reading all. */
export const defineSinglePage = <F>({
  read,
  ...source
}: Omit<Source<F>, 'pages' | 'reread' | 'readWhole'> & {
  read(reader: Reader): Promise<Page<F>>;
}): Source<F> => ({
  ...source,
  async *pages(reader) {
    yield await read(reader);
  },
  readWhole: read,
  async reread(reader, key) {
    try {
      return inWhole(source, await read(reader), key);
    } catch (error) {
      return { gap: gapOf(error) };
    }
  },
});
