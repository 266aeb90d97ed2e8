import { controls } from '../../src/controls';
import { sources } from '../../src/evidence/sources';
import { isDrift } from '../../src/terms/life';
import { type Platform, platformWith } from '../api/platform';
import { type Table } from '../evidence/fake-site';
import { at, filter, judged, lifeOfFilter, read, saved } from './stored-site';

const FINDINGS = 'findings';

let platform: Platform;

beforeEach(async () => {
  platform = platformWith(() => undefined);
  saved(platform, { baseline: { mode: 'worse', takenAt: at(0), by: 'ana' } });
  await read(sources.site, [], 0);
  await read(sources.spaces, [], 0);
  await read(sources.publicFilters, [], 0);
  await judged(platform, 1);
});

/** The app as it was before: the control of public filters had another version when it judged last. */
function asJudgedBefore(): void {
  const names = platform.store.get(FINDINGS) as { controls: Record<string, { version: number }> };
  const before = names.controls['INF-03'];
  if (before === undefined) throw new Error('INF-03 was not judged');
  platform.store.set(FINDINGS, {
    ...names,
    controls: { ...names.controls, 'INF-03': { ...before, version: before.version - 1 } },
  });
}

const versionNow = (): number | undefined =>
  (platform.store.get(FINDINGS) as { controls: Record<string, { version: number }> }).controls['INF-03']
    ?.version;

const objects = [{ source: 'publicFilters', key: '7' }] as const;
const isPublic: Table = {
  '/filter/7': { body: { id: '7', name: 'All open bugs', jql: '', sharePermissions: [{ type: 'global' }] } },
};

describe('the first scan of a new version of a control', () => {
  it('files a filter that became public since the last judging of the old version', async () => {
    asJudgedBefore();
    // What arrives first is judged on the stored evidence alone, and comes again.
    await judged(platform, 5, { objects, answers: isPublic });
    expect(platform.pushed.at(-1)).toMatchObject({ kind: 'settle', objects });
    expect(await lifeOfFilter()).toBeUndefined();
    expect(versionNow()).toBe(controls.find(({ id }) => id === 'INF-03')?.version);
    await judged(platform, 5.1, { objects, answers: isPublic });
    expect(await lifeOfFilter()).toMatchObject({ state: 'suspected', origin: 'site' });
    await judged(platform, 7, { objects, answers: isPublic });
    const life = await lifeOfFilter();
    expect(life).toMatchObject({ state: 'open', origin: 'site', baseline: false });
    expect(life !== undefined && isDrift(life)).toBe(true);
  });

  it('does not file what it finds in evidence that the old version judged', async () => {
    // The old version read this filter and found nothing wrong with it.
    await read(sources.publicFilters, [filter], 2);
    asJudgedBefore();
    await judged(platform, 5);
    await judged(platform, 5.1);
    await read(sources.publicFilters, [filter], 7);
    await judged(platform, 7);
    const life = await lifeOfFilter();
    expect(life).toMatchObject({ state: 'open', origin: 'rule' });
    expect(life !== undefined && isDrift(life)).toBe(false);
  });

  it('judges the stored evidence once', async () => {
    asJudgedBefore();
    await judged(platform, 5);
    const pushed = platform.pushed.length;
    await judged(platform, 6);
    expect(platform.pushed.slice(pushed).filter(each => JSON.stringify(each).includes('settle'))).toEqual([]);
  });

  it('judges anew after a crash in its first judging', async () => {
    asJudgedBefore();
    await judged(platform, 5, { endedAt: FINDINGS });
    await judged(platform, 6, { objects, answers: isPublic });
    await judged(platform, 6.1, { objects, answers: isPublic });
    expect(await lifeOfFilter()).toMatchObject({ state: 'suspected', origin: 'site' });
  });
});

describe('the first scans of a new version of a source', () => {
  const SOURCE = 'source:publicFilters';
  /** The app as it was before: it read public filters in another way. */
  function asReadBefore(): void {
    const state = platform.store.get(SOURCE) as { version: number };
    platform.store.set(SOURCE, { ...state, version: state.version - 1 });
    const names = platform.store.get(FINDINGS) as { controls: Record<string, { sourceVersions: object }> };
    for (const control of Object.values(names.controls))
      control.sourceVersions = { ...control.sourceVersions, publicFilters: 0 };
    platform.store.set(FINDINGS, names);
  }

  it('keep a finding as last seen, and the control not met', async () => {
    await read(sources.publicFilters, [filter], 2);
    await judged(platform, 3);
    await read(sources.publicFilters, [filter], 5);
    await judged(platform, 6);
    expect(await lifeOfFilter()).toMatchObject({ state: 'open' });
    asReadBefore();
    await judged(platform, 7);
    expect(await lifeOfFilter()).toMatchObject({ state: 'unseen' });
    await read(sources.publicFilters, [filter], 9);
    await judged(platform, 9);
    expect(await lifeOfFilter()).toMatchObject({ state: 'open', origin: 'site' });
  });

  it('do not file what the source reads for the first time', async () => {
    asReadBefore();
    await judged(platform, 5);
    await read(sources.publicFilters, [filter], 6);
    await judged(platform, 6);
    await read(sources.publicFilters, [filter], 8);
    await judged(platform, 8);
    const life = await lifeOfFilter();
    expect(life).toMatchObject({ state: 'open', origin: 'rule' });
    expect(life !== undefined && isDrift(life)).toBe(false);
  });
});
