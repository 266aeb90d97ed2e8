import { DAY, HOUR, MINUTE } from '../../domain/instant';

const UNITS = [
  { unit: 'month', length: 30.44 * DAY, from: 60 * DAY },
  { unit: 'day', length: DAY, from: DAY },
  { unit: 'hour', length: HOUR, from: HOUR },
  { unit: 'minute', length: MINUTE, from: MINUTE },
] as const;

/**
 * Formats a time relative to `now`: `12 minutes ago`, `in 20 days`, `yesterday`, `11 months ago`. Less than a minute is
 * "now".
 */
export function formatRelativeTime(at: number, now: number, locale: string): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const distance = at - now;
  const largestUnit = UNITS.find(({ from }) => Math.abs(distance) >= from);
  return largestUnit === undefined
    ? format.format(0, 'second')
    : format.format(Math.trunc(distance / largestUnit.length), largestUnit.unit);
}

/** Formats the exact time, with the year. */
export const formatExactTime = (at: number, locale: string, timeZone: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);

/** Formats only the time of day: `14:00`, `2:00 PM`. */
export const formatClockTime = (at: number, locale: string, timeZone: string): string =>
  new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(at);

const isoDayIn = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    at,
  );

/** Formats a time for a sentence: `today 09:12`, `yesterday 09:12`, `Nov 17, 14:02`. */
export function formatTimeInSentence(at: number, now: number, locale: string, timeZone: string): string {
  const clock = formatClockTime(at, locale, timeZone);
  const days = Math.round((Date.parse(isoDayIn(at, timeZone)) - Date.parse(isoDayIn(now, timeZone))) / DAY);
  if (days === 0 || days === -1)
    return `${new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day')} ${clock}`;
  const isThisYear = isoDayIn(at, timeZone).slice(0, 4) === isoDayIn(now, timeZone).slice(0, 4);
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
  }).format(at);
}

/** Formats an ISO day with its year. */
export const formatLongDay = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    Date.parse(`${day}T12:00:00Z`),
  );

/** Formats an ISO day without its year, for a timeline. */
export const formatShortDay = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(`${day}T12:00:00Z`),
  );

/** Formats an ISO day relative to another: `today`, `tomorrow`, `Nov 20`, with the year if it differs. */
export function formatRelativeDay(day: string, today: string, locale: string): string {
  const days = Math.round((Date.parse(day) - Date.parse(today)) / DAY);
  if (days === 0 || days === 1)
    return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
  return day.slice(0, 4) === today.slice(0, 4) ? formatShortDay(day, locale) : formatLongDay(day, locale);
}

/** Formats the day of a time in a time zone. */
export const formatInstantDay = (at: number, locale: string, timeZone: string): string =>
  formatLongDay(isoDayIn(at, timeZone), locale);

/** `58%`, with at most one decimal. */
export const formatPercent = (value: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(value / 100);

export const formatNumber = (value: number, locale: string): string =>
  new Intl.NumberFormat(locale).format(value);
