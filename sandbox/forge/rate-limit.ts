import { type Clock, MINUTE, type Millis } from '../clock';

/**
 * Time for rate limits. It passes as fast as the sandbox's clock, and with real time where that one stands still: work that
 * is done at one stopped instant still took its time.
 */
export class RateClock {
  readonly #clock: Clock;
  readonly #real: () => Millis;
  #clockAt: Millis;
  #realAt: Millis;
  #passed: Millis = 0;

  /** @param real the time that passes by itself (`performance.now` unless a test hands in another). */
  constructor(clock: Clock, real: () => Millis = () => performance.now()) {
    this.#clock = clock;
    this.#real = real;
    this.#clockAt = clock.now();
    this.#realAt = real();
  }

  /** Milliseconds since the pace began. */
  elapsed(): Millis {
    const clockAt = this.#clock.now();
    const realAt = this.#real();
    this.#passed += Math.max(clockAt - this.#clockAt, realAt - this.#realAt);
    this.#clockAt = clockAt;
    this.#realAt = realAt;
    return this.#passed;
  }
}

/** Counts what was used in the last minute, or in another window of time. */
export class RateLimit {
  readonly #clock: RateClock;
  readonly #maxUnits: () => number;
  readonly #window: Millis;
  #used: Array<{ at: Millis; units: number }> = [];
  #sum = 0;

  /** @param most units in a window; a function where a switch says it, read at each use. */
  constructor(rateClock: RateClock, most: number | (() => number), window: Millis = MINUTE) {
    this.#clock = rateClock;
    this.#maxUnits = typeof most === 'number' ? () => most : most;
    this.#window = window;
  }

  /** Takes `units`, or takes nothing and says false where that would be more than the window allows. */
  take(units: number): boolean {
    const now = this.#clock.elapsed();
    const first = this.#used.findIndex(({ at }) => at > now - this.#window);
    for (const { units: gone } of this.#used.splice(0, first < 0 ? this.#used.length : first))
      this.#sum -= gone;
    if (this.#sum + units > this.#maxUnits()) return false;
    this.#used.push({ at: now, units });
    this.#sum += units;
    return true;
  }
}

/** The same limit for each of many names, made when a name is first used. */
export class RateLimits {
  readonly #createLimit: () => RateLimit;
  readonly #limits = new Map<string, RateLimit>();

  constructor(rateClock: RateClock, most: number, window: Millis = MINUTE) {
    this.#createLimit = () => new RateLimit(rateClock, most, window);
  }

  /** As `RateLimit.take`, for what is called `name`. */
  take(name: string, units: number): boolean {
    const limit = this.#limits.get(name) ?? this.#createLimit();
    this.#limits.set(name, limit);
    return limit.take(units);
  }
}
