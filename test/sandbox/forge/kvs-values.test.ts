import { DAY, HOUR, MINUTE } from '../../../sandbox/clock';
import { documentedSwitches } from '../../../sandbox/forge/switches';
import { CALM_SWITCHES, createInstalledFixture, type Fixture, START } from './fixture';

const refusedWith = (code: string): unknown => ({
  error: expect.objectContaining({ kind: 'ForgeKvsAPIError', code }),
});

describe('values in storage', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await createInstalledFixture();
  });
  afterAll(() => fixture.close());
  const step: Fixture['step'] = (...step) => fixture.step(...step);

  it('come back as they were set, and are undefined once deleted', async () => {
    await step({ do: 'set', key: 'a', value: { list: [1, 'two', null] } });
    expect(await step({ do: 'get', key: 'a' })).toEqual({ list: [1, 'two', null] });
    await step({ do: 'delete', key: 'a' });
    await step({ do: 'delete', key: 'a' });
    expect(await step({ do: 'get', key: 'a' })).toBeUndefined();
  });

  it.each([
    ['KEY_TOO_SHORT', ''],
    ['KEY_TOO_LONG', 'k'.repeat(501)],
    ['INVALID_KEY', 'slash/ed'],
    ['INVALID_KEY', '   '],
  ])('are refused with %s under an invalid key', async (code, key) => {
    expect(await step({ do: 'set', key, value: 1 })).toEqual(refusedWith(code));
  });

  it('may have keys of 500 of the allowed characters', async () => {
    const key = 'aZ9:._ #-'.padEnd(500, 'x');
    await step({ do: 'set', key, value: 1 });
    expect(await step({ do: 'get', key })).toBe(1);
  });

  it('have at most 240 KiB', async () => {
    // Two bytes are the quotes.
    expect(await step({ do: 'set', key: 'big', value: 'x'.repeat(240 * 1024 - 2) })).toBeUndefined();
    expect(await step({ do: 'set', key: 'big', value: 'x'.repeat(240 * 1024 - 1) })).toEqual(
      refusedWith('MAX_SIZE'),
    );
  });

  it('are at most 31 deep', async () => {
    const nested = (depth: number): unknown => (depth === 0 ? 'end' : { in: nested(depth - 1) });
    expect(await step({ do: 'set', key: 'deep', value: nested(31) })).toBeUndefined();
    expect(await step({ do: 'set', key: 'deep', value: nested(32) })).toEqual(refusedWith('MAX_DEPTH'));
  });

  it('are never undefined', async () => {
    expect(await step({ do: 'set', key: 'nothing', value: undefined })).toEqual(refusedWith('INVALID_VALUE'));
  });

  it('fail where they exist, if they are set so', async () => {
    const options = { keyPolicy: 'FAIL_IF_EXISTS' };
    expect(await step({ do: 'set', key: 'once', value: 1, options })).toBeUndefined();
    expect(await step({ do: 'set', key: 'once', value: 2, options })).toEqual(refusedWith('KEY_CONFLICT'));
    expect(await step({ do: 'get', key: 'once' })).toBe(1);
  });

  it('give back the previous or the latest where that is asked for', async () => {
    const previous = { keyPolicy: 'OVERRIDE', returnValue: 'PREVIOUS' };
    expect(await step({ do: 'set', key: 'shown', value: 1, options: previous })).toBeUndefined();
    expect(await step({ do: 'set', key: 'shown', value: 2, options: previous })).toEqual({
      key: 'shown',
      value: 1,
    });
    const latest = { keyPolicy: 'OVERRIDE', returnValue: 'LATEST', returnMetadataFields: ['UPDATED_AT'] };
    expect(await step({ do: 'set', key: 'shown', value: 3, options: latest })).toEqual({
      key: 'shown',
      value: 3,
      updatedAt: fixture.clock.now(),
    });
  });

  it('have the times when they were created, were updated, and expire', async () => {
    const made = fixture.clock.now();
    await step({ do: 'set', key: 'aged', value: 1 });
    fixture.clock.advanceTo(made + MINUTE);
    await step({ do: 'set', key: 'aged', value: 2, options: { ttl: { value: 2, unit: 'HOURS' } } });
    const fields = ['CREATED_AT', 'UPDATED_AT', 'EXPIRE_TIME'];
    expect(await step({ do: 'get', key: 'aged', fields })).toEqual({
      key: 'aged',
      value: 2,
      createdAt: made,
      updatedAt: made + MINUTE,
      expireTime: new Date(made + MINUTE + 2 * HOUR).toISOString(),
    });
  });

  it('expire after a year at most', async () => {
    const options = { ttl: { value: 366, unit: 'DAYS' } };
    expect(await step({ do: 'set', key: 'old', value: 1, options })).toEqual(refusedWith('INVALID_TTL'));
  });

  it('are separate from secrets with the same key', async () => {
    expect(await step({ do: 'secret', key: 'hidden', value: 'word' })).toEqual({ secret: 'word' });
  });

  it('are found by the start of their key, ten at a time, a hundred at most', async () => {
    for (let at = 10; at < 25; at += 1) await step({ do: 'set', key: `row:${at}`, value: at });
    const first = (await step({ do: 'query', start: 'row:' })) as {
      results: Array<{ key: string }>;
      nextCursor: string;
    };
    expect(first.results.map(({ key }) => key)).toEqual(
      [10, 11, 12, 13, 14, 15, 16, 17, 18, 19].map(at => `row:${at}`),
    );
    const second = (await step({ do: 'query', start: 'row:', cursor: first.nextCursor })) as typeof first;
    expect(second.results.map(({ key }) => key)).toEqual([20, 21, 22, 23, 24].map(at => `row:${at}`));
    expect(second.nextCursor).toBeUndefined();
    expect(await step({ do: 'query', limit: 101 })).toEqual(refusedWith('INVALID_LIMIT'));
    expect(await step({ do: 'query', start: 'other', cursor: first.nextCursor })).toEqual(
      refusedWith('INVALID_CURSOR'),
    );
  });

  it('are set 25 at a time, each on its own', async () => {
    const keys = Array.from({ length: 24 }, (_, at) => `batch:${at}`);
    expect(await step({ do: 'batch-set', keys: [...keys, 'in/valid'], bytes: 10 })).toEqual({
      successfulKeys: keys.map(key => ({ key })),
      failedKeys: [{ key: 'in/valid', error: expect.objectContaining({ code: 'INVALID_KEY' }) }],
    });
    expect(await step({ do: 'batch-set', keys: [...keys, 'x', 'y'], bytes: 10 })).toEqual(
      refusedWith('TOO_MANY_KEYS'),
    );
    expect(await step({ do: 'batch-set', keys: ['x', 'x'], bytes: 10 })).toEqual(
      refusedWith('DUPLICATE_KEY'),
    );
  });

  it('are at most 4 MB in a batch', async () => {
    const keys = Array.from({ length: 20 }, (_, at) => `batch:${at}`);
    expect(await step({ do: 'batch-set', keys, bytes: 220 * 1024 })).toEqual(refusedWith('MAX_SIZE'));
  });

  it('belong to one installation', async () => {
    const second = await fixture.secondSite();
    await step({ do: 'set', key: 'whose', value: 'first' });
    await step({ do: 'set', key: 'whose', value: 'second' }, { site: second });
    expect(await step({ do: 'get', key: 'whose' })).toBe('first');
    expect(await step({ do: 'get', key: 'whose' }, { site: second })).toBe('second');
    await fixture.host.uninstall(second);
    await fixture.host.install(second);
    expect(await step({ do: 'get', key: 'whose' }, { site: second })).toBeUndefined();
    expect(await step({ do: 'get', key: 'whose' })).toBe('first');
  });

  it('are metered', async () => {
    const before = { ...fixture.host.usage().kvs };
    await step({ do: 'set', key: 'metered', value: 'x'.repeat(25 * 1024) });
    await step({ do: 'get', key: 'metered' });
    const bytes = 25 * 1024 + 2;
    expect(fixture.host.usage().kvs).toEqual({
      readBytes: before.readBytes + bytes,
      writtenBytes: before.writtenBytes + bytes,
      readUnits: before.readUnits + 3,
      writeUnits: before.writeUnits + 3,
    });
  });
});

describe('storage over time', () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await createInstalledFixture({
      switches: { ...documentedSwitches, duplicates: 0, secondRuns: 0 },
    });
  });
  afterEach(() => fixture.close());

  it('keeps and returns an expired value, which still exists, until it is deleted up to two days later', async () => {
    const options = { ttl: { value: 1, unit: 'MINUTES' } };
    const once = { ttl: { value: 1, unit: 'MINUTES' }, keyPolicy: 'FAIL_IF_EXISTS' };
    const keys = Array.from({ length: 8 }, (_, at) => `lease-${at}`);
    for (const key of keys) await fixture.step({ do: 'set', key, value: 'held', options });

    fixture.clock.advanceTo(START + MINUTE + 1);
    const expireTime = new Date(START + MINUTE).toISOString();
    expect(await fixture.step({ do: 'get', key: 'lease-0', fields: ['EXPIRE_TIME'] })).toMatchObject({
      expireTime,
    });
    expect(await fixture.step({ do: 'set', key: 'lease-0', value: 'mine', options: once })).toEqual(
      refusedWith('KEY_CONFLICT'),
    );

    fixture.clock.advanceTo(START + DAY);
    const left = await Promise.all(keys.map(key => fixture.step({ do: 'get', key })));
    expect(new Set(left)).toEqual(new Set(['held', undefined]));

    fixture.clock.advanceTo(START + MINUTE + 2 * DAY);
    for (const key of keys) expect(await fixture.step({ do: 'get', key })).toBeUndefined();
    expect(await fixture.step({ do: 'set', key: 'lease-0', value: 'mine', options: once })).toBeUndefined();
  });

  it('shows a write to a get at once, and to a query within two seconds', async () => {
    await fixture.step({ do: 'set', key: 'seen', value: 1 });
    expect(await fixture.step({ do: 'get', key: 'seen' })).toBe(1);
    expect(await fixture.step({ do: 'query', start: 'seen' })).toEqual({ results: [] });

    fixture.clock.advanceTo(START + 2_000);
    expect(await fixture.step({ do: 'query', start: 'seen' })).toEqual({
      results: [{ key: 'seen', value: 1 }],
    });

    await fixture.step({ do: 'delete', key: 'seen' });
    expect(await fixture.step({ do: 'query', start: 'seen' })).toEqual({
      results: [{ key: 'seen', value: 1 }],
    });
    fixture.clock.advanceTo(START + 4_000);
    expect(await fixture.step({ do: 'query', start: 'seen' })).toEqual({ results: [] });
  });

  it('refuses more than 4,000 units of 10 KB in a minute', async () => {
    // 180 KB are 18 units: 222 writes fit, and the 223rd doesn't.
    const value = { do: 'set-many' as const, bytes: 180 * 1024 - 2 };
    expect(await fixture.step({ ...value, keys: 222 })).toBe('all set');
    expect(await fixture.step({ ...value, keys: 1 })).toEqual(refusedWith('RATE_LIMIT_EXCEEDED'));
    expect(fixture.host.hostEvents).toContainEqual(
      expect.objectContaining({ kind: 'refused', what: '/api/v1/set' }),
    );
    fixture.clock.advanceTo(START + MINUTE);
    expect(await fixture.step({ ...value, keys: 1 })).toBe('all set');
  });

  it('gives no more than 4,000 units of 10 KB in a minute', async () => {
    // 20 units each.
    await fixture.step({ do: 'set-many', keys: 200, bytes: 200 * 1024 - 2 });
    const read = (keys: number) => fixture.step({ do: 'get-many', keys });
    expect(await read(200)).toBe('all got');
    expect(await read(1)).toEqual(refusedWith('RATE_LIMIT_EXCEEDED'));
    fixture.clock.advanceTo(START + MINUTE);
    expect(await read(1)).toBe('all got');
  });

  it('survives a restart', async () => {
    await fixture.step({ do: 'set', key: 'kept', value: { from: 'before' } });
    await fixture.restart();
    expect(await fixture.step({ do: 'get', key: 'kept' })).toEqual({ from: 'before' });
    expect(CALM_SWITCHES.queryLag).toBe(0);
  });
});
