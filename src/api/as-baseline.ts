import { type ControlMemory } from '../posture/compare';
import { type Settings } from '../settings/settings';
import { withBaseline } from '../sweep/baseline';
import { type Life } from '../terms/life';

/** A second reading is a minute away, and most likely says the same. */
const confirmed = (life: Life): Life => (life.state === 'suspected' ? { ...life, state: 'open' } : life);

/** What would be remembered if a baseline were taken now, and all that was seen once were confirmed: what it would file. */
export function asBaseline(
  memory: ControlMemory,
  mode: NonNullable<Settings['baseline']>['mode'],
): ControlMemory {
  const taken = withBaseline(memory, mode);
  return { ...taken, lives: taken.lives.map(confirmed) };
}

/** How many findings were seen once so far. */
export const seenOnce = (memories: Iterable<ControlMemory>): number =>
  [...memories].reduce(
    (sum, { lives }) => sum + lives.filter(({ state }) => state === 'suspected').length,
    0,
  );
