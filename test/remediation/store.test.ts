import type { kvs as Kvs } from '@forge/kvs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Clock } from '../../sandbox/clock';
import { KvsWire } from '../../sandbox/forge/kvs/wire';
import { Space } from '../../sandbox/forge/kvs/space';
import { readManifest } from '../../sandbox/forge/manifest';
import type { KvsMeter } from '../../sandbox/forge/kvs/rates';
import { Pace } from '../../sandbox/forge/pace';
import { documentedSwitches, type Switches } from '../../sandbox/forge/switches';
import { openStore, type Store } from '../../sandbox/store';
import { pack } from '../../src/storage/packed';
import { DAY, HOUR, MINUTE, instant, later } from '../../src/terms/instant';
import { type Memory, type RemediationStore, unfiled } from '../../src/remediation/memory';
import { NOON } from './given';

/* The app's store beneath the unmodified @forge/kvs, held to Forge's rules and to the entity of the app's own manifest. */

let folder: string;
let database: Store;
let remediations: RemediationStore;
/** What the next slice has of them: each slice reads anew. */
let nextSlice: () => Promise<RemediationStore>;
let meter: Readonly<KvsMeter>;
let refusals: number;
let clock: Clock;
let switches: Switches;
let calls: string[];
let kvs: typeof Kvs;
let readRemediationOf: (issueId: string) => Promise<Memory | undefined>;

const memory = unfiled({ key: 'INF-03:site', control: 'INF-03', place: 'site' }, NOON);
const other = unfiled({ key: 'INF-01:space-10006', control: 'INF-01', place: 'space-10006' }, NOON);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'remediations-'));
  database = await openStore(folder);
  clock = new Clock(NOON);
  switches = { ...documentedSwitches };
  const { entities } = await readManifest(resolve(__dirname, '../..'));
  const space = await Space.open(database, ['kvs'], clock, switches);
  const wire = new KvsWire(space, clock, new Pace(clock), entities, switches);
  calls = [];
  Object.assign(globalThis, {
    __forge_runtime__: { proxy: { token: 't', url: 'http://localhost' }, appContext: {} },
    __forge_fetch__: async (_door: unknown, path: string, { body = '{}' }: { body?: string }) => {
      calls.push(path);
      const answer = await wire.answer(path, body);
      if ('status' in answer && answer.status === 429) refusals += 1;
      if (!('status' in answer)) throw new Error('the store did not answer');
      return new Response(answer.body, { status: answer.status });
    },
  });
  const { HeldRemediations, readRemediationOf: readOf } = await import('../../src/storage/remediations');
  ({ kvs } = await import('@forge/kvs'));
  const { heldNow } = await import('../storage/kept');
  const hold = await heldNow();
  nextSlice = async () => new HeldRemediations(hold, instant(NOON));
  readRemediationOf = issueId => readOf(issueId, instant(NOON));
  remediations = await nextSlice();
  meter = wire.meter;
  refusals = 0;
  calls = [];
});

afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

describe('the memories of work items', () => {
  it('are there as they were claimed, each by its key', async () => {
    expect(await remediations.all()).toEqual([]);
    expect(await remediations.claim(memory)).toBe(true);
    expect(await remediations.claim(other)).toBe(true);
    expect(await remediations.all()).toEqual([memory, other]);
  });

  it('are claimed once, whoever comes second', async () => {
    await remediations.claim(memory);
    expect(await remediations.claim({ ...memory, state: 'claimed' })).toBe(false);
    expect(await remediations.all()).toEqual([memory]);
  });

  it('are written only by who knows the last of them', async () => {
    await remediations.claim(memory);
    const next = await remediations.replace({ ...memory, state: 'open', issueId: '1' }, memory);
    expect(next).toMatchObject({ state: 'open', issueId: '1', revision: memory.revision + 1 });
    expect(await remediations.replace({ ...memory, issueId: '2' }, memory)).toBeUndefined();
    expect(await remediations.all()).toEqual([next]);
  });

  it('are gone when they are dropped, and can be claimed again', async () => {
    await remediations.claim(memory);
    await remediations.drop(memory);
    expect(await remediations.all()).toEqual([]);
    expect(await remediations.claim(memory)).toBe(true);
  });

  it('are begun again as claims where they can’t be read, and keep no other from being read', async () => {
    await remediations.claim(other);
    const unread = { control: memory.control, state: 'open', revision: 3, body: 'of another time' };
    await remediations.claim(memory);
    await kvs.entity<object>('remediation').set(memory.key, unread);
    remediations = await nextSlice();
    const [first, second] = await remediations.all();
    expect(first).toEqual(other);
    expect(second).toMatchObject({ key: memory.key, place: 'site', state: 'claimed', claimedAt: 0 });
    if (second === undefined) throw new Error('it is not there');
    expect(await remediations.replace({ ...second, issueId: '1' }, second)).toMatchObject({ issueId: '1' });
  });

  it('are found without a query, since queries lag behind', async () => {
    await remediations.claim(memory);
    await remediations.all();
    expect(calls.filter(path => path.includes('query'))).toEqual([]);
  });

  it('are known to their slice as it wrote them, without reading them again', async () => {
    await remediations.claim(memory);
    await remediations.claim(other);
    const next = await remediations.replace({ ...memory, state: 'open', issueId: '1' }, memory);
    await remediations.drop(other);
    calls = [];
    expect(await remediations.all()).toEqual([next]);
    expect(calls).toEqual([]);
    expect(await (await nextSlice()).all()).toEqual([next]);
  });

  it('are read anew once someone else wrote one after all', async () => {
    await remediations.claim(memory);
    const overtaken = await nextSlice();
    await overtaken.all();
    const next = await remediations.replace({ ...memory, issueId: '1' }, memory);
    expect(await overtaken.replace({ ...memory, issueId: '2' }, memory)).toBeUndefined();
    expect(await overtaken.all()).toEqual([next]);
  });
});

describe('the memory that has an issue', () => {
  it('is found by the issue’s ID from the moment that it is noted, until it has another or none', async () => {
    await remediations.claim(memory);
    const filed = await remediations.replace({ ...memory, state: 'open', issueId: '10041' }, memory);
    if (filed === undefined) throw new Error('it was not written');
    expect(await readRemediationOf('10041')).toEqual(filed);
    const moved = await remediations.replace({ ...filed, issueId: '10042' }, filed);
    if (moved === undefined) throw new Error('it was not written');
    expect(await readRemediationOf('10041')).toBeUndefined();
    expect(await readRemediationOf('10042')).toEqual(moved);
    await remediations.drop(moved);
    expect(await readRemediationOf('10042')).toBeUndefined();
    expect(await kvs.get('work-item:10042')).toBeUndefined();
  });

  it('is noted with the ID or not at all', async () => {
    await remediations.claim(memory);
    const overtaken = await nextSlice();
    await overtaken.all();
    await remediations.replace({ ...memory, issueId: '10041' }, memory);
    expect(await overtaken.replace({ ...memory, issueId: '10042' }, memory)).toBeUndefined();
    expect(await kvs.get('work-item:10042')).toBeUndefined();
  });

  it('is none where the memory says otherwise, and none for what is no ID', async () => {
    await remediations.claim(memory);
    const filed = await remediations.replace({ ...memory, state: 'open', issueId: '10041' }, memory);
    await kvs.set('work-item:10099', { key: memory.key });
    expect(await readRemediationOf('10099')).toBeUndefined();
    expect(await readRemediationOf('no / id')).toBeUndefined();
    if (filed === undefined) throw new Error('it was not written');
    expect(await remediations.replace({ ...filed, issueId: 'no / id' }, filed)).toMatchObject({
      revision: 3,
    });
  });

  it('is read in two calls, however many memories there are', async () => {
    await remediations.claim(memory);
    await remediations.claim(other);
    await remediations.replace({ ...memory, state: 'open', issueId: '10041' }, memory);
    calls = [];
    await readRemediationOf('10041');
    expect(calls).toHaveLength(2);
  });
});

describe('a memory that a clock 400 days ahead wrote', () => {
  const ahead = NOON + 400 * DAY;
  const at = NOON - HOUR;
  const written: Memory = {
    ...memory,
    claimedAt: ahead,
    lookAgainAt: ahead + DAY,
    noWay: { to: 'done', from: '3', at: ahead },
    propertyChangedAt: ahead,
    propertyReportedAt: ahead,
    propertyRestoredAt: ahead,
    problem: { code: 'rights', args: {}, at: ahead, target: 't' },
    failures: { close: { code: 'denied', args: {}, at: ahead }, tell: { code: 'denied', args: {}, at } },
    doneAt: ahead,
    movedToDoneAt: ahead,
    reopenedAt: [at, ahead, ahead],
    createdAt: at,
    updatedAt: ahead,
  };

  it('is read without times that have not come', async () => {
    await remediations.claim(written);
    const { noWay: _, movedToDoneAt: __, ...rest } = written;
    expect(await (await nextSlice()).all()).toEqual([
      {
        ...rest,
        claimedAt: at,
        lookAgainAt: NOON,
        propertyChangedAt: NOON,
        propertyReportedAt: NOON,
        propertyRestoredAt: 0,
        problem: { code: 'rights', args: {}, at: 0, target: 't' },
        failures: { close: { code: 'denied', args: {}, at: 0 }, tell: { code: 'denied', args: {}, at } },
        doneAt: at,
        reopenedAt: [at],
        updatedAt: at,
      },
    ]);
  });

  it('is as it was written once those have come', async () => {
    await remediations.claim(written);
    const { HeldRemediations } = await import('../../src/storage/remediations');
    const { heldNow } = await import('../storage/kept');
    const then = new HeldRemediations(await heldNow(), later(instant(ahead), MINUTE));
    expect(await then.all()).toEqual([written]);
  });

  it('leaves what is due within a day', async () => {
    const due: Memory = { ...memory, lookAgainAt: NOON + DAY };
    await remediations.claim(due);
    expect(await (await nextSlice()).all()).toEqual([due]);
  });
});

describe('the memories of 1,100 work items', () => {
  const many = Array.from({ length: 1_100 }, (_, space) =>
    unfiled({ key: `INF-01:space-${space}`, control: 'INF-01', place: `space-${space}` }, NOON, {
      previous: ['10001', '10002'],
    }),
  );

  beforeEach(async () => {
    const stored = many.map(each => {
      const { key, control, state, revision } = each;
      return { key, entityName: 'remediation', value: { control, state, revision, body: each } };
    });
    for (let start = 0; start < stored.length; start += 25)
      await kvs.batchSet(stored.slice(start, start + 25));
    await kvs.set('remediations', { keys: pack(many.map(({ key }) => key)) });
    clock.advanceTo(clock.now() + MINUTE);
    calls = [];
    refusals = 0;
  }, 30_000);

  it('are read in 44 batches of 25 and one read of their index, once in a slice, and nothing is refused', async () => {
    const { readUnits } = meter;
    expect(await remediations.all()).toHaveLength(1_100);
    await remediations.all();
    expect(calls.filter(path => path.endsWith('/batch/get'))).toHaveLength(44);
    expect(calls).toHaveLength(45);
    expect(meter.readUnits - readUnits).toBeLessThan(1_200);
    expect(refusals).toBe(0);
  });

  it('are read one by one where the platform takes no more batches, and none is lost', async () => {
    switches.batchesAMinute = 10;
    expect(await remediations.all()).toEqual(many);
    expect(calls.filter(path => path.endsWith('/entity/get'))).toHaveLength(1_100 - 10 * 25);
  });
});
