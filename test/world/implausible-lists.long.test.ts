import type { Fault } from '../../sandbox/jira/faults';
import type { Checklist } from '../../src/domain/checklist';
import { type InstalledSite, nextTick, createTestWorld, type TestWorld } from './harness';

/** Lists that Jira answers in full, and not as they are. */
const FAULTS = ['empty', 'doubled', 'halved'] as const satisfies readonly Fault['kind'][];

/** Every operation that answers with a list from which controls are judged. */
const LISTS = [
  'GET /rest/api/3/project/search',
  'GET /rest/api/3/filter/search',
  'GET /rest/api/3/dashboard/search',
  'GET /rest/api/3/permissionscheme',
  'GET /rest/api/3/applicationrole',
  'GET /rest/api/3/users/search',
  'GET /rest/api/3/instance/license',
  'GET /rest/api/3/application-properties',
  'GET /rest/api/3/auditing/record',
  'GET /rest/api/3/project/{projectIdOrKey}/role/{id}',
  'GET /rest/api/3/permissionscheme/{schemeId}',
  'GET /rest/api/3/group/bulk',
  'GET /rest/api/3/group/member',
] as const;

/** Lists that no other response can be compared with: if half of one is missing every time, the app can't notice. */
const UNDETECTABLE: readonly string[] = [
  'halved GET /rest/api/3/permissionscheme/{schemeId}',
  'halved GET /rest/api/3/group/bulk',
  'halved GET /rest/api/3/group/member',
  'halved GET /rest/api/3/project/{projectIdOrKey}/role/{id}',
];

interface PostureSnapshot {
  readonly statuses: ReadonlyMap<string, Checklist['rows'][number]['status']>;
  readonly assured: number;
  readonly open: readonly string[];
}

async function takeSnapshot(installedSite: InstalledSite): Promise<PostureSnapshot> {
  const { rows, score } = await installedSite.checklist();
  return {
    statuses: new Map(rows.map(({ control, status }) => [control, status])),
    assured: score.assured,
    open: (await installedSite.openWorkItems()).map(({ key }) => key),
  };
}

/** What looks better than before though nothing was fixed. */
function improvementsOver(before: PostureSnapshot, now: PostureSnapshot): readonly string[] {
  const GOOD = ['verified', 'attested', 'not-applicable'];
  return [
    ...[...now.statuses]
      .filter(([control, status]) => {
        const snapshotBefore = before.statuses.get(control) ?? '';
        return GOOD.includes(status) && !GOOD.includes(snapshotBefore);
      })
      .map(([control, status]) => `${control} is ${status}`),
    ...(now.assured > before.assured ? [`assured ${before.assured} -> ${now.assured}`] : []),
    ...before.open.filter(key => !now.open.includes(key)).map(key => `${key} is closed`),
  ];
}

describe('a list that is complete but wrong', () => {
  let world: TestWorld;
  let before: readonly PostureSnapshot[];
  /** Requests a full scan of every site, once the previous request is done. That may take the budget of some hours. */
  const readAll = async (): Promise<void> => {
    const waiting = new Set(world.sites);
    for (let hour = 0; waiting.size > 0; hour += 1) {
      for (const installedSite of waiting)
        if ((await installedSite.callApp('scanNow', {})).is === 'asked') waiting.delete(installedSite);
      if (waiting.size > 0) await nextTick(world.host);
      if (hour > 24) throw new Error('A site is busy for a day');
    }
  };
  beforeAll(async () => {
    world = await createTestWorld(...FAULTS.map(() => ({ size: 'S' as const })));
    await world.install();
    for (const installedSite of world.sites) await installedSite.setUp('all');
    await world.tick(3);
    before = await Promise.all(world.sites.map(takeSnapshot));
  }, 300_000);
  afterAll(() => world.close());

  it('is returned on sites with open work items, and with both met and unmet controls', () => {
    for (const { statuses, open } of before) {
      expect(open.length).toBeGreaterThan(5);
      expect([...statuses.values()]).toEqual(expect.arrayContaining(['verified', 'not-met']));
    }
  });

  /** What looks better at any hour while a list is answered wrongly. */
  async function betterWhile(on: string, hours: number): Promise<readonly string[]> {
    FAULTS.forEach((kind, place) => world.sites[place]?.site.faults.add({ on, fault: { kind } }));
    const better = new Set<string>();
    await readAll();
    for (let hour = 0; hour < hours; hour += 1) {
      await nextTick(world.host);
      for (const [place, installedSite] of world.sites.entries()) {
        const kind = FAULTS[place] ?? '';
        const snapshotBefore = before[place];
        if (snapshotBefore === undefined || UNDETECTABLE.includes(`${kind} ${on}`)) continue;
        for (const what of improvementsOver(snapshotBefore, await takeSnapshot(installedSite)))
          better.add(`${kind}: ${what}`);
      }
    }
    return [...better];
  }

  /** Clears the faults and reads everything. @returns what is still otherwise than before. */
  async function notRecovered(): Promise<readonly string[]> {
    for (const { site } of world.sites) site.faults.clear();
    await readAll();
    let otherwise: string[] = [];
    for (let hour = 0; hour < 6; hour += 1) {
      await nextTick(world.host);
      otherwise = [];
      for (const [place, installedSite] of world.sites.entries())
        for (const { control, status, gaps } of (await installedSite.checklist()).rows)
          if (status !== before[place]?.statuses.get(control))
            otherwise.push(`${FAULTS[place]}: ${control} is ${status} ${JSON.stringify(gaps)}`);
      if (otherwise.length === 0) break;
    }
    return otherwise;
  }

  it('the list of spaces, for 26 hours: meets no control, closes no work item, and recovers', async () => {
    expect(await betterWhile('GET /rest/api/3/project/search', 26)).toEqual([]);
    expect(await notRecovered()).toEqual([]);
  }, 240_000);

  it.each(LISTS)(
    '%s: meets no control, closes no work item, and recovers',
    async on => {
      expect(await betterWhile(on, 4)).toEqual([]);
      expect(await notRecovered()).toEqual([]);
    },
    120_000,
  );
});
