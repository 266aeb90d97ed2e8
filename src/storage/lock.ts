import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { type Instant, discardFutureInstant } from '../domain/instant';
import {
  type TransactionCheck,
  MAX_OPERATIONS,
  type StorageWrite,
  createEntity,
  groupIntoTransactions,
  writeTransaction,
} from './transaction';

const LOCK_KEY = 'scan';

const lockSchema = z.object({ holder: z.string(), epoch: z.number().int(), until: z.number() });

/** The scan lock. Each holder increases the epoch, and writes of an older epoch are refused. */
export interface ScanLock {
  readonly holder: string;
  readonly epoch: number;
}

/** Another holder has taken the scan lock since. */
export class LockLostError extends Error {
  override readonly name = 'LockLostError';
}

/** Operations left in a transaction next to the lock check. */
export const MAX_LOCKED_OPERATIONS = MAX_OPERATIONS - 1;

const replaceLock = (value: z.infer<typeof lockSchema>, epoch: number): Promise<boolean> =>
  writeTransaction([
    { key: LOCK_KEY, value, entity: { name: 'lock', when: { attribute: 'epoch', equals: epoch } } },
  ]);

const buildLockCheck = ({ epoch }: ScanLock): TransactionCheck => ({
  key: LOCK_KEY,
  name: 'lock',
  when: { attribute: 'epoch', equals: epoch },
});

const buildLockLostError = ({ epoch }: ScanLock): LockLostError =>
  new LockLostError(`epoch ${epoch} is no longer the lock holder`);

/**
 * Takes the scan lock until `until`. A plain key with a TTL can't replace it: expired keys stay readable for up to 48
 * hours, and two callers could both see the lock as free. An unreadable lock is recreated with an epoch higher than any
 * counted one.
 * @returns undefined while another holder has the lock.
 */
export async function acquireLock(
  holder: string,
  now: Instant,
  until: Instant,
): Promise<ScanLock | undefined> {
  const stored: unknown = await kvs.entity('lock').get(LOCK_KEY);
  const storedLock = lockSchema.safeParse(stored);
  if (storedLock.success) {
    // No holder takes the lock for longer than this caller would, so a later end comes from a clock that ran ahead:
    // ignore it.
    if (storedLock.data.until > now && discardFutureInstant(until, storedLock.data.until) !== undefined)
      return undefined;
    const epoch = storedLock.data.epoch + 1;
    return (await replaceLock({ holder, epoch, until }, storedLock.data.epoch))
      ? { holder, epoch }
      : undefined;
  }
  const isDamaged = stored !== undefined && stored !== null;
  if (isDamaged) await kvs.entity('lock').delete(LOCK_KEY);
  const epoch = isDamaged ? now : 1;
  return (await createEntity('lock', LOCK_KEY, { holder, epoch, until })) ? { holder, epoch } : undefined;
}

/** Releases the lock. Does nothing if a later holder has it. */
export async function releaseLock(lock: ScanLock): Promise<void> {
  await replaceLock({ ...lock, until: 0 }, lock.epoch);
}

/**
 * Writes the groups in order, each group in one transaction, while the lock is held.
 * @throws LockLostError if a later holder has taken the lock. The remaining groups are not written.
 */
export async function writeWithLock(
  lock: ScanLock,
  groups: readonly (readonly StorageWrite[])[],
): Promise<void> {
  for (const writes of groupIntoTransactions(groups, MAX_LOCKED_OPERATIONS)) {
    if (!(await writeTransaction(writes, [buildLockCheck(lock)]))) throw buildLockLostError(lock);
  }
}

/**
 * Writes in one transaction while the lock is held. The writes may have their own conditions.
 * @returns false if one of those conditions fails. @throws LockLostError
 */
export async function tryWriteWithLock(lock: ScanLock, writes: readonly StorageWrite[]): Promise<boolean> {
  if (await writeTransaction(writes, [buildLockCheck(lock)])) return true;
  const storedLock = lockSchema.safeParse(await kvs.entity('lock').get(LOCK_KEY));
  if (storedLock.data?.epoch !== lock.epoch) throw buildLockLostError(lock);
  return false;
}
