/** Lets a few pieces of work run at once; the others wait in the order in which they came. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

/** @param width how many may run at once. */
export function createGate(width: number): Gate {
  let running = 0;
  const waiting: (() => void)[] = [];

  return async work => {
    // Whoever leaves hands its place over, so `running` is not counted down and up in between and nobody can slip in.
    if (running >= width) await new Promise<void>(resolve => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
