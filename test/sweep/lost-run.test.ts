import { sources } from '../../src/evidence/sources';
import { fingerprint } from '../../src/remediation/fingerprint';
import { unfiled } from '../../src/remediation/memory';
import { HeldRemediations } from '../../src/storage/remediations';
import { isDrift } from '../../src/terms/life';
import { type Platform, platformWith } from '../api/platform';
import { heldNow } from '../storage/kept';
import { at, filter, judged, lifeOfFilter, read, saved } from './stored-site';

const RUN = 'run';
const baselineAt = (minute: number) => ({ baseline: { mode: 'worse', takenAt: at(minute), by: 'ana' } });

let platform: Platform;

/** A finding that came after the baseline, and the work item that was filed for it. */
beforeEach(async () => {
  platform = platformWith(() => undefined);
  saved(platform, baselineAt(0));
  await read(sources.publicFilters, [], 0);
  await judged(platform, 1);
  await read(sources.publicFilters, [filter], 2);
  await judged(platform, 2);
  await read(sources.publicFilters, [filter], 4);
  await judged(platform, 4);
});

async function filed(): Promise<void> {
  const key = (await lifeOfFilter())?.finding.key;
  const memory = unfiled({ key: 'INF-03:site', control: 'INF-03', place: 'site' }, at(4));
  await new HeldRemediations(await heldNow(), at(0)).claim({
    ...memory,
    state: 'open',
    filed: [fingerprint(key)],
    filedCount: 1,
  });
}

const isDriftNow = async (): Promise<boolean> => {
  const life = await lifeOfFilter();
  return life !== undefined && isDrift(life);
};

const runNow = () => platform.store.get(RUN) as Record<string, unknown>;

describe('a run that can’t be read', () => {
  it('takes nothing that a work item was filed for into the starting point', async () => {
    await filed();
    expect(await isDriftNow()).toBe(true);
    platform.store.set(RUN, 'of another time');
    await judged(platform, 6);
    expect(await isDriftNow()).toBe(true);
    expect(runNow()['baselineTaken']).toBe(at(0));
  });

  it('takes what was not filed: nobody can tell that the baseline was not taken just now', async () => {
    platform.store.set(RUN, 'of another time');
    await judged(platform, 6);
    expect(await lifeOfFilter()).toMatchObject({ state: 'open', baseline: true });
  });

  it('does not stop an admin from taking a new baseline, which takes what was filed', async () => {
    await filed();
    saved(platform, baselineAt(5));
    await judged(platform, 6);
    expect(await lifeOfFilter()).toMatchObject({ state: 'open', baseline: true });
  });
});

describe('a run that another version of the app wrote', () => {
  it('is gone on from, whatever it has in place of what this one knows', async () => {
    platform.store.set(RUN, { ...runNow(), epoch: 'of another time' });
    await judged(platform, 6);
    expect(runNow()).toMatchObject({ baselineTaken: at(0), judgedOn: '2026-11-02' });
    expect(await isDriftNow()).toBe(true);
  });
});

describe('a run of which a field can’t be read', () => {
  it.each(['budget', 'feed', 'second', 'lacking', 'sweep', 'lastSweep'])(
    'keeps the others, the baseline among them: %s',
    async field => {
      const run = runNow();
      platform.store.set(RUN, { ...run, [field]: 'of another time' });
      await judged(platform, 6);
      expect(await isDriftNow()).toBe(true);
      expect(runNow()).toMatchObject({ baselineTaken: at(0), judgedOn: run['judgedOn'] });
    },
  );

  it('keeps the others where an older version had no such field', async () => {
    const { lacking: _none, ...older } = runNow();
    platform.store.set(RUN, older);
    await judged(platform, 6);
    expect(await isDriftNow()).toBe(true);
    expect(runNow()['lacking']).toEqual({});
  });
});
