import { type Mark } from '../storage/seen';
import { type Checklist, type Row } from '../terms/checklist';
import { type ControlId, SEVERITIES } from '../terms/control-terms';
import { type Instant } from '../terms/instant';
import { hasFallen } from '../terms/verdict';
import { type Worse } from './contract/home';

/** How the checklist stands for somebody who looks at it now. */
export const markOf = (checklist: Checklist | undefined, now: Instant): Mark => ({
  at: now,
  worse: Object.fromEntries(
    (checklist?.rows ?? []).flatMap(({ control, worse }) => (worse === undefined ? [] : [[control, worse]])),
  ),
  statuses: Object.fromEntries((checklist?.rows ?? []).map(({ control, status }) => [control, status])),
});

/** How many findings of a row got worse since; a count that begins anew tells all that it counted. */
function findingsSince({ control, worse = 0 }: Row, mark: Mark): number {
  const then = mark.worse[control] ?? 0;
  return worse < then ? worse : worse - then;
}

const worstFirst = (one: Row, other: Row): number =>
  SEVERITIES.indexOf(one.weight) - SEVERITIES.indexOf(other.weight);

/**
 * What got worse since somebody looked, worst first: rows with findings that opened or grew, and rows that fell and are
 * still down, though no finding of them is new.
 */
export function worseSince(rows: readonly Row[], mark: Mark): readonly Worse[] {
  return [...rows].sort(worstFirst).flatMap((row): Worse[] => {
    // Rows bear the ids that this same app wrote.
    const control = row.control as ControlId;
    const findings = findingsSince(row, mark);
    if (findings > 0) return [{ is: 'findings', control, count: findings }];
    const before = mark.statuses[control];
    return before !== undefined && hasFallen(before, row.status)
      ? [{ is: 'fell', control, before, after: row.status }]
      : [];
  });
}
