import { type Clock, MINUTE, type Millis } from '../clock';

/**
 * Time for rate limits. It passes as fast as the sandbox's clock, and with real time where that one stands still: work that
 * is done at one stopped instant still took its time.
 */
export class Pace {
  readonly #clock: Clock;
  #clockAt: Millis;
  #realAt: Millis;
  #passed: Millis = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#clockAt = clock.now();
    this.#realAt = performance.now();
  }

  /** Milliseconds since the pace began. */
  passed(): Millis {
    const clockAt = this.#clock.now();
    const realAt = performance.now();
    this.#passed += Math.max(clockAt - this.#clockAt, realAt - this.#realAt);
    this.#clockAt = clockAt;
    this.#realAt = realAt;
    return this.#passed;
  }
}

/** Counts what was used in the last minute. */
export class MinuteLimit {
  readonly #pace: Pace;
  readonly #most: number;
  #used: Array<{ at: Millis; units: number }> = [];
  #sum = 0;

  constructor(pace: Pace, most: number) {
    this.#pace = pace;
    this.#most = most;
  }

  /** Takes `units`, or takes nothing and says false where that would be more than a minute allows. */
  take(units: number): boolean {
    const now = this.#pace.passed();
    const first = this.#used.findIndex(({ at }) => at > now - MINUTE);
    for (const { units: gone } of this.#used.splice(0, first < 0 ? this.#used.length : first))
      this.#sum -= gone;
    if (this.#sum + units > this.#most) return false;
    this.#used.push({ at: now, units });
    this.#sum += units;
    return true;
  }
}
