import { type Run } from '../storage/run';
import { type Checklist } from '../terms/checklist';
import { HOUR, type Instant } from '../terms/instant';

/** An hourly run that is missing for so long means that the platform runs the app no more. */
const BEHIND_AFTER = 3 * HOUR;

export type AppHealth = 'well' | 'lost-rights' | 'behind';

/** Whether the app itself can do its work. Lost rights weigh more: no run helps then. */
export function appHealth(
  checklist: Checklist | undefined,
  { lastTick, lastSweep, sweep }: Run,
  now: Instant,
): AppHealth {
  if (checklist?.appMayRead === false) return 'lost-rights';
  const heard = Math.max(lastTick ?? 0, lastSweep?.at ?? 0, sweep?.heartbeat ?? 0);
  return heard > 0 && now - heard > BEHIND_AFTER ? 'behind' : 'well';
}
