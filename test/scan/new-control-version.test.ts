import { controls } from '../../src/controls';
import { sources } from '../../src/evidence/sources';
import { isDrift } from '../../src/domain/tracked-finding';
import { type Platform, createFakePlatform } from '../api/fake-platform';
import { type AnswerTable } from '../evidence/fake-transport';
import { at, filter, runJudging, findTrackedFilter, savePass, saveSettings } from './stored-site';

const FINDINGS_KEY = 'findings';

let platform: Platform;

beforeEach(async () => {
  platform = createFakePlatform(() => undefined);
  saveSettings(platform, { baseline: { mode: 'drift', takenAt: at(0), by: 'ana' } });
  await savePass(sources.site, [], 0);
  await savePass(sources.spaces, [], 0);
  await savePass(sources.publicFilters, [], 0);
  await runJudging(platform, 1);
});

/** The app as it was before: the control of public filters had another version when it judged last. */
function setStoredVersion(): void {
  const names = platform.store.get(FINDINGS_KEY) as { controls: Record<string, { version: number }> };
  const before = names.controls['INF-03'];
  if (before === undefined) throw new Error('INF-03 was not judged');
  platform.store.set(FINDINGS_KEY, {
    ...names,
    controls: { ...names.controls, 'INF-03': { ...before, version: before.version - 1 } },
  });
}

const storedVersion = (): number | undefined =>
  (platform.store.get(FINDINGS_KEY) as { controls: Record<string, { version: number }> }).controls['INF-03']
    ?.version;

const objects = [{ source: 'publicFilters', key: '7' }] as const;
const isPublic: AnswerTable = {
  '/filter/7': { body: { id: '7', name: 'All open bugs', jql: '', sharePermissions: [{ type: 'global' }] } },
};

describe('the first scan of a new version of a control', () => {
  it('files a filter that became public since the last judging of the old version', async () => {
    setStoredVersion();
    // What arrives first is judged on the stored evidence alone, and comes again.
    await runJudging(platform, 5, { objects, answers: isPublic });
    expect(platform.pushedMessages.at(-1)).toMatchObject({ kind: 'settle', objects });
    expect(await findTrackedFilter()).toBeUndefined();
    expect(storedVersion()).toBe(controls.find(({ id }) => id === 'INF-03')?.version);
    await runJudging(platform, 5.1, { objects, answers: isPublic });
    expect(await findTrackedFilter()).toMatchObject({ state: 'unconfirmed', origin: 'site' });
    await runJudging(platform, 7, { objects, answers: isPublic });
    const tracked = await findTrackedFilter();
    expect(tracked).toMatchObject({ state: 'open', origin: 'site', inBaseline: false });
    expect(tracked !== undefined && isDrift(tracked)).toBe(true);
  });

  it('does not file what it finds in evidence that the old version judged', async () => {
    // The old version read this filter and found nothing wrong with it.
    await savePass(sources.publicFilters, [filter], 2);
    setStoredVersion();
    await runJudging(platform, 5);
    await runJudging(platform, 5.1);
    await savePass(sources.publicFilters, [filter], 7);
    await runJudging(platform, 7);
    const tracked = await findTrackedFilter();
    expect(tracked).toMatchObject({ state: 'open', origin: 'rule' });
    expect(tracked !== undefined && isDrift(tracked)).toBe(false);
  });

  it('judges the stored evidence once', async () => {
    setStoredVersion();
    await runJudging(platform, 5);
    const pushed = platform.pushedMessages.length;
    await runJudging(platform, 6);
    expect(
      platform.pushedMessages.slice(pushed).filter(each => JSON.stringify(each).includes('settle')),
    ).toEqual([]);
  });

  it('judges anew after a crash in its first judging', async () => {
    setStoredVersion();
    await runJudging(platform, 5, { endedAt: FINDINGS_KEY });
    await runJudging(platform, 6, { objects, answers: isPublic });
    await runJudging(platform, 6.1, { objects, answers: isPublic });
    expect(await findTrackedFilter()).toMatchObject({ state: 'unconfirmed', origin: 'site' });
  });
});

describe('the first scans of a new version of a source', () => {
  const SOURCE = 'source:publicFilters';
  /** The app as it was before: it read public filters in another way. */
  function asReadBefore(): void {
    const state = platform.store.get(SOURCE) as { version: number };
    platform.store.set(SOURCE, { ...state, version: state.version - 1 });
    const names = platform.store.get(FINDINGS_KEY) as {
      controls: Record<string, { sourceVersions: object }>;
    };
    for (const control of Object.values(names.controls))
      control.sourceVersions = { ...control.sourceVersions, publicFilters: 0 };
    platform.store.set(FINDINGS_KEY, names);
  }

  it('keep a finding as last seen, and the control not met', async () => {
    await savePass(sources.publicFilters, [filter], 2);
    await runJudging(platform, 3);
    await savePass(sources.publicFilters, [filter], 5);
    await runJudging(platform, 6);
    expect(await findTrackedFilter()).toMatchObject({ state: 'open' });
    asReadBefore();
    await runJudging(platform, 7);
    expect(await findTrackedFilter()).toMatchObject({ state: 'stale' });
    await savePass(sources.publicFilters, [filter], 9);
    await runJudging(platform, 9);
    expect(await findTrackedFilter()).toMatchObject({ state: 'open', origin: 'site' });
  });

  it('do not file what the source reads for the first time', async () => {
    asReadBefore();
    await runJudging(platform, 5);
    await savePass(sources.publicFilters, [filter], 6);
    await runJudging(platform, 6);
    await savePass(sources.publicFilters, [filter], 8);
    await runJudging(platform, 8);
    const tracked = await findTrackedFilter();
    expect(tracked).toMatchObject({ state: 'open', origin: 'rule' });
    expect(tracked !== undefined && isDrift(tracked)).toBe(false);
  });
});
