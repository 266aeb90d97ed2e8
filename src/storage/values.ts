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

const readSingly = async (keys: readonly string[], entity?: EntityName): Promise<Batch> => {
  const get = (key: string): Promise<unknown> =>
    entity === undefined ? kvs.get<unknown>(key) : kvs.entity<unknown>(entity).get(key);
  return {
    successfulKeys: await Promise.all(keys.map(async key => ({ key, value: await get(key) }))),
    failedKeys: [],
  };
};

/** Reads up to `BATCH` keys in a call. @returns undefined where the platform takes no more batches in this minute */
async function readBatch(keys: readonly string[], entity?: EntityName): Promise<Batch | undefined> {
  if (keys.length <= FEW) return readSingly(keys, entity);
  const named = entity === undefined ? {} : { entityName: entity };
  try {
    return await kvs.batchGet<unknown>(keys.map(key => ({ key, ...named })));
  } catch (error) {
    if (!(error instanceof ForgeKvsAPIError) || error.code !== 'RATE_LIMIT_EXCEEDED') throw error;
    return undefined;
  }
}

/** What says that a key of a batch isn't there: the store's own word, and the one of its documentation. */
const MISSING = ['KEY_NOT_FOUND', 'NOT_FOUND'];

/** Batches under way at a time. */
const BATCHES_AT_ONCE = 4;

/** Keys read one by one between two rests: thousands at once would be more requests in a second than the platform takes. */
const SINGLES_AT_ONCE = 100;
const REST = 250;

const rest = (): Promise<void> => new Promise(resolve => setTimeout(resolve, REST));

const chunksOf = (keys: readonly string[], size: number): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(keys.length / size) }, (_, index) =>
    keys.slice(index * size, (index + 1) * size),
  );

/** In batches while the platform takes them, the others one by one, a hundred and then a rest. */
async function readMany(keys: readonly string[], entity?: EntityName): Promise<readonly Batch[]> {
  const answers: Batch[] = [];
  const refused: string[] = [];
  for (const together of chunksOf(keys, BATCH * BATCHES_AT_ONCE)) {
    if (refused.length > 0) {
      refused.push(...together);
      continue;
    }
    const batches = chunksOf(together, BATCH);
    const read = await Promise.all(batches.map(batch => readBatch(batch, entity)));
    for (const [place, answer] of read.entries()) {
      if (answer === undefined) refused.push(...(batches[place] ?? []));
      else answers.push(answer);
    }
  }
  for (const [place, singles] of chunksOf(refused, SINGLES_AT_ONCE).entries()) {
    if (place > 0) await rest();
    answers.push(await readSingly(singles, entity));
  }
  return answers;
}

/** What is stored under the keys. @throws where the platform could not read one */
async function readStored(
  keys: readonly string[],
  entity?: EntityName,
): Promise<ReadonlyMap<string, unknown>> {
  const found = new Map<string, unknown>();
  for (const { successfulKeys, failedKeys } of await readMany(keys, entity)) {
    for (const { key, error } of failedKeys) {
      if (!MISSING.includes(error.code)) throw new Error(`${key} can't be read: ${error.code}`);
    }
    for (const { key, value } of successfulKeys)
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
