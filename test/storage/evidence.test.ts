import { createHash } from 'node:crypto';
import { publicFilters } from '../../src/evidence/public-filters';
import { type PublicFilterFact } from '../../src/evidence/facts';
import { type Page, type Reread } from '../../src/evidence/source';
import { EvidenceStore } from '../../src/storage/evidence';
import { EvidenceWriter } from '../../src/storage/evidence-writer';
import { HELD_OPERATIONS } from '../../src/storage/lock';
import { type Gap } from '../../src/terms/gap';
import { HOUR, MINUTE, instant, later } from '../../src/terms/instant';
import { type Platform, platformWith } from '../api/platform';
import { keepEvidence } from './kept';

const NOW = instant(1_760_000_000_000);
const moved: Gap = { why: 'moved', at: 'filter.search' };
const schema: Gap = { why: 'schema', at: 'filter.search' };
const denied: Gap = { why: 'denied', at: 'filter.get' };

const filter = (id: number): PublicFilterFact => ({
  id: String(id),
  name: `All bugs of team ${id % 7}`,
  query: 'project = SEC and statusCategory != Done order by created',
});
const filters = (count: number): readonly PublicFilterFact[] =>
  Array.from({ length: count }, (_, index) => filter(index + 1));

let platform: Platform;
beforeEach(() => {
  platform = platformWith(() => undefined);
});

/** Reads a pass in one page, as a slice does. */
async function pass(
  facts: readonly PublicFilterFact[],
  page: { gaps?: readonly Gap[]; missed?: readonly { key: string; gap: Gap }[] } = {},
): Promise<void> {
  const store = new EvidenceWriter();
  await store.begin('publicFilters', NOW, 1);
  await store.add(publicFilters, { facts, read: facts.length, of: facts.length, ...page });
  await store.close('publicFilters', NOW);
  await keepEvidence(store);
}

const parts = (): readonly string[] =>
  [...platform.store.keys()].filter(key => key.startsWith('facts:publicFilters:'));

describe('what is kept of a source', () => {
  it('comes back as it was read, from values far smaller than it', async () => {
    await pass(filters(1_000));
    const reading = await new EvidenceStore().reading(publicFilters);
    expect(reading).toMatchObject({ facts: filters(1_000), read: 1_000, of: 1_000, gaps: [] });
    const kept = JSON.stringify([...platform.store.values()]).length;
    expect(kept * 4).toBeLessThan(JSON.stringify(filters(1_000)).length);
  });

  it('is written once, however often the same is read', async () => {
    await pass(filters(1_000));
    const known = parts();
    expect(known.length).toBeGreaterThan(1);
    for (const key of known) platform.store.set(key, Object.freeze(platform.store.get(key) as object));
    const values = known.map(key => platform.store.get(key));
    await pass(filters(1_000));
    expect(known.map(key => platform.store.get(key)).every((value, index) => value === values[index])).toBe(
      true,
    );
  });

  it('leaves the parts alone that one fact more does not touch', async () => {
    await pass(filters(1_000));
    const known = parts();
    await pass([...filters(1_000), filter(1_001)]);
    expect(parts().filter(key => known.includes(key))).toHaveLength(known.length - 1);
  });

  it('is as good as not read where a part of it is gone, or of another version', async () => {
    await pass(filters(1_000));
    const [part = ''] = parts();
    platform.store.set(part, { facts: [filter(1)] });
    expect((await new EvidenceStore().reading(publicFilters)).gaps).toEqual([{ why: 'never-read' }]);
    platform.store.delete(part);
    expect((await new EvidenceStore().reading(publicFilters)).gaps).toEqual([{ why: 'never-read' }]);
    expect((await new EvidenceStore().ageOf(publicFilters)).unfinished).toBe(true);
  });
});

describe('what an older version of a source read', () => {
  const asOlder = (version: number | undefined): void => {
    const { version: _now, ...state } = platform.store.get('source:publicFilters') as { version: number };
    platform.store.set('source:publicFilters', { ...state, ...(version === undefined ? {} : { version }) });
  };

  it.each([
    ['of the version before', publicFilters.version - 1],
    ['of before there were versions', undefined],
  ])('is as good as never read, and read anew: %s', async (_, version) => {
    await pass(filters(1_000));
    const store = new EvidenceWriter();
    await store.patch(publicFilters, '7', { facts: [filter(7)] }, later(NOW, MINUTE));
    await keepEvidence(store);
    asOlder(version);
    expect(await new EvidenceStore().reading(publicFilters)).toMatchObject({
      facts: [],
      gaps: [{ why: 'never-read' }],
    });
    expect(await new EvidenceStore().ageOf(publicFilters)).toMatchObject({ asOf: undefined });
    await pass([filter(1)]);
    expect(await new EvidenceStore().reading(publicFilters)).toMatchObject({ facts: [filter(1)], gaps: [] });
    expect(parts()).toHaveLength(1);
  });

  it('is no beginning of a pass of this version', async () => {
    const store = new EvidenceWriter();
    await store.begin('publicFilters', NOW, 1);
    await store.add(publicFilters, { facts: filters(10), read: 10, next: { page: 2 } });
    await keepEvidence(store);
    asOlder(undefined);
    expect(await new EvidenceStore().running('publicFilters')).toBeUndefined();
  });
});

describe('what no pass names any more', () => {
  /** A pass that has filled parts, and does not come to its end. */
  async function halfRead(): Promise<EvidenceWriter> {
    const store = new EvidenceWriter();
    await store.begin('publicFilters', NOW, 1);
    await store.add(publicFilters, { facts: filters(1_000), read: 1_000, next: { page: 2 } });
    await keepEvidence(store);
    return store;
  }

  it.each([
    ['is begun anew', (store: EvidenceWriter) => store.begin('publicFilters', later(NOW, HOUR), 2)],
    ['is given up', (store: EvidenceWriter) => store.fail(publicFilters, moved, later(NOW, HOUR))],
  ] as const)('is deleted where a pass %s', async (_, end) => {
    await pass([filter(1)]);
    const known = parts();
    const store = await halfRead();
    expect(parts().length).toBeGreaterThan(known.length);
    await end(store);
    await keepEvidence(store);
    expect(parts()).toEqual(known);
  });

  it('is deleted with the next times where one time is not enough', async () => {
    await pass(filters(12_000));
    expect(parts().length).toBeGreaterThan(HELD_OPERATIONS);
    await pass([filter(1)]);
    await pass([filter(1), filter(2)]);
    expect(parts()).toHaveLength(1);
  });

  it('is written again where it was lost', async () => {
    await pass(filters(1_000));
    platform.store.delete(parts()[0] ?? '');
    const store = new EvidenceWriter();
    expect((await store.ageOf(publicFilters)).unfinished).toBe(true);
    await store.begin('publicFilters', later(NOW, HOUR), 1);
    await store.add(publicFilters, { facts: filters(1_000), read: 1_000 });
    await store.close('publicFilters', later(NOW, HOUR));
    await keepEvidence(store);
    expect((await new EvidenceStore().reading(publicFilters)).gaps).toEqual([]);
  });
});

describe('more single objects than one value holds', () => {
  const many = Array.from({ length: 12_000 }, (_, number) => String(number));
  const valueBytes = (): number =>
    Buffer.byteLength(JSON.stringify(platform.store.get('source:publicFilters')));
  const noise = (id: string): PublicFilterFact => ({
    id,
    name: `filter ${id}`,
    query: createHash('sha512').update(id).digest('base64'),
  });

  it('that could not be read: the pass is read again instead of each of them', async () => {
    await pass([filter(1)], { missed: many.map(key => ({ key, gap: denied })) });
    expect(valueBytes()).toBeLessThan(240 * 1024);
    const store = new EvidenceStore();
    expect((await store.reading(publicFilters)).gaps).toEqual([denied]);
    expect((await store.ageOf(publicFilters)).unfinished).toBe(true);
  });

  it('that were read again: of the oldest it is known that they changed, and no longer how', async () => {
    await pass([filter(1)]);
    const store = new EvidenceWriter();
    for (const [index, id] of many.slice(10, 1_510).entries())
      await store.patch(publicFilters, id, { facts: [noise(id)] }, later(NOW, MINUTE + index));
    await keepEvidence(store);
    expect(valueBytes()).toBeLessThan(240 * 1024);
    const next = new EvidenceStore();
    const { facts, gaps } = await next.reading(publicFilters);
    expect(facts).toContainEqual(noise('1509'));
    expect(gaps).toEqual([{ why: 'changed' }]);
    expect(await next.missed('publicFilters')).toContain('10');
    expect(facts.length + (await next.missed('publicFilters')).length).toBe(1_501);
  });

  it('that changed: no pass that had begun is whole, and a new one is due', async () => {
    await pass([filter(1)]);
    const store = new EvidenceWriter();
    await store.begin('publicFilters', NOW, 1);
    for (const id of many) await store.expect('publicFilters', id, later(NOW, MINUTE));
    await keepEvidence(store);
    expect(valueBytes()).toBeLessThan(240 * 1024);
    expect((await store.reading(publicFilters)).gaps).toEqual([{ why: 'changed' }]);
    await store.close('publicFilters', later(NOW, HOUR));
    expect((await store.reading(publicFilters)).gaps).toEqual([{ why: 'changed' }]);
    expect((await store.ageOf(publicFilters)).unfinished).toBe(true);
  });
});

describe('an object that a pass could not read', () => {
  it('is a gap until it is read by itself, and counts as read then', async () => {
    await pass([filter(1)], { missed: [{ key: '2', gap: denied }] });
    const store = new EvidenceWriter();
    expect(await store.reading(publicFilters)).toMatchObject({ read: 1, gaps: [denied] });
    expect(await store.missed('publicFilters')).toEqual(['2']);

    await store.patch(publicFilters, '2', { gap: denied }, later(NOW, MINUTE));
    expect(await store.missed('publicFilters')).toEqual(['2']);
    await store.patch(publicFilters, '2', { facts: [filter(2)] }, later(NOW, MINUTE));
    expect(await store.missed('publicFilters')).toEqual([]);
    expect(await store.reading(publicFilters)).toMatchObject({
      facts: [filter(1), filter(2)],
      read: 2,
      gaps: [],
    });
  });
});

describe('an object that was read again while a long pass ran', () => {
  const open = filter(2);
  const closedAt = later(NOW, 40 * HOUR);

  /** The filter is read again closed, a minute after the pass began, and before its page comes. */
  async function readAgain(page: Partial<Page<PublicFilterFact>>): Promise<EvidenceWriter> {
    await pass([filter(1), open]);
    const store = new EvidenceWriter();
    await store.begin('publicFilters', later(NOW, MINUTE), 1);
    await store.patch(publicFilters, '2', { facts: [] }, later(NOW, 2 * MINUTE));
    await store.add(publicFilters, { facts: [filter(1)], read: 1, ...page });
    await keepEvidence(store);
    return new EvidenceWriter();
  }

  it('is what the page said of it later, but not before the pass is closed', async () => {
    const store = await readAgain({ facts: [filter(1), open], read: 2 });
    expect((await store.reading(publicFilters)).facts).toEqual([filter(1)]);
    await store.close('publicFilters', closedAt);
    await keepEvidence(store);
    expect(await store.reading(publicFilters)).toMatchObject({ facts: [filter(1), open], gaps: [] });
  });

  it('is unread where the page could not read it', async () => {
    const store = await readAgain({ missed: [{ key: '2', gap: denied }] });
    await store.close('publicFilters', closedAt);
    await keepEvidence(store);
    expect((await store.reading(publicFilters)).gaps).toEqual([denied]);
    expect(await store.missed('publicFilters')).toEqual(['2']);
  });

  it('is what reading it once more said, after the page', async () => {
    const store = await readAgain({ facts: [filter(1), open], read: 2 });
    await store.patch(publicFilters, '2', 'gone', later(NOW, HOUR));
    await store.close('publicFilters', closedAt);
    await keepEvidence(store);
    expect((await store.reading(publicFilters)).facts).toEqual([filter(1)]);
  });
});

describe('an object that changed after the pass', () => {
  const failed: Gap = { why: 'failed', at: 'filter.get' };
  const changedAt = later(NOW, HOUR);

  /** The change is noted, and the re-read says so much of it. */
  async function changed(...said: readonly Reread<PublicFilterFact>[]): Promise<EvidenceWriter> {
    await pass([filter(1)]);
    const store = new EvidenceWriter();
    await store.expect('publicFilters', '2', changedAt);
    for (const each of said) await store.patch(publicFilters, '2', each, changedAt);
    await keepEvidence(store);
    return new EvidenceWriter();
  }

  it.each([
    ['was not reached', [], [{ why: 'changed' }]],
    ['failed', [failed], [failed]],
    ['failed twice', [denied, failed], [failed]],
  ] as const)('is a gap where reading it %s', async (_, gaps, expected) => {
    const store = await changed(...gaps.map(gap => ({ gap })));
    expect((await store.reading(publicFilters)).gaps).toEqual(expected);
    expect(await store.missed('publicFilters')).toEqual(['2']);
    // Reading it is all that it takes: the pass itself was whole.
    expect((await store.ageOf(publicFilters)).unfinished).toBe(false);
  });

  it.each([
    ['was read', { facts: [filter(2)] }],
    ['is gone', 'gone'],
    ['is hidden, as passes say by themselves', { gap: { why: 'hidden' } }],
  ] as const)('is no gap once it %s', async (_, said) => {
    const store = await changed({ gap: failed }, said);
    expect((await store.reading(publicFilters)).gaps).toEqual([]);
    expect(await store.missed('publicFilters')).toEqual([]);
  });

  it('is no gap once a later pass has closed, and stays one where the pass had begun before', async () => {
    const store = await changed({ gap: failed });
    await store.begin('publicFilters', later(changedAt, -MINUTE), 1);
    await store.add(publicFilters, { facts: [filter(1)], read: 1 });
    await store.close('publicFilters', later(changedAt, MINUTE));
    await keepEvidence(store);
    expect((await store.reading(publicFilters)).gaps).toEqual([failed]);
    await store.begin('publicFilters', later(changedAt, MINUTE), 1);
    await store.add(publicFilters, { facts: [filter(1)], read: 1 });
    await store.close('publicFilters', later(changedAt, HOUR));
    await keepEvidence(store);
    expect((await store.reading(publicFilters)).gaps).toEqual([]);
  });

  it('is no gap once a page of a pass that had begun before names it', async () => {
    const store = await changed({ gap: failed });
    await store.begin('publicFilters', later(changedAt, -MINUTE), 1);
    await store.add(publicFilters, { facts: [filter(1), filter(2)], read: 2 });
    await store.close('publicFilters', later(changedAt, MINUTE));
    await keepEvidence(store);
    expect((await store.reading(publicFilters)).gaps).toEqual([]);
  });
});

describe('a closed pass', () => {
  it.each([
    ['that is whole', {}, false],
    ['of a list that moved', { gaps: [moved] }, true],
    ['that met rows of another shape', { gaps: [schema] }, false],
    ['that missed one object', { missed: [{ key: '2', gap: denied }] }, false],
  ] as const)('%s: is read anew before its time or not', async (_, page, unfinished) => {
    await pass([filter(1)], page);
    expect(await new EvidenceStore().ageOf(publicFilters)).toMatchObject({ asOf: NOW, unfinished });
  });

  it('knows what it cost, whatever slices it was read in', async () => {
    const store = new EvidenceWriter();
    await store.begin('publicFilters', NOW, 1);
    await store.charge('publicFilters', 40);
    await keepEvidence(store);
    const next = new EvidenceWriter();
    await next.charge('publicFilters', 2);
    await next.close('publicFilters', NOW);
    await keepEvidence(next);
    expect((await next.ageOf(publicFilters)).points).toBe(42);
  });
});
