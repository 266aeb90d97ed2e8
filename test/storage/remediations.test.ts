import type { kvs as Kvs } from '@forge/kvs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Clock } from '../../sandbox/clock';
import { KvsApi } from '../../sandbox/forge/kvs/kvs-api';
import { KvsStorage } from '../../sandbox/forge/kvs/kvs-storage';
import { readManifest } from '../../sandbox/forge/read-manifest';
import type { KvsMeter } from '../../sandbox/forge/kvs/rates';
import { RateClock } from '../../sandbox/forge/rate-limit';
import { documentedSwitches, type HostSwitches } from '../../sandbox/forge/switches';
import { openStore, type Store } from '../../sandbox/store';
import { pack } from '../../src/storage/packed';
import { DAY, HOUR, MINUTE, instant, addDuration } from '../../src/domain/instant';
import {
  type RemediationRecord,
  type RemediationStore,
  buildUnfiledRecord,
} from '../../src/remediation/plan/remediation-record';
import { NOON } from '../remediation/fixtures';

/* The app's store beneath the unmodified @forge/kvs, held to Forge's rules and to the entity of the app's own manifest. */

let folder: string;
let database: Store;
let remediations: RemediationStore;
/** The store of the next slice: each slice reads again. */
let nextSlice: () => Promise<RemediationStore>;
let meter: Readonly<KvsMeter>;
let refusals: number;
let clock: Clock;
let switches: HostSwitches;
let calls: string[];
let kvs: typeof Kvs;
let readRemediationOf: (issueId: string) => Promise<RemediationRecord | undefined>;

const record = buildUnfiledRecord({ key: 'INF-03:site', control: 'INF-03', place: 'site' }, NOON);
const other = buildUnfiledRecord(
  { key: 'INF-01:space-10006', control: 'INF-01', place: 'space-10006' },
  NOON,
);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'remediations-'));
  database = await openStore(folder);
  clock = new Clock(NOON);
  switches = { ...documentedSwitches };
  const { entities } = await readManifest(resolve(__dirname, '../..'));
  const storage = await KvsStorage.open(database, ['kvs'], clock, switches);
  const wire = new KvsApi(storage, clock, new RateClock(clock), entities, switches);
  calls = [];
  Object.assign(globalThis, {
    __forge_runtime__: { proxy: { token: 't', url: 'http://localhost' }, appContext: {} },
    __forge_fetch__: async (_descriptor: unknown, path: string, { body = '{}' }: { body?: string }) => {
      calls.push(path);
      const answer = await wire.answer(path, body);
      if ('status' in answer && answer.status === 429) refusals += 1;
      if (!('status' in answer)) throw new Error('the store did not answer');
      return new Response(answer.body, { status: answer.status });
    },
  });
  const { LockedRemediationStore, readRecordOfIssue } = await import('../../src/storage/remediation-records');
  ({ kvs } = await import('@forge/kvs'));
  const { takeTestLock } = await import('./save-fixtures');
  const lock = await takeTestLock();
  nextSlice = async () => new LockedRemediationStore(lock, instant(NOON));
  readRemediationOf = issueId => readRecordOfIssue(issueId, instant(NOON));
  remediations = await nextSlice();
  meter = wire.meter;
  refusals = 0;
  calls = [];
});

afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

describe('the records of work items', () => {
  it('are stored as they were claimed, each under its key', async () => {
    expect(await remediations.all()).toEqual([]);
    expect(await remediations.claim(record)).toBe(true);
    expect(await remediations.claim(other)).toBe(true);
    expect(await remediations.all()).toEqual([record, other]);
  });

  it('are claimed once: a second claim fails', async () => {
    await remediations.claim(record);
    expect(await remediations.claim({ ...record, state: 'claimed' })).toBe(false);
    expect(await remediations.all()).toEqual([record]);
  });

  it('are replaced only by a writer that has the latest revision', async () => {
    await remediations.claim(record);
    const next = await remediations.replace({ ...record, state: 'open', issueId: '1' }, record);
    expect(next).toMatchObject({ state: 'open', issueId: '1', revision: record.revision + 1 });
    expect(await remediations.replace({ ...record, issueId: '2' }, record)).toBeUndefined();
    expect(await remediations.all()).toEqual([next]);
  });

  it('are removed when they are deleted, and can be claimed again', async () => {
    await remediations.claim(record);
    await remediations.delete(record);
    expect(await remediations.all()).toEqual([]);
    expect(await remediations.claim(record)).toBe(true);
  });

  it('become claims again where they can’t be read, and don’t prevent others from being read', async () => {
    await remediations.claim(other);
    const unread = { control: record.control, state: 'open', revision: 3, body: 'of another time' };
    await remediations.claim(record);
    await kvs.entity<object>('remediation').set(record.key, unread);
    remediations = await nextSlice();
    const [first, second] = await remediations.all();
    expect(first).toEqual(other);
    expect(second).toMatchObject({ key: record.key, place: 'site', state: 'claimed', claimedAt: 0 });
    if (second === undefined) throw new Error('it is not there');
    expect(await remediations.replace({ ...second, issueId: '1' }, second)).toMatchObject({ issueId: '1' });
  });

  it('are found without a query, since queries lag behind', async () => {
    await remediations.claim(record);
    await remediations.all();
    expect(calls.filter(path => path.includes('query'))).toEqual([]);
  });

  it('are kept by their slice as it wrote them, without another read', async () => {
    await remediations.claim(record);
    await remediations.claim(other);
    const next = await remediations.replace({ ...record, state: 'open', issueId: '1' }, record);
    await remediations.delete(other);
    calls = [];
    expect(await remediations.all()).toEqual([next]);
    expect(calls).toEqual([]);
    expect(await (await nextSlice()).all()).toEqual([next]);
  });

  it('are read again after another writer changed one', async () => {
    await remediations.claim(record);
    const overtaken = await nextSlice();
    await overtaken.all();
    const next = await remediations.replace({ ...record, issueId: '1' }, record);
    expect(await overtaken.replace({ ...record, issueId: '2' }, record)).toBeUndefined();
    expect(await overtaken.all()).toEqual([next]);
  });
});

describe('the record of an issue', () => {
  it('is found by the issue’s ID from when it is recorded until the record has another ID or none', async () => {
    await remediations.claim(record);
    const filed = await remediations.replace({ ...record, state: 'open', issueId: '10041' }, record);
    if (filed === undefined) throw new Error('it was not written');
    expect(await readRemediationOf('10041')).toEqual(filed);
    const moved = await remediations.replace({ ...filed, issueId: '10042' }, filed);
    if (moved === undefined) throw new Error('it was not written');
    expect(await readRemediationOf('10041')).toBeUndefined();
    expect(await readRemediationOf('10042')).toEqual(moved);
    await remediations.delete(moved);
    expect(await readRemediationOf('10042')).toBeUndefined();
    expect(await kvs.get('work-item:10042')).toBeUndefined();
  });

  it('is linked together with the ID or not at all', async () => {
    await remediations.claim(record);
    const overtaken = await nextSlice();
    await overtaken.all();
    await remediations.replace({ ...record, issueId: '10041' }, record);
    expect(await overtaken.replace({ ...record, issueId: '10042' }, record)).toBeUndefined();
    expect(await kvs.get('work-item:10042')).toBeUndefined();
  });

  it('is not found where the record has another issue, or the ID is invalid', async () => {
    await remediations.claim(record);
    const filed = await remediations.replace({ ...record, state: 'open', issueId: '10041' }, record);
    await kvs.set('work-item:10099', { key: record.key });
    expect(await readRemediationOf('10099')).toBeUndefined();
    expect(await readRemediationOf('no / id')).toBeUndefined();
    if (filed === undefined) throw new Error('it was not written');
    expect(await remediations.replace({ ...filed, issueId: 'no / id' }, filed)).toMatchObject({
      revision: 3,
    });
  });

  it('is read in two calls, however many records there are', async () => {
    await remediations.claim(record);
    await remediations.claim(other);
    await remediations.replace({ ...record, state: 'open', issueId: '10041' }, record);
    calls = [];
    await readRemediationOf('10041');
    expect(calls).toHaveLength(2);
  });
});

describe('a record that a clock 400 days ahead wrote', () => {
  const ahead = NOON + 400 * DAY;
  const at = NOON - HOUR;
  const written: RemediationRecord = {
    ...record,
    claimedAt: ahead,
    duplicateCheckAt: ahead + DAY,
    noTransition: { to: 'done', from: '3', at: ahead },
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

  it('is read without future times', async () => {
    await remediations.claim(written);
    const { noTransition: _, movedToDoneAt: __, ...rest } = written;
    expect(await (await nextSlice()).all()).toEqual([
      {
        ...rest,
        claimedAt: at,
        duplicateCheckAt: NOON,
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

  it('is as it was written once those times have passed', async () => {
    await remediations.claim(written);
    const { LockedRemediationStore } = await import('../../src/storage/remediation-records');
    const { takeTestLock } = await import('./save-fixtures');
    const then = new LockedRemediationStore(await takeTestLock(), addDuration(instant(ahead), MINUTE));
    expect(await then.all()).toEqual([written]);
  });

  it('keeps a check that is due within a day', async () => {
    const due: RemediationRecord = { ...record, duplicateCheckAt: NOON + DAY };
    await remediations.claim(due);
    expect(await (await nextSlice()).all()).toEqual([due]);
  });
});

describe('the records of 1,100 work items', () => {
  const many = Array.from({ length: 1_100 }, (_, storage) =>
    buildUnfiledRecord(
      { key: `INF-01:space-${storage}`, control: 'INF-01', place: `space-${storage}` },
      NOON,
      {
        previousIssueIds: ['10001', '10002'],
      },
    ),
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
