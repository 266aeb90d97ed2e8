import type { Store } from '../store';

const UNDO_KEY = 'world:left';

/** What acts left behind for being undone, by act. It survives a restart. */
export class UndoStore {
  readonly #store: Store;
  readonly #undoData: Map<string, string>;

  private constructor(store: Store, left: Map<string, string>) {
    this.#store = store;
    this.#undoData = left;
  }

  static async open(store: Store): Promise<UndoStore> {
    const kept = (await store.get(UNDO_KEY)) as Record<string, string> | undefined;
    return new UndoStore(store, new Map(Object.entries(kept ?? {})));
  }

  get(act: string): string | undefined {
    return this.#undoData.get(act);
  }

  async set(act: string, left: string): Promise<void> {
    this.#undoData.set(act, left);
    await this.#save();
  }

  async delete(act: string): Promise<void> {
    this.#undoData.delete(act);
    await this.#save();
  }

  #save(): Promise<void> {
    return this.#store.put(UNDO_KEY, Object.fromEntries(this.#undoData));
  }
}
