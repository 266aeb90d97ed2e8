import { type Instant, SECOND, later } from '../terms/instant';

/** A slice of work is this long, so that a person's request never waits for a whole sweep. */
export const SLICE = 90 * SECOND;

/** How long a slice holds the lock at most: the function's time limit in manifest.yml. */
export const HOLD = 300 * SECOND;

/** Says when a slice is over. */
export interface SliceTime {
  now(): Instant;
  isOver(): boolean;
}

export const sliceTime = (now: () => Instant): SliceTime => {
  const end = later(now(), SLICE);
  return { now, isOver: () => now() >= end };
};
