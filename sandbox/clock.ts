/** Milliseconds since the epoch, UTC. */
export type Millis = number;

export const MINUTE: Millis = 60_000;
export const HOUR: Millis = 60 * MINUTE;
export const DAY: Millis = 24 * HOUR;

/**
 * The sandbox's one clock. The Forge host, the simulated site and every function of the app read it. It runs with real
 * time and can be moved ahead, never back.
 */
export class Clock {
  #ahead: Millis;
  readonly #real: () => Millis;
  #stoppedAt: Millis | undefined;

  /** @param start where the clock begins, @param real the time it runs with (`Date.now` unless a test hands in another). */
  constructor(start: Millis = Date.now(), real: () => Millis = Date.now) {
    this.#real = real;
    this.#ahead = Math.floor(start) - real();
  }

  /** A whole number, as `Date.now` gives. */
  now(): Millis {
    return this.#stoppedAt ?? Math.floor(this.#real() + this.#ahead);
  }

  /** Moves to `instant`; does nothing where that has passed. */
  advanceTo(instant: Millis): void {
    const by = Math.ceil(instant) - this.now();
    if (by <= 0) return;
    this.#ahead += by;
    if (this.#stoppedAt !== undefined) this.#stoppedAt += by;
  }

  /** Holds the clock still, so that only `advanceTo` moves it: for tests and for the fast run through past days. */
  stop(): void {
    this.#stoppedAt = this.now();
  }

  /** Lets it run again from where it stands. */
  resume(): void {
    if (this.#stoppedAt === undefined) return;
    this.#ahead = this.#stoppedAt - this.#real();
    this.#stoppedAt = undefined;
  }
}
