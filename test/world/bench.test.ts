import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, HOUR } from '../../sandbox/clock';
import type { Exchange } from '../../sandbox/jira/exchange-meter';
import { siteActions } from '../../sandbox/world/site-actions';
import { registerNewApp, setUpApp } from '../../sandbox/world/admin-work';
import { createAppCaller } from '../../sandbox/world/app-caller';
import { createBench, type WorldBench } from '../../sandbox/world/bench';
import { openWorld, type World } from '../../sandbox/world/world';
import { APP_FOLDER, type InstalledSite, createInstalledSite, START } from './harness';

/** Each action, who does it, the control that finds it, and the state of the site that it changes. */
const SITE_ACTIONS = [
  {
    id: 'public-filter',
    by: 'lee',
    control: 'INF-03',
    noticed: 0,
    asked: ['PUT /rest/api/3/filter/{id}'],
    state: async ({ lee, site }: InstalledSite) =>
      (
        await lee.get<{ values: { name: string; sharePermissions: { type: string }[] }[] }>(
          `/rest/api/3/filter/search?accountId=${encodeURIComponent(site.people.lee.accountId)}&expand=sharePermissions`,
        )
      ).values.filter(({ sharePermissions }) => sharePermissions.some(({ type }) => type === 'global')),
  },
  {
    id: 'public-dashboard',
    by: 'lee',
    control: 'INF-04',
    noticed: DAY,
    asked: ['PUT /rest/api/3/dashboard/{id}'],
    state: async ({ lee, site }: InstalledSite) =>
      (
        await lee.get<{ values: { id: string; sharePermissions: { type: string }[] }[] }>(
          `/rest/api/3/dashboard/search?accountId=${encodeURIComponent(site.people.lee.accountId)}&expand=sharePermissions`,
        )
      ).values.filter(({ sharePermissions }) => sharePermissions.some(({ type }) => type === 'global')),
  },
  {
    id: 'public-scheme',
    by: 'ana',
    control: 'INF-01',
    noticed: 0,
    asked: ['POST /rest/api/3/permissionscheme/{schemeId}/permission'],
    state: async ({ ana }: InstalledSite) => {
      const { permissionSchemes } = await ana.get<{
        permissionSchemes: { id: number; permissions: { holder: { type: string } }[] }[];
      }>('/rest/api/3/permissionscheme?expand=permissions');
      return permissionSchemes
        .filter(({ permissions }) => permissions.some(({ holder }) => holder.type === 'anyone'))
        .map(({ id }) => id);
    },
  },
  {
    id: 'unknown-app',
    by: 'lee',
    control: 'APP-01',
    noticed: 0,
    asked: [],
    state: async ({ ana }: InstalledSite) =>
      (
        await ana.get<{ accountType: string; displayName: string; active: boolean }[]>(
          '/rest/api/3/users/search?maxResults=1000',
        )
      )
        .filter(({ accountType, active }) => accountType === 'app' && active)
        .map(({ displayName }) => displayName),
  },
  {
    id: 'default-admins',
    by: 'ana',
    control: 'USR-02',
    noticed: 0,
    asked: [],
    state: ({ ana }: InstalledSite) => ana.get('/rest/api/3/group/bulk?accessType=admin'),
  },
  {
    id: 'deactivated-admin',
    by: 'ana',
    control: 'USR-03',
    noticed: DAY,
    asked: [],
    state: async ({ ana }: InstalledSite) =>
      (await ana.get<{ accountId: string; active: boolean }[]>('/rest/api/3/users/search?maxResults=1000'))
        .filter(({ active }) => !active)
        .map(({ accountId }) => accountId),
  },
] as const;

describe('an action of the bench, on a site where drift is filed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const exchanges: Exchange[] = [];
  let world: World;
  let installedSite: InstalledSite;
  let bench: WorldBench;

  beforeAll(async () => {
    let logHostEvent: WorldBench['logHostEvent'] = () => undefined;
    world = await openWorld({
      appFolder: APP_FOLDER,
      stateFolder: folder,
      start: START,
      size: 'S',
      onHostEvent: hostEvent => logHostEvent(hostEvent),
    });
    world.clock.stop();
    await world.host.install();
    installedSite = createInstalledSite(world.host, world.site);
    bench = createBench(world);
    logHostEvent = bench.logHostEvent;
    await world.host.advance(4 * HOUR);
    const { ana, lee } = installedSite;
    const context = {
      world,
      callApp: createAppCaller(world.host, world.site.people.ana.accountId),
      ana,
      lee,
    };
    await setUpApp(context);
    // As in the days before the first visit: one app was installed, and assessed afterwards.
    await siteActions(world.site)
      .find(({ id }) => id === 'unknown-app')
      ?.run();
    await world.host.advance(2 * HOUR);
    await registerNewApp(context);
    await world.host.advance(2 * HOUR);
    world.site.meter.onExchange(exchange => exchanges.push(exchange));
  }, 120_000);
  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const action = (id: string) => {
    const found = bench.actions().find(each => each.id === id);
    if (found === undefined) throw new Error(`The bench has no action ${id}`);
    return found;
  };
  const openOf = async (control: string): Promise<number> =>
    (await installedSite.openWorkItems()).filter(({ property }) => property.control === control).length;

  it('is one of these', () => {
    expect(bench.actions().map(({ id, state }) => [id, state])).toEqual(
      SITE_ACTIONS.map(({ id }) => [id, 'ready']),
    );
  });

  it.each(SITE_ACTIONS)(
    '$id changes the site as its person, the trigger files a work item for $control, and undo reverts both',
    async ({ id, by, control, noticed, state, asked: operations }) => {
      const { displayName, accountId } = world.site.people[by];
      const before = await state(installedSite);
      expect(await openOf(control)).toBe(0);
      const from = exchanges.length;
      const fromLine = bench.activity()[0]?.id ?? 0;
      const loggedTexts = (): readonly string[] =>
        bench.activity().flatMap(line => (line.id > fromLine ? [line.text] : []));

      await action(id).run();
      expect(bench.activity()[0]?.text).toMatch(new RegExp(`^${displayName} `));
      const people = new Set(exchanges.slice(from).map(exchange => exchange.accountId));
      expect([...people]).toEqual([accountId]);
      expect(exchanges.slice(from).map(({ operation }) => operation)).toEqual(
        expect.arrayContaining(operations),
      );
      expect(await state(installedSite)).not.toEqual(before);
      expect(action(id).state).toBe('done');
      await bench.advance(noticed);
      await bench.runTrigger();
      expect(await openOf(control)).toBe(1);
      expect(loggedTexts()).toContainEqual(expect.stringMatching(/^Shared responsibility created SEC-\d+$/));

      await action(id).undo();
      expect(bench.activity()[0]?.text).toMatch(new RegExp(`^${displayName} `));
      expect(await state(installedSite)).toEqual(before);
      expect(action(id).state).toBe('ready');
      await bench.advance(noticed);
      await bench.runTrigger();
      expect(await openOf(control)).toBe(0);
      expect(loggedTexts()).toContainEqual(
        expect.stringMatching(/^Shared responsibility moved SEC-\d+ to Done$/),
      );
      // Each action gets the API points of its own hour.
      await bench.advance(HOUR);
    },
    60_000,
  );

  it('logs hours in which nothing happened in one line, and counts them', async () => {
    const [before, version] = [bench.activity()[0]?.id ?? 0, bench.version()];
    await bench.advance(6 * HOUR);
    const lines = bench.activity().filter(({ id }) => id > before);
    expect(lines.map(({ text }) => text)).toEqual([
      'The app scanned the site. No work items to change.',
      'You moved the clock ahead 6 hours',
    ]);
    expect(lines[0]?.times).toBeGreaterThanOrEqual(6);
    expect(bench.version()).toBeGreaterThan(version + 5);
  });

  it('names the control of an action, and the work item that the app files for it', async () => {
    await action('public-filter').run();
    expect(bench.activity()[0]?.subject).toEqual({ control: 'INF-03' });
    await bench.runTrigger();
    const line = bench.activity().find(({ text }) => / (created|moved) SEC-\d+/.test(text));
    expect(line?.subject).toEqual({ workItem: expect.stringMatching(/^SEC-\d+$/) });
    await action('public-filter').undo();
    await bench.runTrigger();
  });

  it('installs a new app each time', async () => {
    const installed = async (): Promise<string> => {
      await action('unknown-app').run();
      await action('unknown-app').undo();
      return bench.activity()[1]?.text ?? '';
    };
    expect(await installed()).not.toBe(await installed());
  });
});
