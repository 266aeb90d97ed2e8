import { z } from 'zod';
import { type SchemeFact, schemeFact } from './facts';
import { readScheme, rereadScheme, touchedSchemes } from './read-scheme';
import { schemeList } from './scheme-list';
import { byId, outcomeOf } from './single-objects';
import { defineSource, type Reader } from './source';
import { spaceSchemes } from './space-schemes';

/** Those in use by most spaces first: a pass that is cut short has read what matters. */
function idsInOrder(reader: Reader): readonly string[] {
  const uses = new Map<string, number>();
  for (const { scheme } of reader.reading(spaceSchemes).facts) uses.set(scheme, (uses.get(scheme) ?? 0) + 1);
  return reader
    .reading(schemeList)
    .facts.filter(({ space }) => space === undefined)
    .sort((one, other) => (uses.get(other.id) ?? 0) - (uses.get(one.id) ?? 0) || byId(one, other))
    .map(({ id }) => id);
}

/** The order may change while a pass is under way, so the cursor bears what is left of it. */
const passCursor = z.object({ left: z.array(z.string()), of: z.number() });

/** The permission schemes that company-managed spaces share, each with its grants. A scheme is a page. */
export const sharedSchemes = defineSource<SchemeFact>({
  id: 'sharedSchemes',
  operations: ['permission-scheme.get'],
  right: 'ADMINISTER',
  freshness: { full: 36, withFeed: 30 * 24 },
  fact: schemeFact,
  keyOf: ({ id }) => id,
  async *pages(reader, from) {
    const known = reader.reading(schemeList).gaps;
    const ids = idsInOrder(reader);
    const { left, of } = from === undefined ? { left: ids, of: ids.length } : passCursor.parse(from);
    if (left.length === 0) yield { facts: [], read: 0, of, gaps: known };
    for (const [index, id] of left.entries()) {
      const rest = left.slice(index + 1);
      const { facts, read, missed } = await outcomeOf(id, () => readScheme(reader.jira, id));
      yield {
        facts,
        read,
        of,
        gaps: known,
        missed,
        ...(rest.length === 0 ? {} : { next: { left: rest, of } }),
      };
    }
  },
  reread: (reader, key) => rereadScheme(reader, key, ({ space }) => space === undefined),
  touchedBy: touchedSchemes,
});
