import { z } from 'zod';
import { type Gap } from '../terms/gap';
import { type OperationId } from './operations';
import { differencesIn } from './schema-differences';

/**
 * The part of an answer that lists rows, as they came: each is read by itself with `row`. The schema bears `row` as its meta
 * data, so that whoever keeps answers can tell what is read of them.
 */
export const rowsOf = (row: z.ZodType) => z.array(z.unknown()).meta({ row });

/** A row of an answer as it was read, or how it differs from what was expected. */
export type ReadRow<R> = { readonly row: R } | { readonly problem: string };

/** One row that differs does not make the others unknown, so each is read by itself. */
export function readRow<R>(row: z.ZodType<R>, raw: unknown): ReadRow<R> {
  const read = row.safeParse(raw);
  return read.success ? { row: read.data } : { problem: differencesIn(read.error) };
}

/** What the rows that could not be read make unknown: each difference once. */
export function gapsOfRows(operation: OperationId, rows: readonly ReadRow<unknown>[]): readonly Gap[] {
  const problems = new Set(rows.flatMap(row => ('problem' in row ? [row.problem] : [])));
  return [...problems].map(problem => ({ why: 'schema', at: `${operation} ${problem}` }));
}

/** The rows that could be read, and the gaps of the others. */
export function readRows<R>(
  operation: OperationId,
  row: z.ZodType<R>,
  raw: readonly unknown[],
): { readonly rows: readonly R[]; readonly gaps: readonly Gap[] } {
  const read = raw.map(one => readRow(row, one));
  return {
    rows: read.flatMap(one => ('row' in one ? [one.row] : [])),
    gaps: gapsOfRows(operation, read),
  };
}
