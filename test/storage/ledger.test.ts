import { appendToLedger, cutLedger, readLedger, verifyLedger } from '../../src/storage/ledger';
import { type Write } from '../../src/storage/transaction';
import { DAY, instant, later } from '../../src/terms/instant';
import { type Platform, platformWith } from '../api/platform';
import { heldNow } from './kept';

const NOW = instant(1_760_000_000_000);
const on = (day: number) => later(NOW, day * DAY);

let platform: Platform;
beforeEach(async () => {
  platform = platformWith(() => undefined);
  for (let day = 1; day <= 5; day += 1) await appendToLedger({ kind: 'day', body: { day } }, on(day));
});

const daysOf = async (limit: number, before?: number) => {
  const { entries, more } = await readLedger(limit, before);
  return { days: entries.map(({ body }) => body['day']), more };
};

describe('the ledger', () => {
  it('is read from the newest back, page by page', async () => {
    expect(await daysOf(3)).toEqual({ days: [5, 4, 3], more: true });
    expect(await daysOf(3, 3)).toEqual({ days: [2, 1], more: false });
  });

  it('proves what is left after its old entries were cut off', async () => {
    await cutLedger(on(3), on(300), await heldNow());
    expect(await daysOf(9)).toEqual({ days: [5, 4, 3], more: false });
    expect(await verifyLedger()).toEqual({ is: 'whole', entries: 3 });
    expect([...platform.store.keys()].filter(key => /^ledger:\d/.test(key))).toHaveLength(3);
  });

  it('still shows a change in what is left, and in where it was cut', async () => {
    await cutLedger(on(3), on(300), await heldNow());
    const entry = platform.store.get('ledger:000000004') as object;
    platform.store.set('ledger:000000004', { ...entry, body: { day: 40 } });
    expect(await verifyLedger()).toEqual({ is: 'broken', seq: 4 });
    platform.store.set('ledger:000000004', entry);
    platform.store.set('ledger:anchor', { seq: 2, hash: 'another' });
    expect(await verifyLedger()).toEqual({ is: 'broken', seq: 3 });
  });

  it('is proved in few calls, however long it is', async () => {
    for (let day = 6; day <= 260; day += 1) await appendToLedger({ kind: 'day', body: { day } }, on(day));
    const forge = globalThis as unknown as { __forge_fetch__: (...args: unknown[]) => unknown };
    const ask = forge.__forge_fetch__;
    let calls = 0;
    forge.__forge_fetch__ = (...args) => {
      calls += 1;
      return ask(...args);
    };
    expect(await verifyLedger()).toEqual({ is: 'whole', entries: 260 });
    expect(calls).toBeLessThan(20);
    platform.store.delete('ledger:000000231');
    expect(await verifyLedger()).toEqual({ is: 'broken', seq: 231 });
  });

  it('keeps its last entry, however old, so that the next one has something to follow', async () => {
    await cutLedger(on(99), on(300), await heldNow());
    expect(await daysOf(9)).toEqual({ days: [5], more: false });
    await appendToLedger({ kind: 'day', body: { day: 6 } }, on(100));
    expect(await verifyLedger()).toEqual({ is: 'whole', entries: 2 });
  });

  it('is there with what it tells of, or neither is', async () => {
    const write = (seq: number): Write => ({
      key: 'current',
      value: { revision: 2 },
      entity: { name: 'settings', when: { attribute: 'revision', equals: seq } },
    });
    platform.entities.set('settings/current', { revision: 1 });
    const record = { kind: 'settings', by: 'ana', body: {} } as const;
    expect(await appendToLedger(record, on(6), { writes: [write(7)] })).toBeUndefined();
    expect(await daysOf(1)).toMatchObject({ days: [5] });
    expect(await appendToLedger(record, on(6), { writes: [write(1)] })).toMatchObject({ seq: 6 });
    expect(platform.entities.get('settings/current')).toEqual({ revision: 2 });
  });

  it.each([
    ['missing', undefined],
    ['damaged', { seq: 'of another time' }],
  ])('goes on where its head is %s, and loses nothing', async (_, head) => {
    if (head === undefined) platform.entities.delete('ledger/head');
    else platform.entities.set('ledger/head', head);
    expect(await daysOf(9)).toEqual({ days: [5, 4, 3, 2, 1], more: false });
    await appendToLedger({ kind: 'day', body: { day: 6 } }, on(6));
    expect(await verifyLedger()).toEqual({ is: 'whole', entries: 6 });
  });

  it('is cut however much has gathered', async () => {
    for (let day = 6; day <= 70; day += 1) await appendToLedger({ kind: 'day', body: { day } }, on(day));
    await cutLedger(on(69), on(300), await heldNow());
    expect(await daysOf(9)).toEqual({ days: [70, 69], more: false });
    expect([...platform.store.keys()].filter(key => /^ledger:\d/.test(key))).toHaveLength(2);
  });

  it('is cut past entries that a clock 400 days ahead wrote, and keeps those that nothing old follows', async () => {
    for (let day = 6; day <= 40; day += 1) await appendToLedger({ kind: 'day', body: { day } }, on(400));
    for (let day = 41; day <= 43; day += 1) await appendToLedger({ kind: 'day', body: { day } }, on(day));
    await appendToLedger({ kind: 'day', body: { day: 44 } }, on(400));
    await appendToLedger({ kind: 'day', body: { day: 45 } }, on(45));
    await cutLedger(on(43), on(60), await heldNow());
    expect(await daysOf(9)).toEqual({ days: [45, 44, 43], more: false });
    await cutLedger(on(45), on(60), await heldNow());
    expect(await daysOf(9)).toEqual({ days: [45, 44], more: false });
    expect(await verifyLedger()).toEqual({ is: 'whole', entries: 2 });
  });

  it('keeps a decision that is too large for it by its hash', async () => {
    await appendToLedger({ kind: 'settings', by: 'ana', body: { value: 'x'.repeat(150_000) } }, on(6));
    const { entries } = await readLedger(1);
    expect(entries[0]?.body).toEqual({
      bytes: expect.any(Number),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await verifyLedger()).toEqual({ is: 'whole', entries: 6 });
  });
});
