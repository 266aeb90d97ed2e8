import type { Answer } from './answer';
import type { ApiRequest, SiteCore } from './operation';

/** How a list is paged, and what its rows cost. */
interface Paging<T> {
  /** Most rows of a page; `maxResults` above it is cut. */
  maxRows: number;
  /** Rows of a page where none are asked for: 50, as most of Jira's lists have it. */
  defaultRows?: number;
  /** Which kind of object the rows are, for the points. */
  counts: 'core' | 'access';
  show(row: T): unknown;
}

/** One page of a list that is counted: `startAt`, `maxResults`, `total`, `isLast`, `values` and the next page's address. */
export function buildPage<T>(
  core: SiteCore,
  request: ApiRequest,
  rows: readonly T[],
  paging: Paging<T>,
): Answer {
  const { startAt, maxResults } = request.query.window(paging.maxRows, paging.defaultRows);
  const values = rows.slice(startAt, startAt + maxResults);
  const next = startAt + maxResults;
  const isLast = next >= rows.length;
  const address = (at: number): string =>
    `${core.url}${request.urlPath}?${request.query.with({ startAt: String(at) })}`;
  return {
    status: 200,
    [paging.counts]: values.length,
    body: {
      self: address(startAt),
      ...(isLast ? {} : { nextPage: address(next) }),
      maxResults,
      startAt,
      total: rows.length,
      isLast,
      values: values.map(row => paging.show(row)),
    },
  };
}
