import { z } from 'zod';
import { idSchema } from '../../jira/id-schemas';
import { type Jira } from '../../jira/jira';
import { listCursorSchema, type ListDefinition, fetchListPages } from '../../jira/list-pages';
import { parseRows, rowsSchema } from '../../jira/parse-rows';
import { hiddenContentGaps } from './data-policy';
import { type PublicFilterFact, publicFilterFactSchema } from '../facts';
import { gapFromError, asJiraError } from '../jira-error-gaps';
import { defineSource, gap, type SourceReader, type RecheckResult, type Source } from '../source';
import {
  buildSharedFact,
  resolvePublicAccess,
  sharedObjectSchema,
  findTouchedSharedObjects,
} from '../shared-objects';

const filterSchema = sharedObjectSchema.extend({ jql: z.string().nullish() });
type Filter = z.infer<typeof filterSchema>;

const buildFilterFact = (row: Filter): PublicFilterFact => ({
  ...buildSharedFact(row),
  query: row.jql ?? '',
});

const listing = (live: boolean): ListDefinition<Filter> => ({
  operation: 'filter.search',
  paging: 'values',
  query: { expand: 'owner,sharePermissions', orderBy: 'id' },
  size: 100,
  row: filterSchema,
  idOf: ({ id }) => id,
  overlap: live,
});

const filterQuerySchema = z.object({ id: idSchema, jql: z.string() });

/**
 * Fetches the queries of public filters, by filter ID. Queries only add context to findings, so a failure leaves the
 * query empty and adds no gap.
 */
async function fetchQueries(jira: Jira, filters: readonly Filter[]): Promise<ReadonlyMap<string, string>> {
  const ids = filters.filter(({ jql }) => typeof jql !== 'string').map(({ id }) => id);
  if (ids.length === 0) return new Map();
  try {
    const { values } = await jira.call('filter.search', {
      query: { id: ids, expand: 'jql', startAt: 0, maxResults: ids.length },
      responseSchema: z.object({ values: rowsSchema(filterQuerySchema) }),
    });
    const { rows } = parseRows('filter.search', filterQuerySchema, values);
    return new Map(rows.map(({ id, jql }) => [id, jql]));
  } catch (thrown) {
    asJiraError(thrown);
    return new Map();
  }
}

/** Whether Jira returns any filter except this one. */
async function canSeeAnotherFilter(
  jira: Jira,
  key: string,
  query: Readonly<Record<string, boolean>>,
): Promise<boolean> {
  const { values } = await jira.call('filter.search', {
    query: { ...query, startAt: 0, maxResults: 2 },
    responseSchema: z.object({ values: z.array(z.object({ id: z.string() })) }),
  });
  return values.some(({ id }) => id !== key);
}

/** Lets a Jira admin see every filter. Whether an app can use it is undocumented, so the app tries. */
const ALL_FILTERS_QUERY = { overrideSharePermissions: true } as const;

/** Finds the filter in a search over all filters; undefined if it isn't found. */
async function findAmongAllFilters(
  jira: Jira,
  key: string,
): Promise<RecheckResult<PublicFilterFact> | undefined> {
  const { values } = await jira.call('filter.search', {
    query: { ...ALL_FILTERS_QUERY, id: [key], expand: 'owner,sharePermissions', startAt: 0, maxResults: 1 },
    responseSchema: z.object({ values: z.array(filterSchema) }),
  });
  const row = values.find(({ id }) => id === key);
  if (row === undefined) return undefined;
  const { isPublic, gaps } = resolvePublicAccess('filter.search', row);
  if (gaps[0] !== undefined) return { gap: gaps[0] };
  return { facts: isPublic ? [buildFilterFact(row)] : [] };
}

/**
 * Decides whether a filter that Jira doesn't return is still public. It isn't, deleted or not, if no rule hides content
 * from the app and Jira returns another filter. If the app can't see any other filter, it uses an admin's search over
 * all filters.
 */
async function resolveUnansweredFilter(
  reader: SourceReader,
  key: string,
): Promise<RecheckResult<PublicFilterFact>> {
  const [hiddenGap] = hiddenContentGaps(reader);
  if (hiddenGap !== undefined) return { gap: hiddenGap };
  try {
    if (await canSeeAnotherFilter(reader.jira, key, {})) return { facts: [] };
  } catch (error) {
    return { gap: gapFromError(error) };
  }
  try {
    const result = await findAmongAllFilters(reader.jira, key);
    if (result !== undefined) return result;
    if (await canSeeAnotherFilter(reader.jira, key, ALL_FILTERS_QUERY)) return { facts: [] };
  } catch (error) {
    const { kind } = asJiraError(error);
    if (kind === 'over-budget' || kind === 'rate-limited') return { gap: gapFromError(error) };
  }
  return { gap: gap('hidden', 'filter.get') };
}

/**
 * Filters shared with the public. Every account can see these, so the list is complete without overriding share
 * permissions. Only an app access rule can hide one.
 */
export const publicFiltersSource: Source<PublicFilterFact> = defineSource({
  id: 'publicFilters',
  version: 1,
  operations: ['filter.search', 'filter.get'],
  right: 'none',
  freshness: { full: 36, withFeed: 7 * 24 },
  fact: publicFilterFactSchema,
  keyOf: ({ id }) => id,
  plausibility: { list: 'filter.search', rechecksSingly: true },
  async *pages(reader, from) {
    const cursor = from === undefined ? undefined : listCursorSchema.parse(from);
    for await (const page of fetchListPages(reader.jira, listing(reader.live), cursor)) {
      const rows = page.rows.map(row => ({ row, ...resolvePublicAccess('filter.search', row) }));
      const publicRows = rows.filter(({ isPublic }) => isPublic).map(({ row }) => row);
      const queries = await fetchQueries(reader.jira, publicRows);
      yield {
        facts: publicRows.map(row => buildFilterFact({ ...row, jql: row.jql ?? queries.get(row.id) })),
        read: page.read,
        ...(page.total === undefined ? {} : { of: page.total }),
        gaps: [...page.gaps, ...rows.flatMap(({ gaps }) => gaps), ...hiddenContentGaps(reader)],
        ...(page.next === undefined ? {} : { next: page.next }),
      };
    }
  },
  async recheck(reader, key) {
    try {
      const row = await reader.jira.call('filter.get', { path: { id: key }, responseSchema: filterSchema });
      const { isPublic, gaps } = resolvePublicAccess('filter.get', row);
      if (gaps[0] !== undefined) return { gap: gaps[0] };
      return { facts: isPublic ? [buildFilterFact(row)] : [] };
    } catch (thrown) {
      const error = asJiraError(thrown);
      // Jira documents 400 for a filter that the caller can't see, but also returns 404.
      return error.kind === 'not-found' || error.status === 400
        ? resolveUnansweredFilter(reader, key)
        : { gap: gapFromError(error) };
    }
  },
  touchedBy: (change, readings) =>
    findTouchedSharedObjects(change, 'FILTER', readings.reading(publicFiltersSource)),
});
