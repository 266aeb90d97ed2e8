/** Runs a limited number of tasks at once. The others wait in order of arrival. */
export type ConcurrencyLimiter = <T>(work: () => Promise<T>) => Promise<T>;

/** @param limit maximum number of tasks that run at once. */
export function createConcurrencyLimiter(limit: number): ConcurrencyLimiter {
  let running = 0;
  const queue: (() => void)[] = [];

  return async task => {
    // A finished task passes its slot to the next in the queue without changing `running`, so a new task can't take the
    // slot.
    if (running >= limit) await new Promise<void>(resolve => queue.push(resolve));
    else running += 1;
    try {
      return await task();
    } finally {
      const next = queue.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
