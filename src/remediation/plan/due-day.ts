import { type Severity } from '../../domain/control-attributes';
import { dayAt } from '../../domain/day';
import { DAY, type Instant } from '../../domain/instant';

/** Working days from filing to the due date. */
const WORKING_DAYS: Readonly<Record<Severity, number>> = { critical: 2, high: 5, medium: 15, low: 30 };

const isWorkingDay = (at: number): boolean => ![0, 6].includes(new Date(at).getUTCDay());

/** Counts Monday to Friday as working days; the app doesn't know holidays. @returns an ISO day. */
export function dueDay(from: Instant, severity: Severity, timeZone: string): string {
  // Counts from noon UTC, so that no clock change shifts the day.
  let day = Date.parse(`${dayAt(from, timeZone)}T12:00:00Z`);
  for (let remainingDays = WORKING_DAYS[severity]; remainingDays > 0;) {
    day += DAY;
    if (isWorkingDay(day)) remainingDays -= 1;
  }
  return new Date(day).toISOString().slice(0, 10);
}
