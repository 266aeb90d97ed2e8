import { Filter, FilterConditions, ForgeKvsAPIError, kvs } from '@forge/kvs';

/** The entities of manifest.yml: the only things whose writes can depend on what is there. */
export type EntityName = 'lock' | 'inbox' | 'settings' | 'remediation' | 'decision' | 'ledger' | 'check';

/** That an attribute of an entity holds this value. */
export interface Condition {
  readonly attribute: string;
  readonly equals: string | number;
}

/** One change of the store: of a plain value, or of an entity, be it while a condition holds. */
export interface Write {
  readonly key: string;
  /** Undefined: it is deleted. */
  readonly value: object | undefined;
  readonly entity?: { readonly name: EntityName; readonly when?: Condition };
}

/** What must be so for any of the writes to be made, though nothing of it is written. */
export interface Check {
  readonly key: string;
  readonly name: EntityName;
  readonly when: Condition;
}

/** What the platform takes in one transaction: operations, checks among them, and bytes of JSON, a little below its 4 MB. */
export const OPERATIONS = 25;
const BYTES = 3_500_000;

const lostRace = (error: unknown): boolean =>
  error instanceof ForgeKvsAPIError &&
  (error.code === 'KEY_CONFLICT' || error.code === 'CONDITIONAL_CHECK_FAILED');

const won = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (lostRace(error)) return false;
    throw error;
  }
};

const asConditions = ({ attribute, equals }: Condition) =>
  new Filter<object>().and(attribute as keyof object, FilterConditions.equalTo(equals));

/** Writes an entity that isn't there yet. @returns false where it is. */
export const createEntity = (name: EntityName, key: string, value: object): Promise<boolean> =>
  won(kvs.entity<object>(name).set(key, value, { keyPolicy: 'FAIL_IF_EXISTS' }));

/**
 * Makes all of the writes or none, `OPERATIONS` at most with the checks, and each key once.
 * @returns false where a condition does not hold. @throws ForgeKvsAPIError where the platform refuses anything else.
 */
export function writeTogether(writes: readonly Write[], checks: readonly Check[] = []): Promise<boolean> {
  const transaction = kvs.transact();
  for (const { key, value, entity } of writes) {
    const of = entity && {
      entityName: entity.name,
      ...(entity.when === undefined ? {} : { conditions: asConditions(entity.when) }),
    };
    if (value === undefined) transaction.delete(key, of);
    else transaction.set(key, value, of);
  }
  for (const { key, name, when } of checks)
    transaction.check(key, { entityName: name, conditions: asConditions(when) });
  return won(transaction.execute());
}

const bytesOf = (writes: readonly Write[]): number =>
  writes.reduce((sum, { value }) => sum + (value === undefined ? 0 : JSON.stringify(value).length), 0);

/**
 * The groups in as few transactions as hold them, in their order, each group in one.
 * @param most operations that a transaction has room for. A group must not be larger.
 */
export function inTransactions(
  groups: readonly (readonly Write[])[],
  most: number,
): readonly (readonly Write[])[] {
  const made: Write[][] = [];
  let bytes = BYTES;
  for (const group of groups) {
    if (group.length === 0) continue;
    const current = made.at(-1);
    const more = bytesOf(group);
    if (current === undefined || current.length + group.length > most || bytes + more > BYTES) {
      made.push([...group]);
      bytes = more;
    } else {
      current.push(...group);
      bytes += more;
    }
  }
  return made;
}
