import { POINTS_FOR_CHECKS, allowanceForCheck, checksAt, spendOnCheck } from './budget';
import { type SecondRead } from './judge-site';
import { priceOfRead, rereadAll, withSources } from './read-objects';
import { isDueForJudging } from './judge-slice';
import { type Message } from './messages';
import { type Slice } from './slice';

type Objects = Extract<Message, { kind: 'settle' }>['objects'];

const charge = (slice: Slice, points: number): void =>
  slice.update({ checks: spendOnCheck(slice.run.checks, points, slice.now()) });

/**
 * Re-checks what a person asked to have checked, as far as the hour's points for checks go. Without any nothing is read and
 * nothing is judged: the next tick reads it.
 */
export async function checkObjects(slice: Slice, objects: Objects): Promise<void> {
  const allowance = allowanceForCheck(slice.run.checks, slice.now());
  if (allowance === 0 || objects.length === 0) return;
  slice.judgesForCheck = !isDueForJudging(slice);
  const before = slice.points;
  await slice.within(allowance, () => rereadAll(slice, withSources(objects)));
  charge(slice, slice.points - before);
}

/**
 * As many of the reads that work items ask for as the hour's points for checks pay for, with judging the site once more:
 * people move work items as often as they like. What is left is asked for again by the next tick. One that takes more than an
 * hour has is read by a tick before which the hour spent nothing.
 */
export async function affordableReads(
  slice: Slice,
  reads: readonly SecondRead[],
): Promise<readonly SecondRead[]> {
  if (reads.length === 0) return [];
  const { checks } = slice.run;
  const judging = slice.judgingPoints;
  let points = judging + (slice.judgesForCheck ? judging : 0);
  const left = POINTS_FOR_CHECKS - checksAt(checks, slice.now()).spent;
  const chosen: SecondRead[] = [];
  for (const read of reads) {
    const price = await priceOfRead(slice, read);
    const isDearest = slice.isTick && chosen.length === 0 && left === POINTS_FOR_CHECKS;
    if (points + price > left && !isDearest) break;
    points += price;
    chosen.push(read);
  }
  if (chosen.length > 0) charge(slice, points - (slice.judgesForCheck ? judging : 0));
  return chosen;
}

/** Judges the site. Where that is for a check alone, its points are the check's, and the next check leaves as many for it. */
export async function judgingForCheck<T>(slice: Slice, judging: () => Promise<T>): Promise<T> {
  const before = slice.points;
  slice.judgesFrom = before;
  const judged = await judging();
  if (slice.judgesForCheck) {
    const points = slice.points - before;
    charge(slice, points);
    slice.update({ checks: { ...checksAt(slice.run.checks, slice.now()), judging: points } });
  }
  return judged;
}
