/** A kind of object of the site by id, which remembers what was changed since it was last written down. */
export class Collection<K extends string | number, T> {
  readonly name: string;
  readonly #items = new Map<K, T>();
  readonly #changed = new Set<K>();
  readonly #onChange: () => void;

  constructor(name: string, onChange: () => void) {
    this.name = name;
    this.#onChange = onChange;
  }

  get size(): number {
    return this.#items.size;
  }

  get(id: K): T | undefined {
    return this.#items.get(id);
  }

  /** @throws where there is none: for ids that the site itself keeps. */
  getOrThrow(id: K): T {
    const item = this.#items.get(id);
    if (item === undefined) throw new Error(`The site has no ${this.name} ${String(id)}`);
    return item;
  }

  values(): IterableIterator<T> {
    return this.#items.values();
  }

  /** What the generator lays down: nothing that a restart would have to read back. */
  seed(id: K, item: T): T {
    this.#items.set(id, item);
    return item;
  }

  /** Adds or replaces an object, or notes that the one kept was changed in place. */
  put(id: K, item: T): T {
    this.#items.set(id, item);
    this.#changed.add(id);
    this.#onChange();
    return item;
  }

  delete(id: K): boolean {
    const was = this.#items.delete(id);
    if (was) {
      this.#changed.add(id);
      this.#onChange();
    }
    return was;
  }

  /** Puts back what a store kept; `undefined` was deleted. */
  restore(id: K, item: T | undefined): void {
    if (item === undefined) this.#items.delete(id);
    else this.#items.set(id, item);
  }

  /** Takes the changes since the last call: each id with its object, or `undefined` where it was deleted. */
  takeChanges(): [K, T | undefined][] {
    const changes = [...this.#changed].map((id): [K, T | undefined] => [id, this.#items.get(id)]);
    this.#changed.clear();
    return changes;
  }
}
