import {
  appendToAuditTrail,
  cutAuditTrail,
  readAuditTrail,
  verifyAuditTrail,
} from '../../src/storage/audit-trail';
import { type StorageWrite } from '../../src/storage/transaction';
import { DAY, instant, addDuration } from '../../src/domain/instant';
import { type Platform, createFakePlatform } from '../api/fake-platform';
import { takeTestLock } from './save-fixtures';

const NOW = instant(1_760_000_000_000);
const dayAt = (day: number) => addDuration(NOW, day * DAY);

let platform: Platform;
beforeEach(async () => {
  platform = createFakePlatform(() => undefined);
  for (let day = 1; day <= 5; day += 1) await appendToAuditTrail({ kind: 'day', body: { day } }, dayAt(day));
});

const entryDays = async (limit: number, before?: number) => {
  const { entries, hasMore } = await readAuditTrail(limit, before);
  return { days: entries.map(({ body }) => body['day']), hasMore };
};

describe('the audit trail', () => {
  it('is read page by page, newest first', async () => {
    expect(await entryDays(3)).toEqual({ days: [5, 4, 3], hasMore: true });
    expect(await entryDays(3, 3)).toEqual({ days: [2, 1], hasMore: false });
  });

  it('verifies the remaining entries after old ones were cut off', async () => {
    await cutAuditTrail(dayAt(3), dayAt(300), await takeTestLock());
    expect(await entryDays(9)).toEqual({ days: [5, 4, 3], hasMore: false });
    expect(await verifyAuditTrail()).toEqual({ is: 'whole', entries: 3 });
    expect([...platform.store.keys()].filter(key => /^audit:\d/.test(key))).toHaveLength(3);
  });

  it('detects a change of a remaining entry, and of the anchor', async () => {
    await cutAuditTrail(dayAt(3), dayAt(300), await takeTestLock());
    const entry = platform.store.get('audit:000000004') as object;
    platform.store.set('audit:000000004', { ...entry, body: { day: 40 } });
    expect(await verifyAuditTrail()).toEqual({ is: 'broken', seq: 4 });
    platform.store.set('audit:000000004', entry);
    platform.store.set('audit:anchor', { seq: 2, hash: 'another' });
    expect(await verifyAuditTrail()).toEqual({ is: 'broken', seq: 3 });
  });

  it('is verified in few calls, however long it is', async () => {
    for (let day = 6; day <= 260; day += 1)
      await appendToAuditTrail({ kind: 'day', body: { day } }, dayAt(day));
    const forge = globalThis as unknown as { __forge_fetch__: (...args: unknown[]) => unknown };
    const ask = forge.__forge_fetch__;
    let calls = 0;
    forge.__forge_fetch__ = (...args) => {
      calls += 1;
      return ask(...args);
    };
    expect(await verifyAuditTrail()).toEqual({ is: 'whole', entries: 260 });
    expect(calls).toBeLessThan(20);
    platform.store.delete('audit:000000231');
    expect(await verifyAuditTrail()).toEqual({ is: 'broken', seq: 231 });
  });

  it('keeps its last entry, however old, so that the next one can link to it', async () => {
    await cutAuditTrail(dayAt(99), dayAt(300), await takeTestLock());
    expect(await entryDays(9)).toEqual({ days: [5], hasMore: false });
    await appendToAuditTrail({ kind: 'day', body: { day: 6 } }, dayAt(100));
    expect(await verifyAuditTrail()).toEqual({ is: 'whole', entries: 2 });
  });

  it('is written together with the change that it records, or neither is', async () => {
    const write = (seq: number): StorageWrite => ({
      key: 'current',
      value: { revision: 2 },
      entity: { name: 'settings', when: { attribute: 'revision', equals: seq } },
    });
    platform.entities.set('settings/current', { revision: 1 });
    const record = { kind: 'settings', by: 'ana', body: {} } as const;
    expect(await appendToAuditTrail(record, dayAt(6), { writes: [write(7)] })).toBeUndefined();
    expect(await entryDays(1)).toMatchObject({ days: [5] });
    expect(await appendToAuditTrail(record, dayAt(6), { writes: [write(1)] })).toMatchObject({ seq: 6 });
    expect(platform.entities.get('settings/current')).toEqual({ revision: 2 });
  });

  it.each([
    ['missing', undefined],
    ['damaged', { seq: 'of another time' }],
  ])('continues where its head is %s, and loses nothing', async (_, head) => {
    if (head === undefined) platform.entities.delete('audit/head');
    else platform.entities.set('audit/head', head);
    expect(await entryDays(9)).toEqual({ days: [5, 4, 3, 2, 1], hasMore: false });
    await appendToAuditTrail({ kind: 'day', body: { day: 6 } }, dayAt(6));
    expect(await verifyAuditTrail()).toEqual({ is: 'whole', entries: 6 });
  });

  it('is cut however many old entries there are', async () => {
    for (let day = 6; day <= 70; day += 1)
      await appendToAuditTrail({ kind: 'day', body: { day } }, dayAt(day));
    await cutAuditTrail(dayAt(69), dayAt(300), await takeTestLock());
    expect(await entryDays(9)).toEqual({ days: [70, 69], hasMore: false });
    expect([...platform.store.keys()].filter(key => /^audit:\d/.test(key))).toHaveLength(2);
  });

  it('is cut past entries that a clock 400 days ahead wrote, and keeps those that no old entry follows', async () => {
    for (let day = 6; day <= 40; day += 1)
      await appendToAuditTrail({ kind: 'day', body: { day } }, dayAt(400));
    for (let day = 41; day <= 43; day += 1)
      await appendToAuditTrail({ kind: 'day', body: { day } }, dayAt(day));
    await appendToAuditTrail({ kind: 'day', body: { day: 44 } }, dayAt(400));
    await appendToAuditTrail({ kind: 'day', body: { day: 45 } }, dayAt(45));
    await cutAuditTrail(dayAt(43), dayAt(60), await takeTestLock());
    expect(await entryDays(9)).toEqual({ days: [45, 44, 43], hasMore: false });
    await cutAuditTrail(dayAt(45), dayAt(60), await takeTestLock());
    expect(await entryDays(9)).toEqual({ days: [45, 44], hasMore: false });
    expect(await verifyAuditTrail()).toEqual({ is: 'whole', entries: 2 });
  });

  it('keeps only the hash of a decision that is too large', async () => {
    await appendToAuditTrail({ kind: 'settings', by: 'ana', body: { value: 'x'.repeat(150_000) } }, dayAt(6));
    const { entries } = await readAuditTrail(1);
    expect(entries[0]?.body).toEqual({
      bytes: expect.any(Number),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await verifyAuditTrail()).toEqual({ is: 'whole', entries: 6 });
  });
});
