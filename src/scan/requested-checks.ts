import { POINTS_FOR_CHECKS, allowanceForCheck, checkBudgetAt, chargeCheckBudget } from './budget';
import { type Confirmation } from './judge-site';
import { priceOfRead, recheckInSlice, withSources } from './recheck-in-slice';
import { isDueForJudging } from './judge-slice';
import { type ScanMessage } from './scan-message';
import { type ScanSlice } from './scan-slice';

type Objects = Extract<ScanMessage, { kind: 'settle' }>['objects'];

const chargeCheck = (slice: ScanSlice, points: number): void =>
  slice.updateRun({ checks: chargeCheckBudget(slice.scanState.checks, points, slice.now()) });

/**
 * Re-checks the requested objects within the hour's API points for checks. If none are left, nothing is read or judged,
 * and the next tick reads the objects.
 */
export async function runRequestedCheck(slice: ScanSlice, objects: Objects): Promise<void> {
  const allowance = allowanceForCheck(slice.scanState.checks, slice.now());
  if (allowance === 0 || objects.length === 0) return;
  slice.isJudgingForCheck = !isDueForJudging(slice);
  const pointsBefore = slice.points;
  await slice.spendingAtMost(allowance, () => recheckInSlice(slice, withSources(objects)));
  chargeCheck(slice, slice.points - pointsBefore);
}

/**
 * The re-checks for work items moved to Done that fit into the hour's API points for checks, including one more
 * judging. People can move work items any number of times, so these need a limit. The next tick requests the rest
 * again. If the hour has spent nothing yet, a tick also accepts one read that costs more than the hour's limit.
 */
export async function affordableReads(
  slice: ScanSlice,
  reads: readonly Confirmation[],
): Promise<readonly Confirmation[]> {
  if (reads.length === 0) return [];
  const { checks } = slice.scanState;
  const judging = slice.judgingPoints;
  let points = judging + (slice.isJudgingForCheck ? judging : 0);
  const left = POINTS_FOR_CHECKS - checkBudgetAt(checks, slice.now()).spent;
  const chosen: Confirmation[] = [];
  for (const read of reads) {
    const price = await priceOfRead(slice, read);
    const isDearest = slice.isTick && chosen.length === 0 && left === POINTS_FOR_CHECKS;
    if (points + price > left && !isDearest) break;
    points += price;
    chosen.push(read);
  }
  if (chosen.length > 0) chargeCheck(slice, points - (slice.isJudgingForCheck ? judging : 0));
  return chosen;
}

/**
 * Judges the site. If a requested check is the only reason, charges the API points to it and reserves the same amount
 * for the judging after the next check.
 */
export async function chargeJudgingToCheck<T>(slice: ScanSlice, judge: () => Promise<T>): Promise<T> {
  const pointsBefore = slice.points;
  slice.judgesFrom = pointsBefore;
  const result = await judge();
  if (slice.isJudgingForCheck) {
    const points = slice.points - pointsBefore;
    chargeCheck(slice, points);
    slice.updateRun({
      checks: { ...checkBudgetAt(slice.scanState.checks, slice.now()), judgingPoints: points },
    });
  }
  return result;
}
