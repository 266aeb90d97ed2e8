import { z } from 'zod';
import { type Gap } from '../domain/gap';
import { type OperationId } from './operations';
import { describeDifferences } from './schema-differences';

/**
 * The schema of a list of unparsed rows, which are parsed one by one with `row`. It has `row` as metadata, so that a
 * recorder knows which fields are read.
 */
export const rowsSchema = (row: z.ZodType) => z.array(z.unknown()).meta({ row });

/** A parsed row, or how it differs from the schema. */
export type ParsedRow<R> = { readonly row: R } | { readonly problem: string };

/** Parses rows separately, so that one invalid row doesn't make the others unknown. */
export function parseRow<R>(row: z.ZodType<R>, raw: unknown): ParsedRow<R> {
  const parsed = row.safeParse(raw);
  return parsed.success ? { row: parsed.data } : { problem: describeDifferences(parsed.error) };
}

/** The gaps of rows that couldn't be read, without duplicates. */
export function collectRowGaps(operation: OperationId, rows: readonly ParsedRow<unknown>[]): readonly Gap[] {
  const problems = new Set(rows.flatMap(row => ('problem' in row ? [row.problem] : [])));
  return [...problems].map(problem => ({ why: 'schema', at: `${operation} ${problem}` }));
}

/** The readable rows, and the gaps of the others. */
export function parseRows<R>(
  operation: OperationId,
  row: z.ZodType<R>,
  raw: readonly unknown[],
): { readonly rows: readonly R[]; readonly gaps: readonly Gap[] } {
  const parsed = raw.map(one => parseRow(row, one));
  return {
    rows: parsed.flatMap(one => ('row' in one ? [one.row] : [])),
    gaps: collectRowGaps(operation, parsed),
  };
}
