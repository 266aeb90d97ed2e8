import { InvocationError, InvocationErrorCode, type AsyncEvent } from '@forge/events';
import { mayFile } from '../remediation/wanted';
import { type Settings } from '../settings/settings';
import { readSettings } from '../storage/settings';
import { type Hold, LostHold, releaseLock, takeLock } from '../storage/lock';
import { type Instant, SECOND, later } from '../terms/instant';
import { judgingForCheck } from './check-objects';
import { isDueForJudging, isNewVersion, judgeSlice } from './judge-slice';
import { type Message, messageShape, push } from './messages';
import { type Pending } from './read-pending';
import { readSite } from './read-site';
import { isReady } from './rights';
import { leavingOf } from './leaving';
import { remediateSlice } from './remediate-slice';
import { type Leaving, Slice } from './slice';
import { HOLD } from './slice-time';
import { type Surroundings } from './surroundings';

/** Seconds after which a message that met a held lock comes again. */
const COME_AGAIN = 30;

/** Seconds after which the rights are asked for again while they may still be on their way. */
const ASK_RIGHTS_AGAIN = 120;

/** The longest delay that the queue takes, in seconds. */
const LONGEST_DELAY = 900;

/** The delay after which the soonest of these moments has come; undefined where that is later than the queue can wait. */
export function secondsUntil(moments: readonly number[], now: Instant): number | undefined {
  const seconds = Math.ceil((Math.min(...moments) - now) / SECOND) + 1;
  return seconds <= LONGEST_DELAY ? Math.max(1, seconds) : undefined;
}

/**
 * Asks for the next slice: at once while there is more to do, or when what was seen once may be read again, or what was kept
 * back is to be said.
 */
async function pushNext(slice: Slice, pending: Pending): Promise<void> {
  const { sweep, second } = slice.run;
  const goOn: Message = { kind: 'go-on', sweep: sweep?.id ?? '' };
  if (pending === 'more') await push(goOn);
  else if (pending === 'waiting' && !isReady(slice)) await push(goOn, ASK_RIGHTS_AGAIN);
  else {
    const seconds = secondsUntil([...second.map(({ at }) => at), slice.backAt ?? Infinity], slice.now());
    if (seconds !== undefined) await push(goOn, seconds);
  }
}

/** Judges the site and looks after the work items. @returns what is to be written of it, and whether the slice's time was up. */
async function judged(slice: Slice, settings: Settings): Promise<{ leaving: Leaving; paused: boolean }> {
  const site = await judgeSlice(slice, settings);
  const { paused, ...remediated } = await remediateSlice(slice, site, settings);
  return { leaving: await leavingOf(slice, site, settings, remediated), paused };
}

async function work(message: Message, hold: Hold, surroundings: Surroundings): Promise<void> {
  const slice = await Slice.open(hold, surroundings);
  const { current: settings } = await readSettings();
  if (await isNewVersion()) {
    const { leaving } = await judged(slice, settings);
    await slice.finish(leaving);
    await push(message);
    return;
  }
  let pending = await readSite(slice, message);
  // At every tick the work items are looked at too: people move, close and delete them.
  if (isDueForJudging(slice) || (message.kind === 'tick' && mayFile(settings))) {
    const { leaving, paused } = await judgingForCheck(slice, () => judged(slice, settings));
    if (paused) pending = 'more';
    await slice.finish(leaving);
  } else await slice.finish();
  await pushNext(slice, pending);
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
  const hold = await takeLock(event.eventId, now, later(now, HOLD));
  if (hold === undefined) {
    return new InvocationError({
      retryAfter: COME_AGAIN,
      retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST,
    });
  }
  try {
    await work(message, hold, surroundings);
  } catch (error) {
    if (!(error instanceof LostHold)) throw error;
  } finally {
    await releaseLock(hold);
  }
  return undefined;
}
