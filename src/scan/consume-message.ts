import { InvocationError, InvocationErrorCode, type AsyncEvent } from '@forge/events';
import { isFilingConfigured } from '../remediation/plan/desired-items';
import { type Settings } from '../settings/settings';
import { readInboxParts } from '../storage/inbox';
import { type ScanLock, LockLostError, releaseLock, acquireLock } from '../storage/lock';
import { readScanState } from '../storage/scan-state';
import { readSettings } from '../storage/settings';
import { type Instant, addDuration } from '../domain/instant';
import { chargeJudgingToCheck } from './requested-checks';
import { isDueForJudging, hasNewControlVersion, judgeSlice } from './judge-slice';
import { type ScanMessage, scanMessageSchema, pushMessage } from './scan-message';
import { canObserveEdits } from './observe-edited-work-items';
import { plannedSliceOf, planNextSlice, secondsUntil } from './next-slice';
import { readForMessage } from './read-for-message';
import { buildJudgingCommit } from './judging-commit';
import { remediateSlice } from './remediate-slice';
import { type JudgingCommit, ScanSlice } from './scan-slice';
import { LOCK_DURATION } from './slice-clock';
import { type ScanDependencies } from './scan-dependencies';
import { noteWorkItemsToObserve } from './work-items-to-observe';

/** Seconds before a message is retried when the lock is taken or its successor could not be pushed. */
const RETRY_SECONDS = 30;

const requestRetry = (retryAfter: number): InvocationError =>
  new InvocationError({ retryAfter, retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST });

/** Judges the site and updates the work items. @returns the writes, and whether the slice ran out of time. */
async function judgeAndRemediate(
  slice: ScanSlice,
  settings: Settings,
): Promise<{ leaving: JudgingCommit; paused: boolean }> {
  const site = await judgeSlice(slice, settings);
  const { paused, ...remediated } = await remediateSlice(slice, site, settings);
  return { leaving: await buildJudgingCommit(slice, site, settings, remediated), paused };
}

/**
 * Plans the next slice. The message is pushed before the scan state that expects it is written: an unexpected message
 * does nothing, but a missing one would delay the work by up to an hour.
 * @returns the seconds after which this message must be retried, if the queue did not accept another one.
 */
async function pushNextSlice(
  slice: ScanSlice,
  message: ScanMessage,
  pending: Awaited<ReturnType<typeof readForMessage>>,
): Promise<number | undefined> {
  const next = planNextSlice(slice, pending);
  if (next === undefined) return undefined;
  try {
    await pushMessage({ kind: 'continue', id: next.id }, next.delay);
    return undefined;
  } catch {
    // Forge limits: 1,000 pushes in the chain of one invocation, 500 a minute per installation.
    const { next: planned } = slice.scanState;
    if (planned !== undefined && message.kind === 'continue')
      slice.updateRun({ next: { ...planned, id: message.id } });
    return Math.max(next.delay, RETRY_SECONDS);
  }
}

async function runSlice(
  message: ScanMessage,
  lock: ScanLock,
  dependencies: ScanDependencies,
): Promise<InvocationError | undefined> {
  const slice = await ScanSlice.open(lock, dependencies);
  const { current: settings } = await readSettings();
  if (await hasNewControlVersion()) {
    const { leaving: commit } = await judgeAndRemediate(slice, settings);
    await slice.finish(commit);
    await pushMessage(message);
    return undefined;
  }
  await noteWorkItemsToObserve(slice, message);
  let pending = await readForMessage(slice, message);
  let commit: JudgingCommit | undefined;
  // Ticks also read the work items: people move, close, and delete them, and some events get lost.
  if (isDueForJudging(slice) || (message.kind === 'tick' && isFilingConfigured(settings))) {
    const judging = await chargeJudgingToCheck(slice, () => judgeAndRemediate(slice, settings));
    if (judging.paused) pending = 'more';
    ({ leaving: commit } = judging);
  }
  const retrySeconds = await pushNextSlice(slice, message, pending);
  await slice.finish(commit);
  return retrySeconds === undefined ? undefined : requestRetry(retrySeconds);
}

/**
 * When a message has work to do; undefined if it is no longer needed. Reads very little: of many messages for the same
 * changes, the first one processes all of them.
 */
async function messageDueAt(message: ScanMessage, now: Instant): Promise<Instant | undefined> {
  if (message.kind === 'changed' && message.change === undefined)
    return (await readInboxParts()).length > 0 ? now : undefined;
  // If checks have no API points left, the next tick reads the work items.
  if (message.kind === 'edited') return (await canObserveEdits(now)) ? now : undefined;
  if (message.kind !== 'continue') return now;
  const next = plannedSliceOf(await readScanState(), now);
  if (next === undefined) return undefined;
  if (next.at <= now) return now;
  return message.id === next.id ? next.at : undefined;
}

/**
 * Processes one message from the queue for one slice. If the lock is taken, the message is retried. A holder that lost
 * its lock stops without an error. The platform retries after any other error.
 */
export async function consumeMessage(
  event: Pick<AsyncEvent, 'body' | 'eventId'>,
  dependencies: ScanDependencies,
): Promise<InvocationError | undefined> {
  const message = scanMessageSchema.parse(event.body);
  const now = dependencies.now();
  const dueAt = await messageDueAt(message, now);
  if (dueAt === undefined) return undefined;
  if (dueAt > now) return requestRetry(Math.max(1, secondsUntil(dueAt, now)));
  const lock = await acquireLock(event.eventId, now, addDuration(now, LOCK_DURATION));
  if (lock === undefined) return requestRetry(RETRY_SECONDS);
  try {
    return await runSlice(message, lock, dependencies);
  } catch (error) {
    if (!(error instanceof LockLostError)) throw error;
  } finally {
    await releaseLock(lock);
  }
  return undefined;
}
