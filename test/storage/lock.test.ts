import { appendToLedger, readLedger } from '../../src/storage/ledger';
import { HELD_OPERATIONS, LostHold, releaseLock, takeLock, writeHeld } from '../../src/storage/lock';
import { HOUR, instant, later } from '../../src/terms/instant';
import { type Platform, platformWith } from '../api/platform';

const NOW = instant(1_760_000_000_000);
const END = later(NOW, HOUR);

let platform: Platform;
beforeEach(() => {
  platform = platformWith(() => undefined);
});

const taken = async (now = NOW) => {
  const hold = await takeLock('event', now, later(now, HOUR));
  if (hold === undefined) throw new Error('the sweep is held');
  return hold;
};

describe('the hold of the sweep', () => {
  it('is one holder’s at a time', async () => {
    const hold = await taken();
    expect(await takeLock('other', later(END, -1), END)).toBeUndefined();
    await releaseLock(hold);
    expect(await takeLock('other', NOW, END)).toEqual({ holder: 'other', epoch: 2 });
  });

  it('is taken anew where it can’t be read, by an epoch that nobody held before', async () => {
    const before = await taken();
    platform.entities.set('lock/sweep', { holder: 'event', until: 'of another time' });
    const hold = await taken();
    expect(hold.epoch).toBeGreaterThan(before.epoch);
    await expect(writeHeld(before, [[{ key: 'a', value: {} }]])).rejects.toThrow(LostHold);
    await writeHeld(hold, [[{ key: 'a', value: {} }]]);
  });
});

describe('who lost the hold', () => {
  it('writes nothing any more over what the next one wrote', async () => {
    const late = await taken();
    const hold = await taken(END);
    await writeHeld(hold, [[{ key: 'source:spaces', value: { asOf: 2 } }]]);
    await expect(writeHeld(late, [[{ key: 'source:spaces', value: { asOf: 1 } }]])).rejects.toThrow(LostHold);
    await expect(writeHeld(late, [[{ key: 'source:spaces', value: undefined }]])).rejects.toThrow(LostHold);
    expect(platform.store.get('source:spaces')).toEqual({ asOf: 2 });
  });

  it('tells the ledger nothing', async () => {
    const late = await taken();
    await taken(END);
    const told = appendToLedger({ kind: 'sweep', body: {} }, NOW, { hold: late });
    await expect(told).rejects.toThrow(LostHold);
    expect((await readLedger(9)).entries).toEqual([]);
  });
});

describe('more than one transaction holds', () => {
  it('is written in several, each group of them in one', async () => {
    const group = (name: string) =>
      Array.from({ length: HELD_OPERATIONS - 4 }, (_, index) => ({ key: `${name}:${index}`, value: {} }));
    await writeHeld(await taken(), [group('a'), [], group('b'), [{ key: 'c', value: {} }]]);
    expect(platform.store.size).toBe(2 * (HELD_OPERATIONS - 4) + 1);
  });
});
