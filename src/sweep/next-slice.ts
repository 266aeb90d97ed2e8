import { type Run } from '../storage/run';
import { HOUR, type Instant, SECOND, instant, later } from '../terms/instant';
import { backOff } from './progress';
import { type Pending } from './read-pending';
import { isReady } from './rights';
import { type Slice } from './slice';

/** Seconds after which the rights are asked for again while they may still be on their way. */
const ASK_RIGHTS_AGAIN = 120;

/** The longest delay that the queue takes, in seconds. */
const LONGEST_DELAY = 900;

/** No slice asks for another one later than this: a moment beyond was stored by a clock that ran ahead. */
const FARTHEST = 2 * HOUR;

type Next = NonNullable<Run['next']>;

/** Seconds until a moment, as far as the queue waits. */
export const secondsUntil = (at: Instant, now: Instant): number =>
  Math.min(LONGEST_DELAY, Math.max(0, Math.ceil((at - now) / SECOND)));

/** The next slice that the run waits for, unless that can't be. */
export const nextOf = ({ next }: Pick<Run, 'next'>, now: Instant): Next | undefined =>
  next === undefined || next.at > now + FARTHEST ? undefined : next;

/** When there is something to do again; undefined where nothing waits. */
function wantedAt(slice: Slice, pending: Pending): Instant | undefined {
  const now = slice.now();
  const moments: readonly number[] = [
    ...(pending === 'more' || slice.leavesChanges ? [now] : []),
    ...(slice.pointsAt === undefined ? [] : [slice.pointsAt]),
    ...slice.run.second.map(({ at }) => at),
    ...(slice.backAt === undefined ? [] : [slice.backAt]),
  ];
  // Later ticks find what nobody waits for.
  return moments.length === 0 ? undefined : instant(Math.max(now, Math.min(...moments)));
}

/**
 * When the next slice is due. One that made no progress asks for none within minutes, and for the next one later each time: a
 * chain of slices in which nothing happens can't be. What an earlier slice planned stays planned.
 */
function dueAt(slice: Slice, pending: Pending, planned: Instant | undefined): Instant | undefined {
  const now = slice.now();
  // Jira answered nothing yet: rights arrive within minutes of an install, and this ends an hour after it.
  if (pending === 'waiting' && !isReady(slice)) return later(now, ASK_RIGHTS_AGAIN * SECOND);
  const wanted = wantedAt(slice, pending);
  if (wanted === undefined || slice.hasProgress) return wanted;
  const soonest = instant(Math.max(wanted, later(now, backOff(slice.run.idle))));
  return planned !== undefined && planned < soonest ? instant(Math.max(wanted, planned)) : soonest;
}

/**
 * The slice that follows, noted in the run. Where the message for an earlier plan is still under way and comes in time, it
 * waits for this one.
 * @returns the message to push, with its delay in seconds; undefined where none is needed.
 */
export function planNext(
  slice: Slice,
  pending: Pending,
): { readonly id: string; readonly delay: number } | undefined {
  const now = slice.now();
  const before = nextOf(slice.run, now);
  const planned = before !== undefined && before.at > now ? before : undefined;
  const at = dueAt(slice, pending, planned?.at);
  const { next: _before, ...run } = slice.run;
  const idle = slice.hasProgress ? 0 : run.idle + 1;
  if (at === undefined) {
    slice.replace({ ...run, idle });
    return undefined;
  }
  const isOnItsWay = planned !== undefined && planned.at <= at;
  const id = isOnItsWay ? planned.id : slice.newId();
  slice.replace({ ...run, idle, next: { at, id } });
  return isOnItsWay ? undefined : { id, delay: secondsUntil(at, now) };
}
