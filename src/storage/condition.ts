import { Filter, FilterConditions, ForgeKvsAPIError, kvs } from '@forge/kvs';

/** The entities of manifest.yml: the only things whose writes can depend on what is there. */
export type EntityName = 'lock' | 'run' | 'settings' | 'remediation' | 'decision' | 'ledger';

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

/** Writes an entity that isn't there yet. @returns false where it is. */
export const createEntity = <T extends object>(entity: EntityName, key: string, value: T): Promise<boolean> =>
  won(kvs.entity<T>(entity).set(key, value, { keyPolicy: 'FAIL_IF_EXISTS' }));

/** Replaces an entity while `attribute` still holds `expected`. @returns false where it no longer does. */
export const replaceEntity = <T extends object>(
  entity: EntityName,
  key: string,
  value: T,
  attribute: keyof T & string,
  expected: string | number,
): Promise<boolean> =>
  won(
    kvs
      .transact()
      .set(key, value, {
        entityName: entity,
        conditions: new Filter<T>().and(attribute, FilterConditions.equalTo(expected)),
      })
      .execute(),
  );
