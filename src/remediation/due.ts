import { type Severity } from '../terms/control-terms';
import { dayAt } from '../terms/day';
import { DAY, type Instant } from '../terms/instant';

/** Working days from filing to the due date. */
const WORKING_DAYS: Readonly<Record<Severity, number>> = { critical: 2, high: 5, medium: 15, low: 30 };

const isWorkingDay = (at: number): boolean => ![0, 6].includes(new Date(at).getUTCDay());

/** Monday to Friday are working days; holidays aren't known. @returns an ISO day. */
export function dueDay(from: Instant, severity: Severity, timeZone: string): string {
  // A day is counted at its noon in UTC, where no change of clocks moves it to another day.
  let day = Date.parse(`${dayAt(from, timeZone)}T12:00:00Z`);
  for (let left = WORKING_DAYS[severity]; left > 0;) {
    day += DAY;
    if (isWorkingDay(day)) left -= 1;
  }
  return new Date(day).toISOString().slice(0, 10);
}
