import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, HOUR } from '../../sandbox/clock';
import type { Exchange } from '../../sandbox/jira/meter';
import { actsOf } from '../../sandbox/world/acts';
import { registerApp, setUp } from '../../sandbox/world/admin-work';
import { appPage } from '../../sandbox/world/app-page';
import { createBench, type WorldBench } from '../../sandbox/world/bench';
import { openWorld, type World } from '../../sandbox/world/world';
import { APP_FOLDER, type Lived, livedOn, START } from './harness';

/** What an act does to the site, who does it, and the control whose work item it brings. */
const ACTS = [
  {
    id: 'public-filter',
    by: 'lee',
    control: 'INF-03',
    noticed: 0,
    asked: ['PUT /rest/api/3/filter/{id}'],
    state: async ({ lee, site }: Lived) =>
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
    state: async ({ lee, site }: Lived) =>
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
    state: async ({ ana }: Lived) => {
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
    state: async ({ ana }: Lived) =>
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
    state: ({ ana }: Lived) => ana.get('/rest/api/3/group/bulk?accessType=admin'),
  },
  {
    id: 'deactivated-admin',
    by: 'ana',
    control: 'USR-03',
    noticed: DAY,
    asked: [],
    state: async ({ ana }: Lived) =>
      (await ana.get<{ accountId: string; active: boolean }[]>('/rest/api/3/users/search?maxResults=1000'))
        .filter(({ active }) => !active)
        .map(({ accountId }) => accountId),
  },
] as const;

describe('an act of the bench, on a site whose drift is filed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const asked: Exchange[] = [];
  let world: World;
  let lived: Lived;
  let bench: WorldBench;

  beforeAll(async () => {
    let hear: WorldBench['hear'] = () => undefined;
    world = await openWorld({
      appFolder: APP_FOLDER,
      stateFolder: folder,
      start: START,
      size: 'S',
      onHappening: happening => hear(happening),
    });
    world.clock.stop();
    await world.host.install();
    lived = livedOn(world.host, world.site);
    bench = createBench(world);
    hear = bench.hear;
    await world.host.advance(4 * HOUR);
    const { ana, lee } = lived;
    const story = { world, page: appPage(world.host, world.site.people.ana.accountId), ana, lee };
    await setUp(story);
    // As in the days before the first visit: one app was installed, and assessed afterwards.
    await actsOf(world.site)
      .find(({ id }) => id === 'unknown-app')
      ?.run();
    await world.host.advance(2 * HOUR);
    await registerApp(story);
    await world.host.advance(2 * HOUR);
    world.site.meter.onExchange(exchange => asked.push(exchange));
  }, 120_000);
  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const action = (id: string) => {
    const found = bench.actions().find(each => each.id === id);
    if (found === undefined) throw new Error(`The bench has no act ${id}`);
    return found;
  };
  const openOf = async (control: string): Promise<number> =>
    (await lived.openItems()).filter(({ about }) => about.control === control).length;

  it('is among these', () => {
    expect(bench.actions().map(({ id, state }) => [id, state])).toEqual(ACTS.map(({ id }) => [id, 'ready']));
  });

  it.each(ACTS)(
    '$id changes the site as its person, brings a work item of $control after the trigger, and both go with its undo',
    async ({ id, by, control, noticed, state, asked: operations }) => {
      const { displayName, accountId } = world.site.people[by];
      const before = await state(lived);
      expect(await openOf(control)).toBe(0);
      const from = asked.length;
      const fromLine = bench.happenings()[0]?.id ?? 0;
      const told = (): readonly string[] =>
        bench.happenings().flatMap(line => (line.id > fromLine ? [line.text] : []));

      await action(id).run();
      expect(bench.happenings()[0]?.text).toMatch(new RegExp(`^${displayName} `));
      const people = new Set(asked.slice(from).map(exchange => exchange.accountId));
      expect([...people]).toEqual([accountId]);
      expect(asked.slice(from).map(({ operation }) => operation)).toEqual(expect.arrayContaining(operations));
      expect(await state(lived)).not.toEqual(before);
      expect(action(id).state).toBe('done');
      await bench.advance(noticed);
      await bench.runTrigger();
      expect(await openOf(control)).toBe(1);
      expect(told()).toContainEqual(expect.stringMatching(/^Shared responsibility opened SEC-\d+$/));

      await action(id).undo();
      expect(bench.happenings()[0]?.text).toMatch(new RegExp(`^${displayName} `));
      expect(await state(lived)).toEqual(before);
      expect(action(id).state).toBe('ready');
      await bench.advance(noticed);
      await bench.runTrigger();
      expect(await openOf(control)).toBe(0);
      expect(told()).toContainEqual(expect.stringMatching(/^Shared responsibility moved SEC-\d+ to Done$/));
      // Each act finds the points of its own hour.
      await bench.advance(HOUR);
    },
    60_000,
  );

  it('tells hours in which nothing happened in one line, and counts them all the same', async () => {
    const [before, version] = [bench.happenings()[0]?.id ?? 0, bench.version()];
    await bench.advance(6 * HOUR);
    const lines = bench.happenings().filter(({ id }) => id > before);
    expect(lines.map(({ text }) => text)).toEqual([
      'The app looked at the site and had no work item to change',
      'You moved the clock 6 hours ahead',
    ]);
    expect(lines[0]?.times).toBeGreaterThanOrEqual(6);
    expect(bench.version()).toBeGreaterThan(version + 5);
  });

  it('names the control that an act is about, and the work item that the app opens for it', async () => {
    await action('public-filter').run();
    expect(bench.happenings()[0]?.about).toEqual({ control: 'INF-03' });
    await bench.runTrigger();
    const opened = bench.happenings().find(({ text }) => / (opened|moved) SEC-\d+/.test(text));
    expect(opened?.about).toEqual({ workItem: expect.stringMatching(/^SEC-\d+$/) });
    await action('public-filter').undo();
    await bench.runTrigger();
  });

  it('installs an app that was never there, each time', async () => {
    const installed = async (): Promise<string> => {
      await action('unknown-app').run();
      await action('unknown-app').undo();
      return bench.happenings()[1]?.text ?? '';
    };
    expect(await installed()).not.toBe(await installed());
  });
});
