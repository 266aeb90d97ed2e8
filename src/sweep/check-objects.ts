import { allowanceForCheck, checksAt, spendOnCheck } from './budget';
import { rereadAll, withSources } from './read-objects';
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

/** Judges the site. Where that is for a check alone, its points are the check's, and the next check leaves as many for it. */
export async function judgingForCheck<T>(slice: Slice, judging: () => Promise<T>): Promise<T> {
  const before = slice.points;
  const judged = await judging();
  if (slice.judgesForCheck) {
    const points = slice.points - before;
    charge(slice, points);
    slice.update({ checks: { ...checksAt(slice.run.checks, slice.now()), judging: points } });
  }
  return judged;
}
