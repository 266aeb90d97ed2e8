import { HOUR, MINUTE } from '../../../sandbox/clock';
import type { HostEvent } from '../../../sandbox/forge/host-events';
import { createChangedApp, createInstalledFixture, type Fixture, START } from './fixture';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

describe('the Forge host', () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await createInstalledFixture();
  });
  afterEach(() => fixture.close());
  const callsOf = (moduleKey: string): Array<Extract<HostEvent, { kind: 'invocation' }>> =>
    fixture.host.hostEvents.flatMap(hostEvent =>
      hostEvent.kind === 'invocation' && hostEvent.moduleKey === moduleKey ? [hostEvent] : [],
    );

  it('runs a schedule, its queue, the consumer and its storage on an advanced clock', async () => {
    await fixture.host.advance(3 * HOUR + 6 * MINUTE);

    expect(callsOf('hourly').length).toBeGreaterThanOrEqual(3);
    expect(callsOf('tick-consumer').map(({ ending }) => ending)).toContain('done');
    expect(await fixture.step({ do: 'get', key: 'ticks' })).toBe(callsOf('tick-consumer').length);
    expect(fixture.clock.now()).toBe(START + 3 * HOUR + 6 * MINUTE);
  });

  it('runs what is due by a clock that runs', async () => {
    fixture.clock.advanceTo(START + 10 * MINUTE);
    fixture.clock.resume();
    await fixture.host.pump();
    expect(callsOf('hourly')).toHaveLength(1);
    // Both schedules were due; their consumers count at the same time, and one may overwrite the other.
    expect(callsOf('tick-consumer').map(({ ending }) => ending)).toEqual(['done', 'done']);
    expect(await fixture.step({ do: 'get', key: 'ticks' })).toBeGreaterThanOrEqual(1);
  });

  it('lets a running clock run on after it was advanced', async () => {
    fixture.clock.resume();
    await fixture.host.advance(10 * MINUTE);
    const [before, , after] = (await fixture.run([
      { do: 'date' },
      { do: 'wait', ms: 5 },
      { do: 'date' },
    ])) as Array<{ now: number }>;
    expect(before?.now).toBeGreaterThanOrEqual(START + 10 * MINUTE);
    expect(after?.now).toBeGreaterThan(before?.now ?? Infinity);
  });

  it("asks the site as the app, with the app's scopes", async () => {
    const answer = await fixture.step({ do: 'jira', as: 'app', path: '/rest/api/3/myself?expand=groups' });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        path: '/rest/api/3/myself?expand=groups',
        caller: {
          accountId: 'app-7c1f2d30',
          scopes: expect.arrayContaining(['read:jira-work', 'storage:app']),
        },
      },
    });
  });

  it("gives a page's resolver the visitor that the host knows, whatever the page sends", async () => {
    const visit = { moduleKey: 'admin', accountId: 'ada', extension: { accountId: 'mallory' } };
    expect(await fixture.host.invoke(visit, 'whoami', { accountId: 'mallory' })).toMatchObject({
      payload: { accountId: 'mallory' },
      context: { accountId: 'ada', extension: { type: 'jira:adminPage' } },
    });
    await expect(fixture.host.invoke(visit, 'fail', {})).rejects.toThrow('The resolver failed.');
    await expect(fixture.host.invoke(visit, 'nothing', {})).rejects.toThrow(
      "Resolver has no definition for 'nothing'.",
    );
  });

  it('lists the pages, gives them their context, and bundles them', async () => {
    expect(fixture.host.modules()).toMatchObject([{ key: 'admin', resourceFile: 'src/page.tsx' }]);
    const visit = { moduleKey: 'admin', accountId: 'ada', extension: {} };
    expect(fixture.host.context(visit, 'dark')).toMatchObject({
      accountId: 'ada',
      cloudId: fixture.site.cloudId,
      siteUrl: fixture.site.url,
      extension: { type: 'jira:adminPage' },
      theme: { colorMode: 'dark' },
      permissions: { scopes: expect.arrayContaining(['storage:app']) },
    });
    expect(await fixture.host.bundleResource('src/page.tsx')).toContain('callBridge');
    expect(() => fixture.host.context({ ...visit, moduleKey: 'other' }, 'dark')).toThrow('no page other');
  });

  it('lets a person call functions 1,200 times in a minute', async () => {
    const call = (accountId: string): ReturnType<Fixture['host']['invokeFunction']> =>
      fixture.host.invokeFunction('run', { steps: [] }, { accountId });
    for (let at = 0; at < 1_200; at += 1) await call('ada');
    expect(await call('ada')).toEqual({
      ending: 'refused',
      message: 'A person calls functions at most 1200 times in a minute.',
    });
    expect(await call('bob')).toMatchObject({ ending: 'done' });
    fixture.clock.advanceTo(START + MINUTE);
    expect(await call('ada')).toMatchObject({ ending: 'done' });
  });

  it('continues after a restart as the same installation', async () => {
    const { record: installed } = await fixture.host.install();
    await fixture.restart();
    expect((await fixture.host.install()).record).toEqual(installed);
    expect(callsOf('lifecycle')).toEqual([]);
    await fixture.host.advance(0);
    // Told once, though it was restarted before it was told.
    expect(callsOf('lifecycle')).toHaveLength(1);
  });

  it('forgets everything when the app is uninstalled, and starts over', async () => {
    const { record: installed } = await fixture.host.install();
    await fixture.step({ do: 'set', key: 'a', value: 1 });
    await fixture.host.uninstall();
    expect(fixture.host.pending()).toEqual([]);
    expect(() => fixture.host.modules()).toThrow('not installed');
    fixture.clock.advanceTo(fixture.clock.now() + 1);
    expect((await fixture.host.install()).record.installationId).not.toBe(installed.installationId);
    expect(await fixture.step({ do: 'get', key: 'a' })).toBeUndefined();
  });

  it('returns the license that it was given', async () => {
    await fixture.close();
    fixture = await createInstalledFixture({ license: { active: true, type: 'COMMERCIAL' } });
    const { context, app } = (await fixture.step({ do: 'context' })) as Record<string, unknown>;
    expect(context).toMatchObject({ license: { active: true, type: 'COMMERCIAL' } });
    expect(app).toMatchObject({ license: { active: true }, environmentType: 'PRODUCTION' });
  });
});

describe('a new version of the app', () => {
  it('runs with what the old one stored, and restarts changed schedules', async () => {
    const folder = createChangedApp(manifest => manifest);
    const fixture = await createInstalledFixture({ appFolder: folder });
    try {
      await fixture.step({ do: 'set', key: 'kept', value: 1 });
      await fixture.host.advance(HOUR);
      const planned = (): number | undefined =>
        fixture.host.pending().find(({ what }) => what === 'hourly')?.at;
      const before = planned();
      await fixture.host.upgrade({ major: false });
      expect(planned()).toBe(before);

      const file = join(folder, 'manifest.yml');
      writeFileSync(file, readFileSync(file, 'utf8').replace('interval: day', 'interval: week'));
      await fixture.host.upgrade({ major: false });
      expect((planned() ?? 0) - fixture.clock.now()).toBeGreaterThanOrEqual(5 * MINUTE);
      expect((planned() ?? 0) - fixture.clock.now()).toBeLessThan(6 * MINUTE);
      expect(await fixture.step({ do: 'get', key: 'kept' })).toBe(1);
      expect((await fixture.host.install()).record.appVersion).toBe('1.2.0');
    } finally {
      await fixture.close();
      rmSync(folder, { recursive: true });
    }
  });
});
