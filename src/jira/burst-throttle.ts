import { type OperationId } from './operations';

/** Spaces out an operation's calls for a while after Jira reports a burst. */
export interface BurstThrottle {
  /** Reserves the next call. Returns the milliseconds to wait before it. */
  takeTurn(operation: OperationId): number;
  slowDown(operation: OperationId): void;
  speedUp(operation: OperationId): void;
}

/** Milliseconds between two calls after Jira's first burst error. Each further error doubles it. */
const FIRST_SPACING = 500;
const MAX_SPACING = 8_000;

/** @param now returns milliseconds since the epoch. */
export function createBurstThrottle(now: () => number): BurstThrottle {
  const slowedOperations = new Map<OperationId, { spacing: number; next: number }>();
  return {
    takeTurn(operation) {
      const slowedOperation = slowedOperations.get(operation);
      if (slowedOperation === undefined) return 0;
      const at = Math.max(now(), slowedOperation.next);
      slowedOperation.next = at + slowedOperation.spacing;
      return at - now();
    },
    slowDown(operation) {
      const spacing = Math.min(
        MAX_SPACING,
        2 * (slowedOperations.get(operation)?.spacing ?? FIRST_SPACING / 2),
      );
      slowedOperations.set(operation, { spacing, next: now() + spacing });
    },
    speedUp(operation) {
      const slowedOperation = slowedOperations.get(operation);
      if (slowedOperation === undefined) return;
      slowedOperation.spacing /= 2;
      if (slowedOperation.spacing < FIRST_SPACING / 4) slowedOperations.delete(operation);
    },
  };
}
