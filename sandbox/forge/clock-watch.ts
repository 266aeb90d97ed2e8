import type { Clock } from '../clock';
import type { ClockReading } from './worker-messages';

/** Tells workers the sandbox's time, and whether it runs. */
export class ClockWatch {
  readonly #clock: Clock;
  #wasRunning = true;
  #stopCount = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The time now, and whether the clock ran when it was last looked at. */
  reading(): ClockReading {
    return { at: this.#clock.now(), running: this.#stopCount === 0 && this.#wasRunning };
  }

  /**
   * As `reading`, after a look. The clock doesn't say whether it is held, so this waits for the next of real time's
   * milliseconds and sees whether the clock goes along.
   */
  measureReading(): ClockReading {
    if (this.#stopCount === 0) {
      const before = this.#clock.now();
      const began = Date.now();
      while (Date.now() === began);
      this.#wasRunning = this.#clock.now() !== before;
    }
    return this.reading();
  }

  /** Holds the clock while `work` moves it; it runs on afterwards if it ran before. */
  async withClockStopped(work: () => Promise<void>): Promise<void> {
    const ran = this.measureReading().running;
    this.#stopCount += 1;
    if (ran) this.#clock.stop();
    try {
      await work();
    } finally {
      this.#stopCount -= 1;
      if (ran) this.#clock.resume();
    }
  }
}
