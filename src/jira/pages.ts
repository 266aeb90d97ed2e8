import { z } from 'zod';
import { type Gap } from '../terms/gap';
import { type CallInput, type Jira } from './jira';
import { type OperationId } from './operations';
import { gapsOfRows, type ReadRow, readRow } from './rows';

/**
 * How Jira pages a list.
 * - `values`: startAt and maxResults; the answer says maxResults, and total or isLast.
 * - `records`: the audit log's offset and limit, with total.
 * - `array`: startAt and maxResults; the answer is a bare array without total. Pages may be short, an empty one is the end.
 */
export type Paging = 'values' | 'records' | 'array';

/** A list of Jira's and how its rows are read. */
export interface Listing<R> {
  readonly operation: OperationId;
  readonly paging: Paging;
  readonly path?: NonNullable<CallInput<unknown>['path']>;
  readonly query?: NonNullable<CallInput<unknown>['query']>;
  /** Rows to ask for at once. Jira may give fewer, and says so. */
  readonly size: number;
  /** What is read of a row. A row that differs is left out and told as a gap; the others stand. */
  readonly row: z.ZodType<R>;
  /** What tells rows apart, however the list moves. */
  idOf(row: R): string;
  /** Ask for the last row again with the next page, so that a list that moves is noticed. */
  readonly overlap: boolean;
}

/** Where a list goes on, and what it must still agree with. It survives JSON. */
export const listCursor = z
  .object({
    startAt: z.number(),
    overlaps: z.boolean(),
    /** The page before: its first and last row, how many they were. */
    first: z.string(),
    last: z.string(),
    rows: z.number(),
    /** All rows so far, without repeated ones. */
    seen: z.number(),
    /** What Jira said the list's length is; -1 where it said nothing. */
    total: z.number(),
  })
  .readonly();
export type ListCursor = z.infer<typeof listCursor>;

export interface ListPage<R> {
  readonly rows: readonly R[];
  /** Rows that Jira gave and that no page before had. */
  readonly read: number;
  readonly total?: number;
  readonly gaps: readonly Gap[];
  readonly next?: ListCursor;
}

const count = z.number().int().nonnegative();

const envelopes = {
  values: z
    .object({
      values: z.array(z.unknown()),
      maxResults: count.optional(),
      total: count.optional(),
      isLast: z.boolean().optional(),
    })
    .transform(({ values, maxResults, total, isLast }) => ({
      rows: values,
      given: maxResults,
      total,
      isLast,
    })),
  records: z
    .object({ records: z.array(z.unknown()), limit: count.optional(), total: count.optional() })
    .transform(({ records, limit, total }) => ({ rows: records, given: limit, total, isLast: undefined })),
  array: z
    .array(z.unknown())
    .transform(rows => ({ rows, given: undefined, total: undefined, isLast: undefined })),
} as const;

const askFor = (paging: Paging, startAt: number, size: number) =>
  paging === 'records' ? { offset: startAt, limit: size } : { startAt, maxResults: size };

/** A row with what tells it apart from others, even where it can't be read. */
type KnownRow<R> = ReadRow<R> & { readonly id: string };

function knownRow<R>(listing: Listing<R>, raw: unknown): KnownRow<R> {
  const read = readRow(listing.row, raw);
  // The length tells an unreadable row apart well enough; a cursor must not keep what the row says.
  return { ...read, id: 'row' in read ? listing.idOf(read.row) : `unreadable-${JSON.stringify(raw).length}` };
}

const isSamePage = (before: ListCursor | undefined, rows: readonly KnownRow<unknown>[]): boolean =>
  before !== undefined &&
  rows.length > 0 &&
  before.rows === rows.length &&
  before.first === rows[0]?.id &&
  before.last === rows.at(-1)?.id;

/** Whether the rows begin where the page before said they would. `known` is the place of that page's last row in this one. */
function hasShifted(listing: Listing<unknown>, before: ListCursor | undefined, known: number): boolean {
  if (before === undefined) return false;
  // Jira filters a bare array after cutting the page, so rows stand further on than where they were counted.
  if (listing.paging === 'array') return before.overlaps && known === -1;
  return known !== (before.overlaps ? 0 : -1);
}

interface Answer {
  readonly rows: readonly unknown[];
  readonly given: number | undefined;
  readonly total: number | undefined;
  readonly isLast: boolean | undefined;
}

/** What an answer adds to the rows of the pages before it. Pure: all that is remembered stands in the cursor. */
function pageOf<R>(listing: Listing<R>, before: ListCursor | undefined, answer: Answer): ListPage<R> {
  const { operation } = listing;
  const rows = answer.rows.map(raw => knownRow(listing, raw));
  const total = answer.total ?? -1;
  const length = total === -1 ? {} : { total };
  if (isSamePage(before, rows))
    return { rows: [], read: 0, ...length, gaps: [{ why: 'moved', at: operation }] };

  const startAt = before?.startAt ?? 0;
  const known = before === undefined ? -1 : rows.findIndex(({ id }) => id === before.last);
  const fresh = rows.slice(known + 1);
  const seen = (before?.seen ?? 0) + fresh.length;
  // A page that says it gave none, and holds some, gave what it holds.
  const step = answer.given || rows.length;
  const isUnbounded = total === -1 && answer.isLast === undefined;
  const isEnd =
    rows.length === 0 ||
    answer.isLast === true ||
    (isUnbounded && fresh.length === 0) ||
    (total !== -1 && startAt + step >= total);
  const hasMoved =
    hasShifted(listing, before, known) ||
    (before !== undefined && before.total !== total) ||
    (isEnd && total !== -1 && seen !== total);
  const overlaps = listing.overlap && step > 1;
  const next: ListCursor = {
    startAt: startAt + step - (overlaps ? 1 : 0),
    overlaps,
    first: rows[0]?.id ?? '',
    last: rows.at(-1)?.id ?? '',
    rows: rows.length,
    seen,
    total,
  };
  return {
    rows: fresh.flatMap(one => ('row' in one ? [one.row] : [])),
    read: fresh.length,
    ...length,
    gaps: [...(hasMoved ? [{ why: 'moved', at: operation } as const] : []), ...gapsOfRows(operation, fresh)],
    ...(isEnd ? {} : { next }),
  };
}

/**
 * The pages of a list, from the first or from where a cursor says, to the last.
 *
 * Offset paging is no snapshot: a row that appears or goes while the list is read shifts all others. Where the last row
 * does not come again, a row comes twice, the total changes, a page repeats the one before, or the rows do not add up
 * to the total, the page bears gap `moved`. A page that repeats the one before ends the pass.
 *
 * @throws JiraError; pages yielded before stand.
 */
export async function* pagesOf<R>(
  jira: Jira,
  listing: Listing<R>,
  from?: ListCursor,
): AsyncGenerator<ListPage<R>> {
  const { operation, paging, path, query, size } = listing;
  let before = from;
  for (;;) {
    const answer = await jira.call<Answer>(operation, {
      ...(path === undefined ? {} : { path }),
      query: { ...query, ...askFor(paging, before?.startAt ?? 0, size) },
      answer: envelopes[paging],
    });
    const page = pageOf(listing, before, answer);
    yield page;
    if (page.next === undefined) return;
    before = page.next;
  }
}
