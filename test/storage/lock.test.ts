import { appendToAuditTrail, readAuditTrail } from '../../src/storage/audit-trail';
import {
  MAX_LOCKED_OPERATIONS,
  LockLostError,
  releaseLock,
  acquireLock,
  writeWithLock,
} from '../../src/storage/lock';
import { HOUR, instant, addDuration } from '../../src/domain/instant';
import { type Platform, createFakePlatform } from '../api/fake-platform';

const NOW = instant(1_760_000_000_000);
const END = addDuration(NOW, HOUR);

let platform: Platform;
beforeEach(() => {
  platform = createFakePlatform(() => undefined);
});

const takeLockAt = async (now = NOW) => {
  const lock = await acquireLock('event', now, addDuration(now, HOUR));
  if (lock === undefined) throw new Error('the scan is locked');
  return lock;
};

describe('the lock of the scan', () => {
  it('has one holder at a time', async () => {
    const lock = await takeLockAt();
    expect(await acquireLock('other', addDuration(END, -1), END)).toBeUndefined();
    await releaseLock(lock);
    expect(await acquireLock('other', NOW, END)).toEqual({ holder: 'other', epoch: 2 });
  });

  it('is replaced where it can’t be read, with an epoch that was never used', async () => {
    const before = await takeLockAt();
    platform.entities.set('lock/scan', { holder: 'event', until: 'of another time' });
    const lock = await takeLockAt();
    expect(lock.epoch).toBeGreaterThan(before.epoch);
    await expect(writeWithLock(before, [[{ key: 'a', value: {} }]])).rejects.toThrow(LockLostError);
    await writeWithLock(lock, [[{ key: 'a', value: {} }]]);
  });
});

describe('a holder that lost the lock', () => {
  it('never overwrites what the next holder wrote', async () => {
    const late = await takeLockAt();
    const lock = await takeLockAt(END);
    await writeWithLock(lock, [[{ key: 'source:spaces', value: { startedAt: 2 } }]]);
    await expect(writeWithLock(late, [[{ key: 'source:spaces', value: { startedAt: 1 } }]])).rejects.toThrow(
      LockLostError,
    );
    await expect(writeWithLock(late, [[{ key: 'source:spaces', value: undefined }]])).rejects.toThrow(
      LockLostError,
    );
    expect(platform.store.get('source:spaces')).toEqual({ startedAt: 2 });
  });

  it('adds nothing to the audit trail', async () => {
    const late = await takeLockAt();
    await takeLockAt(END);
    const appending = appendToAuditTrail({ kind: 'scan', body: {} }, NOW, { lock: late });
    await expect(appending).rejects.toThrow(LockLostError);
    expect((await readAuditTrail(9)).entries).toEqual([]);
  });
});

describe('more writes than one transaction takes', () => {
  it('are split into several transactions, each group in one', async () => {
    const group = (name: string) =>
      Array.from({ length: MAX_LOCKED_OPERATIONS - 4 }, (_, index) => ({
        key: `${name}:${index}`,
        value: {},
      }));
    await writeWithLock(await takeLockAt(), [group('a'), [], group('b'), [{ key: 'c', value: {} }]]);
    expect(platform.store.size).toBe(2 * (MAX_LOCKED_OPERATIONS - 4) + 1);
  });
});
