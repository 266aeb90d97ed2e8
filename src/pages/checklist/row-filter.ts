import { openIn } from '../../terms/checklist';
import { type Area, SEVERITIES } from '../../terms/control-terms';
import { STATUSES, type Status } from '../../terms/verdict';
import { type Home, type Row } from './home-value';

/** Which rows are shown. Undefined and empty mean any. */
export interface RowFilter {
  readonly area?: Area | undefined;
  readonly text: string;
  readonly status?: Status | undefined;
  /** An account id; `nobody` where nobody owns it. */
  readonly owner?: string | undefined;
  readonly fixer?: Home['controls'][number]['fixer'] | undefined;
}

export const everyRow: RowFilter = { text: '' };

/** Something beside the area is chosen. */
export const isNarrowed = ({ text, status, owner, fixer }: RowFilter): boolean =>
  text !== '' || status !== undefined || owner !== undefined || fixer !== undefined;

const worstFirst = (one: Row, other: Row): number =>
  STATUSES.indexOf(one.status) - STATUSES.indexOf(other.status) ||
  SEVERITIES.indexOf(one.weight) - SEVERITIES.indexOf(other.weight) ||
  openIn(other) - openIn(one) ||
  (one.control < other.control ? -1 : 1);

/** The rows that a filter lets through, worst first. @param titleOf for searching by name. */
export function rowsThrough(
  rows: readonly Row[],
  controls: Home['controls'],
  filter: RowFilter,
  titleOf: (control: string) => string,
): readonly Row[] {
  const wanted = filter.text.trim().toLowerCase();
  const fixerOf = new Map(controls.map(({ id, fixer }): [string, string] => [id, fixer]));
  return rows
    .filter(
      row =>
        (filter.area === undefined || row.area === filter.area) &&
        (filter.status === undefined || row.status === filter.status) &&
        (filter.owner === undefined || (row.owner ?? 'nobody') === filter.owner) &&
        (filter.fixer === undefined || fixerOf.get(row.control) === filter.fixer) &&
        `${row.control} ${titleOf(row.control)}`.toLowerCase().includes(wanted),
    )
    .sort(worstFirst);
}
