import { MINUTE } from '../../sandbox/clock';
import type { SiteOptions } from '../../sandbox/jira/site';
import {
  type InstalledSite,
  createPrivateFilter,
  setFilterPublic,
  createTestWorld,
  type TestWorld,
  type WorkItem,
} from './harness';

/** Two sites that share nothing: another seed has other people, spaces, schemes and filters. */
const SITES: readonly SiteOptions[] = [
  { size: 'S', seed: 1 },
  { size: 'S', seed: 2, plants: { defaultSchemeOpen: true } },
];

/** Everything that the app shows for a site, without times: each installation's schedule has its own minute of the hour. */
interface SiteReport {
  readonly rows: readonly string[];
  readonly findings: readonly string[];
  readonly items: readonly string[];
  readonly settings: unknown;
}

const itemLine = ({ property, category, assignee, summary }: WorkItem): string =>
  [property.key, category, assignee, summary].join(' | ');

async function reportSite(installedSite: InstalledSite): Promise<SiteReport> {
  const { rows } = await installedSite.checklist();
  const { settings } = await installedSite.callApp('settings', {});
  const findings: string[] = [];
  for (const { control } of rows) {
    const page = await installedSite.callApp('control', { control: control as 'INF-03', from: 0 });
    findings.push(
      ...page.findings.map(({ key, state, baseline, owner }) => `${key} ${state} ${baseline} ${owner}`),
    );
  }
  return {
    rows: rows.map(({ control, status, open, gaps }) => `${control} ${status} ${open} ${gaps.length}`),
    findings: findings.sort(),
    items: (await installedSite.workItems()).map(itemLine).sort(),
    settings: { ...settings, baseline: settings.baseline?.mode },
  };
}

/** The same scenario on each site of a world, step by step on all of them, so that their steps alternate. */
async function runScenario(world: TestWorld): Promise<readonly SiteReport[]> {
  const filters = await Promise.all(
    world.sites.map(installedSite => createPrivateFilter(installedSite, 'Weekly numbers')),
  );
  await world.install();
  await Promise.all(world.sites.map(installedSite => installedSite.setUp()));
  await Promise.all(
    world.sites.map((installedSite, place) => setFilterPublic(installedSite, filters[place] ?? '', true)),
  );
  await world.host.advance(90 * MINUTE);
  return Promise.all(world.sites.map(reportSite));
}

/** Ids that only one of the sites can know: its people, and what was planted on it. */
const ownIds = ({ site }: InstalledSite): readonly string[] => [
  site.people.ana.accountId,
  site.people.lee.accountId,
  ...site.planted.flatMap(({ accountId }) =>
    accountId === undefined || accountId === '' ? [] : [accountId],
  ),
];

describe('two installations in the same processes', () => {
  let world: TestWorld;
  let together: readonly SiteReport[];
  beforeAll(async () => {
    world = await createTestWorld(...SITES);
    together = await runScenario(world);
  }, 120_000);
  afterAll(() => world.close());

  it('each report the same as alone', async () => {
    for (const [place, options] of SITES.entries()) {
      const alone = await createTestWorld(options);
      try {
        const [report] = await runScenario(alone);
        expect(together[place]).toEqual(report);
        expect(report?.items).toHaveLength(1);
      } finally {
        await alone.close();
      }
    }
  }, 120_000);

  it('store no data of each other', async () => {
    const [one, other] = world.sites;
    if (one === undefined || other === undefined) throw new Error('There are two sites');
    const strangers = [ownIds(other), ownIds(one)];
    for (const [place, { cloudId }] of [one.site, other.site].entries()) {
      const { record: installed } = await world.host.install(world.sites[place]?.site);
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
