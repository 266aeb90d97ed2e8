import { type ScanState } from '../storage/scan-state';
import { HOUR, type Instant, SECOND, instant, addDuration } from '../domain/instant';
import { backOffDelay } from './slice-progress';
import { type PendingReadResult } from './read-pending-sources';
import { areRightsSettled } from './rights';
import { type ScanSlice } from './scan-slice';

/** Seconds between two attempts to read rights that may still arrive after an install. */
const RIGHTS_RETRY_SECONDS = 120;

/** The longest delay that the queue accepts, in seconds. */
const MAX_DELAY_SECONDS = 900;

/** No slice plans further ahead than this. A later stored time comes from a clock that ran ahead. */
const MAX_PLANNING_HORIZON = 2 * HOUR;

type PlannedSlice = NonNullable<ScanState['next']>;

/** Seconds until `at`, limited to 0 and the longest delay of the queue. */
export const secondsUntil = (at: Instant, now: Instant): number =>
  Math.min(MAX_DELAY_SECONDS, Math.max(0, Math.ceil((at - now) / SECOND)));

/** The next slice that the scan state expects, unless its time is implausible. */
export const plannedSliceOf = ({ next }: Pick<ScanState, 'next'>, now: Instant): PlannedSlice | undefined =>
  next === undefined || next.at > now + MAX_PLANNING_HORIZON ? undefined : next;

/** When there is work again; undefined if nothing is pending. */
function nextWorkAt(slice: ScanSlice, pending: PendingReadResult): Instant | undefined {
  const now = slice.now();
  const moments: readonly number[] = [
    ...(pending === 'more' || slice.hasUnprocessedChanges ? [now] : []),
    ...(slice.pointsAvailableAt === undefined ? [] : [slice.pointsAvailableAt]),
    ...slice.scanState.pendingConfirmations.map(({ at }) => at),
    ...(slice.judgeAgainAt === undefined ? [] : [slice.judgeAgainAt]),
  ];
  // If nothing is scheduled here, the next tick finds the work.
  return moments.length === 0 ? undefined : instant(Math.max(now, Math.min(...moments)));
}

/**
 * When the next slice is due. After a slice without progress the next one waits minutes, and longer each time, so that
 * idle slices can't form an endless chain. An earlier plan stays valid.
 */
function nextSliceAt(
  slice: ScanSlice,
  pending: PendingReadResult,
  planned: Instant | undefined,
): Instant | undefined {
  const now = slice.now();
  // Rights usually arrive within minutes of an install. These retries end one hour after it.
  if (pending === 'waiting' && !areRightsSettled(slice))
    return addDuration(now, RIGHTS_RETRY_SECONDS * SECOND);
  const workAt = nextWorkAt(slice, pending);
  if (workAt === undefined || slice.hasProgress) return workAt;
  const soonest = instant(Math.max(workAt, addDuration(now, backOffDelay(slice.scanState.idleSlices))));
  return planned !== undefined && planned < soonest ? instant(Math.max(workAt, planned)) : soonest;
}

/**
 * Plans the next slice in the scan state. If an earlier message is still queued and arrives in time, the plan uses it.
 * @returns the message to push, with its delay in seconds; undefined if none is needed.
 */
export function planNextSlice(
  slice: ScanSlice,
  pending: PendingReadResult,
): { readonly id: string; readonly delay: number } | undefined {
  const now = slice.now();
  const before = plannedSliceOf(slice.scanState, now);
  const planned = before !== undefined && before.at > now ? before : undefined;
  const at = nextSliceAt(slice, pending, planned?.at);
  const { next: _before, ...scanState } = slice.scanState;
  const idle = slice.hasProgress ? 0 : scanState.idleSlices + 1;
  if (at === undefined) {
    slice.replaceRun({ ...scanState, idleSlices: idle });
    return undefined;
  }
  const isAlreadyQueued = planned !== undefined && planned.at <= at;
  const id = isAlreadyQueued ? planned.id : slice.newId();
  slice.replaceRun({ ...scanState, idleSlices: idle, next: { at, id } });
  return isAlreadyQueued ? undefined : { id, delay: secondsUntil(at, now) };
}
