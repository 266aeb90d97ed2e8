import { z } from 'zod';

declare const brand: unique symbol;

/** A moment: milliseconds since the epoch, UTC. */
export type Instant = number & { readonly [brand]: 'Instant' };

/** A length of time in hours. */
export type Hours = number;

/** The one place where a number becomes an instant. */
export const instant = (milliseconds: number): Instant => milliseconds as Instant;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** @param milliseconds may be negative. */
export const later = (from: Instant, milliseconds: number): Instant => instant(from + milliseconds);

/** How far the clocks of two machines may differ. */
const CLOCK_SKEW = 2 * MINUTE;

/**
 * A stored instant that can be trusted. One that is later than now was written by a clock that ran ahead: when it really was
 * isn't known, so it is treated like one that was never stored.
 */
export const notLaterThan = <T extends number>(now: Instant, at: T | undefined): T | undefined =>
  at !== undefined && at <= now + CLOCK_SKEW ? at : undefined;

const moment = z.union([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })]);

/**
 * @returns undefined where `text` is no ISO 8601 moment, that is, a day with a time and its offset. Jira writes `+0000`
 * without a colon; that is read too.
 */
export function instantOf(text: string): Instant | undefined {
  const read = moment.safeParse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return read.success ? instant(Date.parse(read.data)) : undefined;
}

/** ISO 8601 in UTC, as Jira and the terminal read it. */
export const isoOf = (at: Instant): string => new Date(at).toISOString();
