import { createHash } from 'node:crypto';
import { publicFiltersSource } from '../../src/evidence/sources/public-filters';
import { type PublicFilterFact } from '../../src/evidence/facts';
import { type SourcePage, type RecheckResult } from '../../src/evidence/source';
import { EvidenceStore } from '../../src/storage/evidence-store';
import { EvidenceWriter } from '../../src/storage/evidence-writer';
import { MAX_LOCKED_OPERATIONS } from '../../src/storage/lock';
import { type Gap } from '../../src/domain/gap';
import { HOUR, MINUTE, instant, addDuration } from '../../src/domain/instant';
import { type Platform, createFakePlatform } from '../api/fake-platform';
import { saveEvidence } from './save-fixtures';

const NOW = instant(1_760_000_000_000);
const movedGap: Gap = { why: 'moved', at: 'filter.search' };
const schemaGap: Gap = { why: 'schema', at: 'filter.search' };
const deniedGap: Gap = { why: 'denied', at: 'filter.get' };

const filter = (id: number): PublicFilterFact => ({
  id: String(id),
  name: `All bugs of team ${id % 7}`,
  query: 'project = SEC and statusCategory != Done order by created',
});
const filters = (count: number): readonly PublicFilterFact[] =>
  Array.from({ length: count }, (_, index) => filter(index + 1));

let platform: Platform;
beforeEach(() => {
  platform = createFakePlatform(() => undefined);
});

/** Reads a pass in one page, as a slice does. */
async function savePass(
  facts: readonly PublicFilterFact[],
  page: { gaps?: readonly Gap[]; missed?: readonly { key: string; gap: Gap }[] } = {},
): Promise<void> {
  const store = new EvidenceWriter();
  await store.beginPass('publicFilters', NOW, 1);
  await store.addPage(publicFiltersSource, { facts, read: facts.length, of: facts.length, ...page });
  await store.completePass('publicFilters', NOW);
  await saveEvidence(store);
}

const partKeys = (): readonly string[] =>
  [...platform.store.keys()].filter(key => key.startsWith('facts:publicFilters:'));

describe('the stored pass of a source', () => {
  it('is read back as it was written, from values far smaller than the facts', async () => {
    await savePass(filters(1_000));
    const reading = await new EvidenceStore().reading(publicFiltersSource);
    expect(reading).toMatchObject({ facts: filters(1_000), read: 1_000, of: 1_000, gaps: [] });
    const kept = JSON.stringify([...platform.store.values()]).length;
    expect(kept * 4).toBeLessThan(JSON.stringify(filters(1_000)).length);
  });

  it('is written once, however often the same is read', async () => {
    await savePass(filters(1_000));
    const known = partKeys();
    expect(known.length).toBeGreaterThan(1);
    for (const key of known) platform.store.set(key, Object.freeze(platform.store.get(key) as object));
    const values = known.map(key => platform.store.get(key));
    await savePass(filters(1_000));
    expect(known.map(key => platform.store.get(key)).every((value, index) => value === values[index])).toBe(
      true,
    );
  });

  it('doesn’t rewrite parts that an additional fact does not affect', async () => {
    await savePass(filters(1_000));
    const known = partKeys();
    await savePass([...filters(1_000), filter(1_001)]);
    expect(partKeys().filter(key => known.includes(key))).toHaveLength(known.length - 1);
  });

  it('counts as never read where a part is missing, or of another version', async () => {
    await savePass(filters(1_000));
    const [part = ''] = partKeys();
    platform.store.set(part, { facts: [filter(1)] });
    expect((await new EvidenceStore().reading(publicFiltersSource)).gaps).toEqual([{ why: 'never-read' }]);
    platform.store.delete(part);
    expect((await new EvidenceStore().reading(publicFiltersSource)).gaps).toEqual([{ why: 'never-read' }]);
    expect((await new EvidenceStore().passAgeOf(publicFiltersSource)).isUnfinished).toBe(true);
  });
});

describe('a pass of an older version of a source', () => {
  const asOlder = (version: number | undefined): void => {
    const { version: _now, ...state } = platform.store.get('source:publicFilters') as { version: number };
    platform.store.set('source:publicFilters', { ...state, ...(version === undefined ? {} : { version }) });
  };

  it.each([
    ['of the version before', publicFiltersSource.version - 1],
    ['of before there were versions', undefined],
  ])('counts as never read, and is read again: %s', async (_, version) => {
    await savePass(filters(1_000));
    const store = new EvidenceWriter();
    await store.applyRecheck(publicFiltersSource, '7', { facts: [filter(7)] }, addDuration(NOW, MINUTE));
    await saveEvidence(store);
    asOlder(version);
    expect(await new EvidenceStore().reading(publicFiltersSource)).toMatchObject({
      facts: [],
      gaps: [{ why: 'never-read' }],
    });
    expect(await new EvidenceStore().passAgeOf(publicFiltersSource)).toMatchObject({
      startedAt: undefined,
    });
    await savePass([filter(1)]);
    expect(await new EvidenceStore().reading(publicFiltersSource)).toMatchObject({
      facts: [filter(1)],
      gaps: [],
    });
    expect(partKeys()).toHaveLength(1);
  });

  it('is not continued by this version', async () => {
    const store = new EvidenceWriter();
    await store.beginPass('publicFilters', NOW, 1);
    await store.addPage(publicFiltersSource, { facts: filters(10), read: 10, next: { page: 2 } });
    await saveEvidence(store);
    asOlder(undefined);
    expect(await new EvidenceStore().runningPass('publicFilters')).toBeUndefined();
  });
});

describe('a part that no pass refers to', () => {
  /** A pass that has filled parts, and does not come to its end. */
  async function halfRead(): Promise<EvidenceWriter> {
    const store = new EvidenceWriter();
    await store.beginPass('publicFilters', NOW, 1);
    await store.addPage(publicFiltersSource, { facts: filters(1_000), read: 1_000, next: { page: 2 } });
    await saveEvidence(store);
    return store;
  }

  it.each([
    ['is restarted', (store: EvidenceWriter) => store.beginPass('publicFilters', addDuration(NOW, HOUR), 2)],
    [
      'is abandoned',
      (store: EvidenceWriter) => store.abandonPass(publicFiltersSource, movedGap, addDuration(NOW, HOUR)),
    ],
  ] as const)('is deleted where a pass %s', async (_, end) => {
    await savePass([filter(1)]);
    const known = partKeys();
    const store = await halfRead();
    expect(partKeys().length).toBeGreaterThan(known.length);
    await end(store);
    await saveEvidence(store);
    expect(partKeys()).toEqual(known);
  });

  it('is deleted by later writes where one is not enough', async () => {
    await savePass(filters(12_000));
    expect(partKeys().length).toBeGreaterThan(MAX_LOCKED_OPERATIONS);
    await savePass([filter(1)]);
    await savePass([filter(1), filter(2)]);
    expect(partKeys()).toHaveLength(1);
  });

  it('is written again where it was lost', async () => {
    await savePass(filters(1_000));
    platform.store.delete(partKeys()[0] ?? '');
    const store = new EvidenceWriter();
    expect((await store.passAgeOf(publicFiltersSource)).isUnfinished).toBe(true);
    await store.beginPass('publicFilters', addDuration(NOW, HOUR), 1);
    await store.addPage(publicFiltersSource, { facts: filters(1_000), read: 1_000 });
    await store.completePass('publicFilters', addDuration(NOW, HOUR));
    await saveEvidence(store);
    expect((await new EvidenceStore().reading(publicFiltersSource)).gaps).toEqual([]);
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
    await savePass([filter(1)], { missed: many.map(key => ({ key, gap: deniedGap })) });
    expect(valueBytes()).toBeLessThan(240 * 1024);
    const store = new EvidenceStore();
    expect((await store.reading(publicFiltersSource)).gaps).toEqual([deniedGap]);
    expect((await store.passAgeOf(publicFiltersSource)).isUnfinished).toBe(true);
  });

  it('that were re-checked: of the oldest only the change is kept', async () => {
    await savePass([filter(1)]);
    const store = new EvidenceWriter();
    for (const [index, id] of many.slice(10, 1_510).entries())
      await store.applyRecheck(
        publicFiltersSource,
        id,
        { facts: [noise(id)] },
        addDuration(NOW, MINUTE + index),
      );
    await saveEvidence(store);
    expect(valueBytes()).toBeLessThan(240 * 1024);
    const next = new EvidenceStore();
    const { facts, gaps } = await next.reading(publicFiltersSource);
    expect(facts).toContainEqual(noise('1509'));
    expect(gaps).toEqual([{ why: 'changed' }]);
    expect(await next.missedKeys('publicFilters')).toContain('10');
    expect(facts.length + (await next.missedKeys('publicFilters')).length).toBe(1_501);
  });

  it('that changed: no pass that had begun is complete, and a new one is due', async () => {
    await savePass([filter(1)]);
    const store = new EvidenceWriter();
    await store.beginPass('publicFilters', NOW, 1);
    for (const id of many) await store.markChanged('publicFilters', id, addDuration(NOW, MINUTE));
    await saveEvidence(store);
    expect(valueBytes()).toBeLessThan(240 * 1024);
    expect((await store.reading(publicFiltersSource)).gaps).toEqual([{ why: 'changed' }]);
    await store.completePass('publicFilters', addDuration(NOW, HOUR));
    expect((await store.reading(publicFiltersSource)).gaps).toEqual([{ why: 'changed' }]);
    expect((await store.passAgeOf(publicFiltersSource)).isUnfinished).toBe(true);
  });
});

describe('an object that a pass could not read', () => {
  it('is a gap until it is read singly, and counts as read then', async () => {
    await savePass([filter(1)], { missed: [{ key: '2', gap: deniedGap }] });
    const store = new EvidenceWriter();
    expect(await store.reading(publicFiltersSource)).toMatchObject({ read: 1, gaps: [deniedGap] });
    expect(await store.missedKeys('publicFilters')).toEqual(['2']);

    await store.applyRecheck(publicFiltersSource, '2', { gap: deniedGap }, addDuration(NOW, MINUTE));
    expect(await store.missedKeys('publicFilters')).toEqual(['2']);
    await store.applyRecheck(publicFiltersSource, '2', { facts: [filter(2)] }, addDuration(NOW, MINUTE));
    expect(await store.missedKeys('publicFilters')).toEqual([]);
    expect(await store.reading(publicFiltersSource)).toMatchObject({
      facts: [filter(1), filter(2)],
      read: 2,
      gaps: [],
    });
  });
});

describe('an object that was re-checked during a long pass', () => {
  const open = filter(2);
  const closedAt = addDuration(NOW, 40 * HOUR);

  /** The filter is read again closed, a minute after the pass began, and before its page comes. */
  async function readAgain(page: Partial<SourcePage<PublicFilterFact>>): Promise<EvidenceWriter> {
    await savePass([filter(1), open]);
    const store = new EvidenceWriter();
    await store.beginPass('publicFilters', addDuration(NOW, MINUTE), 1);
    await store.applyRecheck(publicFiltersSource, '2', { facts: [] }, addDuration(NOW, 2 * MINUTE));
    await store.addPage(publicFiltersSource, { facts: [filter(1)], read: 1, ...page });
    await saveEvidence(store);
    return new EvidenceWriter();
  }

  it('has the state of the later page, but not before the pass is completed', async () => {
    const store = await readAgain({ facts: [filter(1), open], read: 2 });
    expect((await store.reading(publicFiltersSource)).facts).toEqual([filter(1)]);
    await store.completePass('publicFilters', closedAt);
    await saveEvidence(store);
    expect(await store.reading(publicFiltersSource)).toMatchObject({ facts: [filter(1), open], gaps: [] });
  });

  it('is unread where the page could not read it', async () => {
    const store = await readAgain({ missed: [{ key: '2', gap: deniedGap }] });
    await store.completePass('publicFilters', closedAt);
    await saveEvidence(store);
    expect((await store.reading(publicFiltersSource)).gaps).toEqual([deniedGap]);
    expect(await store.missedKeys('publicFilters')).toEqual(['2']);
  });

  it('has the state of a re-check after the page', async () => {
    const store = await readAgain({ facts: [filter(1), open], read: 2 });
    await store.applyRecheck(publicFiltersSource, '2', 'gone', addDuration(NOW, HOUR));
    await store.completePass('publicFilters', closedAt);
    await saveEvidence(store);
    expect((await store.reading(publicFiltersSource)).facts).toEqual([filter(1)]);
  });
});

describe('an object that changed after the pass', () => {
  const failed: Gap = { why: 'failed', at: 'filter.get' };
  const changedAt = addDuration(NOW, HOUR);

  /** The change is recorded, and re-checks return these results. */
  async function changed(...results: readonly RecheckResult<PublicFilterFact>[]): Promise<EvidenceWriter> {
    await savePass([filter(1)]);
    const store = new EvidenceWriter();
    await store.markChanged('publicFilters', '2', changedAt);
    for (const each of results) await store.applyRecheck(publicFiltersSource, '2', each, changedAt);
    await saveEvidence(store);
    return new EvidenceWriter();
  }

  it.each([
    ['was not reached', [], [{ why: 'changed' }]],
    ['failed', [failed], [failed]],
    ['failed twice', [deniedGap, failed], [failed]],
  ] as const)('is a gap where reading it %s', async (_, gaps, expected) => {
    const store = await changed(...gaps.map(gap => ({ gap })));
    expect((await store.reading(publicFiltersSource)).gaps).toEqual(expected);
    expect(await store.missedKeys('publicFilters')).toEqual(['2']);
    // Reading it is enough: the pass itself was complete.
    expect((await store.passAgeOf(publicFiltersSource)).isUnfinished).toBe(false);
  });

  it.each([
    ['was read', { facts: [filter(2)] }],
    ['is gone', 'gone'],
    ['is hidden, which passes report themselves', { gap: { why: 'hidden' } }],
  ] as const)('is no gap once it %s', async (_, result) => {
    const store = await changed({ gap: failed }, result);
    expect((await store.reading(publicFiltersSource)).gaps).toEqual([]);
    expect(await store.missedKeys('publicFilters')).toEqual([]);
  });

  it('is no gap once a later pass is completed, and stays one where the pass had begun before', async () => {
    const store = await changed({ gap: failed });
    await store.beginPass('publicFilters', addDuration(changedAt, -MINUTE), 1);
    await store.addPage(publicFiltersSource, { facts: [filter(1)], read: 1 });
    await store.completePass('publicFilters', addDuration(changedAt, MINUTE));
    await saveEvidence(store);
    expect((await store.reading(publicFiltersSource)).gaps).toEqual([failed]);
    await store.beginPass('publicFilters', addDuration(changedAt, MINUTE), 1);
    await store.addPage(publicFiltersSource, { facts: [filter(1)], read: 1 });
    await store.completePass('publicFilters', addDuration(changedAt, HOUR));
    await saveEvidence(store);
    expect((await store.reading(publicFiltersSource)).gaps).toEqual([]);
  });

  it('is no gap once a page of a pass that had begun before names it', async () => {
    const store = await changed({ gap: failed });
    await store.beginPass('publicFilters', addDuration(changedAt, -MINUTE), 1);
    await store.addPage(publicFiltersSource, { facts: [filter(1), filter(2)], read: 2 });
    await store.completePass('publicFilters', addDuration(changedAt, MINUTE));
    await saveEvidence(store);
    expect((await store.reading(publicFiltersSource)).gaps).toEqual([]);
  });
});

describe('a completed pass', () => {
  it.each([
    ['that is complete', {}, false],
    ['of a list that moved', { gaps: [movedGap] }, true],
    ['that met rows of another shape', { gaps: [schemaGap] }, false],
    ['that missed one object', { missed: [{ key: '2', gap: deniedGap }] }, false],
  ] as const)('%s: is read again early or not', async (_, page, isUnfinished) => {
    await savePass([filter(1)], page);
    expect(await new EvidenceStore().passAgeOf(publicFiltersSource)).toMatchObject({
      startedAt: NOW,
      isUnfinished,
    });
  });

  it('includes its cost over all slices', async () => {
    const store = new EvidenceWriter();
    await store.beginPass('publicFilters', NOW, 1);
    await store.chargePoints('publicFilters', 40);
    await saveEvidence(store);
    const next = new EvidenceWriter();
    await next.chargePoints('publicFilters', 2);
    await next.completePass('publicFilters', NOW);
    await saveEvidence(next);
    expect((await next.passAgeOf(publicFiltersSource)).points).toBe(42);
  });
});
