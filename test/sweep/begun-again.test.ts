import { createJira } from '../../src/jira/gateway';
import { createMeter } from '../../src/jira/meter';
import { type Source } from '../../src/evidence/source';
import { sources } from '../../src/evidence/sources';
import { type Settings, settingsSchema } from '../../src/settings/settings';
import { EvidenceStore } from '../../src/storage/evidence';
import { readFindings } from '../../src/storage/findings';
import { readLedger } from '../../src/storage/ledger';
import { consume } from '../../src/sweep/consume';
import { type Instant, MINUTE, instant, later } from '../../src/terms/instant';
import { type Life } from '../../src/terms/life';
import { type Platform, platformWith } from '../api/platform';
import { fakeTransport } from '../evidence/fake-site';

const START = instant(Date.UTC(2026, 10, 2, 8, 10));
const at = (minutes: number): Instant => later(START, minutes * MINUTE);

const filter = { id: '7', name: 'All open bugs', query: '' };
const dashboard = { id: '9', name: 'Board of bugs' };

let platform: Platform;
beforeEach(() => {
  platform = platformWith(() => undefined);
});

const set = (settings: object): void => {
  const body: Settings = settingsSchema.parse(settings);
  platform.entities.set('settings/current', { revision: 1, body });
};

/** A pass over a source that gave these facts. */
async function read<F>(source: Source<F>, facts: readonly F[], minute: number): Promise<void> {
  const store = new EvidenceStore();
  await store.begin(source.id, at(minute), 1);
  await store.add(source, { facts, read: facts.length });
  await store.close(source.id, at(minute));
}

/** Judges what was read. With `endedAt` the function ends when it writes that key, as a crash would end it. */
async function judged(minute: number, endedAt?: string): Promise<void> {
  const { store } = platform;
  const write = store.set.bind(store);
  store.set = (key, value) => {
    if (key === endedAt) throw new Error('ended');
    return write(key, value);
  };
  const done = consume(
    { body: { kind: 'settle', why: 'settings', objects: [] }, eventId: `event-${minute}` },
    {
      now: () => at(minute),
      newId: () => 'sweep',
      site: { cloudId: 'cloud', environmentId: 'env', installedAt: START },
      jiraWith: allowance => {
        const meter = createMeter(allowance);
        const transport = fakeTransport({});
        const sleep = () => Promise.resolve();
        return { jira: createJira({ transport, meter, sleep, random: () => 0, now: () => 0 }), meter };
      },
    },
  );
  await (endedAt === undefined ? done : expect(done).rejects.toThrow());
  store.set = write;
}

async function lifeOfFilter(): Promise<Life | undefined> {
  return (await readFindings('INF-03'))?.lives[0];
}

async function stepsInLedger(): Promise<readonly string[]> {
  const { entries } = await readLedger(50);
  return entries.flatMap(({ body }) =>
    ((body['steps'] ?? []) as readonly { key: string; is: string }[]).map(({ key, is }) => `${is} ${key}`),
  );
}

describe('a judging that a crash ended, begun again', () => {
  it('still knows that a setting brought a finding', async () => {
    set({ approvedFilters: [{ id: '7' }] });
    await read(sources.publicFilters, [filter], 0);
    await judged(1);
    expect(await lifeOfFilter()).toBeUndefined();
    set({});
    await judged(2, 'findings:INF-03:0');
    expect(await lifeOfFilter()).toBeUndefined();
    await judged(3);
    expect(await lifeOfFilter()).toMatchObject({ state: 'suspected', origin: 'setting' });
  });

  it('still knows that a setting ended a finding', async () => {
    set({});
    await read(sources.publicFilters, [filter], 0);
    await judged(1);
    await read(sources.publicFilters, [filter], 3);
    await judged(3);
    expect(await lifeOfFilter()).toMatchObject({ state: 'open' });
    set({ approvedFilters: [{ id: '7' }] });
    await judged(4, 'findings:INF-03:0');
    await read(sources.publicFilters, [filter], 6);
    await judged(6);
    expect(await lifeOfFilter()).toMatchObject({ state: 'ended', ended: 'setting-changed' });
    await judged(7);
    expect(await lifeOfFilter()).toMatchObject({ state: 'ended', ended: 'setting-changed' });
  });

  it.each(['findings:INF-03:0', 'findings:INF-04:0'])(
    'tells the ledger no step twice, though some are kept and some not: at %s',
    async endedAt => {
      set({});
      await read(sources.publicFilters, [filter], 0);
      await read(sources.publicDashboards, [dashboard], 0);
      await judged(1, endedAt);
      expect(await stepsInLedger()).toHaveLength(2);
      await judged(2);
      const told = await stepsInLedger();
      expect([...told].sort()).toEqual([
        expect.stringMatching(/^suspected INF-03:/),
        expect.stringMatching(/^suspected INF-04:/),
      ]);
    },
  );

  it('tells the ledger what happened only by then', async () => {
    set({});
    await read(sources.publicFilters, [filter], 0);
    await judged(1, 'findings:INF-03:0');
    await read(sources.publicDashboards, [dashboard], 2);
    await judged(2);
    expect(await stepsInLedger()).toHaveLength(2);
  });

  it('is another than the next one, which tells of the same step once more', async () => {
    set({});
    await read(sources.publicFilters, [filter], 0);
    await judged(1);
    await read(sources.publicFilters, [], 3);
    await judged(3);
    await read(sources.publicFilters, [filter], 5);
    await judged(5);
    const told = await stepsInLedger();
    expect(told).toHaveLength(2);
    expect(told[0]).toBe(told[1]);
  });
});
