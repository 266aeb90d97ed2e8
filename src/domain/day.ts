import { DAY, type Instant, MINUTE, instant, formatIso } from './instant';

/** A calendar day in ISO form, such as `2026-11-20`. Compares chronologically as text. */
export type Day = string;

/**
 * Creates a function that returns the day in a time zone. Creating it is slow, calling it is not. Unknown zones use
 * UTC.
 */
function createDayFormatter(timeZone: string): (now: Instant) => Day {
  try {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
    return now => format.format(now);
  } catch (error) {
    if (error instanceof RangeError) return now => formatIso(now).slice(0, 10);
    throw error;
  }
}

/**
 * The day at `now` in the site's time zone.
 * @param timeZone an IANA name. If this runtime doesn't know it, the day is in UTC.
 */
export const dayAt = (now: Instant, timeZone: string): Day => createDayFormatter(timeZone)(now);

/** The day `days` later, or earlier if negative. */
export const daysAfter = (day: Day, days: number): Day =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

/** The same day of the month `months` later, or earlier if negative. If that month is too short, its last day. */
export function monthsAfter(day: Day, months: number): Day {
  const date = new Date(day);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(date.getUTCDate(), lastDay))).toISOString().slice(0, 10);
}

/** All time zone offsets are multiples of a quarter of an hour. */
const QUARTER_HOUR = 15 * MINUTE;

/** When the next day begins in the site's time zone. */
export function nextDayStart(now: Instant, timeZone: string): Instant {
  const formatDay = createDayFormatter(timeZone);
  const today = formatDay(now);
  let at = instant((Math.floor(now / QUARTER_HOUR) + 1) * QUARTER_HOUR);
  while (formatDay(at) === today) at = instant(at + QUARTER_HOUR);
  return at;
}
