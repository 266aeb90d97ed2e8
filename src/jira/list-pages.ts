import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Gap } from '../domain/gap';
import { type CallInput, type Jira } from './jira';
import { type OperationId } from './operations';
import { collectRowGaps, type ParsedRow, parseRow, rowsSchema } from './parse-rows';

/**
 * How Jira pages a list.
 * - `values`: startAt and maxResults; the response has maxResults, and total or isLast.
 * - `records`: the audit log's offset and limit, with total.
 * - `array`: startAt and maxResults; the response is a bare array without a total. Pages may be short, and an empty
 *   page is the end.
 */
export type PagingStyle = 'values' | 'records' | 'array';

/** A paged list in Jira, and how to read its rows. */
export interface ListDefinition<R> {
  readonly operation: OperationId;
  readonly paging: PagingStyle;
  readonly path?: NonNullable<CallInput<unknown>['path']>;
  readonly query?: NonNullable<CallInput<unknown>['query']>;
  /** Number of rows to request per page. Jira may return fewer, and reports its own page size. */
  readonly size: number;
  /** The schema of a row. A row that doesn't match is left out and becomes a gap. Other rows are kept. */
  readonly row: z.ZodType<R>;
  /** Identifies a row, even if the list shifts between pages. */
  idOf(row: R): string;
  /** Whether each page requests the last row again, to notice if the list has shifted. */
  readonly overlap: boolean;
}

/** The position in a list, and the data that the next page must agree with. Must survive JSON. */
export const listCursorSchema = z
  .object({
    startAt: z.number(),
    overlaps: z.boolean(),
    /** Fingerprints of the previous page's rows, in order: ID and content of each. */
    rowFingerprints: z.array(z.string()),
    /** Number of distinct rows so far. */
    rowCount: z.number(),
    /** The list's length as Jira reported it; -1 if unknown. */
    total: z.number(),
    /** A sample of the row IDs on all pages so far, to notice rows that come again. */
    sampledIds: z.array(z.string()).default([]),
    /** Sampling depth. Each step halves the sample. */
    sampleDepth: z.number().default(0),
  })
  .readonly();
export type ListCursor = z.infer<typeof listCursorSchema>;

export interface ListPage<R> {
  /** Rows that are new or changed since the previous page. A row that changed in between appears again. */
  readonly rows: readonly R[];
  /** Only the new rows, for counting. */
  readonly newRows: readonly R[];
  /** Number of rows that weren't on the previous page, including unreadable rows. */
  readonly read: number;
  readonly total?: number;
  readonly gaps: readonly Gap[];
  readonly next?: ListCursor;
}

const countSchema = z.number().int().nonnegative();

interface PageResponse {
  readonly rows: readonly unknown[];
  /** Number of rows per page as the response reports it; 0 if it doesn't. */
  readonly pageSize: number;
  readonly total: number | undefined;
  readonly isLast: boolean | undefined;
}

/** The schema of a page, with unparsed rows. */
function pageResponseSchema({ paging, row }: ListDefinition<unknown>): z.ZodType<PageResponse> {
  const rows = rowsSchema(row);
  switch (paging) {
    case 'values':
      return z
        .object({
          values: rows,
          maxResults: countSchema.nullish(),
          total: countSchema.nullish(),
          isLast: z.boolean().nullish(),
        })
        .transform(({ values, maxResults, total, isLast }) => ({
          rows: values,
          pageSize: maxResults ?? 0,
          total: total ?? undefined,
          isLast: isLast ?? undefined,
        }));
    case 'records':
      return z
        .object({ records: rows, limit: countSchema.nullish(), total: countSchema.nullish() })
        .transform(({ records, limit, total }) => ({
          rows: records,
          pageSize: limit ?? 0,
          total: total ?? undefined,
          isLast: undefined,
        }));
    case 'array':
      return rows.transform(all => ({ rows: all, pageSize: 0, total: undefined, isLast: undefined }));
  }
}

const buildPagingQuery = (paging: PagingStyle, startAt: number, size: number) =>
  paging === 'records' ? { offset: startAt, limit: size } : { startAt, maxResults: size };

const FINGERPRINT_LENGTH = 8;

/** An eight-character hash, short because cursors are stored. It doesn't reveal the text. */
const fingerprintOf = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, FINGERPRINT_LENGTH);

/** A row with hashes of its ID and content. An unreadable row uses its content as its ID. */
interface FingerprintedRow<R> {
  readonly parsed: ParsedRow<R>;
  readonly id: string;
  readonly content: string;
}

function fingerprintRow<R>(listing: ListDefinition<R>, raw: unknown): FingerprintedRow<R> {
  const parsed = parseRow(listing.row, raw);
  const content = fingerprintOf(JSON.stringify(raw));
  return { parsed, id: 'row' in parsed ? fingerprintOf(listing.idOf(parsed.row)) : content, content };
}

const rowFingerprintsOf = (rows: readonly FingerprintedRow<unknown>[]): string[] =>
  rows.map(({ id, content }) => `${id}${content}`);

const idFingerprintIn = (fingerprint: string): string => fingerprint.slice(0, FINGERPRINT_LENGTH);

/** Maximum number of row IDs in a cursor. Longer lists are sampled evenly. */
const MAX_SAMPLED_IDS = 512;

/** Leading zero bits of a hashed ID. Half of all IDs have at least one, a quarter at least two, and so on. */
const leadingZerosOf = (id: string): number => Math.clz32(Buffer.from(id, 'base64url').readUInt32BE(0));

/**
 * Adds IDs to the sample, and thins it if it is full. Whether an ID stays depends only on its hash, so an ID is either
 * always in a sample of that depth or never.
 */
function extendSample(
  { sampledIds, sampleDepth }: Pick<ListCursor, 'sampledIds' | 'sampleDepth'>,
  ids: readonly string[],
): Pick<ListCursor, 'sampledIds' | 'sampleDepth'> {
  let minZeros = sampleDepth;
  let sample = [...new Set([...sampledIds, ...ids.filter(id => leadingZerosOf(id) >= minZeros)])];
  while (sample.length > MAX_SAMPLED_IDS) {
    minZeros += 1;
    sample = sample.filter(id => leadingZerosOf(id) >= minZeros);
  }
  return { sampledIds: sample, sampleDepth: minZeros };
}

/** Removes repeated rows, keeping the first. */
function uniqueRows<R>(rows: readonly FingerprintedRow<R>[]): readonly FingerprintedRow<R>[] {
  const ids = new Set<string>();
  return rows.filter(({ id }) => {
    const isNew = !ids.has(id);
    ids.add(id);
    return isNew;
  });
}

const readableRows = <R>(rows: readonly FingerprintedRow<R>[]): readonly R[] =>
  rows.flatMap(({ parsed: read }) => ('row' in read ? [read.row] : []));

/**
 * Whether the page doesn't begin where the previous page ended. In a list with a length, only the overlapping row may
 * come twice. Jira filters a bare array after cutting the page, so its rows can come later than expected. New records
 * shift the audit log at any time.
 */
function hasShifted(
  { paging }: ListDefinition<unknown>,
  previous: ListCursor,
  rows: readonly FingerprintedRow<unknown>[],
): boolean {
  const lastId = idFingerprintIn(previous.rowFingerprints.at(-1) ?? '');
  const repeatedCount = rows.filter(({ id }) =>
    previous.rowFingerprints.some(fingerprint => idFingerprintIn(fingerprint) === id),
  ).length;
  switch (paging) {
    case 'values':
      return previous.overlaps ? rows[0]?.id !== lastId || repeatedCount > 1 : repeatedCount > 0;
    case 'array':
      return previous.overlaps && rows.every(({ id }) => id !== lastId);
    case 'records':
      return false;
  }
}

/** Adds a response to the pages before it. Pure: all state is in the cursor. */
function buildListPage<R>(
  listing: ListDefinition<R>,
  previous: ListCursor | undefined,
  response: PageResponse,
): ListPage<R> {
  const { operation } = listing;
  const receivedRows = response.rows.map(raw => fingerprintRow(listing, raw));
  const rows = uniqueRows(receivedRows);
  const fingerprints = rowFingerprintsOf(rows);
  const total = response.total ?? -1;
  const totalField = total === -1 ? {} : { total };
  const movedGap: Gap = { why: 'moved', at: operation };
  const isUnbounded = total === -1 && response.isLast === undefined;
  const isEmptyEnd = isUnbounded && rows.length === 0;
  if (
    !isEmptyEnd &&
    previous?.rowFingerprints.length === fingerprints.length &&
    fingerprints.every((fingerprint, at) => fingerprint === previous.rowFingerprints[at])
  )
    return { rows: [], newRows: [], read: 0, ...totalField, gaps: [movedGap] };

  const previousFingerprints = new Set(previous?.rowFingerprints);
  const previousIds = new Set(previous?.rowFingerprints.map(idFingerprintIn));
  const newOrChangedRows = rows.filter((_, at) => !previousFingerprints.has(fingerprints[at] ?? ''));
  const newRows = rows.filter(({ id }) => !previousIds.has(id));
  const rowCount = (previous?.rowCount ?? 0) + newRows.length;
  const sampledIds = new Set(previous?.sampledIds);
  // New records push older audit records to later pages, so they may come again.
  const isRepeated =
    listing.paging !== 'records' &&
    (rows.length < receivedRows.length || newRows.some(({ id }) => sampledIds.has(id)));
  const startAt = previous?.startAt ?? 0;
  // If the response has rows but reports a page size of 0, uses the number of rows.
  const pageSize = response.pageSize === 0 ? receivedRows.length : response.pageSize;
  const isLast = response.isLast === true || isEmptyEnd || (total !== -1 && startAt + pageSize >= total);
  // There are more rows, but no way to know their position.
  const isStuck = !isLast && pageSize === 0;
  const totalDisagrees =
    listing.paging === 'values' &&
    ((previous !== undefined && previous.total !== total) || (isLast && total !== -1 && rowCount !== total));
  const hasMoved =
    isStuck ||
    isRepeated ||
    totalDisagrees ||
    (previous !== undefined && hasShifted(listing, previous, rows));
  const overlaps = listing.overlap && rows.length > 0 && pageSize > 1;
  const next: ListCursor = {
    startAt: startAt + pageSize - (overlaps ? 1 : 0),
    overlaps,
    rowFingerprints: fingerprints,
    rowCount,
    total,
    ...extendSample(
      previous ?? { sampledIds: [], sampleDepth: 0 },
      rows.map(({ id }) => id),
    ),
  };
  return {
    rows: readableRows(newOrChangedRows),
    newRows: readableRows(newRows),
    read: newRows.length,
    ...totalField,
    gaps: [
      ...(hasMoved ? [movedGap] : []),
      ...collectRowGaps(
        operation,
        newOrChangedRows.map(({ parsed: read }) => read),
      ),
    ],
    ...(isLast || isStuck ? {} : { next }),
  };
}

/**
 * Reads the pages of a list, from the start or from a cursor, to the end. Only a list with neither a length nor a
 * last-page flag ends at an empty page.
 *
 * Offset paging isn't a snapshot: a row that appears or disappears during the pass shifts all others. A page has gap
 * `moved` if:
 * - the last row of the previous page doesn't come again,
 * - a row comes twice, on one page or on any two,
 * - the total changes, or the rows don't add up to it,
 * - it equals the previous page.
 *
 * A page that equals the previous one ends the pass. So does an empty page without a page size.
 *
 * @throws JiraError; pages yielded before it are still valid.
 */
export async function* fetchListPages<R>(
  jira: Jira,
  listing: ListDefinition<R>,
  cursor?: ListCursor,
): AsyncGenerator<ListPage<R>> {
  const { operation, paging, path, query, size } = listing;
  const responseSchema = pageResponseSchema(listing);
  let previous = cursor;
  for (;;) {
    const response = await jira.call(operation, {
      ...(path === undefined ? {} : { path }),
      query: { ...query, ...buildPagingQuery(paging, previous?.startAt ?? 0, size) },
      responseSchema,
    });
    const page = buildListPage(listing, previous, response);
    yield page;
    if (page.next === undefined) return;
    previous = page.next;
  }
}
