import { type Checklist, type SourceCoverage, type ChecklistRow } from '../../domain/checklist';
import { type Gap, type GapReason } from '../../domain/gap';
import { type ForYouItem } from '../contract/for-you';
import { type PrioritizedItem, worstWeightOf } from './prioritized-item';

/** Gaps that a person can fix. Others resolve automatically, or mean that an API or plan doesn't provide the data. */
const ACTIONABLE_GAPS: ReadonlySet<GapReason> = new Set(['denied', 'failed', 'schema', 'hidden']);

/** The gap of a source that a person can fix: the current failure, or else a gap of the last reading. */
function actionableGapOf({
  gaps,
  failure: failing,
}: SourceCoverage): (Gap & { readonly since?: number }) | undefined {
  if (failing !== undefined && ACTIONABLE_GAPS.has(failing.why)) return failing;
  return gaps.find(({ why }) => ACTIONABLE_GAPS.has(why));
}

const rowsBlockedBy = (rows: readonly ChecklistRow[], sources: readonly string[]): readonly ChecklistRow[] =>
  rows.filter(row => row.gaps.some(({ source }) => source !== undefined && sources.includes(source)));

interface SourceProblem extends Gap {
  readonly source: SourceCoverage['source'];
  readonly since?: number;
  readonly hasOlderReading: boolean;
}

const collectSourceProblems = (coverage: readonly SourceCoverage[]): readonly SourceProblem[] =>
  coverage.flatMap(each => {
    const problem = actionableGapOf(each);
    return problem === undefined
      ? []
      : [{ ...problem, source: each.source, hasOlderReading: each.state === 'complete' }];
  });

/**
 * Lost rights are one item, regardless of how many sources they affect.
 * @returns undefined if the app has its rights.
 */
export function lostRightsItem({
  rows,
  coverage,
  hasReadRights: appMayRead,
}: Checklist): ForYouItem | undefined {
  if (appMayRead !== false) return undefined;
  const sources = collectSourceProblems(coverage).flatMap(({ why, source }) =>
    why === 'denied' ? [source] : [],
  );
  return { is: 'lost-rights', sources: sources.length, controls: rowsBlockedBy(rows, sources).length };
}

/** Sources that can't be read until a person fixes the problem. */
export const unreadableSourceItems = ({
  rows,
  coverage,
  hasReadRights: appMayRead,
}: Checklist): readonly PrioritizedItem[] =>
  collectSourceProblems(coverage)
    .filter(({ why }) => appMayRead !== false || why !== 'denied')
    .map(problem => {
      const blockedRows = rowsBlockedBy(rows, [problem.source]);
      return {
        item: { is: 'source-unreadable', ...problem, controls: blockedRows.length },
        severity: worstWeightOf(blockedRows),
      };
    });
