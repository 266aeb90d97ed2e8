import { z } from 'zod';
import type { Clock } from '../../clock';
import { checkedBytes, checkKey, lifeOf, metadataField, ttlSchema } from './checks';
import { checkedAttributes, entityNamed } from './entity';
import { KvsError } from './error';
import type { Entity } from '../manifest-content';
import type { Address, Space, Stored } from './space';

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
export interface Answered {
  key: string;
  value: unknown;
  createdAt?: number;
  updatedAt?: number;
  expireTime?: string;
}

/** The value with those facts about it that were asked for; `expireTime` is an ISO instant. */
export function answered(key: string, stored: Stored, fields: readonly MetadataField[]): Answered {
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
export class Values {
  readonly #space: Space;
  readonly #clock: Clock;
  readonly #entities: ReadonlyMap<string, Entity>;

  constructor(space: Space, clock: Clock, entities: ReadonlyMap<string, Entity>) {
    this.#space = space;
    this.#clock = clock;
    this.#entities = entities;
  }

  /** @throws KvsError where the key or the entity is none. */
  addressOf(
    kind: 'value' | 'secret',
    { key, entityName }: { key: string; entityName?: string | undefined },
  ): Address {
    checkKey(key);
    if (entityName === undefined) return { kind, entity: '', key };
    return { kind: 'entity', entity: entityNamed(this.#entities, entityName).name, key };
  }

  /** @throws KvsError where the value can't be stored there. */
  storedAt(address: Address, value: unknown, ttl: z.infer<typeof ttlSchema> | undefined): Stored {
    const bytes = checkedBytes(value);
    if (address.kind === 'entity') checkedAttributes(entityNamed(this.#entities, address.entity), value);
    const now = this.#clock.now();
    const createdAt = this.#space.get(address)?.createdAt ?? now;
    const stored: Stored = { value, bytes, createdAt, updatedAt: now };
    if (ttl === undefined) return stored;
    const expiresAt = now + lifeOf(ttl);
    return { ...stored, expiresAt, goesAt: this.#space.goesAt(address, expiresAt) };
  }

  /** @throws KvsError KEY_NOT_FOUND, the one code that `@forge/kvs` turns into undefined. */
  found(address: Address): Stored {
    const stored = this.#space.get(address);
    if (stored === undefined) throw new KvsError(404, 'KEY_NOT_FOUND', `There is no key ${address.key}.`);
    return stored;
  }
}
