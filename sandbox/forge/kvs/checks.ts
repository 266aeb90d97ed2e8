import { z } from 'zod';
import type { Millis } from '../../clock';
import { KVS } from '../limits';
import { KvsError } from './kvs-error';

const UNIT_MILLIS: Record<string, Millis> = {
  SECONDS: 1_000,
  MINUTES: 60_000,
  HOURS: 3_600_000,
  DAYS: 86_400_000,
};

export const metadataField = z.enum(['CREATED_AT', 'UPDATED_AT', 'EXPIRE_TIME']);
export const ttlSchema = z.object({
  value: z.number().positive(),
  unit: z.enum(['SECONDS', 'MINUTES', 'HOURS', 'DAYS']),
});

/** @throws KvsError where the store takes no such key. */
export function checkKey(key: string): void {
  if (key.length === 0) throw new KvsError(400, 'KEY_TOO_SHORT', 'A key has at least one character.');
  if (key.length > KVS.keyLength) {
    throw new KvsError(
      400,
      'KEY_TOO_LONG',
      `A key has at most ${KVS.keyLength} characters, this one ${key.length}.`,
    );
  }
  if (!KVS.keyForm.test(key))
    throw new KvsError(
      400,
      'INVALID_KEY',
      `The key ${JSON.stringify(key)} is not of the form ${KVS.keyForm}.`,
    );
}

/**
 * @returns the length of the value's JSON in bytes.
 * @throws KvsError where there is no value, or one too big or too deep.
 */
export function checkValueSize(value: unknown): number {
  if (value === undefined || value === null)
    throw new KvsError(400, 'INVALID_VALUE', 'There is no value to store.');
  const bytes = Buffer.byteLength(JSON.stringify(value));
  if (bytes > KVS.valueBytes) {
    throw new KvsError(400, 'MAX_SIZE', `A value has at most ${KVS.valueBytes} bytes, this one ${bytes}.`);
  }
  const depth = depthOf(value);
  if (depth > KVS.depth)
    throw new KvsError(400, 'MAX_DEPTH', `A value is at most ${KVS.depth} deep, this one ${depth}.`);
  return bytes;
}

/** Nested objects and lists: 0 for a plain value, 1 for an object of plain values. */
function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let depth = 0;
  for (const member of Object.values(value)) depth = Math.max(depth, depthOf(member));
  return depth + 1;
}

/**
 * @returns the time to live in milliseconds.
 * @throws KvsError where it is over a year.
 */
export function ttlToMillis(ttl: z.infer<typeof ttlSchema>): Millis {
  const millis = ttl.value * (UNIT_MILLIS[ttl.unit] ?? 0);
  if (millis > KVS.ttlMost)
    throw new KvsError(400, 'INVALID_TTL', `A value lives at most a year, not ${ttl.value} ${ttl.unit}.`);
  return millis;
}
