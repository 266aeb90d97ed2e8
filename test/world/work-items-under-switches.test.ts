import { DAY, HOUR, MINUTE } from '../../sandbox/clock';
import type { Switches } from '../../sandbox/jira/switches';
import { type Lived, moveToDone, privateFilter, shareFilter, testWorld, type TestWorld } from './harness';

/** What the life of a work item was like. */
interface Life {
  /** Its status category after each step, and in the end what the app says of it; of others, which must not be, too. */
  opened: readonly string[];
  reopened: readonly string[];
  closed: readonly string[];
  /** What is known of the opening. */
  since: string | undefined;
  /** What made the app look at the move to Done: its event, or the hourly tick. */
  heard: 'event' | 'tick';
}

const LIKELY: Life = {
  opened: ['new'],
  reopened: ['new'],
  closed: ['done, closed'],
  since: 'recorded',
  heard: 'event',
};

const TABLE: readonly { turned: Partial<Switches>; life: Partial<Life> }[] = [
  { turned: {}, life: {} },
  { turned: { propertyFilters: false }, life: { heard: 'tick' } },
  { turned: { statusCategoryDates: false }, life: {} },
  { turned: { eventDelivery: 'twice' }, life: {} },
  { turned: { eventDelivery: 'never' }, life: { heard: 'tick', since: 'bounded' } },
  { turned: { eventDelivery: 'never', auditShares: true }, life: { heard: 'tick' } },
  { turned: { auditForApps: 'forbidden' }, life: {} },
  { turned: { missingFilter: 404 }, life: {} },
  { turned: { searchLagSeconds: 60, propertySearch: false }, life: {} },
];

describe('a work item from its opening over a move to Done to its verified close', () => {
  let world: TestWorld;
  let lives: readonly Life[];
  beforeAll(async () => {
    world = await testWorld(...TABLE.map(({ turned }) => ({ size: 'S' as const, switches: turned })));
    const filters = await Promise.all(world.all.map(lived => privateFilter(lived, 'Weekly numbers')));
    const share = (open: boolean): Promise<unknown> =>
      Promise.all(world.all.map((lived, place) => shareFilter(lived, filters[place] ?? '', open)));
    const categories = ({ workItems }: Lived): Promise<readonly string[]> =>
      workItems().then(items => items.map(({ category }) => category));
    const onAll = <T>(ask: (lived: Lived, place: number) => Promise<T>): Promise<readonly T[]> =>
      Promise.all(world.all.map(ask));
    await world.install();
    for (const lived of world.all) await lived.setUp();

    await share(true);
    // What no event tells, the next pass finds: of filters there is one a day.
    world.clock.advanceTo(world.clock.now() + DAY);
    await world.host.advance(HOUR + 5 * MINUTE);
    const opened = await onAll(categories);
    const since = await onAll(async (lived, place) => {
      const { findings } = await lived.page('control', { control: 'INF-03', from: 0 });
      return findings.find(({ subject }) => subject.id === filters[place])?.opened?.is;
    });

    const movedAt = world.clock.now();
    const toDone = (): Promise<unknown> =>
      onAll(async lived => moveToDone(lived, (await lived.openItems())[0]?.key ?? ''));
    await toDone();
    const heard = await answeredBy(movedAt);
    const reopened = await onAll(categories);

    await share(false);
    await toDone();
    await world.host.advance(2 * HOUR + 5 * MINUTE);
    const closed = await onAll(async lived =>
      (await lived.workItems()).map(({ category, about }) => `${category}, ${about.state}`),
    );
    lives = TABLE.map((_, place) => ({
      opened: opened[place] ?? [],
      reopened: reopened[place] ?? [],
      closed: closed[place] ?? [],
      since: since[place],
      heard: heard[place] ?? 'tick',
    }));
  }, 120_000);
  afterAll(() => world.close());

  /** Waits until each site's work item is open again, an hour at most. */
  const answeredBy = async (movedAt: number): Promise<readonly Life['heard'][]> => {
    const answers = new Map<Lived, Life['heard']>();
    while (answers.size < TABLE.length && world.clock.now() < movedAt + HOUR + 5 * MINUTE) {
      await world.host.advance(MINUTE);
      for (const lived of world.all) {
        if (answers.has(lived) || (await lived.openItems()).length === 0) continue;
        const { installationId } = (await world.host.install(lived.site)).installed;
        const ticked = world.happenings.some(
          each =>
            each.kind === 'invocation' &&
            each.functionKey === 'on-tick' &&
            each.installationId === installationId &&
            each.at >= movedAt,
        );
        answers.set(lived, ticked ? 'tick' : 'event');
      }
    }
    return world.all.map(lived => answers.get(lived) ?? 'tick');
  };

  it.each(TABLE.map(({ turned, life }, place) => ({ name: JSON.stringify(turned), life, place })))(
    '$name',
    ({ life, place }) => {
      expect(lives[place]).toEqual({ ...LIKELY, ...life });
    },
  );
});
