import type { Store } from '../store';

/** One change of a shelf: an undefined value takes the key away. */
export type MapChange<T> = readonly [key: string, value: T | undefined];

/**
 * A named part of the sandbox's store, held in memory and written through: reading is synchronous, a write is seen at once
 * and resolves when it is on disk. What is written together is on disk together or not at all.
 */
export class PersistentMap<T> {
  readonly #entries: Map<string, T>;
  readonly #writeToDisk: (changes: ReadonlyArray<MapChange<T>>) => Promise<void>;
  #lastWrite: Promise<unknown> = Promise.resolve();

  private constructor(held: Map<string, T>, write: (changes: ReadonlyArray<MapChange<T>>) => Promise<void>) {
    this.#entries = held;
    this.#writeToDisk = write;
  }

  /** @param path names the part, the same again after a restart. @param read the JSON edge: checks what stood on disk. */
  static async open<T>(
    store: Store,
    path: readonly string[],
    read: (stored: unknown) => T,
  ): Promise<PersistentMap<T>> {
    const level = store.sublevel<string, unknown>([...path], { valueEncoding: 'json' });
    const held = new Map<string, T>();
    for await (const [key, value] of level.iterator()) held.set(key, read(value));
    return new PersistentMap(held, changes =>
      level.batch(
        changes.map(([key, value]) =>
          value === undefined ? { type: 'del', key } : { type: 'put', key, value },
        ),
      ),
    );
  }

  get(key: string): T | undefined {
    return this.#entries.get(key);
  }

  keys(): IterableIterator<string> {
    return this.#entries.keys();
  }

  values(): IterableIterator<T> {
    return this.#entries.values();
  }

  entries(): IterableIterator<[string, T]> {
    return this.#entries.entries();
  }

  get size(): number {
    return this.#entries.size;
  }

  /** @throws (rejects) where the disk refuses; what is in memory then runs ahead of it until the next start. */
  write(changes: ReadonlyArray<MapChange<T>>): Promise<void> {
    for (const [key, value] of changes) {
      if (value === undefined) this.#entries.delete(key);
      else this.#entries.set(key, value);
    }
    // One batch after the other, since the database may finish two that overlap in either order.
    const written = this.#lastWrite.then(() => this.#writeToDisk(changes));
    this.#lastWrite = written.catch(() => undefined);
    return written;
  }

  clear(): Promise<void> {
    return this.write([...this.#entries.keys()].map(key => [key, undefined] as const));
  }
}
