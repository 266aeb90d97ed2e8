import { InvocationError, InvocationErrorCode, type AsyncEvent } from '@forge/events';
import { mayFile } from '../remediation/wanted';
import { type Settings } from '../settings/settings';
import { readInbox } from '../storage/inbox';
import { type Hold, LostHold, releaseLock, takeLock } from '../storage/lock';
import { readRun } from '../storage/run';
import { readSettings } from '../storage/settings';
import { type Instant, later } from '../terms/instant';
import { judgingForCheck } from './check-objects';
import { isDueForJudging, isNewVersion, judgeSlice } from './judge-slice';
import { type Message, messageShape, push } from './messages';
import { mayLookAtEdits } from './look-at-edits';
import { nextOf, planNext, secondsUntil } from './next-slice';
import { readSite } from './read-site';
import { leavingOf } from './leaving';
import { remediateSlice } from './remediate-slice';
import { type Leaving, Slice } from './slice';
import { HOLD } from './slice-time';
import { type Surroundings } from './surroundings';
import { noteToLookAt } from './to-look-at';

/** Seconds after which a message that met a held lock, or could not push its successor, comes again. */
const COME_AGAIN = 30;

const comeAgain = (retryAfter: number): InvocationError =>
  new InvocationError({ retryAfter, retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST });

/** Judges the site and looks after the work items. @returns what is to be written of it, and whether the slice's time was up. */
async function judged(slice: Slice, settings: Settings): Promise<{ leaving: Leaving; paused: boolean }> {
  const site = await judgeSlice(slice, settings);
  const { paused, ...remediated } = await remediateSlice(slice, site, settings);
  return { leaving: await leavingOf(slice, site, settings, remediated), paused };
}

/**
 * Plans the slice that follows. The message goes out before the run that waits for it is written: one that nobody waits for
 * does nothing, and one that were missing would be missed for an hour.
 * @returns the seconds after which this message has to come again itself, where the queue took no other one.
 */
async function askForNext(
  slice: Slice,
  message: Message,
  pending: Awaited<ReturnType<typeof readSite>>,
): Promise<number | undefined> {
  const next = planNext(slice, pending);
  if (next === undefined) return undefined;
  try {
    await push({ kind: 'go-on', id: next.id }, next.delay);
    return undefined;
  } catch {
    // One invocation leads to 1,000 pushes at most, and an installation to 500 in a minute.
    const { next: planned } = slice.run;
    if (planned !== undefined && message.kind === 'go-on')
      slice.update({ next: { ...planned, id: message.id } });
    return Math.max(next.delay, COME_AGAIN);
  }
}

async function work(
  message: Message,
  hold: Hold,
  surroundings: Surroundings,
): Promise<InvocationError | undefined> {
  const slice = await Slice.open(hold, surroundings);
  const { current: settings } = await readSettings();
  if (await isNewVersion()) {
    const { leaving } = await judged(slice, settings);
    await slice.finish(leaving);
    await push(message);
    return undefined;
  }
  await noteToLookAt(slice, message);
  let pending = await readSite(slice, message);
  let leaving: Leaving | undefined;
  // At every tick work items are read too: people move, close and delete them, and events get lost.
  if (isDueForJudging(slice) || (message.kind === 'tick' && mayFile(settings))) {
    const done = await judgingForCheck(slice, () => judged(slice, settings));
    if (done.paused) pending = 'more';
    ({ leaving } = done);
  }
  const again = await askForNext(slice, message, pending);
  await slice.finish(leaving);
  return again === undefined ? undefined : comeAgain(again);
}

/**
 * Whether a message has anything to do now; else when it comes again, or that it is no longer needed. It reads next to
 * nothing: of many messages for the same changes the first one takes all of them.
 */
async function neededAt(message: Message, now: Instant): Promise<Instant | undefined> {
  if (message.kind === 'changed' && message.change === undefined)
    return (await readInbox()).length > 0 ? now : undefined;
  // The next tick looks at the work items where checks have no points left.
  if (message.kind === 'edited') return (await mayLookAtEdits(now)) ? now : undefined;
  if (message.kind !== 'go-on') return now;
  const next = nextOf(await readRun(), now);
  if (next === undefined) return undefined;
  if (next.at <= now) return now;
  return message.id === next.id ? next.at : undefined;
}

/**
 * Takes one message out of the mailbox and works for a slice of time. Without the lock the message comes again; a holder
 * who was overtaken stops where it is. What throws here is retried by the platform.
 */
export async function consume(
  event: Pick<AsyncEvent, 'body' | 'eventId'>,
  surroundings: Surroundings,
): Promise<InvocationError | undefined> {
  const message = messageShape.parse(event.body);
  const now = surroundings.now();
  const needed = await neededAt(message, now);
  if (needed === undefined) return undefined;
  if (needed > now) return comeAgain(Math.max(1, secondsUntil(needed, now)));
  const hold = await takeLock(event.eventId, now, later(now, HOLD));
  if (hold === undefined) return comeAgain(COME_AGAIN);
  try {
    return await work(message, hold, surroundings);
  } catch (error) {
    if (!(error instanceof LostHold)) throw error;
  } finally {
    await releaseLock(hold);
  }
  return undefined;
}
