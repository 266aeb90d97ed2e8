import { z } from 'zod';
import { createJira } from '../../src/jira/gateway';
import { createMeter } from '../../src/jira/meter';
import {
  type ListCursor,
  listCursorSchema,
  type ListDefinition,
  type ListPage,
  fetchListPages,
} from '../../src/jira/list-pages';

type Row = { id: string };

const row = z.object({ id: z.string() });
const rows = (from: number, to: number): Row[] =>
  Array.from({ length: to - from }, (_, index) => ({ id: String(from + index) }));

/** A site whose answers are given in the order of the requests; `offsets` are those that were requested. */
function siteOf(answers: readonly unknown[]) {
  const offsets: string[] = [];
  const jira = createJira({
    transport: {
      send: ({ path }) => {
        offsets.push(/(?:startAt|offset)=(\d+)/.exec(path)?.[1] ?? '');
        const body = answers[offsets.length - 1];
        if (body === undefined) throw new Error('asked for more than there is');
        return Promise.resolve({ status: 200, headers: {}, body });
      },
    },
    meter: createMeter(Infinity),
    sleep: () => Promise.resolve(),
    random: () => 0,
    now: () => 0,
  });
  return { jira, offsets };
}

async function read(
  answers: readonly unknown[],
  listing: Partial<ListDefinition<Row>> = {},
  from?: ListCursor,
) {
  const { jira, offsets } = siteOf(answers);
  const pages: ListPage<Row>[] = [];
  const definition: ListDefinition<Row> = {
    operation: 'filter.search',
    paging: 'values',
    size: 2,
    row,
    idOf: ({ id }) => id,
    overlap: true,
    ...listing,
  };
  for await (const page of fetchListPages(jira, definition, from)) pages.push(page);
  return {
    offsets,
    ids: pages.flatMap(page => page.rows.map(({ id }) => id)).join(' '),
    gaps: pages.flatMap(({ gaps }) => gaps).map(({ why }) => why),
    pages,
  };
}

const page = (startAt: number, total: number, values: readonly Row[], maxResults = 2) => ({
  startAt,
  maxResults,
  total,
  values,
});

describe('a live list in pages', () => {
  it('is read with one row in common and each row given once', async () => {
    const list = await read([page(0, 3, rows(0, 2)), page(1, 3, rows(1, 3))]);
    expect(list).toMatchObject({ offsets: ['0', '1'], ids: '0 1 2', gaps: [] });
  });

  it('continues by the page size of the answer, not by the requested one', async () => {
    const list = await read([page(0, 3, rows(0, 2), 2), page(1, 3, rows(1, 3), 2)], { size: 1_000 });
    expect(list).toMatchObject({ offsets: ['0', '1'], ids: '0 1 2', gaps: [] });
  });

  it('ends where Jira marks a page as the last', async () => {
    const all = await read([
      { isLast: false, values: rows(0, 2) },
      { isLast: true, values: rows(1, 2) },
    ]);
    expect(all).toMatchObject({ ids: '0 1', gaps: [] });
  });

  it('has moved where the last row is not repeated', async () => {
    const lost = await read([page(0, 4, rows(0, 2)), page(1, 4, rows(2, 4)), page(2, 4, rows(3, 4))]);
    expect(lost.gaps).toContain('moved');
  });

  it('has moved where a new row pushed the others on', async () => {
    const answers = [page(0, 3, rows(0, 2)), page(1, 3, [{ id: 'new' }, { id: '1' }])];
    expect((await read(answers)).gaps).toEqual(['moved']);
  });

  it('has moved where its length changes', async () => {
    const answers = [page(0, 3, rows(0, 2)), page(1, 4, rows(1, 3)), page(2, 4, rows(2, 4))];
    expect((await read(answers)).gaps).toEqual(['moved']);
  });

  it('has moved where the rows do not add up to its length', async () => {
    expect((await read([{ ...page(0, 9, rows(0, 2)), isLast: true }])).gaps).toEqual(['moved']);
  });

  it('is empty without a gap', async () => {
    expect(await read([page(0, 0, [])])).toMatchObject({ ids: '', gaps: [] });
  });

  it('leaves out a row that it can’t read, and reports where it differs', async () => {
    const { ids, pages } = await read([page(0, 2, [{ id: 1 } as unknown as Row, { id: '2' }])]);
    expect(ids).toBe('2');
    expect(pages[0]?.gaps).toEqual([{ why: 'schema', at: 'filter.search id: string' }]);
  });
});

describe('a list that gives rows twice', () => {
  const twice = (from: number, to: number): Row[] => rows(from, to).flatMap(each => [each, each]);

  it('has moved where a page gives each row twice, though the count is right', async () => {
    const { gaps, ids, pages } = await read([page(0, 4, twice(0, 2), 4)], { size: 4 });
    expect({ gaps, ids }).toEqual({ gaps: ['moved'], ids: '0 1' });
    expect(pages.map(({ read: rowCount }) => rowCount)).toEqual([2]);
  });

  it('has moved where a count that is twice as high as the rows hides it', async () => {
    const answers = [page(0, 8, twice(0, 2), 4), page(4, 8, twice(2, 4), 4)];
    expect((await read(answers, { size: 4, overlap: false })).gaps).toContain('moved');
  });

  it.each([true, false])(
    'has moved where a page comes again after another one (overlap: %p)',
    async overlap => {
      const [first, second] = overlap ? [rows(0, 3), rows(2, 5)] : [rows(0, 3), rows(3, 6)];
      const [at, total] = overlap ? [[0, 2, 4], 7] : [[0, 3, 6], 9];
      const answers = [first, second, first].map((values, place) => page(at[place] ?? 0, total, values, 3));
      expect((await read(answers, { size: 3, overlap })).gaps).toContain('moved');
    },
  );

  it('has moved where a bare array gives one row twice in a page', async () => {
    const array = { paging: 'array', operation: 'user.list', size: 3, overlap: false } as const;
    expect((await read([[...rows(0, 2), ...rows(1, 2)], []], array)).gaps).toEqual(['moved']);
  });

  it('is noticed on a list of any length, by a cursor that stays small', async () => {
    const all = rows(0, 20_000);
    const size = 100;
    const pages = Array.from({ length: 200 }, (_, at) =>
      page(at * size, 20_000, all.slice(at * size, at * size + size), size),
    );
    const complete = await read(pages, { size, overlap: false });
    expect(complete.gaps).toEqual([]);
    const cursors = complete.pages.flatMap(({ next }) => next ?? []);
    expect(Math.max(...cursors.map(cursor => JSON.stringify(cursor).length))).toBeLessThan(9_000);
    const halfAgain = pages.map((each, at) => ({ ...each, values: pages[at % 100]?.values }));
    expect((await read(halfAgain, { size, overlap: false })).gaps).toContain('moved');
  });

  it('continues from a cursor without a sample', async () => {
    const before = { startAt: 2, overlaps: false, rowFingerprints: [], rowCount: 2, total: 3 };
    expect(listCursorSchema.parse(before)).toMatchObject({ sampledIds: [], sampleDepth: 0 });
  });
});

describe('a recorded list in pages', () => {
  it('is read without a row in common', async () => {
    const recorded = await read([page(0, 3, rows(0, 2)), page(2, 3, rows(2, 3))], { overlap: false });
    expect(recorded).toMatchObject({ offsets: ['0', '2'], ids: '0 1 2', gaps: [] });
  });

  it('ends with a gap at a page that equals the one before', async () => {
    const same = page(0, 6, rows(0, 2));
    expect(await read([same, same], { overlap: false })).toMatchObject({ ids: '0 1', gaps: ['moved'] });
  });

  it('continues after an empty page that is not the last, by its page size', async () => {
    const untotalled = [
      { maxResults: 2, isLast: false, values: [] },
      { maxResults: 2, isLast: true, values: rows(2, 3) },
    ];
    expect(await read(untotalled, { overlap: false })).toMatchObject({
      offsets: ['0', '2'],
      ids: '2',
      gaps: [],
    });
    const counted = [page(0, 3, []), page(2, 3, rows(2, 3))];
    expect(await read(counted, { overlap: false })).toMatchObject({ ids: '2', gaps: ['moved'] });
  });

  it.each([{ isLast: false }, { isLast: false, maxResults: 0 }, { total: 3 }, { total: 3, maxResults: 0 }])(
    'never treats a list as complete that ends at an empty page before its end: %p',
    async fields => {
      const answers = [
        { ...fields, maxResults: 1, values: rows(0, 1) },
        { ...fields, values: [] },
      ];
      expect(await read(answers, { overlap: false })).toMatchObject({ offsets: ['0', '1'], ids: '0' });
      expect((await read(answers, { overlap: false })).gaps).toContain('moved');
    },
  );

  it('compares pages row by row, not by their ends', async () => {
    const answers = [
      { maxResults: 3, isLast: false, values: rows(0, 3) },
      { maxResults: 3, isLast: true, values: [rows(0, 1), rows(9, 10), rows(2, 3)].flat() },
    ];
    expect((await read(answers, { overlap: false })).ids).toBe('0 1 2 9');
  });

  it('yields a changed row again, and counts it once', async () => {
    const named = z.object({ id: z.string(), name: z.string().optional() });
    const answers = [
      { maxResults: 1, total: 2, values: [{ id: '1' }] },
      { maxResults: 1, total: 2, values: [{ id: '1', name: 'new' }] },
    ];
    const { pages, gaps } = await read(answers, { overlap: false, row: named });
    expect(pages[1]).toMatchObject({ rows: [{ id: '1', name: 'new' }], newRows: [], read: 0 });
    expect(gaps).toContain('moved');
  });

  it('distinguishes unreadable rows by their content, and keeps none of it', async () => {
    const unreadable = (id: number) => ({
      maxResults: 1,
      isLast: false,
      values: [{ id, name: 'SECRET' } as unknown as Row],
    });
    const answers = [unreadable(1), unreadable(2), { maxResults: 1, isLast: true, values: rows(3, 4) }];
    const { ids, pages } = await read(answers, { overlap: false });
    expect(ids).toBe('3');
    expect(JSON.stringify(pages)).not.toContain('SECRET');
  });

  it('treats null as a missing value', async () => {
    const answers = [{ maxResults: null, total: null, isLast: null, values: rows(0, 1) }, { values: [] }];
    expect(await read(answers, { overlap: false })).toMatchObject({
      offsets: ['0', '1'],
      ids: '0',
      gaps: [],
    });
  });

  it('pages the audit log by offset and limit', async () => {
    const records = [
      { offset: 0, limit: 2, total: 3, records: rows(0, 2) },
      { offset: 2, limit: 2, total: 3, records: rows(2, 3) },
    ];
    const log = await read(records, { paging: 'records', operation: 'audit.list', overlap: false });
    expect(log).toMatchObject({ offsets: ['0', '2'], ids: '0 1 2', gaps: [] });
  });
});

describe('a bare array in pages', () => {
  const array = { paging: 'array', operation: 'user.list', size: 3 } as const;

  it('ends at an empty page', async () => {
    const users = await read([rows(0, 3), rows(3, 5), []], { ...array, overlap: false });
    expect(users).toMatchObject({ offsets: ['0', '3', '5'], ids: '0 1 2 3 4', gaps: [] });
  });

  it('ends live at an empty page too, not where only the common row comes', async () => {
    const users = await read([rows(0, 3), rows(2, 4), rows(3, 4), []], array);
    expect(users).toMatchObject({ offsets: ['0', '2', '3', '4'], ids: '0 1 2 3', gaps: [] });
  });

  it('can have short pages: repeated rows are counted once, and nothing is missing', async () => {
    // Jira cut rows 0 to 4 and left 1 and 2 out, so its next page begins before the last row that it gave.
    const users = await read([[rows(0, 1), rows(3, 5)].flat(), rows(3, 7), rows(6, 7), []], array);
    expect(users).toMatchObject({ offsets: ['0', '2', '5', '6'], ids: '0 3 4 5 6', gaps: [] });
  });

  it('has moved where the last row is not repeated', async () => {
    expect((await read([rows(0, 3), rows(4, 6), rows(5, 6), []], array)).gaps).toEqual(['moved']);
  });

  it('continues after a page that only repeats rows of the one before', async () => {
    const answers = [rows(0, 2), rows(1, 2), rows(7, 8), []];
    expect(await read(answers, { ...array, overlap: false })).toMatchObject({
      offsets: ['0', '2', '3', '4'],
      ids: '0 1 7',
      gaps: [],
    });
  });

  it('keeps the rows before one that is repeated', async () => {
    const answers = [rows(0, 2), [rows(8, 9), rows(1, 2)].flat(), rows(9, 10), []];
    expect(await read(answers, { ...array, overlap: false })).toMatchObject({ ids: '0 1 8 9', gaps: [] });
  });

  it('ends with a gap at a page that equals the one before', async () => {
    const answers = [rows(0, 2), rows(0, 2)];
    expect(await read(answers, { ...array, overlap: false })).toMatchObject({
      ids: '0 1',
      gaps: ['moved'],
    });
  });

  it('ends with a single row that is repeated', async () => {
    expect(await read([rows(0, 1), []], array)).toMatchObject({ offsets: ['0', '1'], ids: '0', gaps: [] });
  });
});
