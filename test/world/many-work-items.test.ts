import { MINUTE } from '../../sandbox/clock';
import { KvsWire } from '../../sandbox/forge/kvs/wire';
import { unfiled } from '../../src/remediation/memory';
import { PROPERTY } from '../../src/remediation/property';
import { pack } from '../../src/storage/packed';
import { privateFilter, shareFilter, testWorld, type TestWorld } from './harness';

/* A site where the app has 1,100 open work items, on the host with the limits of Forge's store. */

const MANY = 1_100;

describe('1,100 work items', () => {
  let world: TestWorld;
  let answer: jest.SpyInstance<ReturnType<KvsWire['answer']>, Parameters<KvsWire['answer']>>;

  /** Files them as the app would have, in one go. */
  async function plant(store: KvsWire): Promise<void> {
    const { state } = world.on.site;
    const now = world.clock.now();
    const [example] = [...state.issues.values()].filter(({ properties }) => PROPERTY in properties);
    if (example === undefined) throw new Error('nothing was filed');
    const records = Array.from({ length: MANY }, (_, place) => {
      const id = 500_000 + place;
      const key = `INF-01:space-${id}` as const;
      const property = { ...(example.properties[PROPERTY] as object), key, control: 'INF-01' };
      state.issues.put(id, { ...example, id, key: `SEC-${id}`, properties: { [PROPERTY]: property } });
      return {
        ...unfiled({ key, control: 'INF-01', place: `space-${id}` }, now),
        ...{
          state: 'open',
          issueId: String(id),
          issueKey: `SEC-${id}`,
          projectId: String(example.projectId),
        },
        // What it was filed for isn't known, and no reading is newer: it stays as it is.
        ...{ filedCount: 1, updatedAt: now },
      };
    });
    for (let start = 0; start < MANY; start += 25) {
      const batch = records.slice(start, start + 25).map(record => {
        const { key, control, state: is, revision } = record;
        return { key, entityName: 'remediation', value: { control, state: is, revision, body: record } };
      });
      await store.answer('/api/v1/batch/set', JSON.stringify(batch));
    }
    const keys = ['INF-03:site', ...records.map(({ key }) => key)];
    await store.answer(
      '/api/v1/set',
      JSON.stringify({ key: 'remediations', value: { keys: pack(keys) }, options: {} }),
    );
  }

  beforeAll(async () => {
    answer = jest.spyOn(KvsWire.prototype, 'answer');
    world = await testWorld({ size: 'S' });
    await world.install();
    await world.on.setUp('worse');
    await shareFilter(world.on, await privateFilter(world.on, 'Weekly numbers'), true);
    await world.tick();
    const store = answer.mock.contexts.at(-1);
    if (store === undefined) throw new Error('the app stored nothing');
    await plant(store as KvsWire);
    await world.host.advance(2 * MINUTE);
  }, 120_000);
  afterAll(async () => {
    answer.mockRestore();
    await world.close();
  });

  it('are looked after by a tick: the store refuses nothing but batches beyond its 45 a minute', async () => {
    const calls = answer.mock.calls.length;
    await shareFilter(world.on, await privateFilter(world.on, 'Salaries'), true);
    await world.tick();
    const answers = await Promise.all(answer.mock.results.slice(calls).map(({ value }) => value));
    const refused = answers.flatMap(each => ('status' in each && each.status === 429 ? [each.body] : []));
    expect(refused.filter(body => !String(body).includes('no more batches'))).toEqual([]);
    // Several judgings, of which one at most had to read the records one by one.
    expect(answers.length).toBeLessThan(2 * MANY);
    const [item] = (await world.on.workItems()).filter(({ about }) => about.key === 'INF-03:site');
    expect(item?.text).toContain('Salaries');
    expect((await world.on.row('INF-01')).workItems.length).toBeGreaterThan(0);
  });

  it('ended no function badly', () => {
    const bad = world.happenings.filter(
      happening => happening.kind === 'invocation' && happening.ending !== 'done',
    );
    expect(bad).toEqual([]);
  });
});
