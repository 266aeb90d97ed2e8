import { HOUR, MINUTE, type Millis } from '../../sandbox/clock';
import { createTestWorld, type TestWorld } from './harness';

/** When the consumer ran. */
const runTimes = ({ hostEvents }: TestWorld): readonly Millis[] =>
  hostEvents.flatMap(each => (each.kind === 'invocation' && each.functionKey === 'on-scan' ? [each.at] : []));

/** The most runs in any window of time. */
function maxWithin(runs: readonly Millis[], window: Millis): number {
  return Math.max(
    0,
    ...runs.map((at, index) => runs.filter((each, other) => other >= index && each < at + window).length),
  );
}

describe('1,100 public filters on the first day', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await createTestWorld({ size: 'S' });
    const { lee } = world.firstSite;
    for (let count = 0; count < 1_100; count += 1)
      await lee.post('/rest/api/3/filter', {
        name: `Open ${count}`,
        jql: 'project = SEC',
        sharePermissions: [{ type: 'global' }],
      });
    await world.host.install(world.firstSite.site);
    for (let step = 0; step < 24; step += 1) {
      await world.host.advance(10 * MINUTE);
      const runs = runTimes(world);
      if (runs.length > 300)
        throw new Error(`The consumer ran ${runs.length} times in ${(step + 1) * 10} minutes`);
    }
  }, 240_000);
  afterAll(() => world.close());

  it('never make the app run in a loop while API points are used up', () => {
    const runs = runTimes(world);
    expect(maxWithin(runs, HOUR)).toBeLessThanOrEqual(60);
    expect(maxWithin(runs, MINUTE)).toBeLessThanOrEqual(10);
  });

  it('are all confirmed in the end', async () => {
    const { open, unconfirmed } = await world.firstSite.row('INF-03');
    expect({ open, unconfirmed }).toEqual({ open: 1_103, unconfirmed: 0 });
  });
});
