import { z } from 'zod';
import { type SchemeFact, schemeFactSchema } from '../facts';
import { fetchScheme, recheckScheme, findTouchedSchemeIds, findUnreadSchemes } from '../fetch-scheme';
import { DEFAULT_SCHEME_ID, schemeListSource } from './scheme-list';
import { compareById, readObjectPages } from '../object-pages';
import { defineSource, type SourceReader } from '../source';
import { spaceSchemesSource } from './space-schemes';

/** Jira assigns this scheme to every new company-managed business space. */
export const NEW_BUSINESS_SPACES_SCHEME_ID = DEFAULT_SCHEME_ID;

/**
 * IDs of listed shared schemes, and of schemes that spaces use even if the list lacks them. If the list is incomplete,
 * includes the default scheme of new business spaces. Includes unused schemes, because new spaces may get them. Sorts
 * by number of spaces, so that an interrupted pass has read the most important schemes.
 */
function schemeIdsByUse(reader: SourceReader): readonly string[] {
  const useCounts = new Map<string, number>();
  for (const { scheme } of reader.reading(spaceSchemesSource).facts)
    useCounts.set(scheme, (useCounts.get(scheme) ?? 0) + 1);
  const { facts: listed, gaps } = reader.reading(schemeListSource);
  const ownSchemeIds = new Set(listed.flatMap(({ id, space }) => (space === undefined ? [] : [id])));
  const sharedIds = listed.flatMap(({ id, space }) => (space === undefined ? [id] : []));
  const unlistedIds = [...useCounts.keys(), ...(gaps.length > 0 ? [NEW_BUSINESS_SPACES_SCHEME_ID] : [])];
  return [...new Set([...sharedIds, ...unlistedIds.filter(id => !ownSchemeIds.has(id))])]
    .map(id => ({ id, uses: useCounts.get(id) ?? 0 }))
    .sort((one, other) => other.uses - one.uses || compareById(one, other))
    .map(({ id }) => id);
}

/** The order can change during a pass, so the cursor lists the remaining schemes. */
const passCursorSchema = z.object({ left: z.array(z.string()), of: z.number() });

/** The permission schemes that company-managed spaces share, with their grants. Each page is one scheme. */
export const sharedSchemesSource = defineSource<SchemeFact>({
  id: 'sharedSchemes',
  version: 1,
  operations: ['permission-scheme.get'],
  right: 'ADMINISTER',
  freshness: { full: 36, withFeed: 30 * 24 },
  fact: schemeFactSchema,
  keyOf: ({ id }) => id,
  async *pages(reader, from) {
    const known = reader.reading(schemeListSource).gaps;
    const ids = schemeIdsByUse(reader);
    const { left, of } = from === undefined ? { left: ids, of: ids.length } : passCursorSchema.parse(from);
    yield* readObjectPages(reader, {
      keys: left,
      size: 1,
      read: id => fetchScheme(reader, id),
      pageDetails: remainingKeys => ({
        of,
        gaps: known,
        ...(remainingKeys.length === 0 ? {} : { next: { left: [...remainingKeys], of } }),
      }),
    });
  },
  recheck: (reader, key) => recheckScheme(reader, key, ({ space }) => space === undefined),
  touchedBy: (change, known) => findTouchedSchemeIds(change, known, ({ space }) => space === undefined),
  findUnreadKeys: (reader, own) => findUnreadSchemes(own, schemeIdsByUse(reader)),
});
