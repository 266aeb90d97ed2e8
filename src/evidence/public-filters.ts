import { z } from 'zod';
import { nonEmptyId } from '../jira/id';
import { type Jira } from '../jira/jira';
import { listCursor, type Listing, pagesOf } from '../jira/pages';
import { readRows, rowsOf } from '../jira/rows';
import { hiddenGaps } from './data-policy';
import { type PublicFilterFact, publicFilterFact } from './facts';
import { gapOf, jiraErrorOf } from './gaps-of-errors';
import { defineSource, gap, type Reader, type Reread, type Source } from './source';
import { labelsOf, publicity, shared, touchedShared } from './shares';

const filter = shared.extend({ jql: z.string().nullish() });
type Filter = z.infer<typeof filter>;

const factOf = (row: Filter): PublicFilterFact => ({ ...labelsOf(row), query: row.jql ?? '' });

const listing = (live: boolean): Listing<Filter> => ({
  operation: 'filter.search',
  paging: 'values',
  query: { expand: 'owner,sharePermissions', orderBy: 'id' },
  size: 100,
  row: filter,
  idOf: ({ id }) => id,
  overlap: live,
});

const withQuery = z.object({ id: nonEmptyId, jql: z.string() });

/**
 * The queries of public filters, by id. They are asked for the few public ones alone. A query only colours a finding, so
 * one that can't be had, for whatever reason, stays empty and makes no gap.
 */
async function queriesOf(jira: Jira, filters: readonly Filter[]): Promise<ReadonlyMap<string, string>> {
  const ids = filters.filter(({ jql }) => typeof jql !== 'string').map(({ id }) => id);
  if (ids.length === 0) return new Map();
  try {
    const { values } = await jira.call('filter.search', {
      query: { id: ids, expand: 'jql', startAt: 0, maxResults: ids.length },
      answer: z.object({ values: rowsOf(withQuery) }),
    });
    const { rows } = readRows('filter.search', withQuery, values);
    return new Map(rows.map(({ id, jql }) => [id, jql]));
  } catch (thrown) {
    jiraErrorOf(thrown);
    return new Map();
  }
}

/** Whether Jira answers for a filter other than this one. */
async function showsAnother(
  jira: Jira,
  key: string,
  query: Readonly<Record<string, boolean>>,
): Promise<boolean> {
  const { values } = await jira.call('filter.search', {
    query: { ...query, startAt: 0, maxResults: 2 },
    answer: z.object({ values: z.array(z.object({ id: z.string() })) }),
  });
  return values.some(({ id }) => id !== key);
}

/** Shows a Jira admin every filter. Whether an app may use it is known only by trying. */
const EVERY_FILTER = { overrideSharePermissions: true } as const;

/** The filter as a search over every filter shows it; undefined where that doesn't show it. */
async function inEveryFilter(jira: Jira, key: string): Promise<Reread<PublicFilterFact> | undefined> {
  const { values } = await jira.call('filter.search', {
    query: { ...EVERY_FILTER, id: [key], expand: 'owner,sharePermissions', startAt: 0, maxResults: 1 },
    answer: z.object({ values: z.array(filter) }),
  });
  const row = values.find(({ id }) => id === key);
  if (row === undefined) return undefined;
  const { isPublic, gaps } = publicity('filter.search', row);
  if (gaps[0] !== undefined) return { gap: gaps[0] };
  return { facts: isPublic ? [factOf(row)] : [] };
}

/**
 * A filter for which Jira doesn't answer is no longer public, whether it was deleted or shared with fewer people: but only
 * where nothing is hidden from this app, and Jira still answers for another filter. Where none is visible to the app, an
 * admin's search over every filter decides.
 */
async function whyUnanswered(reader: Reader, key: string): Promise<Reread<PublicFilterFact>> {
  const [hidden] = hiddenGaps(reader);
  if (hidden !== undefined) return { gap: hidden };
  try {
    if (await showsAnother(reader.jira, key, {})) return { facts: [] };
  } catch (error) {
    return { gap: gapOf(error) };
  }
  try {
    const shown = await inEveryFilter(reader.jira, key);
    if (shown !== undefined) return shown;
    if (await showsAnother(reader.jira, key, EVERY_FILTER)) return { facts: [] };
  } catch (error) {
    const { kind } = jiraErrorOf(error);
    if (kind === 'over-budget' || kind === 'rate-limited') return { gap: gapOf(error) };
  }
  return { gap: gap('hidden', 'filter.get') };
}

/**
 * Filters shared with the public. Every caller sees these, so the list is whole without overriding shares; only an app
 * access rule can hide one.
 */
export const publicFilters: Source<PublicFilterFact> = defineSource({
  id: 'publicFilters',
  version: 1,
  operations: ['filter.search', 'filter.get'],
  right: 'none',
  freshness: { full: 36, withFeed: 7 * 24 },
  fact: publicFilterFact,
  keyOf: ({ id }) => id,
  plausibility: { list: 'filter.search', single: true },
  async *pages(reader, from) {
    const cursor = from === undefined ? undefined : listCursor.parse(from);
    for await (const page of pagesOf(reader.jira, listing(reader.live), cursor)) {
      const rows = page.rows.map(row => ({ row, ...publicity('filter.search', row) }));
      const open = rows.filter(({ isPublic }) => isPublic).map(({ row }) => row);
      const queries = await queriesOf(reader.jira, open);
      yield {
        facts: open.map(row => factOf({ ...row, jql: row.jql ?? queries.get(row.id) })),
        read: page.read,
        ...(page.total === undefined ? {} : { of: page.total }),
        gaps: [...page.gaps, ...rows.flatMap(({ gaps }) => gaps), ...hiddenGaps(reader)],
        ...(page.next === undefined ? {} : { next: page.next }),
      };
    }
  },
  async reread(reader, key) {
    try {
      const row = await reader.jira.call('filter.get', { path: { id: key }, answer: filter });
      const { isPublic, gaps } = publicity('filter.get', row);
      if (gaps[0] !== undefined) return { gap: gaps[0] };
      return { facts: isPublic ? [factOf(row)] : [] };
    } catch (thrown) {
      const error = jiraErrorOf(thrown);
      // Jira's documentation names 400 for a filter that the caller may not see; 404 is seen as well.
      return error.kind === 'gone' || error.status === 400
        ? whyUnanswered(reader, key)
        : { gap: gapOf(error) };
    }
  },
  touchedBy: (change, known) => touchedShared(change, 'FILTER', known.reading(publicFilters)),
});
