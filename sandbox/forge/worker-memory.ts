/** How often a function's memory is looked at while it waits, in milliseconds. */
const EVERY = 20;

/**
 * Watches the memory of this thread that V8's own limit doesn't cover: buffers lie outside its heap.
 * @param over told once, with no way back, where heap and buffers together are over the limit.
 */
export class MemoryWatch {
  readonly #over: () => void;
  #most = Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(over: () => void) {
    this.#over = over;
  }

  /** Begins to watch an invocation that may use `most` bytes. */
  begin(most: number): void {
    this.#most = most;
    this.#timer ??= setInterval(() => this.look(), EVERY);
    this.#timer.unref();
  }

  /** Looks now: a function that never waits is looked at where it asks for something, and at its end. */
  look(): void {
    const { heapUsed, external } = process.memoryUsage();
    if (heapUsed + external > this.#most) this.#over();
  }

  /** Looks a last time. */
  end(): void {
    this.look();
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
