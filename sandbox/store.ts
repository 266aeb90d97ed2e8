import { mkdirSync, rmSync } from 'node:fs';
import { ClassicLevel } from 'classic-level';

/** The sandbox's embedded database. The Forge host and the site each keep a sublevel of it. */
export type Store = ClassicLevel<string, unknown>;

/**
 * Opens the database in `folder`, which is made where it is missing.
 * @param fresh throws away what stands there first.
 * @throws where another sandbox holds the folder.
 */
export async function openStore(folder: string, { fresh = false } = {}): Promise<Store> {
  if (fresh) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const store: Store = new ClassicLevel<string, unknown>(folder, { valueEncoding: 'json' });
  await store.open();
  return store;
}
