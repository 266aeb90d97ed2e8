import { createHash } from 'node:crypto';
import { ForgeKvsAPIError, kvs } from '@forge/kvs';
import { type z } from 'zod';

/**
 * Reads a plain value.
 * @returns undefined where there is none, or where it is not of the shape: a cache of an older version is dropped, and
 * what must not be lost is read through a schema that takes older shapes.
 */
export async function readValue<T>(key: string, shape: z.ZodType<T>): Promise<T | undefined> {
  const stored: unknown = await kvs.get(key);
  if (stored === undefined || stored === null) return undefined;
  const parsed = shape.safeParse(stored);
  return parsed.success ? parsed.data : undefined;
}

/** What the platform reads in one call at most. */
const BATCH = 25;

/** So few keys are read in calls of their own: batches may be counted for themselves, 45 in a minute. */
const FEW = 4;

interface Batch {
  /** Of a key that is not there nothing, or that it failed. */
  readonly successfulKeys: readonly { readonly key: string; readonly value?: unknown }[];
  readonly failedKeys: readonly { readonly key: string; readonly error: { readonly code: string } }[];
}

const readSingly = async (keys: readonly string[]): Promise<Batch> => ({
  successfulKeys: await Promise.all(keys.map(async key => ({ key, value: await kvs.get<unknown>(key) }))),
  failedKeys: [],
});

/** Reads up to `BATCH` keys in a call; where the platform takes no more batches in this minute, each in a call of its own. */
async function readBatch(keys: readonly string[]): Promise<Batch> {
  if (keys.length <= FEW) return readSingly(keys);
  try {
    return await kvs.batchGet<unknown>(keys.map(key => ({ key })));
  } catch (error) {
    if (!(error instanceof ForgeKvsAPIError) || error.code !== 'RATE_LIMIT_EXCEEDED') throw error;
    return readSingly(keys);
  }
}

/** What says that a key of a batch isn't there: the store's own word, and the one of its documentation. */
const MISSING = ['KEY_NOT_FOUND', 'NOT_FOUND'];

/**
 * Reads plain values, twenty-five in a call.
 * @returns those that are there and of the shape, by key.
 * @throws where the platform could not read one: what is not there must not be mistaken for what can't be read.
 */
export async function readValues<T>(
  keys: readonly string[],
  shape: z.ZodType<T>,
): Promise<ReadonlyMap<string, T>> {
  const batches = Array.from({ length: Math.ceil(keys.length / BATCH) }, (_, index) =>
    keys.slice(index * BATCH, (index + 1) * BATCH),
  );
  const answers = await Promise.all(batches.map(readBatch));
  for (const { key, error } of answers.flatMap(({ failedKeys }) => failedKeys)) {
    if (!MISSING.includes(error.code)) throw new Error(`${key} can't be read: ${error.code}`);
  }
  const found = answers
    .flatMap(({ successfulKeys }) => successfulKeys)
    .flatMap(({ key, value }) => {
      const parsed = shape.safeParse(value);
      return parsed.success ? [[key, parsed.data] as const] : [];
    });
  return new Map(found);
}

/** JSON with the keys of objects in order and without undefined members: equal content gives equal text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(item => canonical(item ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** SHA-256 over the canonical JSON, in hex. */
export const digest = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex');
