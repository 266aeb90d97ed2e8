import { z } from 'zod';
import { idSchema, numberOrIdSchema } from '../../jira/id-schemas';
import { parseRows, rowsSchema } from '../../jira/parse-rows';
import { isAboutObject, mayHaveCategory } from '../audit-record';
import { type Change } from '../change';
import { schemeListFactSchema, type SchemeListFact } from '../facts';
import { recheckObject } from '../recheck-object';
import { defineSource, type SourceReader, type TouchedKeys } from '../source';
import { spacesSource } from './spaces';

/** The fields of a scheme without grants. Only the scheme of a team-managed space has a scope. */
export const schemeHeadSchema = z.object({
  id: numberOrIdSchema,
  name: z.string(),
  scope: z.object({ project: z.object({ id: idSchema }).nullish() }).nullish(),
});

export const buildSchemeListFact = ({
  id,
  name,
  scope,
}: z.infer<typeof schemeHeadSchema>): SchemeListFact => ({
  id,
  name,
  ...(scope?.project ? { space: scope.project.id } : {}),
});

/** Every site has a scheme with this ID, and Jira doesn't allow deleting it. */
export const DEFAULT_SCHEME_ID = '0';

/**
 * Finds schemes that were created, deleted, or renamed. Creating a team-managed space also creates a scheme, which no
 * audit record names, so the whole list is read.
 */
function findTouchedSchemes(change: Change, reader: Pick<SourceReader, 'reading'>): TouchedKeys {
  if (isAboutObject(change, 'SCHEME') && mayHaveCategory(change, 'permissions')) {
    const { id } = change.object ?? {};
    return id === undefined ? 'all' : [id];
  }
  if (!isAboutObject(change, 'PROJECT') || !mayHaveCategory(change, 'projects')) return 'none';
  if (change.via === 'event') return /:(created|deleted|softdeleted):/.test(change.summary) ? 'all' : 'none';
  const { id } = change.object ?? {};
  const { facts } = reader.reading(spacesSource);
  if (id === undefined || !facts.some(space => space.id === id)) return 'all';
  const schemesOfSpace = reader.reading(schemeListSource).facts.filter(({ space }) => space === id);
  return schemesOfSpace.length === 0 ? 'none' : schemesOfSpace.map(scheme => scheme.id);
}

/**
 * Every permission scheme by name, without grants. With grants, the unpaged response would include every team-managed
 * space's scheme in full.
 */
export const schemeListSource = defineSource<SchemeListFact>({
  id: 'schemeList',
  version: 1,
  operations: ['permission-scheme.list', 'permission-scheme.get'],
  right: 'ADMINISTER',
  freshness: { full: 36, withFeed: 30 * 24 },
  fact: schemeListFactSchema,
  keyOf: ({ id }) => id,
  plausibility: {
    list: 'permission-scheme.list',
    rechecksSingly: true,
    hasUniqueKeys: true,
    expectedObjects: ({ namedObjects: named }) => [
      { key: DEFAULT_SCHEME_ID, failure: 'default-scheme' },
      ...named.schemesInUse.map(key => ({ key, failure: 'scheme-in-use' }) as const),
    ],
  },
  async *pages({ jira }) {
    const { permissionSchemes } = await jira.call('permission-scheme.list', {
      responseSchema: z.object({ permissionSchemes: rowsSchema(schemeHeadSchema) }),
    });
    const { rows, gaps } = parseRows('permission-scheme.list', schemeHeadSchema, permissionSchemes);
    yield { facts: rows.map(buildSchemeListFact), read: rows.length, of: permissionSchemes.length, gaps };
  },
  recheck: (reader, key) =>
    recheckObject(reader, async () => {
      const scheme = await reader.jira.call('permission-scheme.get', {
        path: { schemeId: key },
        responseSchema: schemeHeadSchema,
      });
      return { facts: [buildSchemeListFact(scheme)] };
    }),
  touchedBy: findTouchedSchemes,
});
