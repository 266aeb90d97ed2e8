import { type PublicFilterFact } from '../../src/evidence/facts';
import { sources } from '../../src/evidence/sources';
import { EvidenceStore } from '../../src/storage/evidence-store';
import { EvidenceWriter } from '../../src/storage/evidence-writer';
import { completePass } from '../../src/scan/complete-pass';
import { HOUR, instant, addDuration } from '../../src/domain/instant';
import { type Reading } from '../../src/domain/reading';
import { createFakePlatform } from '../api/fake-platform';
import { createReader, type AnswerTable } from '../evidence/fake-transport';
import { saveEvidence } from '../storage/save-fixtures';

const START = instant(Date.UTC(2026, 10, 2, 8));
const { publicFilters } = sources;
const filter = (id: number): PublicFilterFact => ({ id: String(id), name: `Filter ${id}`, query: '' });
const stillPublic = (id: number): AnswerTable => ({
  [`/filter/${id}`]: {
    body: { id: String(id), name: `Filter ${id}`, jql: '', sharePermissions: [{ type: 'global' }] },
  },
});

/** A pass that comes to its last page at an hour, with so many rows. */
async function savePass(
  hour: number,
  facts: readonly PublicFilterFact[],
  read: number,
  table: AnswerTable = {},
): Promise<'completed' | 'failed'> {
  const store = new EvidenceWriter();
  const at = addDuration(START, hour * HOUR);
  await store.beginPass('publicFilters', at, 1);
  await store.addPage(publicFilters, { facts, read });
  const end = await completePass({
    source: publicFilters,
    reader: createReader(table),
    store,
    now: () => at,
  });
  await saveEvidence(store);
  return end;
}

const readStored = async (): Promise<{
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
    isDue: (await store.passAgeOf(publicFilters)).isUnfinished,
    failing: (await store.failureOf('publicFilters'))?.gap.why,
  };
};

describe('a completed pass', () => {
  beforeEach(() => {
    createFakePlatform(() => undefined);
  });

  it('that isn’t believed leaves what was known, with a gap, and is due at the next tick', async () => {
    expect(await savePass(0, [filter(1), filter(2)], 30)).toBe('completed');
    expect(await readStored()).toMatchObject({ ids: '1 2', isDue: false, reading: { gaps: [] } });
    expect(await savePass(24, [filter(1)], 29, stillPublic(2))).toBe('failed');
    expect(await readStored()).toMatchObject({
      ids: '1 2',
      isDue: true,
      failing: 'failed',
      reading: { fullReadAt: START, gaps: [{ why: 'failed', at: 'filter.search known-object' }] },
    });
    expect(await new EvidenceStore().missedKeys('publicFilters')).toEqual([]);
    expect(await savePass(25, [filter(1), filter(2), filter(3)], 31)).toBe('completed');
    expect(await readStored()).toMatchObject({
      ids: '1 2 3',
      isDue: false,
      failing: undefined,
      reading: { gaps: [] },
    });
  });

  it('that isn’t believed has what is new or changed in it re-checked, object by object', async () => {
    await savePass(0, [filter(1), filter(2), filter(4)], 30);
    const renamed = { ...filter(4), name: 'Renamed' };
    expect(await savePass(24, [filter(1), filter(3), renamed], 30, stillPublic(2))).toBe('failed');
    expect((await readStored()).ids.split(' ').sort()).toEqual(['1', '2', '4']);
    expect(await new EvidenceStore().missedKeys('publicFilters')).toEqual(['3', '4']);
  });

  it('that shrank is confirmed by the next two where a clock 40 days ahead noted it', async () => {
    await savePass(0, [], 100);
    expect(await savePass(40 * 24, [], 20)).toBe('failed');
    expect(await savePass(24, [], 20)).toBe('failed');
    expect(await savePass(25, [], 20)).toBe('completed');
  });

  it('that shrank is believed when another an hour later agrees', async () => {
    await savePass(0, [], 100);
    expect(await savePass(24, [], 20)).toBe('failed');
    expect((await readStored()).reading).toMatchObject({
      fullReadAt: START,
      read: 100,
      gaps: [{ why: 'moved', at: 'filter.search shrunken' }],
    });
    expect(await savePass(24.5, [], 20)).toBe('failed');
    expect(await savePass(25, [], 21)).toBe('completed');
    expect((await readStored()).reading).toMatchObject({
      fullReadAt: addDuration(START, 25 * HOUR),
      read: 21,
      gaps: [],
    });
  });

  it('keeps as last seen what it leaves out and can’t be re-checked, until it was', async () => {
    await savePass(0, [filter(1), filter(2)], 30);
    expect(await savePass(24, [filter(1)], 29, { '/filter/2': 500 })).toBe('completed');
    const { reading, ids } = await readStored();
    expect(ids).toBe('1 2');
    expect(reading.gaps).toEqual([{ why: 'failed', at: 'filter.get' }]);
    expect(reading.recheckedAt?.get('2')).toBe(START);
    expect(await new EvidenceStore().missedKeys('publicFilters')).toEqual(['2']);

    const store = new EvidenceWriter();
    await store.applyRecheck(publicFilters, '2', { facts: [] }, addDuration(START, 25 * HOUR));
    await saveEvidence(store);
    expect(await readStored()).toMatchObject({ ids: '1', reading: { gaps: [] } });
  });

  it('that is the first counts for what it found, with the gap', async () => {
    const { users } = sources;
    const store = new EvidenceWriter();
    await store.beginPass('users', START, 1);
    await store.addPage(users, { facts: [], read: 0 });
    expect(await completePass({ source: users, reader: createReader({}), store, now: () => START })).toBe(
      'failed',
    );
    await saveEvidence(store);
    expect(await new EvidenceStore().reading(users)).toMatchObject({
      fullReadAt: START,
      gaps: [{ why: 'failed', at: 'user.list accounts' }],
    });
    expect((await new EvidenceStore().passAgeOf(users)).isUnfinished).toBe(true);
  });
});
