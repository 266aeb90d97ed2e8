import { DAY, type Instant, isoOf, later } from '../terms/instant';

/**
 * The day so many calendar months before a moment, in ISO form, UTC. Where the month is too short it is the month's last day.
 * ISO days compare as text.
 */
export function monthsBefore(at: Instant, months: number): string {
  const date = new Date(at);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months + 1, 0)).getUTCDate();
  const day = Math.min(date.getUTCDate(), lastDay);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, day))
    .toISOString()
    .slice(0, 10);
}

/** The ISO day so many days before a moment, UTC. */
export const daysBefore = (at: Instant, days: number): string => isoOf(later(at, -days * DAY)).slice(0, 10);
