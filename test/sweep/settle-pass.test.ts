import { type PublicFilterFact } from '../../src/evidence/facts';
import { sources } from '../../src/evidence/sources';
import { EvidenceStore } from '../../src/storage/evidence';
import { EvidenceWriter } from '../../src/storage/evidence-writer';
import { settlePass } from '../../src/sweep/settle-pass';
import { HOUR, instant, later } from '../../src/terms/instant';
import { type Reading } from '../../src/terms/reading';
import { platformWith } from '../api/platform';
import { readerOf, type Table } from '../evidence/fake-site';
import { keepEvidence } from '../storage/kept';

const START = instant(Date.UTC(2026, 10, 2, 8));
const { publicFilters } = sources;
const filter = (id: number): PublicFilterFact => ({ id: String(id), name: `Filter ${id}`, query: '' });
const stillPublic = (id: number): Table => ({
  [`/filter/${id}`]: {
    body: { id: String(id), name: `Filter ${id}`, jql: '', sharePermissions: [{ type: 'global' }] },
  },
});

/** A pass that comes to its last page at an hour, with so many rows. */
async function pass(
  hour: number,
  facts: readonly PublicFilterFact[],
  read: number,
  table: Table = {},
): Promise<'closed' | 'failed'> {
  const store = new EvidenceWriter();
  const at = later(START, hour * HOUR);
  await store.begin('publicFilters', at, 1);
  await store.add(publicFilters, { facts, read });
  const end = await settlePass({ source: publicFilters, reader: readerOf(table), store, now: () => at });
  await keepEvidence(store);
  return end;
}

const stored = async (): Promise<{
  reading: Reading<PublicFilterFact>;
  ids: string;
  isDue: boolean;
  failing: string | undefined;
}> => {
  const store = new EvidenceStore();
  const reading = await store.reading(publicFilters);
  return {
    reading,
    ids: reading.facts.map(({ id }) => id).join(' '),
    isDue: (await store.ageOf(publicFilters)).unfinished,
    failing: (await store.failing('publicFilters'))?.gap.why,
  };
};

describe('a completed pass', () => {
  beforeEach(() => {
    platformWith(() => undefined);
  });

  it('that isn’t believed leaves what was known, with a gap, and is due at the next tick', async () => {
    expect(await pass(0, [filter(1), filter(2)], 30)).toBe('closed');
    expect(await stored()).toMatchObject({ ids: '1 2', isDue: false, reading: { gaps: [] } });
    expect(await pass(24, [filter(1)], 29, stillPublic(2))).toBe('failed');
    expect(await stored()).toMatchObject({
      ids: '1 2',
      isDue: true,
      failing: 'failed',
      reading: { asOf: START, gaps: [{ why: 'failed', at: 'filter.search seen-before' }] },
    });
    expect(await new EvidenceStore().missed('publicFilters')).toEqual([]);
    expect(await pass(25, [filter(1), filter(2), filter(3)], 31)).toBe('closed');
    expect(await stored()).toMatchObject({
      ids: '1 2 3',
      isDue: false,
      failing: undefined,
      reading: { gaps: [] },
    });
  });

  it('that isn’t believed has what is new or changed in it re-checked, object by object', async () => {
    await pass(0, [filter(1), filter(2), filter(4)], 30);
    const renamed = { ...filter(4), name: 'Renamed' };
    expect(await pass(24, [filter(1), filter(3), renamed], 30, stillPublic(2))).toBe('failed');
    expect((await stored()).ids.split(' ').sort()).toEqual(['1', '2', '4']);
    expect(await new EvidenceStore().missed('publicFilters')).toEqual(['3', '4']);
  });

  it('that shrank is confirmed by the next two where a clock 40 days ahead noted it', async () => {
    await pass(0, [], 100);
    expect(await pass(40 * 24, [], 20)).toBe('failed');
    expect(await pass(24, [], 20)).toBe('failed');
    expect(await pass(25, [], 20)).toBe('closed');
  });

  it('that shrank is believed when another an hour later agrees', async () => {
    await pass(0, [], 100);
    expect(await pass(24, [], 20)).toBe('failed');
    expect((await stored()).reading).toMatchObject({
      asOf: START,
      read: 100,
      gaps: [{ why: 'moved', at: 'filter.search shrunken' }],
    });
    expect(await pass(24.5, [], 20)).toBe('failed');
    expect(await pass(25, [], 21)).toBe('closed');
    expect((await stored()).reading).toMatchObject({ asOf: later(START, 25 * HOUR), read: 21, gaps: [] });
  });

  it('keeps as last seen what it leaves out and can’t be re-checked, until it was', async () => {
    await pass(0, [filter(1), filter(2)], 30);
    expect(await pass(24, [filter(1)], 29, { '/filter/2': 500 })).toBe('closed');
    const { reading, ids } = await stored();
    expect(ids).toBe('1 2');
    expect(reading.gaps).toEqual([{ why: 'failed', at: 'filter.get' }]);
    expect(reading.rereadAt?.get('2')).toBe(START);
    expect(await new EvidenceStore().missed('publicFilters')).toEqual(['2']);

    const store = new EvidenceWriter();
    await store.patch(publicFilters, '2', { facts: [] }, later(START, 25 * HOUR));
    await keepEvidence(store);
    expect(await stored()).toMatchObject({ ids: '1', reading: { gaps: [] } });
  });

  it('that is the first counts for what it found, with the gap', async () => {
    const { users } = sources;
    const store = new EvidenceWriter();
    await store.begin('users', START, 1);
    await store.add(users, { facts: [], read: 0 });
    expect(await settlePass({ source: users, reader: readerOf({}), store, now: () => START })).toBe('failed');
    await keepEvidence(store);
    expect(await new EvidenceStore().reading(users)).toMatchObject({
      asOf: START,
      gaps: [{ why: 'failed', at: 'user.list accounts' }],
    });
    expect((await new EvidenceStore().ageOf(users)).unfinished).toBe(true);
  });
});
