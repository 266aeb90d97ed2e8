import { DAY, HOUR, MINUTE } from '../terms/instant';

/* How long is waited for what, in milliseconds. */

/** A claim this old without an id belongs to somebody who crashed between claiming and noting. */
export const CLAIM_HOLDS = 10 * MINUTE;
/** What was refused is tried again after this long, or when the target changed. */
export const RETRY_AFTER = 30 * MINUTE;
/** A second one is looked for so often while it is open. */
export const LOOK_AGAIN = DAY;
/** A property that someone keeps changing is restored so often at most. */
export const RESTORE_AGAIN = DAY;
/** So often a day is a work item reopened; after that it rests, for an automation may be closing it each time. */
export const REOPENINGS = 3;
/** A workflow without a way is asked again after this long. */
export const WAY_AGAIN = DAY;
/** A work item that somebody moved to Done waits so long for a reading that is newer; then it reopens unconfirmed. */
export const CONFIRM_WITHIN = 24 * HOUR;
/** Where some of it was seen open again, the rest is waited for at most so long. */
export const COUNT_WITHIN = HOUR;
/** Changes that come together are said together: the first of them waits at most so long, and for the slice after that. */
export const SAY_WITHIN = 10 * MINUTE;
/** The same drift reopens what was closed at most so long ago. Later, or for other findings, a new one is filed. */
export const REOPEN_WITHIN = 90 * DAY;
