import { DAY, HOUR, MINUTE } from '../../domain/instant';

/* Intervals in milliseconds, and one limit per day. */

/** A claim this old without an ID is left over from a crash. */
export const CLAIM_TIMEOUT = 10 * MINUTE;
/** When to retry after a refusal. A changed target is retried at once. */
export const RETRY_AFTER = 30 * MINUTE;
/** How often to search for duplicates of an open work item. */
export const DUPLICATE_CHECK_INTERVAL = DAY;
/** How often the app restores a property at most. */
export const PROPERTY_RESTORE_INTERVAL = DAY;
/** How often the app reopens a work item per day at most. An automation may be closing it each time. */
export const MAX_REOPENINGS_PER_DAY = 3;
/** When to look for a transition again if the workflow had none. */
export const TRANSITION_RETRY_AFTER = DAY;
/** How long a work item that a person moved to Done waits for newer evidence before it reopens as unconfirmed. */
export const CONFIRMATION_TIMEOUT = 24 * HOUR;
/** How long it waits for the other findings once some are known to be still open. */
export const PARTIAL_CONFIRMATION_TIMEOUT = HOUR;
/** How long the first change waits at most, so that later ones join its comment. The next slice then posts it. */
export const ANNOUNCEMENT_DELAY = 10 * MINUTE;
/**
 * The same finding reopens a work item that was closed within this time. Later, or for other findings, the app files a
 * new one.
 */
export const REOPEN_WINDOW = 90 * DAY;
