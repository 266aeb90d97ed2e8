import { createInstalledFixture, type Fixture } from './fixture';

const refusedWith = (code: string): unknown => ({
  error: expect.objectContaining({ kind: 'ForgeKvsAPIError', code }),
});
const task = (rank: number, state = 'new'): Record<string, unknown> => ({ state, rank });

describe('entities in storage', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await createInstalledFixture();
    for (const rank of [3, 1, 2])
      await fixture.step({ do: 'entity-set', key: `t${rank}`, value: task(rank) });
    await fixture.step({ do: 'entity-set', key: 'done', value: { ...task(9, 'done'), weight: 0.5 } });
    await fixture.step({ do: 'entity-set', key: 'unranked', value: { state: 'new' } });
  });
  afterAll(() => fixture.close());
  const step: Fixture['step'] = (...step) => fixture.step(...step);

  it.each([
    ['INVALID_ENTITY_NAME', { entity: 'other', value: task(1) }],
    ['INVALID_ENTITY_VALUE', { value: 'text' }],
    ['UNKNOWN_ATTRIBUTE', { value: { colour: 'red' } }],
    ['INVALID_ATTRIBUTE_TYPE', { value: { rank: 1.5 } }],
    ['INVALID_ATTRIBUTE_TYPE', { value: { state: 1 } }],
    ['INVALID_ATTRIBUTE_TYPE', { value: { open: 'yes' } }],
  ])('are refused with %s if the manifest differs', async (code, what) => {
    expect(await step({ do: 'entity-set', key: 'x', ...what })).toEqual(refusedWith(code));
  });

  it('are found by an index, in its order, without those that lack its attribute', async () => {
    expect(await step({ do: 'entity-query', index: 'rank', from: 2 })).toMatchObject({
      results: [{ key: 't2' }, { key: 't3' }, { key: 'done' }],
    });
  });

  it('are found by the partition of an index', async () => {
    expect(await step({ do: 'entity-query', index: 'by-state', partition: ['new'], limit: 2 })).toEqual({
      results: [
        { key: 't1', value: task(1) },
        { key: 't2', value: task(2) },
      ],
      nextCursor: expect.any(String),
    });
  });

  it('are filtered by attributes', async () => {
    expect(await step({ do: 'entity-query', index: 'rank', filter: 'weight' })).toMatchObject({
      results: [{ key: 'done' }],
    });
  });

  it.each([
    ['INVALID_INDEX', { index: 'by-key' }],
    ['INVALID_INDEX', { index: 'weight' }],
    ['INVALID_PARTITION', { index: 'by-state' }],
    ['INVALID_PARTITION', { index: 'rank', partition: ['new'] }],
    ['UNKNOWN_ATTRIBUTE', { index: 'rank', filter: 'colour' }],
  ])('are not found: %s', async (code, what) => {
    expect(await step({ do: 'entity-query', ...what })).toEqual(refusedWith(code));
  });
});

describe('a transaction', () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await createInstalledFixture();
  });
  afterEach(() => fixture.close());

  it('sets only if the condition is met: the only compare-and-swap', async () => {
    const claim = (rank: number, where: { missing: true } | { equals: number }): Promise<unknown> =>
      fixture.step({
        do: 'transact',
        sets: [{ key: 'lock', entity: 'task', value: task(rank), where: { property: 'rank', ...where } }],
      });

    expect(await claim(1, { missing: true })).toBeUndefined();
    expect(await claim(1, { missing: true })).toEqual(refusedWith('CONDITIONAL_CHECK_FAILED'));
    expect(await claim(2, { equals: 7 })).toEqual(refusedWith('CONDITIONAL_CHECK_FAILED'));
    fixture.host.switches.conflictCodes = 'others';
    expect(await claim(2, { equals: 7 })).toEqual(refusedWith('CONFLICT'));
    expect(await claim(2, { equals: 1 })).toBeUndefined();
    expect(await fixture.step({ do: 'entity-get', key: 'lock' })).toEqual(task(2));
  });

  it('gives the lock to one of two simultaneous requests', async () => {
    const claim = (): Promise<unknown> =>
      fixture.step({
        do: 'transact',
        sets: [{ key: 'lock', entity: 'task', value: task(1), where: { property: 'rank', missing: true } }],
      });
    const answers = await Promise.all([claim(), claim(), claim()]);
    expect(answers.filter(answer => answer === undefined)).toHaveLength(1);
  });

  it('writes nothing if a part of it fails', async () => {
    await fixture.step({ do: 'set', key: 'kept', value: 'before' });
    await fixture.step({ do: 'entity-set', key: 'state', value: task(1) });
    const parts = { sets: [{ key: 'new' }], deletes: ['kept'] };

    expect(
      await fixture.step({
        do: 'transact',
        ...parts,
        checks: [{ key: 'state', where: { property: 'rank', equals: 2 } }],
      }),
    ).toEqual(refusedWith('CONDITIONAL_CHECK_FAILED'));
    expect(
      await fixture.step({ do: 'transact', ...parts, sets: [...parts.sets, { key: 'in/valid' }] }),
    ).toEqual(refusedWith('INVALID_KEY'));
    expect(await fixture.step({ do: 'get', key: 'new' })).toBeUndefined();
    expect(await fixture.step({ do: 'get', key: 'kept' })).toBe('before');

    expect(
      await fixture.step({
        do: 'transact',
        ...parts,
        checks: [{ key: 'state', where: { property: 'rank', equals: 1 } }],
      }),
    ).toBeUndefined();
    expect(await fixture.step({ do: 'get', key: 'new' })).toBe('a value');
    expect(await fixture.step({ do: 'get', key: 'kept' })).toBeUndefined();
  });

  it('has at most 25 operations, and names each key once', async () => {
    const sets = Array.from({ length: 25 }, (_, at) => ({ key: `k${at}` }));
    expect(await fixture.step({ do: 'transact', sets: [...sets, { key: 'more' }] })).toEqual(
      refusedWith('TOO_MANY_OPERATIONS'),
    );
    expect(await fixture.step({ do: 'transact', sets: [{ key: 'k' }], deletes: ['k'] })).toEqual(
      refusedWith('DUPLICATE_KEY'),
    );
    expect(await fixture.step({ do: 'transact', sets })).toBeUndefined();
  });

  it('has at most 4 MB', async () => {
    const value = { state: 'x'.repeat(230 * 1024) };
    const sets = Array.from({ length: 20 }, (_, at) => ({ key: `k${at}`, entity: 'task', value }));
    expect(await fixture.step({ do: 'transact', sets })).toEqual(refusedWith('MAX_SIZE'));
  });
});
