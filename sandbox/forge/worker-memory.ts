/** How often a function's memory is looked at while it waits, in milliseconds. */
const CHECK_INTERVAL = 20;

/**
 * Watches the memory of this thread that V8's own limit doesn't cover: buffers lie outside its heap.
 * @param over told once, with no way back, where heap and buffers together are over the limit.
 */
export class MemoryWatch {
  readonly #onExceeded: () => void;
  #limit = Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(over: () => void) {
    this.#onExceeded = over;
  }

  /** Begins to watch an invocation that may use `most` bytes. */
  begin(most: number): void {
    this.#limit = most;
    this.#timer ??= setInterval(() => this.check(), CHECK_INTERVAL);
    this.#timer.unref();
  }

  /** Looks now: a function that never waits is looked at where it asks for something, and at its end. */
  check(): void {
    const { heapUsed, external } = process.memoryUsage();
    if (heapUsed + external > this.#limit) this.#onExceeded();
  }

  /** Looks a last time. */
  end(): void {
    this.check();
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
