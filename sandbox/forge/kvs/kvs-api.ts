import { z } from 'zod';
import type { Clock } from '../../clock';
import { KVS } from '../limits';
import type { Entity } from '../manifest-content';
import { jsonAnswer } from '../platform-answer';
import type { RateClock } from '../rate-limit';
import type { HostSwitches } from '../switches';
import type { ProxyAnswer } from '../worker-messages';
import { KvsError } from './kvs-error';
import {
  toStoredAnswer,
  batchSetSchema,
  deleteSchema,
  getSchema,
  setSchema,
  StoredValues,
} from './stored-values';
import { entityPage, entityQuerySchema, valuePage, valueQuerySchema } from './query';
import { type KvsMeter, KvsRates } from './rates';
import { storageName, type KvsStorage, type StoredWrite } from './kvs-storage';
import { transactionSchema, buildTransactionWrites } from './transaction';

/** The storage API of one installation, as `@forge/kvs` calls it: a path and a JSON body. */
export class KvsApi {
  readonly #storage: KvsStorage;
  readonly #switches: Pick<HostSwitches, 'conflictCodes' | 'batchesAMinute'>;
  readonly #values: StoredValues;
  readonly #entities: ReadonlyMap<string, Entity>;
  readonly #rates: KvsRates;

  constructor(
    storage: KvsStorage,
    clock: Clock,
    rateClock: RateClock,
    entities: ReadonlyMap<string, Entity>,
    switches: Pick<HostSwitches, 'conflictCodes' | 'batchesAMinute'>,
  ) {
    this.#storage = storage;
    this.#switches = switches;
    this.#values = new StoredValues(storage, clock, entities);
    this.#entities = entities;
    this.#rates = new KvsRates(rateClock, switches);
  }

  /** What was read and written since the host started. */
  get meter(): Readonly<KvsMeter> {
    return this.#rates.meter;
  }

  /** Answers as the store does: an error is an answer too. Rejects only where the sandbox's disk fails. */
  async answer(path: string, body: string): Promise<ProxyAnswer> {
    try {
      this.#rates.request();
      if (path.startsWith('/api/v1/batch/')) this.#rates.batch();
      const result = await this.#result(path, JSON.parse(body));
      return result === undefined ? jsonAnswer(204, undefined) : jsonAnswer(200, result);
    } catch (error) {
      if (error instanceof KvsError) {
        const isOther = error.status === 409 && this.#switches.conflictCodes === 'others';
        return jsonAnswer(error.status, { code: isOther ? 'CONFLICT' : error.code, message: error.message });
      }
      if (error instanceof z.ZodError)
        return jsonAnswer(400, { code: 'INVALID_REQUEST', message: z.prettifyError(error) });
      if (error instanceof SyntaxError)
        return jsonAnswer(400, { code: 'INVALID_REQUEST', message: error.message });
      throw error;
    }
  }

  #result(path: string, body: unknown): unknown {
    switch (path) {
      case '/api/v1/get':
      case '/api/v1/entity/get':
        return this.#get('value', body);
      case '/api/v1/secret/get':
        return this.#get('secret', body);
      case '/api/v1/set':
      case '/api/v1/entity/set':
        return this.#set('value', body);
      case '/api/v1/secret/set':
        return this.#set('secret', body);
      case '/api/v1/delete':
      case '/api/v1/entity/delete':
        return this.#delete('value', body);
      case '/api/v1/secret/delete':
        return this.#delete('secret', body);
      case '/api/v1/query':
        return this.#read(valuePage(this.#storage, valueQuerySchema.parse(body)));
      case '/api/v1/entity/query':
        return this.#read(entityPage(this.#storage, this.#entities, entityQuerySchema.parse(body)));
      case '/api/v1/transaction':
        return this.#runTransaction(body);
      case '/api/v1/batch/get':
        return this.#batch(body, getSchema, part => {
          const address = this.#values.toAddress('value', part);
          const stored = this.#values.findStored(address);
          this.#rates.read(stored.bytes, storageName(address));
          return toStoredAnswer(part.key, stored, part.options?.metadataFields ?? []);
        });
      case '/api/v1/batch/set':
        return this.#batchSet(body);
      case '/api/v1/batch/delete':
        return this.#batchDelete(body);
      default:
        throw new KvsError(404, 'NOT_FOUND', `Storage has no path ${path}.`);
    }
  }

  #get(kind: 'value' | 'secret', body: unknown): unknown {
    const { options, ...target } = getSchema.parse(body);
    const address = this.#values.toAddress(kind, target);
    const stored = this.#storage.get(address);
    this.#rates.read(stored?.bytes ?? 0, storageName(address));
    return toStoredAnswer(target.key, this.#values.findStored(address), options?.metadataFields ?? []);
  }

  async #set(kind: 'value' | 'secret', body: unknown): Promise<unknown> {
    const { key, entityName, value, options } = setSchema.parse(body);
    const address = this.#values.toAddress(kind, { key, entityName });
    const stored = this.#values.buildStored(address, value, options.ttl);
    const previous = this.#storage.get(address);
    this.#rates.written(stored.bytes, storageName(address));
    if (options.keyPolicy === 'FAIL_IF_EXISTS' && previous !== undefined) {
      throw new KvsError(409, 'KEY_CONFLICT', `The key ${key} exists.`);
    }
    await this.#storage.write([[address, stored]]);
    const wanted =
      options.returnValue === 'LATEST' ? stored : options.returnValue === 'PREVIOUS' ? previous : undefined;
    return wanted && toStoredAnswer(key, wanted, options.returnMetadataFields ?? []);
  }

  async #delete(kind: 'value' | 'secret', body: unknown): Promise<undefined> {
    const address = this.#values.toAddress(kind, deleteSchema.parse(body));
    this.#rates.written(0, storageName(address));
    this.#values.findStored(address);
    await this.#storage.write([[address, undefined]]);
  }

  #read({ data, cursor, bytes }: ReturnType<typeof valuePage>): unknown {
    this.#rates.read(bytes);
    return { data, ...(cursor === undefined ? {} : { cursor }) };
  }

  async #runTransaction(body: unknown): Promise<undefined> {
    const transaction = transactionSchema.parse(body);
    const writes = buildTransactionWrites(this.#storage, this.#values, this.#entities, transaction);
    this.#rates.writtenOnce(
      writes.map(([address, stored]) => ({ name: storageName(address), bytes: stored?.bytes ?? 0 })),
    );
    await this.#storage.write(writes);
  }

  async #batchSet(body: unknown): Promise<unknown> {
    const writes: StoredWrite[] = [];
    const result = this.#batch(body, batchSetSchema, ({ key, entityName, value, options }) => {
      const address = this.#values.toAddress('value', { key, entityName });
      const stored = this.#values.buildStored(address, value, options?.ttl);
      this.#rates.written(stored.bytes, storageName(address));
      writes.push([address, stored]);
      return { key };
    });
    await this.#storage.write(writes);
    return result;
  }

  async #batchDelete(body: unknown): Promise<unknown> {
    const writes: StoredWrite[] = [];
    const result = this.#batch(body, deleteSchema, part => {
      const address = this.#values.toAddress('value', part);
      this.#rates.written(0, storageName(address));
      writes.push([address, undefined]);
      return { key: part.key };
    });
    await this.#storage.write(writes);
    return result;
  }

  /** Does each part on its own: what one is refused for doesn't touch the others. */
  #batch<P extends { key: string; entityName?: string | undefined }>(
    body: unknown,
    part: z.ZodType<P>,
    done: (part: P) => object,
  ): { successfulKeys: object[]; failedKeys: object[] } {
    const parts = z.array(part).parse(body);
    if (parts.length > KVS.batchKeys) {
      throw new KvsError(
        400,
        'TOO_MANY_KEYS',
        `A batch has at most ${KVS.batchKeys} keys, this one ${parts.length}.`,
      );
    }
    const bytes = Buffer.byteLength(JSON.stringify(body));
    if (bytes > KVS.batchBytes)
      throw new KvsError(400, 'MAX_SIZE', `A batch has at most ${KVS.batchBytes} bytes, this one ${bytes}.`);
    const named = new Set(parts.map(({ key, entityName = '' }) => `${entityName}|${key}`));
    if (named.size < parts.length) throw new KvsError(400, 'DUPLICATE_KEY', 'A batch names each key once.');
    const successfulKeys: object[] = [];
    const failedKeys: object[] = [];
    for (const one of parts) {
      const entity = one.entityName === undefined ? {} : { entityName: one.entityName };
      try {
        successfulKeys.push({ ...done(one), ...entity });
      } catch (error) {
        if (!(error instanceof KvsError)) throw error;
        failedKeys.push({ key: one.key, ...entity, error: { code: error.code, message: error.message } });
      }
    }
    return { successfulKeys, failedKeys };
  }
}
