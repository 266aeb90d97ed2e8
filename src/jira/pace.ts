import { type OperationId } from './operations';

/** Spaces the calls of an operation out for a while after Jira complained of a burst. */
export interface Pace {
  /** Milliseconds to wait before the next call; its turn is taken by asking. */
  turn(operation: OperationId): number;
  burst(operation: OperationId): void;
  calm(operation: OperationId): void;
}

/** Milliseconds between two calls after a first complaint; each further one doubles it. */
const FIRST_SPACING = 500;
const LARGEST_SPACING = 8_000;

/** @param now milliseconds since the epoch. */
export function createPace(now: () => number): Pace {
  const slowed = new Map<OperationId, { spacing: number; next: number }>();
  return {
    turn(operation) {
      const slow = slowed.get(operation);
      if (slow === undefined) return 0;
      const at = Math.max(now(), slow.next);
      slow.next = at + slow.spacing;
      return at - now();
    },
    burst(operation) {
      const spacing = Math.min(LARGEST_SPACING, 2 * (slowed.get(operation)?.spacing ?? FIRST_SPACING / 2));
      slowed.set(operation, { spacing, next: now() + spacing });
    },
    calm(operation) {
      const slow = slowed.get(operation);
      if (slow === undefined) return;
      slow.spacing /= 2;
      if (slow.spacing < FIRST_SPACING / 4) slowed.delete(operation);
    },
  };
}
