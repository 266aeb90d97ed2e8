import { gapFromError } from './jira-error-gaps';
import { recheckFromPage, type SourcePage, type SourceReader, type Source } from './source';

/** Defines a source that fits on one page, even if it takes several calls. Re-checks read the whole source. */
export const defineSinglePageSource = <F>({
  read,
  ...source
}: Omit<Source<F>, 'pages' | 'recheck' | 'readAll'> & {
  read(reader: SourceReader): Promise<SourcePage<F>>;
}): Source<F> => ({
  ...source,
  async *pages(reader) {
    yield await read(reader);
  },
  readAll: read,
  async recheck(reader, key) {
    try {
      return recheckFromPage(source, await read(reader), key);
    } catch (error) {
      return { gap: gapFromError(error) };
    }
  },
});
