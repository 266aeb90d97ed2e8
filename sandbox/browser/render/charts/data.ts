import { isRecord } from '../../protocol';
import { type ComponentNode } from '../component-node';

/** One mark of a chart: where it stands, how much it is, and which series it belongs to. */
export interface Datum {
  x: string;
  y: number;
  series: string;
}

/** The marks of a bar or line chart. A row of the data is a list or a record; the accessor is a place or a key in it. */
export function plotData(chart: ComponentNode): Datum[] {
  const series = chart.raw('colorAccessor');
  return (chart.list('data') ?? []).map(row => ({
    x: String(valueAt(row, chart.raw('xAccessor')) ?? ''),
    y: numberOf(valueAt(row, chart.raw('yAccessor'))),
    series: series === undefined ? '' : String(valueAt(row, series) ?? ''),
  }));
}

/** The slices of a pie or donut chart. */
export function sliceData(chart: ComponentNode): Datum[] {
  return (chart.list('data') ?? []).map(row => ({
    x: String(valueAt(row, chart.raw('labelAccessor')) ?? ''),
    y: numberOf(valueAt(row, chart.raw('valueAccessor'))),
    series: String(valueAt(row, chart.raw('colorAccessor')) ?? ''),
  }));
}

/** In the order in which they first appear. */
export function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function valueAt(row: unknown, accessor: unknown): unknown {
  if (Array.isArray(row)) return row[Number(accessor)] as unknown;
  return isRecord(row) ? row[String(accessor)] : undefined;
}

function numberOf(value: unknown): number {
  const number = Number(value);
  return Number.isFinite(number) ? number : 0;
}
