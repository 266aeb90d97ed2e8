import type { kvs as Kvs } from '@forge/kvs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Clock } from '../../sandbox/clock';
import { KvsWire } from '../../sandbox/forge/kvs/wire';
import { Space } from '../../sandbox/forge/kvs/space';
import { readManifest } from '../../sandbox/forge/manifest';
import { Pace } from '../../sandbox/forge/pace';
import { documentedSwitches } from '../../sandbox/forge/switches';
import { openStore, type Store } from '../../sandbox/store';
import { type RemediationStore, unfiled } from '../../src/remediation/memory';
import { NOON } from './given';

/* The app's store beneath the unmodified @forge/kvs, held to Forge's rules and to the entity of the app's own manifest. */

let folder: string;
let database: Store;
let remediations: RemediationStore;
let calls: string[];
let kvs: typeof Kvs;

const memory = unfiled({ key: 'INF-03:site', control: 'INF-03', place: 'site' }, NOON);
const other = unfiled({ key: 'INF-01:space-10006', control: 'INF-01', place: 'space-10006' }, NOON);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'remediations-'));
  database = await openStore(folder);
  const clock = new Clock(NOON);
  const { entities } = await readManifest(resolve(__dirname, '../..'));
  const space = await Space.open(database, ['kvs'], clock, documentedSwitches);
  const wire = new KvsWire(space, clock, new Pace(clock), entities, documentedSwitches);
  calls = [];
  Object.assign(globalThis, {
    __forge_runtime__: { proxy: { token: 't', url: 'http://localhost' }, appContext: {} },
    __forge_fetch__: async (_door: unknown, path: string, { body = '{}' }: { body?: string }) => {
      calls.push(path);
      const answer = await wire.answer(path, body);
      if (!('status' in answer)) throw new Error('the store did not answer');
      return new Response(answer.body, { status: answer.status });
    },
  });
  const { remediationsUnder } = await import('../../src/storage/remediations');
  ({ kvs } = await import('@forge/kvs'));
  const { heldNow } = await import('../storage/kept');
  remediations = remediationsUnder(await heldNow());
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
});
