import { MINUTE } from '../../sandbox/clock';
import { KvsApi } from '../../sandbox/forge/kvs/kvs-api';
import { buildUnfiledRecord } from '../../src/remediation/plan/remediation-record';
import { ISSUE_PROPERTY_KEY } from '../../src/remediation/plan/issue-property';
import { pack } from '../../src/storage/packed';
import { createPrivateFilter, setFilterPublic, createTestWorld, type TestWorld } from './harness';

/* A site where the app has 1,100 open work items, on the host with the limits of Forge's store. */

const MANY = 1_100;

describe('1,100 work items', () => {
  let world: TestWorld;
  let answer: jest.SpyInstance<ReturnType<KvsApi['answer']>, Parameters<KvsApi['answer']>>;

  /** Files them as the app would have, in one go. */
  async function plant(store: KvsApi): Promise<void> {
    const { state } = world.firstSite.site;
    const now = world.clock.now();
    const [example] = [...state.issues.values()].filter(({ properties }) => ISSUE_PROPERTY_KEY in properties);
    if (example === undefined) throw new Error('nothing was filed');
    const records = Array.from({ length: MANY }, (_, place) => {
      const id = 500_000 + place;
      const key = `INF-01:space-${id}` as const;
      const property = { ...(example.properties[ISSUE_PROPERTY_KEY] as object), key, control: 'INF-01' };
      state.issues.put(id, {
        ...example,
        id,
        key: `SEC-${id}`,
        properties: { [ISSUE_PROPERTY_KEY]: property },
      });
      return {
        ...buildUnfiledRecord({ key, control: 'INF-01', place: `space-${id}` }, now),
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
    answer = jest.spyOn(KvsApi.prototype, 'answer');
    world = await createTestWorld({ size: 'S' });
    await world.install();
    await world.firstSite.setUp('drift');
    await setFilterPublic(
      world.firstSite,
      await createPrivateFilter(world.firstSite, 'Weekly numbers'),
      true,
    );
    await world.tick();
    const store = answer.mock.contexts.at(-1);
    if (store === undefined) throw new Error('the app stored nothing');
    await plant(store as KvsApi);
    await world.host.advance(2 * MINUTE);
  }, 120_000);
  afterAll(async () => {
    answer.mockRestore();
    await world.close();
  });

  it('are kept up to date by a tick: the store refuses only batches beyond its 45 a minute', async () => {
    const calls = answer.mock.calls.length;
    await setFilterPublic(world.firstSite, await createPrivateFilter(world.firstSite, 'Salaries'), true);
    await world.tick();
    const answers = await Promise.all(answer.mock.results.slice(calls).map(({ value }) => value));
    const refused = answers.flatMap(each => ('status' in each && each.status === 429 ? [each.body] : []));
    expect(refused.filter(body => !String(body).includes('no more batches'))).toEqual([]);
    // Several judgings, of which one at most had to read the records one by one.
    expect(answers.length).toBeLessThan(2 * MANY);
    const [item] = (await world.firstSite.workItems()).filter(
      ({ property }) => property.key === 'INF-03:site',
    );
    expect(item?.text).toContain('Salaries');
    expect((await world.firstSite.row('INF-01')).workItems.length).toBeGreaterThan(0);
  });

  it('had no failed function', () => {
    const bad = world.hostEvents.filter(
      hostEvent => hostEvent.kind === 'invocation' && hostEvent.ending !== 'done',
    );
    expect(bad).toEqual([]);
  });
});
