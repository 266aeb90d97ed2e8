import { countOpenFindings } from '../../domain/checklist';
import { type Area, SEVERITIES } from '../../domain/control-attributes';
import { CONTROL_STATUSES, type ControlStatus } from '../../domain/verdict';
import { type ChecklistPageValue, type ChecklistRowValue } from './checklist-values';

/** Which rows to show. Undefined or empty means any. */
export interface RowFilter {
  readonly area?: Area | undefined;
  readonly text: string;
  readonly status?: ControlStatus | undefined;
  /** An account ID, or `nobody` for controls without an owner. */
  readonly owner?: string | undefined;
  readonly fixedBy?: ChecklistPageValue['controls'][number]['fixer'] | undefined;
}

export const emptyRowFilter: RowFilter = { text: '' };

/** Whether any filter except the area is set. */
export const isFiltered = ({ text, status, owner, fixedBy }: RowFilter): boolean =>
  text !== '' || status !== undefined || owner !== undefined || fixedBy !== undefined;

const compareRowsWorstFirst = (one: ChecklistRowValue, other: ChecklistRowValue): number =>
  CONTROL_STATUSES.indexOf(one.status) - CONTROL_STATUSES.indexOf(other.status) ||
  SEVERITIES.indexOf(one.weight) - SEVERITIES.indexOf(other.weight) ||
  countOpenFindings(other) - countOpenFindings(one) ||
  (one.control < other.control ? -1 : 1);

/**
 * The matching rows, worst first.
 * @param titleOf a control's title, for the text search.
 */
export function filterRows(
  rows: readonly ChecklistRowValue[],
  controls: ChecklistPageValue['controls'],
  filter: RowFilter,
  titleOf: (control: string) => string,
): readonly ChecklistRowValue[] {
  const searchText = filter.text.trim().toLowerCase();
  const fixedByControl = new Map(controls.map(({ id, fixer }): [string, string] => [id, fixer]));
  return rows
    .filter(
      row =>
        (filter.area === undefined || row.area === filter.area) &&
        (filter.status === undefined || row.status === filter.status) &&
        (filter.owner === undefined || (row.owner ?? 'nobody') === filter.owner) &&
        (filter.fixedBy === undefined || fixedByControl.get(row.control) === filter.fixedBy) &&
        `${row.control} ${titleOf(row.control)}`.toLowerCase().includes(searchText),
    )
    .sort(compareRowsWorstFirst);
}
