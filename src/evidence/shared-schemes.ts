import { z } from 'zod';
import { type SchemeFact, schemeFact } from './facts';
import { readScheme, rereadScheme, touchedSchemes, unreadOf } from './read-scheme';
import { DEFAULT_SCHEME, schemeList } from './scheme-list';
import { byId, objectPages } from './single-objects';
import { defineSource, type Reader } from './source';
import { spaceSchemes } from './space-schemes';

/** Jira gives every new company-managed business space this scheme. */
export const NEW_BUSINESS_SPACES_SCHEME = DEFAULT_SCHEME;

/**
 * The schemes that the list names, and those that spaces use: a scheme that only a space names is one too. Where the list
 * isn't known, the one that new business spaces get is asked for all the same. Schemes that no space uses are read too: new spaces
 * may get them. Those in use by most spaces come first: a pass that is
 * cut short has read what matters.
 */
function idsInOrder(reader: Reader): readonly string[] {
  const uses = new Map<string, number>();
  for (const { scheme } of reader.reading(spaceSchemes).facts) uses.set(scheme, (uses.get(scheme) ?? 0) + 1);
  const { facts: listed, gaps } = reader.reading(schemeList);
  const own = new Set(listed.flatMap(({ id, space }) => (space === undefined ? [] : [id])));
  const shared = listed.flatMap(({ id, space }) => (space === undefined ? [id] : []));
  const unlisted = [...uses.keys(), ...(gaps.length > 0 ? [NEW_BUSINESS_SPACES_SCHEME] : [])];
  return [...new Set([...shared, ...unlisted.filter(id => !own.has(id))])]
    .map(id => ({ id, uses: uses.get(id) ?? 0 }))
    .sort((one, other) => other.uses - one.uses || byId(one, other))
    .map(({ id }) => id);
}

/** The order may change while a pass is under way, so the cursor bears what is left of it. */
const passCursor = z.object({ left: z.array(z.string()), of: z.number() });

/** The permission schemes that company-managed spaces share, each with its grants. A scheme is a page. */
export const sharedSchemes = defineSource<SchemeFact>({
  id: 'sharedSchemes',
  version: 1,
  operations: ['permission-scheme.get'],
  right: 'ADMINISTER',
  freshness: { full: 36, withFeed: 30 * 24 },
  fact: schemeFact,
  keyOf: ({ id }) => id,
  async *pages(reader, from) {
    const known = reader.reading(schemeList).gaps;
    const ids = idsInOrder(reader);
    const { left, of } = from === undefined ? { left: ids, of: ids.length } : passCursor.parse(from);
    yield* objectPages(reader, {
      keys: left,
      size: 1,
      read: id => readScheme(reader, id),
      besides: rest => ({ of, gaps: known, ...(rest.length === 0 ? {} : { next: { left: [...rest], of } }) }),
    });
  },
  reread: (reader, key) => rereadScheme(reader, key, ({ space }) => space === undefined),
  touchedBy: (change, known) => touchedSchemes(change, known, ({ space }) => space === undefined),
  named: (reader, own) => unreadOf(own, idsInOrder(reader)),
});
