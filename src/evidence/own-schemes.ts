import { z } from 'zod';
import { type SchemeFact, schemeFact } from './facts';
import { readScheme, rereadScheme, touchedSchemes, unreadOf } from './read-scheme';
import { schemeList } from './scheme-list';
import { byId, objectPages } from './single-objects';
import { defineSource, gap, type Missed, type Reader, type Reread } from './source';
import { spaces } from './spaces';

/** `after`: the id of the scheme read last. There are thousands, so the cursor does not list them. */
const passCursor = z.object({ after: z.string() });

const listedOnes = (reader: Reader) =>
  reader.reading(schemeList).facts.filter(({ space }) => space !== undefined);

/** Of a team-managed space whose scheme the list does not name, the space is what is missed. */
export const ownSchemeOf = (space: string): string => `space-${space}`;
const spaceIn = (key: string): string | undefined => /^space-(.+)$/.exec(key)?.[1];

const unlisted = gap('moved', 'permission-scheme.list');

/** The team-managed spaces that have no scheme in a whole list: one of the two lists is older than the other. */
function spacesWithoutScheme(reader: Reader): readonly Missed[] {
  if (reader.reading(schemeList).gaps.length > 0) return [];
  const owners = new Set(listedOnes(reader).map(({ space }) => space));
  return reader
    .reading(spaces)
    .facts.filter(({ id, teamManaged }) => teamManaged && !owners.has(id))
    .map(({ id }) => ({ key: ownSchemeOf(id), gap: unlisted }));
}

/** Whether the lists agree by now. The scheme itself is read by its own id. */
function rereadSpace(reader: Reader, space: string): Reread<SchemeFact> {
  if (listedOnes(reader).some(scheme => scheme.space === space)) return { facts: [] };
  const known = reader.reading(spaces).facts.find(({ id }) => id === space);
  return known?.teamManaged === true ? { gap: unlisted } : 'gone';
}

/** The permission scheme of each team-managed space, with its grants. A scheme is a page. */
export const ownSchemes = defineSource<SchemeFact>({
  id: 'ownSchemes',
  version: 1,
  operations: ['permission-scheme.get'],
  right: 'ADMINISTER',
  freshness: { full: 36, withFeed: 30 * 24 },
  fact: schemeFact,
  keyOf: ({ id }) => id,
  async *pages(reader, from) {
    const own = [...listedOnes(reader)].sort(byId);
    const spaceOf = new Map(own.map(({ id, space }) => [id, space]));
    const missing = spacesWithoutScheme(reader);
    const { gaps } = reader.reading(schemeList);
    const of = own.length + missing.length;
    const after = from === undefined ? undefined : { id: passCursor.parse(from).after };
    const left = after === undefined ? own : own.filter(scheme => byId(scheme, after) > 0);
    const pages = objectPages(reader, {
      keys: left.map(({ id }) => id),
      size: 1,
      read: async id => {
        const { fact, gaps } = await readScheme(reader, id);
        const space = spaceOf.get(id);
        // The list said whose it is; the single scheme need not say it again.
        return { fact: { ...fact, ...(space === undefined ? {} : { space }) }, gaps };
      },
      besides: (rest, last) => ({
        of,
        gaps,
        ...(last === undefined || rest.length === 0 ? {} : { next: { after: last } }),
      }),
    });
    for await (const page of pages)
      yield page.next === undefined ? { ...page, missed: [...(page.missed ?? []), ...missing] } : page;
  },
  async reread(reader, key) {
    const space = spaceIn(key);
    return space === undefined
      ? rereadScheme(reader, key, scheme => scheme.space !== undefined)
      : rereadSpace(reader, space);
  },
  touchedBy: (change, known) => touchedSchemes(change, known, ({ space }) => space !== undefined),
  named: (reader, own) =>
    unreadOf(
      own,
      listedOnes(reader).map(({ id }) => id),
    ),
});
