import { DAY, HOUR, MINUTE } from '../../terms/instant';

const UNITS = [
  { unit: 'month', length: 30.44 * DAY, from: 60 * DAY },
  { unit: 'day', length: DAY, from: DAY },
  { unit: 'hour', length: HOUR, from: HOUR },
  { unit: 'minute', length: MINUTE, from: MINUTE },
] as const;

/** How far a moment is from `now`, in words: `12 minutes ago`, `in 20 days`, `yesterday`, `11 months ago`. Under a minute it is now. */
export function relativeTime(at: number, now: number, locale: string): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const distance = at - now;
  const found = UNITS.find(({ from }) => Math.abs(distance) >= from);
  return found === undefined
    ? format.format(0, 'second')
    : format.format(Math.trunc(distance / found.length), found.unit);
}

/** The moment itself. With `year` where it isn't this one's. */
export const exactTime = (at: number, locale: string, timeZone: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);

/** The time of day alone: `14:00`, `2:00 PM`. */
export const clockTime = (at: number, locale: string, timeZone: string): string =>
  new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(at);

const dayIn = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    at,
  );

/** A moment in a sentence: `today 09:12`, `yesterday 09:12`, `Nov 17, 14:02`. */
export function timeInSentence(at: number, now: number, locale: string, timeZone: string): string {
  const clock = clockTime(at, locale, timeZone);
  const days = Math.round((Date.parse(dayIn(at, timeZone)) - Date.parse(dayIn(now, timeZone))) / DAY);
  if (days === 0 || days === -1)
    return `${new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day')} ${clock}`;
  const thisYear = dayIn(at, timeZone).slice(0, 4) === dayIn(now, timeZone).slice(0, 4);
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(thisYear ? {} : { year: 'numeric' }),
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
  }).format(at);
}

/** An ISO day as people write it. */
export const dayInWords = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    Date.parse(`${day}T12:00:00Z`),
  );

/** An ISO day on a line of days: its year goes without saying. */
export const shortDay = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(`${day}T12:00:00Z`),
  );

/** An ISO day as seen from another: `today`, `tomorrow`, `Nov 20`, with the year where it is another one. */
export function dayFrom(day: string, today: string, locale: string): string {
  const days = Math.round((Date.parse(day) - Date.parse(today)) / DAY);
  if (days === 0 || days === 1)
    return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
  return day.slice(0, 4) === today.slice(0, 4) ? shortDay(day, locale) : dayInWords(day, locale);
}

/** The day of a moment on the site. */
export const dayOn = (at: number, locale: string, timeZone: string): string =>
  dayInWords(dayIn(at, timeZone), locale);

/** `58%`, with a digit after the point only where there is one. */
export const percent = (share: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share / 100);

export const number = (value: number, locale: string): string => new Intl.NumberFormat(locale).format(value);
