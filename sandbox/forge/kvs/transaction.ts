import { z } from 'zod';
import { KVS } from '../limits';
import type { Entity } from '../manifest-content';
import { filtersSchema, meetsFilters, type Filters } from './conditions';
import { checkFilters, findEntity, isAttributes } from './entity';
import { KvsError } from './kvs-error';
import { plainOptions, type StoredValues } from './stored-values';
import type { Address, KvsStorage, StoredWrite } from './kvs-storage';

const target = { key: z.string(), entityName: z.string().optional(), conditions: filtersSchema.optional() };
export const transactionSchema = z.object({
  set: z
    .array(
      z.object({
        ...target,
        value: z.unknown().optional(),
        options: plainOptions,
      }),
    )
    .default([]),
  delete: z.array(z.object(target)).default([]),
  check: z.array(z.object(target)).default([]),
});

/**
 * @returns what the transaction writes.
 * @throws KvsError where a part of it can't be done, or a condition isn't met: then nothing is written.
 */
export function buildTransactionWrites(
  storage: KvsStorage,
  values: StoredValues,
  entities: ReadonlyMap<string, Entity>,
  transaction: z.infer<typeof transactionSchema>,
): StoredWrite[] {
  const parts = [...transaction.set, ...transaction.delete, ...transaction.check];
  if (parts.length === 0) throw new KvsError(400, 'INVALID_TRANSACTION', 'The transaction is empty.');
  if (parts.length > KVS.transactionOperations) {
    throw new KvsError(
      400,
      'TOO_MANY_OPERATIONS',
      `A transaction has at most ${KVS.transactionOperations} operations, this one ${parts.length}.`,
    );
  }
  const named = new Set(parts.map(({ key, entityName = '' }) => `${entityName}|${key}`));
  if (named.size < parts.length)
    throw new KvsError(400, 'DUPLICATE_KEY', 'A transaction names each key once.');

  const place = (part: (typeof parts)[number]): Address => {
    const address = values.toAddress('value', part);
    if (part.conditions !== undefined) checkCondition(storage, entities, address, part.conditions);
    return address;
  };
  for (const part of transaction.check) {
    if (part.conditions === undefined)
      throw new KvsError(400, 'INVALID_TRANSACTION', `The check of ${part.key} has no condition.`);
    place(part);
  }
  const sets = transaction.set.map((part): StoredWrite => {
    const address = place(part);
    return [address, values.buildStored(address, part.value, part.options?.ttl)];
  });
  const deletes = transaction.delete.map((part): StoredWrite => [place(part), undefined]);
  const bytes = sets.reduce((sum, [, stored]) => sum + (stored?.bytes ?? 0), 0);
  if (bytes > KVS.transactionBytes) {
    throw new KvsError(
      400,
      'MAX_SIZE',
      `A transaction has at most ${KVS.transactionBytes} bytes, this one ${bytes}.`,
    );
  }
  return [...sets, ...deletes];
}

function checkCondition(
  storage: KvsStorage,
  entities: ReadonlyMap<string, Entity>,
  address: Address,
  conditions: Filters,
): void {
  if (address.kind !== 'entity') {
    throw new KvsError(
      400,
      'INVALID_TRANSACTION',
      `Only entities have conditions, ${address.key} is a plain value.`,
    );
  }
  checkFilters(findEntity(entities, address.entity), conditions);
  const value = storage.get(address)?.value;
  if (!meetsFilters(isAttributes(value) ? value : undefined, conditions)) {
    throw new KvsError(
      409,
      'CONDITIONAL_CHECK_FAILED',
      `${address.entity} ${address.key} does not meet the condition.`,
    );
  }
}
