import { type ControlHistory } from '../posture/compare-findings';
import { type VisitSnapshot } from '../storage/visits';
import { type Checklist, countOpenFindings, type ChecklistRow } from '../domain/checklist';
import { type ControlId, SEVERITIES } from '../domain/control-attributes';
import { HOUR, type Instant } from '../domain/instant';
import {
  type Attribution,
  isFiledAutomatically,
  isOpenFinding,
  type TrackedFinding,
} from '../domain/tracked-finding';
import { hasWorsened } from '../domain/verdict';
import { type Regression } from './contract/checklist';

/** The state of the checklist at a visit, to compare with at the next one. */
export const buildVisitSnapshot = (checklist: Checklist | undefined, now: Instant): VisitSnapshot => ({
  at: now,
  regressionCounts: Object.fromEntries(
    (checklist?.rows ?? []).flatMap(({ control, regressions: worse }) =>
      worse === undefined ? [] : [[control, worse]],
    ),
  ),
  statuses: Object.fromEntries((checklist?.rows ?? []).map(({ control, status }) => [control, status])),
});

/** Number of a row's regressions since the visit. If the counter has restarted, all it counted. */
function countRegressionsSince(
  { control, regressions: worse = 0 }: ChecklistRow,
  snapshot: VisitSnapshot,
): number {
  const countThen = snapshot.regressionCounts[control] ?? 0;
  return worse < countThen ? worse : worse - countThen;
}

// The app itself wrote the IDs in the rows.
const controlIdOf = ({ control }: ChecklistRow): ControlId => control as ControlId;

/** The controls with regressions since the visit and open findings. Only their findings have to be loaded. */
export const changedControls = (
  rows: readonly ChecklistRow[],
  snapshot: VisitSnapshot,
): readonly ControlId[] =>
  rows.filter(row => countRegressionsSince(row, snapshot) > 0 && countOpenFindings(row) > 0).map(controlIdOf);

/**
 * A finding detected before the visit but confirmed after it still counts. Confirmation takes at most about an hour.
 */
const CONFIRMATION_WINDOW = HOUR;

const attributedAt = (attribution: Attribution | undefined): number => {
  if (attribution === undefined) return 0;
  if (attribution.is === 'candidates') return Math.max(0, ...attribution.of.map(({ at }) => at));
  return attribution.is === 'recorded' ? attribution.at : attribution.before;
};

/** Whether an open finding was caused or widened by a change on the site since then. */
function isStillOpenSince(tracked: TrackedFinding, since: number): boolean {
  if (!isOpenFinding(tracked)) return false;
  const isNew = isFiledAutomatically(tracked) && !tracked.inBaseline && tracked.firstSeen > since;
  return isNew || (tracked.addedReach.length > 0 && attributedAt(tracked.widenedBy) > since);
}

/** Number of regressions that are still open, at most `count`. */
function countStillOpen(
  row: ChecklistRow,
  count: number,
  history: ControlHistory | undefined,
  { at }: VisitSnapshot,
): number {
  if (countOpenFindings(row) === 0) return 0;
  const since = at - CONFIRMATION_WINDOW;
  return Math.min(
    count,
    (history?.findings ?? []).filter(tracked => isStillOpenSince(tracked, since)).length,
  );
}

const compareByWeight = (one: ChecklistRow, other: ChecklistRow): number =>
  SEVERITIES.indexOf(one.weight) - SEVERITIES.indexOf(other.weight);

/**
 * Regressions since the last visit, worst first: rows with new or widened findings, and rows whose status worsened
 * without a new finding.
 * @param histories the histories of the controls from `changedControls`.
 */
export function regressionsSince(
  rows: readonly ChecklistRow[],
  snapshot: VisitSnapshot,
  histories: ReadonlyMap<ControlId, ControlHistory>,
): readonly Regression[] {
  return [...rows].sort(compareByWeight).flatMap((row): Regression[] => {
    const control = controlIdOf(row);
    const count = countRegressionsSince(row, snapshot);
    if (count > 0)
      return [
        {
          is: 'findings',
          control,
          count,
          stillOpen: countStillOpen(row, count, histories.get(control), snapshot),
        },
      ];
    const before = snapshot.statuses[control];
    return before !== undefined && hasWorsened(before, row.status)
      ? [{ is: 'status-worsened', control, before, after: row.status }]
      : [];
  });
}
