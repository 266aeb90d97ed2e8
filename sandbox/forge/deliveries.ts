import type { Clock, Millis } from '../clock';

/** Something that is due by the clock: a queue's event, a run of a schedule, a trigger's event. */
export interface Delivery {
  /** Where it stands in the order of those that are due together. */
  at: Millis;
  /** Never rejects for what the app does. */
  run(): Promise<void>;
}

/** Where deliveries come from. */
export interface DeliverySource {
  /** Those that are due and may start; they count as under way from here on. */
  take(now: Millis): Delivery[];
  /** When the next one after `now` is due; undefined where none is known. */
  next(now: Millis): Millis | undefined;
}

/** Runs what is due, in the order of time. */
export class Deliveries {
  readonly #clock: Clock;
  readonly #sources: () => Iterable<DeliverySource>;
  readonly #running = new Set<Promise<void>>();

  constructor(clock: Clock, sources: () => Iterable<DeliverySource>) {
    this.#clock = clock;
    this.#sources = sources;
  }

  /** Starts all that is due, and what becomes due meanwhile; resolves when nothing is left that runs. */
  async runDue(): Promise<void> {
    for (;;) {
      this.#start();
      if (this.#running.size === 0) return;
      await Promise.race(this.#running);
    }
  }

  /** Moves the clock from one due time to the next, running what is due at each, and to `until` in the end. */
  async runUntil(until: Millis): Promise<void> {
    for (;;) {
      await this.runDue();
      const next = this.next();
      if (next === undefined || next > until) break;
      this.#clock.advanceTo(next);
    }
    this.#clock.advanceTo(until);
    await this.runDue();
  }

  /** Resolves when nothing is under way; starts nothing. */
  async waitUntilIdle(): Promise<void> {
    await Promise.all(this.#running);
  }

  /** When the next delivery is due that isn't yet. */
  next(): Millis | undefined {
    const now = this.#clock.now();
    const nexts = [...this.#sources()].flatMap(source => source.next(now) ?? []);
    return nexts.length === 0 ? undefined : Math.min(...nexts);
  }

  #start(): void {
    const now = this.#clock.now();
    const due = [...this.#sources()]
      .flatMap(source => source.take(now))
      .sort((left, right) => left.at - right.at);
    for (const delivery of due) {
      const running = delivery.run().finally(() => this.#running.delete(running));
      this.#running.add(running);
    }
  }
}
