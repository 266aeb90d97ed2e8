import stringWidth from 'string-width';
import { terminalText } from './terminal-text';

/**
 * Aligns columns to their widest cell, in terminal columns: a Chinese character or an emoji takes two, a combining
 * accent none.
 */
export function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const clean = rows.map(row => row.map(terminalText));
  const widths = (clean[0] ?? []).map((_, column) =>
    Math.max(...clean.map(row => stringWidth(row[column] ?? ''))),
  );
  const padded = (cell: string, column: number): string =>
    cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - stringWidth(cell)));
  return clean.map(row => row.map(padded).join('  ').trimEnd());
}
