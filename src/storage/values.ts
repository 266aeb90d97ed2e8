import { createHash } from 'node:crypto';
import { ForgeKvsAPIError, kvs } from '@forge/kvs';
import { type z } from 'zod';
import { type EntityName } from './transaction';

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

/** A few at a time: all at once they would be more requests in a second than the platform takes. */
async function readSingly(keys: readonly string[], entity?: EntityName): Promise<Batch> {
  const get = (key: string): Promise<unknown> =>
    entity === undefined ? kvs.get<unknown>(key) : kvs.entity<unknown>(entity).get(key);
  const successfulKeys: Batch['successfulKeys'][number][] = [];
  for (let start = 0; start < keys.length; start += FEW) {
    const few = keys.slice(start, start + FEW);
    successfulKeys.push(...(await Promise.all(few.map(async key => ({ key, value: await get(key) })))));
  }
  return { successfulKeys, failedKeys: [] };
}

/** Reads up to `BATCH` keys in a call; where the platform takes no more batches in this minute, each in a call of its own. */
async function readBatch(keys: readonly string[], entity?: EntityName): Promise<Batch> {
  if (keys.length <= FEW) return readSingly(keys, entity);
  const named = entity === undefined ? {} : { entityName: entity };
  try {
    return await kvs.batchGet<unknown>(keys.map(key => ({ key, ...named })));
  } catch (error) {
    if (!(error instanceof ForgeKvsAPIError) || error.code !== 'RATE_LIMIT_EXCEEDED') throw error;
    return readSingly(keys, entity);
  }
}

/** What says that a key of a batch isn't there: the store's own word, and the one of its documentation. */
const MISSING = ['KEY_NOT_FOUND', 'NOT_FOUND'];

/** Batches under way at a time: thousands of keys sent at once would be more requests in a second than the platform takes. */
const BATCHES_AT_ONCE = 4;

/** What is stored under the keys, twenty-five in a call. @throws where the platform could not read one */
async function readStored(
  keys: readonly string[],
  entity?: EntityName,
): Promise<ReadonlyMap<string, unknown>> {
  const found = new Map<string, unknown>();
  const most = BATCH * BATCHES_AT_ONCE;
  for (let start = 0; start < keys.length; start += most) {
    const together = keys.slice(start, start + most);
    const batches = Array.from({ length: Math.ceil(together.length / BATCH) }, (_, index) =>
      together.slice(index * BATCH, (index + 1) * BATCH),
    );
    const answers = await Promise.all(batches.map(batch => readBatch(batch, entity)));
    for (const { key, error } of answers.flatMap(({ failedKeys }) => failedKeys)) {
      if (!MISSING.includes(error.code)) throw new Error(`${key} can't be read: ${error.code}`);
    }
    for (const { key, value } of answers.flatMap(({ successfulKeys }) => successfulKeys))
      if (value !== undefined && value !== null) found.set(key, value);
  }
  return found;
}

/**
 * Reads plain values, twenty-five in a call.
 * @returns those that are there and of the shape, by key.
 * @throws where the platform could not read one: what is not there must not be mistaken for what can't be read.
 */
export async function readValues<T>(
  keys: readonly string[],
  shape: z.ZodType<T>,
): Promise<ReadonlyMap<string, T>> {
  const found = new Map<string, T>();
  for (const [key, value] of await readStored(keys)) {
    const parsed = shape.safeParse(value);
    if (parsed.success) found.set(key, parsed.data);
  }
  return found;
}

/** Reads entities, twenty-five in a call. @returns those that are there, by key, whatever they hold. @throws as `readValues` */
export const readEntities = (
  entity: EntityName,
  keys: readonly string[],
): Promise<ReadonlyMap<string, unknown>> => readStored(keys, entity);

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
