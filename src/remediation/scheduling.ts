import { type Severity, SEVERITIES } from '../terms/control-terms';
import { dayAt } from '../terms/day';
import { type Instant } from '../terms/instant';
import { dueDay } from './due';
import { type Memory } from './memory';
import { type Wanted, filedName } from './wanted';

/** `timeZone` is an IANA name. */
interface When {
  readonly now: Instant;
  readonly timeZone: string;
}

const isWorse = (one: Severity, other: Severity): boolean =>
  SEVERITIES.indexOf(one) < SEVERITIES.indexOf(other);

/** Its severity rose, or it was opened again: its priority may have to follow. */
export const isToSchedule = ({ severity }: Wanted, { scheduled }: Memory): boolean =>
  scheduled === undefined || isWorse(severity, scheduled);

/** Something is open that was never said. Where not all of what was said is remembered by name, their number tells. */
const hasGrown = ({ lives }: Wanted, { filed, filedCount }: Memory): boolean =>
  filed.length < filedCount
    ? lives.length > filedCount
    : lives.some(life => !filed.includes(filedName(life)));

/**
 * A day that has passed is counted anew where something is asked for that was not asked for before: it opened again, or grew.
 * Else a severity that rose brings it forward, and nothing moves it back.
 */
function dueAnew(item: Wanted, memory: Memory, { now, timeZone }: When): string | undefined {
  const { due, scheduled } = memory;
  if (due === undefined) return undefined;
  const fresh = dueDay(now, item.severity, timeZone);
  if (due < dayAt(now, timeZone) && (scheduled === undefined || hasGrown(item, memory))) return fresh;
  return isToSchedule(item, memory) && fresh < due ? fresh : undefined;
}

/**
 * What is to be set anew; undefined where nothing is. Without `due` the day stays: so does one that a person chose.
 * @param seen the work item's own due date, an ISO day.
 */
export function scheduleOf(
  item: Wanted,
  memory: Memory,
  seen: { readonly due?: string },
  when: When,
): { readonly due?: string } | undefined {
  const due = seen.due === memory.due ? dueAnew(item, memory, when) : undefined;
  if (due !== undefined) return { due };
  return isToSchedule(item, memory) ? {} : undefined;
}
