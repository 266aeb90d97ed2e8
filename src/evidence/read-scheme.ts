import { type Jira } from '../jira/jira';
import { type Change } from './change';
import { type SchemeFact } from './facts';
import { rereadObject } from './reread';
import { schemeFactOf, schemeWithGrants } from './scheme-grants';
import { type Reader, type Reread } from './source';

/** @throws JiraError `gone` where there is no such scheme. */
export const readScheme = async (jira: Jira, id: string): Promise<SchemeFact> =>
  schemeFactOf(
    await jira.call('permission-scheme.get', {
      path: { schemeId: id },
      query: { expand: 'all' },
      answer: schemeWithGrants,
    }),
  );

/** One scheme again. A scheme of the other kind breaks nothing here: its own source tells of it. */
export const rereadScheme = (
  reader: Reader,
  key: string,
  belongs: (scheme: SchemeFact) => boolean,
): Promise<Reread<SchemeFact>> =>
  rereadObject(reader, async () => {
    const scheme = await readScheme(reader.jira, key);
    return { facts: belongs(scheme) ? [scheme] : [] };
  });

/** Which schemes an audit record changed. The record bears the scheme's id, but not its kind. */
export const touchedSchemes = ({ category, object }: Change): readonly string[] | 'none' =>
  category === 'permissions' && object?.type === 'SCHEME' && object.id !== undefined ? [object.id] : 'none';
