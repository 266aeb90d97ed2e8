import { type ChecklistRow } from '../../domain/checklist';
import { type ControlId, SEVERITIES, type Severity, maxSeverity } from '../../domain/control-attributes';
import { type Day } from '../../domain/day';
import { type ForYouItem } from '../contract/for-you';

/** An item with its severity. */
export interface PrioritizedItem {
  readonly item: ForYouItem;
  readonly severity: Severity;
}

/** The reader's account, and today in the site's time zone. */
export interface ForYouViewer {
  readonly account: string;
  readonly today: Day;
}

// The app itself wrote the IDs in the rows.
export const controlIdOf = ({ control }: ChecklistRow): ControlId => control as ControlId;

/** The due day, and whether it has passed. */
export const deadlineOf = (
  due: Day | undefined,
  today: Day,
): { readonly due?: Day; readonly overdue: boolean } =>
  due === undefined ? { overdue: false } : { due, overdue: due < today };

/** The highest severity of these rows; `low` if there are none. */
export const worstWeightOf = (rows: readonly ChecklistRow[]): Severity =>
  rows.reduce<Severity>((worst, { weight }) => maxSeverity(worst, weight), 'low');

const sortableDeadline = (
  { item }: PrioritizedItem,
  today: Day,
): { readonly due: Day; readonly overdue: boolean } => ({
  // An item without a due day, such as an unreadable source, is due today.
  due: ('due' in item ? item.due : undefined) ?? today,
  overdue: 'overdue' in item && item.overdue,
});

/** Sorts items: overdue first, then by due day, then by severity. Stable. */
export function sortByUrgency(items: readonly PrioritizedItem[], today: Day): readonly ForYouItem[] {
  const order = (one: PrioritizedItem, other: PrioritizedItem): number => {
    const [a, b] = [sortableDeadline(one, today), sortableDeadline(other, today)];
    if (a.overdue !== b.overdue) return a.overdue ? -1 : 1;
    if (a.due !== b.due) return a.due < b.due ? -1 : 1;
    return SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity);
  };
  return [...items].sort(order).map(({ item }) => item);
}
