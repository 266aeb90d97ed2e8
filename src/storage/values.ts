import { createHash } from 'node:crypto';
import { ForgeKvsAPIError, kvs } from '@forge/kvs';
import { type z } from 'zod';
import { type EntityName } from './transaction';

/**
 * Reads a plain value.
 * @returns undefined if it is missing or doesn't match the schema. Caches of an older version are dropped this way; for
 * data that must survive, pass a schema that accepts older shapes.
 */
export async function readValue<T>(key: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const stored: unknown = await kvs.get(key);
  if (stored === undefined || stored === null) return undefined;
  const parsed = schema.safeParse(stored);
  return parsed.success ? parsed.data : undefined;
}

/** Forge limit of keys in one batch read. */
const MAX_BATCH_SIZE = 25;

/** Up to this many keys are read one by one: Forge may limit batch reads separately, to 45 a minute. */
const MAX_SINGLE_READS = 4;

interface BatchResult {
  /** A missing key is absent here or listed in `failedKeys`. */
  readonly successfulKeys: readonly { readonly key: string; readonly value?: unknown }[];
  readonly failedKeys: readonly { readonly key: string; readonly error: { readonly code: string } }[];
}

const readSingly = async (keys: readonly string[], entity?: EntityName): Promise<BatchResult> => {
  const get = (key: string): Promise<unknown> =>
    entity === undefined ? kvs.get<unknown>(key) : kvs.entity<unknown>(entity).get(key);
  return {
    successfulKeys: await Promise.all(keys.map(async key => ({ key, value: await get(key) }))),
    failedKeys: [],
  };
};

/**
 * Reads up to `MAX_BATCH_SIZE` keys in one call. @returns undefined if Forge accepts no more batches in this minute.
 */
async function readBatch(keys: readonly string[], entity?: EntityName): Promise<BatchResult | undefined> {
  if (keys.length <= MAX_SINGLE_READS) return readSingly(keys, entity);
  const entityField = entity === undefined ? {} : { entityName: entity };
  try {
    return await kvs.batchGet<unknown>(keys.map(key => ({ key, ...entityField })));
  } catch (error) {
    if (!(error instanceof ForgeKvsAPIError) || error.code !== 'RATE_LIMIT_EXCEEDED') throw error;
    return undefined;
  }
}

/** Error codes for a missing key in a batch: the one Forge returns, and the documented one. */
const MISSING_KEY_CODES = ['KEY_NOT_FOUND', 'NOT_FOUND'];

/** Batches read at the same time. */
const MAX_CONCURRENT_BATCHES = 4;

/** Keys read one by one before a pause: thousands at once would exceed the Forge limit of requests a second. */
const MAX_CONCURRENT_SINGLE_READS = 100;
const PAUSE_MILLISECONDS = 250;

const pauseReading = (): Promise<void> => new Promise(resolve => setTimeout(resolve, PAUSE_MILLISECONDS));

const chunksOf = (keys: readonly string[], size: number): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(keys.length / size) }, (_, index) =>
    keys.slice(index * size, (index + 1) * size),
  );

/** Reads batches while Forge accepts them, and the remaining keys one by one with pauses. */
async function readMany(keys: readonly string[], entity?: EntityName): Promise<readonly BatchResult[]> {
  const results: BatchResult[] = [];
  const refused: string[] = [];
  for (const keyGroup of chunksOf(keys, MAX_BATCH_SIZE * MAX_CONCURRENT_BATCHES)) {
    if (refused.length > 0) {
      refused.push(...keyGroup);
      continue;
    }
    const batches = chunksOf(keyGroup, MAX_BATCH_SIZE);
    const batchResults = await Promise.all(batches.map(batch => readBatch(batch, entity)));
    for (const [index, result] of batchResults.entries()) {
      if (result === undefined) refused.push(...(batches[index] ?? []));
      else results.push(result);
    }
  }
  for (const [index, singles] of chunksOf(refused, MAX_CONCURRENT_SINGLE_READS).entries()) {
    if (index > 0) await pauseReading();
    results.push(await readSingly(singles, entity));
  }
  return results;
}

/** The stored values by key. @throws Error if Forge could not read a key. */
async function readStored(
  keys: readonly string[],
  entity?: EntityName,
): Promise<ReadonlyMap<string, unknown>> {
  const found = new Map<string, unknown>();
  for (const { successfulKeys, failedKeys } of await readMany(keys, entity)) {
    for (const { key, error } of failedKeys) {
      if (!MISSING_KEY_CODES.includes(error.code)) throw new Error(`${key} can't be read: ${error.code}`);
    }
    for (const { key, value } of successfulKeys)
      if (value !== undefined && value !== null) found.set(key, value);
  }
  return found;
}

/**
 * Reads plain values in batches.
 * @returns the values that exist and match the schema, by key.
 * @throws Error if Forge could not read a key: an unreadable value must not be mistaken for a missing one.
 */
export async function readValues<T>(
  keys: readonly string[],
  schema: z.ZodType<T>,
): Promise<ReadonlyMap<string, T>> {
  const found = new Map<string, T>();
  for (const [key, value] of await readStored(keys)) {
    const parsed = schema.safeParse(value);
    if (parsed.success) found.set(key, parsed.data);
  }
  return found;
}

/** Reads entities in batches. @returns the existing ones by key, unparsed. @throws Error as `readValues` does. */
export const readEntities = (
  entity: EntityName,
  keys: readonly string[],
): Promise<ReadonlyMap<string, unknown>> => readStored(keys, entity);

/** JSON with sorted object keys and without undefined members, so that equal content gives equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(item => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** SHA-256 of the canonical JSON, in hex. */
export const sha256Digest = (value: unknown): string =>
  createHash('sha256').update(canonicalJson(value)).digest('hex');
