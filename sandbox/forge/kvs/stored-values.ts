import { z } from 'zod';
import type { Clock } from '../../clock';
import { checkValueSize, checkKey, ttlToMillis, metadataField, ttlSchema } from './checks';
import { checkAttributes, findEntity } from './entity';
import { KvsError } from './kvs-error';
import type { Entity } from '../manifest-content';
import type { Address, KvsStorage, Stored } from './kvs-storage';

export const getSchema = z.object({
  key: z.string(),
  entityName: z.string().optional(),
  options: z.object({ metadataFields: z.array(metadataField).optional() }).optional(),
});
export const setSchema = z.object({
  key: z.string(),
  entityName: z.string().optional(),
  value: z.unknown().optional(),
  options: z
    .object({
      ttl: ttlSchema.optional(),
      keyPolicy: z.enum(['OVERRIDE', 'FAIL_IF_EXISTS']).default('OVERRIDE'),
      returnValue: z.enum(['PREVIOUS', 'LATEST']).optional(),
      returnMetadataFields: z.array(metadataField).optional(),
    })
    .default({ keyPolicy: 'OVERRIDE' }),
});
/** In batches and transactions a value may have a life, and no policy. */
export const plainOptions = z.strictObject({ ttl: ttlSchema.optional() }).optional();
export const batchSetSchema = z.object({
  key: z.string(),
  entityName: z.string().optional(),
  value: z.unknown().optional(),
  options: plainOptions,
});
export const deleteSchema = z.object({ key: z.string(), entityName: z.string().optional() });

type MetadataField = z.infer<typeof metadataField>;

/** A value as the store answers it. */
export interface StoredAnswer {
  key: string;
  value: unknown;
  createdAt?: number;
  updatedAt?: number;
  expireTime?: string;
}

/** The value with those facts about it that were asked for; `expireTime` is an ISO instant. */
export function toStoredAnswer(key: string, stored: Stored, fields: readonly MetadataField[]): StoredAnswer {
  const { value, createdAt, updatedAt, expiresAt } = stored;
  return {
    key,
    value,
    ...(fields.includes('CREATED_AT') ? { createdAt } : {}),
    ...(fields.includes('UPDATED_AT') ? { updatedAt } : {}),
    ...(fields.includes('EXPIRE_TIME') && expiresAt !== undefined
      ? { expireTime: new Date(expiresAt).toISOString() }
      : {}),
  };
}

/** Makes the value that will be stored from one that was sent. */
export class StoredValues {
  readonly #space: KvsStorage;
  readonly #clock: Clock;
  readonly #entities: ReadonlyMap<string, Entity>;

  constructor(storage: KvsStorage, clock: Clock, entities: ReadonlyMap<string, Entity>) {
    this.#space = storage;
    this.#clock = clock;
    this.#entities = entities;
  }

  /** @throws KvsError where the key or the entity is none. */
  toAddress(
    kind: 'value' | 'secret',
    { key, entityName }: { key: string; entityName?: string | undefined },
  ): Address {
    checkKey(key);
    if (entityName === undefined) return { kind, entity: '', key };
    return { kind: 'entity', entity: findEntity(this.#entities, entityName).name, key };
  }

  /** @throws KvsError where the value can't be stored there. */
  buildStored(address: Address, value: unknown, ttl: z.infer<typeof ttlSchema> | undefined): Stored {
    const bytes = checkValueSize(value);
    if (address.kind === 'entity') checkAttributes(findEntity(this.#entities, address.entity), value);
    const now = this.#clock.now();
    const createdAt = this.#space.get(address)?.createdAt ?? now;
    const stored: Stored = { value, bytes, createdAt, updatedAt: now };
    if (ttl === undefined) return stored;
    const expiresAt = now + ttlToMillis(ttl);
    return { ...stored, expiresAt, goesAt: this.#space.deletedAt(address, expiresAt) };
  }

  /** @throws KvsError KEY_NOT_FOUND, the one code that `@forge/kvs` turns into undefined. */
  findStored(address: Address): Stored {
    const stored = this.#space.get(address);
    if (stored === undefined) throw new KvsError(404, 'KEY_NOT_FOUND', `There is no key ${address.key}.`);
    return stored;
  }
}
