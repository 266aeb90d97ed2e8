import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Gap } from '../terms/gap';
import { type CallInput, type Jira } from './jira';
import { type OperationId } from './operations';
import { gapsOfRows, type ReadRow, readRow, rowsOf } from './rows';

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
    /** The marks of the page before, in its order: what each row is, and what it said. */
    rows: z.array(z.string()),
    /** All rows so far, without repeated ones. */
    seen: z.number(),
    /** What Jira said the list's length is; -1 where it said nothing. */
    total: z.number(),
    /** A sample of the rows of all pages so far, by which one that comes again is noticed. */
    known: z.array(z.string()).default([]),
    /** How thin the sample is: each step halves it. */
    depth: z.number().default(0),
  })
  .readonly();
export type ListCursor = z.infer<typeof listCursor>;

export interface ListPage<R> {
  /** Rows that the page before had not, or had otherwise: one that changed in between is told again. */
  readonly rows: readonly R[];
  /** Those of them that are new: what may be counted. */
  readonly fresh: readonly R[];
  /** How many rows Jira gave that the page before had not, unreadable ones too. */
  readonly read: number;
  readonly total?: number;
  readonly gaps: readonly Gap[];
  readonly next?: ListCursor;
}

const count = z.number().int().nonnegative();

interface Answer {
  readonly rows: readonly unknown[];
  /** How many rows the answer says it gave; 0 where it says nothing. */
  readonly given: number;
  readonly total: number | undefined;
  readonly isLast: boolean | undefined;
}

/** The shape of a page, with the rows as they came. */
function envelopeOf({ paging, row }: Listing<unknown>): z.ZodType<Answer> {
  const rows = rowsOf(row);
  switch (paging) {
    case 'values':
      return z
        .object({
          values: rows,
          maxResults: count.nullish(),
          total: count.nullish(),
          isLast: z.boolean().nullish(),
        })
        .transform(({ values, maxResults, total, isLast }) => ({
          rows: values,
          given: maxResults ?? 0,
          total: total ?? undefined,
          isLast: isLast ?? undefined,
        }));
    case 'records':
      return z
        .object({ records: rows, limit: count.nullish(), total: count.nullish() })
        .transform(({ records, limit, total }) => ({
          rows: records,
          given: limit ?? 0,
          total: total ?? undefined,
          isLast: undefined,
        }));
    case 'array':
      return rows.transform(all => ({ rows: all, given: 0, total: undefined, isLast: undefined }));
  }
}

const askFor = (paging: Paging, startAt: number, size: number) =>
  paging === 'records' ? { offset: startAt, limit: size } : { startAt, maxResults: size };

const MARK = 8;

/** Eight letters that tell one text from others, and nothing of what it says: a cursor is kept. */
const markOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, MARK);

/** A row with what tells it apart from others, even where it can't be read, and what it said. */
interface MarkedRow<R> {
  readonly read: ReadRow<R>;
  readonly id: string;
  readonly content: string;
}

function markedRow<R>(listing: Listing<R>, raw: unknown): MarkedRow<R> {
  const read = readRow(listing.row, raw);
  const content = markOf(JSON.stringify(raw));
  return { read, id: 'row' in read ? markOf(listing.idOf(read.row)) : content, content };
}

const marksOf = (rows: readonly MarkedRow<unknown>[]): string[] =>
  rows.map(({ id, content }) => `${id}${content}`);

const idIn = (mark: string): string => mark.slice(0, MARK);

/** Rows that a cursor remembers of all pages: up to here every one, of longer lists an even sample. */
const SAMPLE = 512;

/** Leading zero bits of an id's mark. Half of all ids have one, a quarter two, and so on. */
const zerosOf = (id: string): number => Math.clz32(Buffer.from(id, 'base64url').readUInt32BE(0));

/** The sample with more ids. Where it is full, it is thinned by what the ids themselves say: each is in it always or never. */
function sampled(
  { known, depth }: Pick<ListCursor, 'known' | 'depth'>,
  ids: readonly string[],
): Pick<ListCursor, 'known' | 'depth'> {
  let thin = depth;
  let sample = [...new Set([...known, ...ids.filter(id => zerosOf(id) >= thin)])];
  while (sample.length > SAMPLE) {
    thin += 1;
    sample = sample.filter(id => zerosOf(id) >= thin);
  }
  return { known: sample, depth: thin };
}

/** Each row once, where it comes first. */
function withoutRepeated<R>(rows: readonly MarkedRow<R>[]): readonly MarkedRow<R>[] {
  const ids = new Set<string>();
  return rows.filter(({ id }) => {
    const isNew = !ids.has(id);
    ids.add(id);
    return isNew;
  });
}

const readable = <R>(rows: readonly MarkedRow<R>[]): readonly R[] =>
  rows.flatMap(({ read }) => ('row' in read ? [read.row] : []));

/**
 * Whether the rows begin where the page before said they would. Of a list with a length no other row comes twice. Jira
 * filters a bare array after cutting the page, so its rows stand further on than where they were counted; new records of the
 * audit log push all others on at any moment.
 */
function hasShifted(
  { paging }: Listing<unknown>,
  before: ListCursor,
  rows: readonly MarkedRow<unknown>[],
): boolean {
  const last = idIn(before.rows.at(-1) ?? '');
  const repeats = rows.filter(({ id }) => before.rows.some(mark => idIn(mark) === id)).length;
  switch (paging) {
    case 'values':
      return before.overlaps ? rows[0]?.id !== last || repeats > 1 : repeats > 0;
    case 'array':
      return before.overlaps && rows.every(({ id }) => id !== last);
    case 'records':
      return false;
  }
}

/** What an answer adds to the rows of the pages before it. Pure: all that is remembered stands in the cursor. */
function pageOf<R>(listing: Listing<R>, before: ListCursor | undefined, answer: Answer): ListPage<R> {
  const { operation } = listing;
  const given = answer.rows.map(raw => markedRow(listing, raw));
  const rows = withoutRepeated(given);
  const marks = marksOf(rows);
  const total = answer.total ?? -1;
  const length = total === -1 ? {} : { total };
  const moved: Gap = { why: 'moved', at: operation };
  const isUnbounded = total === -1 && answer.isLast === undefined;
  const isEmptyEnd = isUnbounded && rows.length === 0;
  if (
    !isEmptyEnd &&
    before?.rows.length === marks.length &&
    marks.every((mark, at) => mark === before.rows[at])
  )
    return { rows: [], fresh: [], read: 0, ...length, gaps: [moved] };

  const known = new Set(before?.rows);
  const knownIds = new Set(before?.rows.map(idIn));
  const told = rows.filter((_, at) => !known.has(marks[at] ?? ''));
  const fresh = rows.filter(({ id }) => !knownIds.has(id));
  const seen = (before?.seen ?? 0) + fresh.length;
  const remembered = new Set(before?.known);
  // New records push those of the audit log on: whatever page they stand on, they may come again.
  const isRepeated =
    listing.paging !== 'records' &&
    (rows.length < given.length || fresh.some(({ id }) => remembered.has(id)));
  const startAt = before?.startAt ?? 0;
  // A page that says it gave none, and holds some, gave what it holds.
  const step = answer.given === 0 ? given.length : answer.given;
  const isLast = answer.isLast === true || isEmptyEnd || (total !== -1 && startAt + step >= total);
  // There is more, and nothing tells where.
  const isStuck = !isLast && step === 0;
  const disagrees =
    listing.paging === 'values' &&
    ((before !== undefined && before.total !== total) || (isLast && total !== -1 && seen !== total));
  const hasMoved =
    isStuck || isRepeated || disagrees || (before !== undefined && hasShifted(listing, before, rows));
  const overlaps = listing.overlap && rows.length > 0 && step > 1;
  const next: ListCursor = {
    startAt: startAt + step - (overlaps ? 1 : 0),
    overlaps,
    rows: marks,
    seen,
    total,
    ...sampled(
      before ?? { known: [], depth: 0 },
      rows.map(({ id }) => id),
    ),
  };
  return {
    rows: readable(told),
    fresh: readable(fresh),
    read: fresh.length,
    ...length,
    gaps: [
      ...(hasMoved ? [moved] : []),
      ...gapsOfRows(
        operation,
        told.map(({ read }) => read),
      ),
    ],
    ...(isLast || isStuck ? {} : { next }),
  };
}

/**
 * The pages of a list, from the first or from where a cursor says, to the last. Only a list that has neither a length nor a
 * last page ends at an empty one.
 *
 * Offset paging is no snapshot: a row that appears or goes while the list is read shifts all others. Where the last row
 * does not come again, a row comes twice, on one page or on any two, the total changes, a page equals the one before, or
 * the rows do not add up to the total, the page bears gap `moved`. A page that equals the one before ends the pass, and so
 * does an empty one that does not say how far it went.
 *
 * @throws JiraError; pages yielded before stand.
 */
export async function* pagesOf<R>(
  jira: Jira,
  listing: Listing<R>,
  from?: ListCursor,
): AsyncGenerator<ListPage<R>> {
  const { operation, paging, path, query, size } = listing;
  const answer = envelopeOf(listing);
  let before = from;
  for (;;) {
    const given = await jira.call(operation, {
      ...(path === undefined ? {} : { path }),
      query: { ...query, ...askFor(paging, before?.startAt ?? 0, size) },
      answer,
    });
    const page = pageOf(listing, before, given);
    yield page;
    if (page.next === undefined) return;
    before = page.next;
  }
}
