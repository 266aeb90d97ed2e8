import { z } from 'zod';
import { type SchemeFact, schemeFactSchema } from '../facts';
import { fetchScheme, recheckScheme, findTouchedSchemeIds, findUnreadSchemes } from '../fetch-scheme';
import { schemeListSource } from './scheme-list';
import { compareById, readObjectPages } from '../object-pages';
import { defineSource, gap, type MissedObject, type SourceReader, type RecheckResult } from '../source';
import { spacesSource } from './spaces';

/** `after`: the ID of the last scheme read. The cursor doesn't list the schemes, because there can be thousands. */
const passCursorSchema = z.object({ after: z.string() });

const listOwnSchemes = (reader: SourceReader) =>
  reader.reading(schemeListSource).facts.filter(({ space }) => space !== undefined);

/** The key of a missed team-managed space whose scheme isn't in the list. */
export const ownSchemeOf = (space: string): string => `space-${space}`;
const parseSpaceKey = (key: string): string | undefined => /^space-(.+)$/.exec(key)?.[1];

const unlistedGap = gap('moved', 'permission-scheme.list');

/** Team-managed spaces without a scheme, although the scheme list is complete. One of the two lists is outdated. */
function findSpacesWithoutScheme(reader: SourceReader): readonly MissedObject[] {
  if (reader.reading(schemeListSource).gaps.length > 0) return [];
  const spacesWithScheme = new Set(listOwnSchemes(reader).map(({ space }) => space));
  return reader
    .reading(spacesSource)
    .facts.filter(({ id, teamManaged }) => teamManaged && !spacesWithScheme.has(id))
    .map(({ id }) => ({ key: ownSchemeOf(id), gap: unlistedGap }));
}

/** Re-checks whether the two lists agree. The scheme itself has its own key. */
function recheckSpace(reader: SourceReader, space: string): RecheckResult<SchemeFact> {
  if (listOwnSchemes(reader).some(scheme => scheme.space === space)) return { facts: [] };
  const spaceFact = reader.reading(spacesSource).facts.find(({ id }) => id === space);
  return spaceFact?.teamManaged === true ? { gap: unlistedGap } : 'gone';
}

/** The permission scheme of each team-managed space, with its grants. Each page is one scheme. */
export const ownSchemesSource = defineSource<SchemeFact>({
  id: 'ownSchemes',
  version: 1,
  operations: ['permission-scheme.get'],
  right: 'ADMINISTER',
  freshness: { full: 36, withFeed: 30 * 24 },
  fact: schemeFactSchema,
  keyOf: ({ id }) => id,
  async *pages(reader, from) {
    const own = [...listOwnSchemes(reader)].sort(compareById);
    const spaceOf = new Map(own.map(({ id, space }) => [id, space]));
    const spacesWithoutScheme = findSpacesWithoutScheme(reader);
    const { gaps } = reader.reading(schemeListSource);
    const total = own.length + spacesWithoutScheme.length;
    const after = from === undefined ? undefined : { id: passCursorSchema.parse(from).after };
    const remaining = after === undefined ? own : own.filter(scheme => compareById(scheme, after) > 0);
    const pages = readObjectPages(reader, {
      keys: remaining.map(({ id }) => id),
      size: 1,
      read: async id => {
        const { fact, gaps } = await fetchScheme(reader, id);
        const space = spaceOf.get(id);
        // The single scheme may omit its space, so the space comes from the list.
        return { fact: { ...fact, ...(space === undefined ? {} : { space }) }, gaps };
      },
      pageDetails: (remainingKeys, last) => ({
        of: total,
        gaps,
        ...(last === undefined || remainingKeys.length === 0 ? {} : { next: { after: last } }),
      }),
    });
    for await (const page of pages)
      yield page.next === undefined
        ? { ...page, missed: [...(page.missed ?? []), ...spacesWithoutScheme] }
        : page;
  },
  async recheck(reader, key) {
    const space = parseSpaceKey(key);
    return space === undefined
      ? recheckScheme(reader, key, scheme => scheme.space !== undefined)
      : recheckSpace(reader, space);
  },
  touchedBy: (change, known) => findTouchedSchemeIds(change, known, ({ space }) => space !== undefined),
  findUnreadKeys: (reader, own) =>
    findUnreadSchemes(
      own,
      listOwnSchemes(reader).map(({ id }) => id),
    ),
});
