import { sources } from '../../src/evidence/sources';
import { readLedger } from '../../src/storage/ledger';
import { type Platform, platformWith } from '../api/platform';
import { filter, judged, lifeOfFilter, read, rechecked, saved } from './stored-site';

const dashboard = { id: '9', name: 'Board of bugs' };

let platform: Platform;
beforeEach(() => {
  platform = platformWith(() => undefined);
});

const approved = { id: '7', reason: 'Status page', owner: 'lee', until: '2027-06-30' };

async function stepsInLedger(): Promise<readonly string[]> {
  const { entries } = await readLedger(50);
  return entries.flatMap(({ body }) =>
    ((body['steps'] ?? []) as readonly { key: string; is: string }[]).map(({ key, is }) => `${is} ${key}`),
  );
}

describe('a judging that a crash ended, begun again', () => {
  it('still knows that a setting brought a finding', async () => {
    saved(platform, { approvedFilters: [approved] });
    await read(sources.publicFilters, [filter], 0);
    await judged(platform, 1);
    expect(await lifeOfFilter()).toBeUndefined();
    saved(platform, {});
    await judged(platform, 2, { endedAt: 'findings' });
    expect(await lifeOfFilter()).toBeUndefined();
    await judged(platform, 3);
    expect(await lifeOfFilter()).toMatchObject({ state: 'suspected', origin: 'setting' });
  });

  it('still knows that a setting ended a finding', async () => {
    saved(platform, {});
    await read(sources.publicFilters, [filter], 0);
    await judged(platform, 1);
    await read(sources.publicFilters, [filter], 3);
    await judged(platform, 3);
    expect(await lifeOfFilter()).toMatchObject({ state: 'open' });
    saved(platform, { approvedFilters: [approved] });
    await judged(platform, 4, { endedAt: 'findings' });
    await read(sources.publicFilters, [filter], 6);
    await judged(platform, 6);
    expect(await lifeOfFilter()).toMatchObject({ state: 'ended', ended: 'setting-changed' });
    await judged(platform, 7);
    expect(await lifeOfFilter()).toMatchObject({ state: 'ended', ended: 'setting-changed' });
  });

  it.each(['findings', 'checklist', 'settings:judged', 'run'])(
    'tells the ledger all of its steps once, and none before they are kept: at %s',
    async endedAt => {
      saved(platform, {});
      await read(sources.publicFilters, [filter], 0);
      await read(sources.publicDashboards, [dashboard], 0);
      await judged(platform, 1, { endedAt });
      expect(await stepsInLedger()).toEqual([]);
      await judged(platform, 2);
      const told = await stepsInLedger();
      expect([...told].sort()).toEqual([
        expect.stringMatching(/^suspected INF-03:/),
        expect.stringMatching(/^suspected INF-04:/),
      ]);
    },
  );

  it('tells the ledger what happened only by then', async () => {
    saved(platform, {});
    await read(sources.publicFilters, [filter], 0);
    await judged(platform, 1, { endedAt: 'findings' });
    await read(sources.publicDashboards, [dashboard], 2);
    await judged(platform, 2);
    expect(await stepsInLedger()).toHaveLength(2);
  });

  it('is another than the next one, which tells of the same step once more', async () => {
    saved(platform, {});
    await read(sources.publicFilters, [filter], 0);
    await judged(platform, 1);
    await rechecked(sources.publicFilters, filter.id, 3);
    await judged(platform, 3);
    await read(sources.publicFilters, [filter], 5);
    await judged(platform, 5);
    const told = await stepsInLedger();
    expect(told).toHaveLength(2);
    expect(told[0]).toBe(told[1]);
  });
});
