import { DAY, HOUR, MINUTE } from '../../../sandbox/clock';
import { rmSync } from 'node:fs';
import { createChangedApp, createInstalledFixture, type Fixture, START } from './fixture';

describe('a scheduled trigger', () => {
  let fixture: Fixture;
  afterEach(() => fixture.close());
  const runs = (moduleKey: string): number[] =>
    fixture.host.hostEvents.flatMap(hostEvent =>
      hostEvent.kind === 'invocation' && hostEvent.moduleKey === moduleKey ? [hostEvent.at] : [],
    );

  it('runs about five minutes after the installation, and then at its own place in the hour', async () => {
    fixture = await createInstalledFixture();
    await fixture.host.advance(DAY);
    const [first = 0, ...rest] = runs('hourly');
    expect(first - START).toBeGreaterThanOrEqual(5 * MINUTE);
    expect(first - START).toBeLessThan(6 * MINUTE);
    expect(rest.length).toBeGreaterThanOrEqual(23);
    expect(new Set(rest.map(at => Math.round(at % HOUR))).size).toBe(1);
    expect(runs('licensed-daily').length).toBeGreaterThanOrEqual(1);
  });

  it.each([
    ['fiveMinute', 5 * MINUTE],
    ['hour', HOUR],
    ['day', DAY],
    ['week', 7 * DAY],
  ])('with interval %s runs once in that time', async (interval, time) => {
    const folder = createChangedApp(manifest => manifest.replace('interval: hour', `interval: ${interval}`));
    try {
      fixture = await createInstalledFixture({ appFolder: folder });
      // The first run has no place yet; from the second on each is one interval after the last.
      await fixture.host.advance(6 * MINUTE + time);
      const [second = 0] = runs('hourly').slice(1);
      await fixture.host.advance(2 * time);
      expect(runs('hourly').slice(1, 4)).toEqual(
        [second, second + time, second + 2 * time].map(at => expect.closeTo(at, -1)),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('has another place on another site', async () => {
    fixture = await createInstalledFixture();
    await fixture.secondSite();
    await fixture.host.advance(3 * HOUR);
    const places = new Set(runs('hourly').map(at => Math.round(at % HOUR)));
    // Two first runs, and two places.
    expect(places.size).toBe(4);
  });

  it('keeps its time across a restart, and skips missed runs', async () => {
    fixture = await createInstalledFixture();
    await fixture.host.advance(2 * HOUR);
    const planned = fixture.host.pending().find(({ what }) => what === 'hourly');
    await fixture.restart();
    expect(fixture.host.pending()).toContainEqual(planned);
    fixture.clock.advanceTo(START + DAY);
    const before = runs('hourly').length;
    await fixture.host.pump();
    expect(runs('hourly')).toHaveLength(before + 1);
  });

  it('sometimes runs twice', async () => {
    fixture = await createInstalledFixture({ switches: { secondRuns: 1, eventDelay: 0 } });
    await fixture.host.advance(6 * MINUTE + 31_000);
    expect(runs('hourly')).toHaveLength(2);
  });

  it('does not run again when it failed', async () => {
    fixture = await createInstalledFixture();
    fixture.host.switches.crash = { functionKey: 'tick', call: 1, when: 'before' };
    await fixture.host.advance(20 * MINUTE);
    const first = fixture.host.hostEvents.filter(
      hostEvent =>
        hostEvent.kind === 'invocation' &&
        hostEvent.moduleKey === 'hourly' &&
        hostEvent.at < START + 6 * MINUTE,
    );
    expect(first).toEqual([expect.objectContaining({ ending: 'crashed' })]);
    const planned = fixture.host.pending().filter(({ what }) => what === 'hourly');
    expect(planned).toHaveLength(1);
    // Nothing but its own place in the hour brings the next run.
    const place = (planned[0]?.at ?? 0) % HOUR;
    expect(
      runs('hourly')
        .slice(1)
        .map(at => at % HOUR),
    ).toEqual(
      runs('hourly')
        .slice(1)
        .map(() => place),
    );
  });

  it('that requires a license does not run without one', async () => {
    fixture = await createInstalledFixture({ license: { active: false } });
    expect(await fixture.host.runSchedule('licensed-daily')).toBeUndefined();
    expect(await fixture.host.runSchedule('hourly')).toMatchObject({ ending: 'done' });
    expect(fixture.host.hostEvents).toContainEqual(
      expect.objectContaining({ kind: 'filtered', triggerKey: 'licensed-daily' }),
    );
  });

  it('runs for no person', async () => {
    fixture = await createInstalledFixture();
    await expect(fixture.host.runSchedule('hourly')).resolves.toEqual({
      ending: 'done',
      value: { statusCode: 204 },
    });
    expect(() => fixture.host.runSchedule('nothing')).toThrow(
      'manifest.yml has no scheduled trigger nothing.',
    );
  });
});
