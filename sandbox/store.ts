import { mkdirSync, rmSync } from 'node:fs';
import { ClassicLevel } from 'classic-level';
import { z } from 'zod';

/** The sandbox's embedded database. The Forge host and the site each keep a sublevel of it. */
export type Store = ClassicLevel<string, unknown>;

/** Another sandbox holds the folder. */
export class FolderTaken extends Error {
  override readonly name = 'FolderTaken';

  constructor(folder: string, cause: unknown) {
    super(`Another sandbox runs on ${folder}. Stop it first, or give this one a folder of its own.`, {
      cause,
    });
  }
}

/**
 * Opens the database in `folder`, which is made where it is missing.
 * @param fresh throws away what stands there, however broken it is.
 * @throws FolderTaken; an error whose message a person can read, where what stands there is broken.
 */
export async function openStore(folder: string, { fresh = false } = {}): Promise<Store> {
  try {
    const store = await opened(folder);
    if (fresh) await store.clear();
    return store;
  } catch (error) {
    const { code, message } = causeOf(error);
    if (code === 'LEVEL_LOCKED') throw new FolderTaken(folder, error);
    if (!fresh)
      throw new Error(
        `What is kept in ${folder} can't be read (${message}). Begin anew, or give another folder.`,
        { cause: error },
      );
  }
  rmSync(folder, { recursive: true, force: true });
  return opened(folder);
}

async function opened(folder: string): Promise<Store> {
  mkdirSync(folder, { recursive: true });
  const store: Store = new ClassicLevel<string, unknown>(folder, { valueEncoding: 'json' });
  await store.open();
  return store;
}

const causeSchema = z.object({ cause: z.object({ code: z.string().optional(), message: z.string() }) });

/** The database's own complaint stands in the error's cause. */
function causeOf(error: unknown): { code?: string | undefined; message: string } {
  const parsed = causeSchema.safeParse(error);
  return parsed.success ? parsed.data.cause : { message: String(error) };
}
