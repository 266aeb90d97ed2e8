import { mkdirSync, rmSync } from 'node:fs';
import { ClassicLevel } from 'classic-level';
import { z } from 'zod';

/** The sandbox's embedded database. The Forge host and the site each keep a sublevel of it. */
export type Store = ClassicLevel<string, unknown>;

/** Another sandbox holds the folder. */
export class FolderLockedError extends Error {
  override readonly name = 'FolderLockedError';

  constructor(folder: string, cause: unknown) {
    super(`Another sandbox is running in ${folder}. Stop it, or choose another folder.`, {
      cause,
    });
  }
}

/**
 * Opens the database in `folder`, and creates it if it is missing.
 * @param fresh deletes existing data, even if it is broken.
 * @throws FolderLockedError, or an error with a readable message if the data is broken.
 */
export async function openStore(folder: string, { fresh = false } = {}): Promise<Store> {
  try {
    const store = await openDatabase(folder);
    if (fresh) await store.clear();
    return store;
  } catch (error) {
    const { code, message } = parseCause(error);
    if (code === 'LEVEL_LOCKED') throw new FolderLockedError(folder, error);
    if (!fresh)
      throw new Error(
        `The data in ${folder} can't be read (${message}). Start over with --fresh, or choose another folder.`,
        { cause: error },
      );
  }
  rmSync(folder, { recursive: true, force: true });
  return openDatabase(folder);
}

async function openDatabase(folder: string): Promise<Store> {
  mkdirSync(folder, { recursive: true });
  const store: Store = new ClassicLevel<string, unknown>(folder, { valueEncoding: 'json' });
  await store.open();
  return store;
}

const causeSchema = z.object({ cause: z.object({ code: z.string().optional(), message: z.string() }) });

/** The database's own complaint stands in the error's cause. */
function parseCause(error: unknown): { code?: string | undefined; message: string } {
  const parsed = causeSchema.safeParse(error);
  return parsed.success ? parsed.data.cause : { message: String(error) };
}
