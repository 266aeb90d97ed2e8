import { type ControlMemory } from '../posture/compare';
import { type Mark } from '../storage/seen';
import { type Checklist, openIn, type Row } from '../terms/checklist';
import { type ControlId, SEVERITIES } from '../terms/control-terms';
import { HOUR, type Instant } from '../terms/instant';
import { type Attribution, filesByItself, isOpen, type Life } from '../terms/life';
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

// Rows bear the ids that this same app wrote.
const idOf = ({ control }: Row): ControlId => control as ControlId;

/** The controls of which something got worse since, and something is open: their findings say what is left of it. */
export const toLookInto = (rows: readonly Row[], mark: Mark): readonly ControlId[] =>
  rows.filter(row => findingsSince(row, mark) > 0 && openIn(row) > 0).map(idOf);

/** What was seen once before the look counts when its second read confirmed it, at the latest about an hour later. */
const CONFIRMED_WITHIN = HOUR;

const momentOf = (attribution: Attribution | undefined): number => {
  if (attribution === undefined) return 0;
  if (attribution.is === 'candidates') return Math.max(0, ...attribution.of.map(({ at }) => at));
  return attribution.is === 'recorded' ? attribution.at : attribution.before;
};

/** Open, and brought or widened by the site since then. */
function isLeft(life: Life, since: number): boolean {
  if (!isOpen(life)) return false;
  const cameUp = filesByItself(life) && !life.baseline && life.firstSeen > since;
  return cameUp || (life.added.length > 0 && momentOf(life.widened) > since);
}

/** How many of the `count` that got worse are open still. */
function leftOf(row: Row, count: number, memory: ControlMemory | undefined, { at }: Mark): number {
  if (openIn(row) === 0) return 0;
  const since = at - CONFIRMED_WITHIN;
  return Math.min(count, (memory?.lives ?? []).filter(life => isLeft(life, since)).length);
}

const worstFirst = (one: Row, other: Row): number =>
  SEVERITIES.indexOf(one.weight) - SEVERITIES.indexOf(other.weight);

/**
 * What got worse since somebody looked, worst first: rows with findings that opened or grew, and rows that fell and are
 * still down, though no finding of them is new.
 * @param memories the findings of the controls that are `toLookInto`.
 */
export function worseSince(
  rows: readonly Row[],
  mark: Mark,
  memories: ReadonlyMap<ControlId, ControlMemory>,
): readonly Worse[] {
  return [...rows].sort(worstFirst).flatMap((row): Worse[] => {
    const control = idOf(row);
    const count = findingsSince(row, mark);
    if (count > 0)
      return [{ is: 'findings', control, count, left: leftOf(row, count, memories.get(control), mark) }];
    const before = mark.statuses[control];
    return before !== undefined && hasFallen(before, row.status)
      ? [{ is: 'fell', control, before, after: row.status }]
      : [];
  });
}
