import { z } from 'zod';
import { type SchemeFact, schemeFact } from './facts';
import { readScheme, rereadScheme, touchedSchemes } from './read-scheme';
import { schemeList } from './scheme-list';
import { byId, outcomeOf } from './single-objects';
import { defineSource } from './source';

/** `after`: the id of the scheme read last. There are thousands, so the cursor does not list them. */
const passCursor = z.object({ after: z.string() });

/** The permission scheme of each team-managed space, with its grants. A scheme is a page. */
export const ownSchemes = defineSource<SchemeFact>({
  id: 'ownSchemes',
  operations: ['permission-scheme.get'],
  right: 'ADMINISTER',
  freshness: { full: 36, withFeed: 30 * 24 },
  fact: schemeFact,
  keyOf: ({ id }) => id,
  async *pages(reader, from) {
    const { facts: listed, gaps: known } = reader.reading(schemeList);
    const own = listed.filter(({ space }) => space !== undefined).sort(byId);
    const after = from === undefined ? undefined : { id: passCursor.parse(from).after };
    const left = after === undefined ? own : own.filter(scheme => byId(scheme, after) > 0);
    if (left.length === 0) yield { facts: [], read: 0, of: own.length, gaps: known };
    for (const { id, space } of left) {
      const { facts, read, missed } = await outcomeOf(id, () => readScheme(reader.jira, id));
      yield {
        // The list said whose it is; the single scheme need not say it again.
        facts: facts.map(fact => ({ ...fact, ...(space === undefined ? {} : { space }) })),
        read,
        of: own.length,
        gaps: known,
        missed,
        ...(id === left.at(-1)?.id ? {} : { next: { after: id } }),
      };
    }
  },
  reread: (reader, key) => rereadScheme(reader, key, ({ space }) => space !== undefined),
  touchedBy: touchedSchemes,
});
