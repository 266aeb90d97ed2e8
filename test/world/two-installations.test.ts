import { MINUTE } from '../../sandbox/clock';
import type { SiteOptions } from '../../sandbox/jira/site';
import { type Lived, privateFilter, shareFilter, testWorld, type TestWorld, type WorkItem } from './harness';

/** Two sites that share nothing: another seed has other people, spaces, schemes and filters. */
const SITES: readonly SiteOptions[] = [
  { size: 'S', seed: 1 },
  { size: 'S', seed: 2, plants: { defaultSchemeOpen: true } },
];

/** Everything that the app says of a site, without moments: each installation's schedule has its own place in the hour. */
interface Said {
  readonly rows: readonly string[];
  readonly findings: readonly string[];
  readonly items: readonly string[];
  readonly settings: unknown;
}

const itemLine = ({ about, category, assignee, summary }: WorkItem): string =>
  [about.key, category, assignee, summary].join(' | ');

async function saidOf(lived: Lived): Promise<Said> {
  const { rows } = await lived.checklist();
  const { settings } = await lived.page('settings', {});
  const findings: string[] = [];
  for (const { control } of rows) {
    const page = await lived.page('control', { control: control as 'INF-03', from: 0 });
    findings.push(
      ...page.findings.map(({ key, state, baseline, owner }) => `${key} ${state} ${baseline} ${owner}`),
    );
  }
  return {
    rows: rows.map(({ control, status, open, gaps }) => `${control} ${status} ${open} ${gaps.length}`),
    findings: findings.sort(),
    items: (await lived.workItems()).map(itemLine).sort(),
    settings: { ...settings, baseline: settings.baseline?.mode },
  };
}

/** The same story on each site of a world, step by step on all of them: what one does lies between what the other does. */
async function lifeOf(world: TestWorld): Promise<readonly Said[]> {
  const filters = await Promise.all(world.all.map(lived => privateFilter(lived, 'Weekly numbers')));
  await world.install();
  await Promise.all(world.all.map(lived => lived.setUp()));
  await Promise.all(world.all.map((lived, place) => shareFilter(lived, filters[place] ?? '', true)));
  await world.host.advance(90 * MINUTE);
  return Promise.all(world.all.map(saidOf));
}

/** Ids that only one of the sites can know: its people, and what was planted on it. */
const own = ({ site }: Lived): readonly string[] => [
  site.people.ana.accountId,
  site.people.lee.accountId,
  ...site.planted.flatMap(({ accountId }) =>
    accountId === undefined || accountId === '' ? [] : [accountId],
  ),
];

describe('two installations in the same processes', () => {
  let world: TestWorld;
  let together: readonly Said[];
  beforeAll(async () => {
    world = await testWorld(...SITES);
    together = await lifeOf(world);
  }, 120_000);
  afterAll(() => world.close());

  it('each say what they say alone', async () => {
    for (const [place, options] of SITES.entries()) {
      const alone = await testWorld(options);
      try {
        const [said] = await lifeOf(alone);
        expect(together[place]).toEqual(said);
        expect(said?.items).toHaveLength(1);
      } finally {
        await alone.close();
      }
    }
  }, 120_000);

  it('keep nothing of each other', async () => {
    const [one, other] = world.all;
    if (one === undefined || other === undefined) throw new Error('There are two sites');
    const strangers = [own(other), own(one)];
    for (const [place, { cloudId }] of [one.site, other.site].entries()) {
      const { installed } = await world.host.install(world.all[place]?.site);
      expect(installed.cloudId).toBe(cloudId);
      const kept = world.store.sublevel<string, unknown>(['forge', installed.installationId, 'kvs'], {
        valueEncoding: 'json',
      });
      const entries: string[] = [];
      for await (const [key, value] of kept.iterator()) entries.push(`${key} ${JSON.stringify(value)}`);
      expect(entries.length).toBeGreaterThan(30);
      const all = entries.join('\n');
      expect((strangers[place] ?? []).filter(id => all.includes(id))).toEqual([]);
      expect((strangers[1 - place] ?? []).some(id => all.includes(id))).toBe(true);
    }
  });
});
