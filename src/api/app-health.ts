import { type ScanState } from '../storage/scan-state';
import { type Checklist } from '../domain/checklist';
import { HOUR, type Instant, discardFutureInstant } from '../domain/instant';

/** If no hourly run happened for this long, Forge no longer runs the app. */
const NOT_RUNNING_AFTER = 3 * HOUR;

export type AppHealth = 'healthy' | 'lost-rights' | 'not-running' | 'clock-skew';

/**
 * Whether the app itself works. Lost rights take precedence, because runs don't help without them. `clock-skew`: a run
 * happened in the future, so the platform's clock was or is wrong.
 */
export function appHealth(
  checklist: Checklist | undefined,
  { lastTick, lastScan: lastSweep, scan }: ScanState,
  now: Instant,
): AppHealth {
  if (checklist?.hasReadRights === false) return 'lost-rights';
  const times = [lastTick, lastSweep?.at, scan?.heartbeat].filter(at => at !== undefined);
  const pastTimes = times.filter(at => discardFutureInstant(now, at) !== undefined);
  if (pastTimes.length < times.length) return 'clock-skew';
  const lastRunAt = Math.max(0, ...pastTimes);
  return lastRunAt > 0 && now - lastRunAt > NOT_RUNNING_AFTER ? 'not-running' : 'healthy';
}
