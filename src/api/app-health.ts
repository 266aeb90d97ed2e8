import { type Run } from '../storage/run';
import { type Checklist } from '../terms/checklist';
import { HOUR, type Instant, notLaterThan } from '../terms/instant';

/** An hourly run that is missing for so long means that the platform runs the app no more. */
const BEHIND_AFTER = 3 * HOUR;

export type AppHealth = 'well' | 'lost-rights' | 'behind' | 'clock';

/**
 * Whether the app itself can do its work. Lost rights weigh more: no run helps then. `clock`: a run happened later than now, so
 * the platform's clock was wrong then or is now.
 */
export function appHealth(
  checklist: Checklist | undefined,
  { lastTick, lastSweep, sweep }: Run,
  now: Instant,
): AppHealth {
  if (checklist?.appMayRead === false) return 'lost-rights';
  const times = [lastTick, lastSweep?.at, sweep?.heartbeat].filter(at => at !== undefined);
  const known = times.filter(at => notLaterThan(now, at) !== undefined);
  if (known.length < times.length) return 'clock';
  const heard = Math.max(0, ...known);
  return heard > 0 && now - heard > BEHIND_AFTER ? 'behind' : 'well';
}
