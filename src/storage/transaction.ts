import { Filter, FilterConditions, ForgeKvsAPIError, kvs } from '@forge/kvs';

/** The entities of manifest.yml. Only entities support conditional writes. */
export type EntityName = 'lock' | 'inbox' | 'settings' | 'remediation' | 'decision' | 'audit' | 'check';

/** A condition: the entity's stored attribute equals this value. */
export interface WriteCondition {
  readonly attribute: string;
  readonly equals: string | number;
}

/** One write of a plain value or an entity, optionally conditional. */
export interface StorageWrite {
  readonly key: string;
  /** Undefined deletes the key. */
  readonly value: object | undefined;
  readonly entity?: { readonly name: EntityName; readonly when?: WriteCondition };
}

/** A condition of the whole transaction on an entity that it doesn't write. */
export interface TransactionCheck {
  readonly key: string;
  readonly name: EntityName;
  readonly when: WriteCondition;
}

/** Forge limits for one transaction: operations including checks, and bytes of JSON (slightly below its 4 MB). */
export const MAX_OPERATIONS = 25;
const MAX_TRANSACTION_BYTES = 3_500_000;

const isWriteConflict = (error: unknown): boolean =>
  error instanceof ForgeKvsAPIError &&
  (error.code === 'KEY_CONFLICT' || error.code === 'CONDITIONAL_CHECK_FAILED');

const succeedsWithoutConflict = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (isWriteConflict(error)) return false;
    throw error;
  }
};

const buildFilter = ({ attribute, equals }: WriteCondition) =>
  new Filter<object>().and(attribute as keyof object, FilterConditions.equalTo(equals));

/** Creates an entity. @returns false if it already exists. */
export const createEntity = (name: EntityName, key: string, value: object): Promise<boolean> =>
  succeedsWithoutConflict(kvs.entity<object>(name).set(key, value, { keyPolicy: 'FAIL_IF_EXISTS' }));

/**
 * Makes all of the writes or none. At most `MAX_OPERATIONS` including checks, each key once.
 * @returns false if a condition fails. @throws ForgeKvsAPIError for any other refusal.
 */
export function writeTransaction(
  writes: readonly StorageWrite[],
  checks: readonly TransactionCheck[] = [],
): Promise<boolean> {
  const transaction = kvs.transact();
  for (const { key, value, entity } of writes) {
    const entityOptions = entity && {
      entityName: entity.name,
      ...(entity.when === undefined ? {} : { conditions: buildFilter(entity.when) }),
    };
    if (value === undefined) transaction.delete(key, entityOptions);
    else transaction.set(key, value, entityOptions);
  }
  for (const { key, name, when } of checks)
    transaction.check(key, { entityName: name, conditions: buildFilter(when) });
  return succeedsWithoutConflict(transaction.execute());
}

const countBytes = (writes: readonly StorageWrite[]): number =>
  writes.reduce((sum, { value }) => sum + (value === undefined ? 0 : JSON.stringify(value).length), 0);

/**
 * Combines groups into as few transactions as possible, in order, without splitting a group.
 * @param maxOperations operations per transaction. A group must not be larger.
 */
export function groupIntoTransactions(
  groups: readonly (readonly StorageWrite[])[],
  maxOperations: number,
): readonly (readonly StorageWrite[])[] {
  const transactions: StorageWrite[][] = [];
  let bytes = MAX_TRANSACTION_BYTES;
  for (const group of groups) {
    if (group.length === 0) continue;
    const current = transactions.at(-1);
    const groupBytes = countBytes(group);
    if (
      current === undefined ||
      current.length + group.length > maxOperations ||
      bytes + groupBytes > MAX_TRANSACTION_BYTES
    ) {
      transactions.push([...group]);
      bytes = groupBytes;
    } else {
      current.push(...group);
      bytes += groupBytes;
    }
  }
  return transactions;
}
