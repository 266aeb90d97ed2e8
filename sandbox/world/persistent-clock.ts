import { Clock, type Millis } from '../clock';
import type { Store } from '../store';

const CLOCK_KEY = 'world:clock';

/**
 * A clock that is kept with everything that is written, in the same batch: however hard the sandbox stops, the next start
 * goes on no earlier than the last thing that stands on disk.
 */
export class PersistentClock {
  readonly clock: Clock;
  readonly #store: Store;

  private constructor(clock: Clock, store: Store) {
    this.clock = clock;
    this.#store = store;
  }

  /** @param start where the clock of a new world begins; one that was kept goes on where it stood. */
  static async open(store: Store, start: Millis): Promise<PersistentClock> {
    const kept = await store.get(CLOCK_KEY);
    const clock = new Clock(typeof kept === 'number' ? kept : start);
    const stamped = new WeakSet<object>();
    store.hooks.prewrite.add((_, batch) => {
      // Told of each operation of a batch; one stamp is enough.
      if (stamped.has(batch)) return;
      stamped.add(batch);
      batch.add({
        type: 'put',
        key: CLOCK_KEY,
        value: clock.now(),
        keyEncoding: 'utf8',
        valueEncoding: 'json',
      });
    });
    return new PersistentClock(clock, store);
  }

  /** Keeps the time where nothing else was written. */
  save(): Promise<void> {
    return this.#store.put(CLOCK_KEY, this.clock.now());
  }
}
