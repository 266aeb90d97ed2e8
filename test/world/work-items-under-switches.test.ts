import { DAY, HOUR, MINUTE } from '../../sandbox/clock';
import type { SiteSwitches } from '../../sandbox/jira/switches';
import {
  type InstalledSite,
  moveToDone,
  createPrivateFilter,
  setFilterPublic,
  createTestWorld,
  type TestWorld,
} from './harness';

/** What happened to a work item. */
interface WorkItemHistory {
  /** Status categories of all work items after each step, of which there must be one; at the end also the app's state. */
  opened: readonly string[];
  reopened: readonly string[];
  closed: readonly string[];
  /** What is known of the opening. */
  since: string | undefined;
  /** What made the app look at the move to Done: its event, or the hourly tick. */
  noticedBy: 'event' | 'tick';
}

const EXPECTED_HISTORY: WorkItemHistory = {
  opened: ['new'],
  reopened: ['new'],
  closed: ['done, closed'],
  since: 'recorded',
  noticedBy: 'event',
};

const SWITCH_CASES: readonly { turned: Partial<SiteSwitches>; history: Partial<WorkItemHistory> }[] = [
  { turned: {}, history: {} },
  { turned: { propertyFilters: false }, history: { noticedBy: 'tick' } },
  { turned: { statusCategoryDates: false }, history: {} },
  { turned: { eventDelivery: 'twice' }, history: {} },
  { turned: { eventDelivery: 'never' }, history: { noticedBy: 'tick', since: 'bounded' } },
  { turned: { eventDelivery: 'never', auditShares: true }, history: { noticedBy: 'tick' } },
  { turned: { auditForApps: 'forbidden' }, history: {} },
  { turned: { missingFilter: 404 }, history: {} },
  { turned: { searchLagSeconds: 60, propertySearch: false }, history: {} },
];

describe('a work item from filing through a move to Done to its verified close', () => {
  let world: TestWorld;
  let histories: readonly WorkItemHistory[];
  beforeAll(async () => {
    world = await createTestWorld(
      ...SWITCH_CASES.map(({ turned: switches }) => ({ size: 'S' as const, switches })),
    );
    const filters = await Promise.all(
      world.sites.map(installedSite => createPrivateFilter(installedSite, 'Weekly numbers')),
    );
    const share = (open: boolean): Promise<unknown> =>
      Promise.all(
        world.sites.map((installedSite, place) => setFilterPublic(installedSite, filters[place] ?? '', open)),
      );
    const categories = ({ workItems }: InstalledSite): Promise<readonly string[]> =>
      workItems().then(items => items.map(({ category }) => category));
    const onAll = <T>(
      ask: (installedSite: InstalledSite, place: number) => Promise<T>,
    ): Promise<readonly T[]> => Promise.all(world.sites.map(ask));
    await world.install();
    for (const installedSite of world.sites) await installedSite.setUp();

    await share(true);
    // The daily pass over the filters finds what no event reports.
    world.clock.advanceTo(world.clock.now() + DAY);
    await world.host.advance(HOUR + 5 * MINUTE);
    const opened = await onAll(categories);
    const since = await onAll(async (installedSite, place) => {
      const { findings } = await installedSite.callApp('control', { control: 'INF-03', from: 0 });
      return findings.find(({ subject }) => subject.id === filters[place])?.opened?.is;
    });

    const movedAt = world.clock.now();
    const toDone = (): Promise<unknown> =>
      onAll(async installedSite =>
        moveToDone(installedSite, (await installedSite.openWorkItems())[0]?.key ?? ''),
      );
    await toDone();
    const noticedBy = await answeredBy(movedAt);
    const reopened = await onAll(categories);

    await share(false);
    await toDone();
    await world.host.advance(2 * HOUR + 5 * MINUTE);
    const closed = await onAll(async installedSite =>
      (await installedSite.workItems()).map(({ category, property }) => `${category}, ${property.state}`),
    );
    histories = SWITCH_CASES.map((_, place) => ({
      opened: opened[place] ?? [],
      reopened: reopened[place] ?? [],
      closed: closed[place] ?? [],
      since: since[place],
      noticedBy: noticedBy[place] ?? 'tick',
    }));
  }, 120_000);
  afterAll(() => world.close());

  /** Waits until each site's work item is open again, an hour at most. */
  const answeredBy = async (movedAt: number): Promise<readonly WorkItemHistory['noticedBy'][]> => {
    const answers = new Map<InstalledSite, WorkItemHistory['noticedBy']>();
    while (answers.size < SWITCH_CASES.length && world.clock.now() < movedAt + HOUR + 5 * MINUTE) {
      await world.host.advance(MINUTE);
      for (const installedSite of world.sites) {
        if (answers.has(installedSite) || (await installedSite.openWorkItems()).length === 0) continue;
        const { installationId } = (await world.host.install(installedSite.site)).record;
        const ticked = world.hostEvents.some(
          each =>
            each.kind === 'invocation' &&
            each.functionKey === 'on-tick' &&
            each.installationId === installationId &&
            each.at >= movedAt,
        );
        answers.set(installedSite, ticked ? 'tick' : 'event');
      }
    }
    return world.sites.map(installedSite => answers.get(installedSite) ?? 'tick');
  };

  it.each(
    SWITCH_CASES.map(({ turned: switches, history }, place) => ({
      name: JSON.stringify(switches),
      history,
      place,
    })),
  )('$name', ({ history, place }) => {
    expect(histories[place]).toEqual({ ...EXPECTED_HISTORY, ...history });
  });
});
