import { type Row } from '../../terms/checklist';
import { type ControlId, SEVERITIES, type Severity, worseOf } from '../../terms/control-terms';
import { type Day } from '../../terms/day';
import { type QueueItem } from '../contract/queue';

/** Something that waits, and how grave it is. */
export interface Waiting {
  readonly item: QueueItem;
  readonly severity: Severity;
}

/** The account that asks, and its day on the site. */
export interface Reader {
  readonly account: string;
  readonly today: Day;
}

// Rows bear the ids that this same app wrote.
export const idOf = ({ control }: Row): ControlId => control as ControlId;

/** By when something has to be done, and whether that has passed. */
export const termOf = (due: Day | undefined, today: Day): { readonly due?: Day; readonly over: boolean } =>
  due === undefined ? { over: false } : { due, over: due < today };

/** The gravest of these rows; the least where there is none. */
export const worstOf = (rows: readonly Row[]): Severity =>
  rows.reduce<Severity>((worst, { weight }) => worseOf(worst, weight), 'low');

const term = ({ item }: Waiting, today: Day): { readonly due: Day; readonly over: boolean } => ({
  // What has no day, such as a source that can't be read, waits already.
  due: ('due' in item ? item.due : undefined) ?? today,
  over: 'over' in item && item.over,
});

/** The most pressing first: what is overdue, then by the day, then by how grave it is. What is equal keeps its order. */
export function byUrgency(waiting: readonly Waiting[], today: Day): readonly QueueItem[] {
  const order = (one: Waiting, other: Waiting): number => {
    const [a, b] = [term(one, today), term(other, today)];
    if (a.over !== b.over) return a.over ? -1 : 1;
    if (a.due !== b.due) return a.due < b.due ? -1 : 1;
    return SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity);
  };
  return [...waiting].sort(order).map(({ item }) => item);
}
