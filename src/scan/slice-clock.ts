import { type Instant, SECOND, addDuration } from '../domain/instant';

/** The length of a slice: short enough that a person's request never waits for a whole scan. */
export const SLICE_DURATION = 90 * SECOND;

/** Maximum time a slice keeps the lock: the function's time limit in manifest.yml. */
export const LOCK_DURATION = 300 * SECOND;

export interface SliceClock {
  now(): Instant;
  isTimeUp(): boolean;
}

export const createSliceClock = (now: () => Instant): SliceClock => {
  const end = addDuration(now(), SLICE_DURATION);
  return { now, isTimeUp: () => now() >= end };
};
