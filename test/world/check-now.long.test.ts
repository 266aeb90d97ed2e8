import { HOUR, MINUTE } from '../../sandbox/clock';
import { ISSUE_PROPERTY_KEY } from '../../src/remediation/plan/issue-property';
import { POINTS_FOR_CHECKS } from '../../src/scan/budget';
import {
  type InstalledSite,
  moveToDone,
  createPrivateFilter,
  setFilterPublic,
  createTestWorld,
  type TestWorld,
} from './harness';

/** What the panel answers. */
interface PanelAnswer {
  readonly is: string;
  readonly error?: { readonly code: string };
  readonly value?: { readonly is?: string; readonly role?: string; readonly until?: number };
}

/** The app's work items by their IDs, which the panel is opened with. */
async function issueIds({ ana }: InstalledSite): Promise<readonly string[]> {
  const { issues } = await ana.post<{ issues: readonly { id: string; properties?: object }[] }>(
    '/rest/api/3/search/jql',
    {
      jql: 'project = SEC AND statusCategory != Done',
      maxResults: 500,
      fields: ['status'],
      properties: [ISSUE_PROPERTY_KEY],
    },
  );
  return issues
    .filter(({ properties }) => properties !== undefined && ISSUE_PROPERTY_KEY in properties)
    .map(({ id }) => id);
}

/** Two people who administer nothing may browse the space where work items are filed, and be assigned. */
async function grantSecurityAccess({ site, ana }: InstalledSite): Promise<void> {
  const { id } = await ana.get<{ id: number }>('/rest/api/3/project/SEC/permissionscheme');
  for (const person of [site.people.user, site.people.owner])
    for (const permission of ['BROWSE_PROJECTS', 'ASSIGNABLE_USER'])
      await ana.post(`/rest/api/3/permissionscheme/${id}/permission`, {
        holder: { type: 'user', parameter: person.accountId },
        permission,
      });
}

/** Moves a work item to a status that is not done. */
async function moveBack({ lee }: InstalledSite, key: string): Promise<void> {
  const { transitions } = await lee.get<{
    transitions: readonly { id: string; to: { statusCategory: { key: string } } }[];
  }>(`/rest/api/3/issue/${key}/transitions`);
  const open = transitions.find(({ to }) => to.statusCategory.key !== 'done');
  if (open !== undefined)
    await lee.post(`/rest/api/3/issue/${key}/transitions`, { transition: { id: open.id } });
}

/** Calls the app as the panel does, for someone who has opened a work item. */
const panelOf =
  ({ host }: TestWorld, { site }: InstalledSite) =>
  async (call: string, issue: string, accountId: string): Promise<PanelAnswer> =>
    (await host
      .pages(site)
      .invoke({ moduleKey: 'work-item-panel', accountId, extension: {} }, call, { issue })) as PanelAnswer;

/** API points that the app's own account spends on a site. @returns how many so far. */
function pointsOf({ site }: InstalledSite, appAccount: string): () => number {
  let points = 0;
  site.meter.onExchange(exchange => {
    if (exchange.accountId === appAccount) points += exchange.points;
  });
  return () => points;
}

describe('people who select Check now again and again', () => {
  it('spend at most 500 API points an hour, and the app finds what becomes public as usual', async () => {
    // The same site twice: on the second one no one selects it.
    const world = await createTestWorld({ size: 'S' }, { size: 'S' });
    try {
      for (const installedSite of world.sites) await grantSecurityAccess(installedSite);
      await world.install();
      for (const installedSite of world.sites) await installedSite.setUp('all');
      await world.tick(2);
      const [on, quiet] = world.sites as [InstalledSite, InstalledSite];
      const issues = await issueIds(on);
      expect(issues.length).toBeGreaterThanOrEqual(8);
      const creators = (await on.workItems()).map(({ creator }) => creator);
      const [app = ''] = creators;
      expect(new Set(creators)).toEqual(new Set([app]));
      const { user: viewer, owner: assignee } = on.site.people;
      for (const id of issues)
        await on.ana.put(`/rest/api/3/issue/${id}/assignee`, { accountId: assignee.accountId });
      await world.host.advance(6 * MINUTE);
      const callPanel = panelOf(world, on);
      const roleOf = async (account: string) =>
        (await callPanel('panel', issues[0] ?? '', account)).value?.role;
      expect([await roleOf(viewer.accountId), await roleOf(assignee.accountId)]).toEqual([
        'viewer',
        'assignee',
      ]);

      const spent = world.sites.map(installedSite => pointsOf(installedSite, app));
      const filters = await Promise.all(
        world.sites.map(installedSite => createPrivateFilter(installedSite, 'Weekly report')),
      );
      const answers = new Map<string, number>();
      const until: number[] = [];
      const hours: number[] = [];
      let foundAfter: number | undefined;
      let before = spent.map(each => each());
      for (let minute = 0; minute < 240; minute += 2) {
        if (minute === 120)
          for (const [index, installedSite] of world.sites.entries())
            await setFilterPublic(installedSite, filters[index] ?? '', true);
        for (const id of issues)
          for (const [role, { accountId }] of Object.entries({ viewer, assignee })) {
            const { is, error, value } = await callPanel('checkNow', id, accountId);
            const kind = `${role} ${error?.code ?? value?.is ?? is}`;
            answers.set(kind, (answers.get(kind) ?? 0) + 1);
            if (value?.until !== undefined) until.push(value.until - world.clock.now());
          }
        await world.host.advance(2 * MINUTE);
        if (minute > 120 && foundAfter === undefined) {
          const { findings } = await on.callApp('control', {
            control: 'INF-03',
            from: 0,
            search: 'Weekly report',
          });
          if (findings.some(({ state }) => state === 'open')) foundAfter = minute + 2 - 120;
        }
        if (minute % 60 === 58) {
          const now = spent.map(each => each());
          hours.push((now[0] ?? 0) - (before[0] ?? 0) - ((now[1] ?? 0) - (before[1] ?? 0)));
          before = now;
        }
      }
      // Viewers are always refused. The assignee may check until the limit, and then sees when it ends.
      expect([...answers.keys()].filter(kind => kind.startsWith('viewer'))).toEqual(['viewer forbidden']);
      expect(answers.get('assignee asked')).toBeGreaterThan(0);
      expect(answers.get('assignee paused')).toBeGreaterThan(100);
      expect(until.every(wait => wait > 0 && wait <= HOUR)).toBe(true);
      for (const points of hours) expect(points).toBeLessThanOrEqual(POINTS_FOR_CHECKS);
      expect(foundAfter).toBeLessThanOrEqual(6);
      const state = async ({ callApp: page }: InstalledSite) =>
        (await page('checklist', {})).checklist?.rows.map(({ control, status }) => `${control} ${status}`);
      expect(await state(on)).toEqual(await state(quiet));
    } finally {
      await world.close();
    }
  }, 600_000);
});

describe('people who edit work items again and again', () => {
  it('spend at most the API points for checks, and those that ticks need to write to the work items', async () => {
    // The same site twice: on the second one no one edits.
    const world = await createTestWorld({ size: 'S' }, { size: 'S' });
    try {
      await world.install();
      for (const installedSite of world.sites) await installedSite.setUp('all');
      await world.tick(2);
      const [on] = world.sites as [InstalledSite, InstalledSite];
      const issues = await issueIds(on);
      // From a full hour on: that is what the limit counts by.
      await world.host.advance(HOUR - (world.clock.now() % HOUR));
      const [app = ''] = (await on.workItems()).map(({ creator }) => creator);
      const spent = world.sites.map(installedSite => pointsOf(installedSite, app));
      const hours: number[] = [];
      let before = spent.map(each => each());
      for (let minute = 0; minute < 240; minute += 1) {
        for (const id of issues) {
          await on.ana.put(`/rest/api/3/issue/${id}`, { fields: { labels: [`edit-${minute}`] } });
          if (minute % 2 === 0) await moveToDone(on, id).catch(() => undefined);
          else await moveBack(on, id);
        }
        await world.host.advance(MINUTE);
        if (minute % 60 === 59) {
          const now = spent.map(each => each());
          hours.push((now[0] ?? 0) - (before[0] ?? 0) - ((now[1] ?? 0) - (before[1] ?? 0)));
          before = now;
        }
      }
      // Ticks reopen what was moved to Done, a few times a day.
      for (const points of hours) expect(points).toBeLessThanOrEqual(POINTS_FOR_CHECKS + 10 * issues.length);
      const all = hours.reduce((sum, points) => sum + points, 0);
      expect(all).toBeLessThanOrEqual(hours.length * POINTS_FOR_CHECKS);
    } finally {
      await world.close();
    }
  }, 600_000);
});
