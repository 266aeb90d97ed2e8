import { z } from 'zod';

declare const brand: unique symbol;

/** Milliseconds since the epoch, UTC. */
export type Instant = number & { readonly [brand]: 'Instant' };

export type Hours = number;

/** The only place that turns a number into an `Instant`. */
export const instant = (milliseconds: number): Instant => milliseconds as Instant;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** @param milliseconds may be negative. */
export const addDuration = (start: Instant, milliseconds: number): Instant => instant(start + milliseconds);

/** The accepted clock difference between two machines. */
const CLOCK_SKEW = 2 * MINUTE;

/**
 * Returns a stored instant, or undefined if it is in the future. A clock that ran ahead wrote such a time, so the real
 * one is unknown.
 */
export const discardFutureInstant = <T extends number>(now: Instant, at: T | undefined): T | undefined =>
  at !== undefined && at <= now + CLOCK_SKEW ? at : undefined;

const isoDateTimeSchema = z.union([
  z.iso.datetime({ offset: true }),
  z.iso.datetime({ offset: true, precision: -1 }),
]);

/**
 * Parses an ISO 8601 date and time with an offset. Also accepts `+0000` without a colon, as Jira writes it.
 * @returns undefined if `text` is anything else.
 */
export function parseInstant(text: string): Instant | undefined {
  const parsed = isoDateTimeSchema.safeParse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return parsed.success ? instant(Date.parse(parsed.data)) : undefined;
}

/** ISO 8601 in UTC. */
export const formatIso = (at: Instant): string => new Date(at).toISOString();
