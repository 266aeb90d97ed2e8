import type { Store } from '../store';

const KEY = 'world:left';

/** What acts left behind for being undone, by act. It survives a restart. */
export class LeftByActs {
  readonly #store: Store;
  readonly #left: Map<string, string>;

  private constructor(store: Store, left: Map<string, string>) {
    this.#store = store;
    this.#left = left;
  }

  static async open(store: Store): Promise<LeftByActs> {
    const kept = (await store.get(KEY)) as Record<string, string> | undefined;
    return new LeftByActs(store, new Map(Object.entries(kept ?? {})));
  }

  get(act: string): string | undefined {
    return this.#left.get(act);
  }

  async keep(act: string, left: string): Promise<void> {
    this.#left.set(act, left);
    await this.#save();
  }

  async drop(act: string): Promise<void> {
    this.#left.delete(act);
    await this.#save();
  }

  #save(): Promise<void> {
    return this.#store.put(KEY, Object.fromEntries(this.#left));
  }
}
