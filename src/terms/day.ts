import { DAY, type Instant, MINUTE, instant, isoOf } from './instant';

/** A calendar day in ISO form, `2026-11-20`. Days compare as text. */
export type Day = string;

/** Tells the days of one place. To make it is dear; to ask it is not. */
function daysIn(timeZone: string): (now: Instant) => Day {
  try {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
    return now => format.format(now);
  } catch (error) {
    if (error instanceof RangeError) return now => isoOf(now).slice(0, 10);
    throw error;
  }
}

/**
 * The day at `now` where the site stands.
 * @param timeZone an IANA name; where this runtime doesn't know it, days are those of UTC.
 */
export const dayAt = (now: Instant, timeZone: string): Day => daysIn(timeZone)(now);

/** The day so many days later; earlier where `days` is negative. */
export const daysAfter = (day: Day, days: number): Day =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

/** The same day so many months later, earlier where negative; the month's last day where it has no such day. */
export function monthsAfter(day: Day, months: number): Day {
  const date = new Date(day);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(date.getUTCDate(), lastDay))).toISOString().slice(0, 10);
}

/** All zones are whole quarters of an hour off UTC. */
const QUARTER = 15 * MINUTE;

/** When the site's next day begins. */
export function nextDay(now: Instant, timeZone: string): Instant {
  const dayOf = daysIn(timeZone);
  const today = dayOf(now);
  let at = instant((Math.floor(now / QUARTER) + 1) * QUARTER);
  while (dayOf(at) === today) at = instant(at + QUARTER);
  return at;
}
