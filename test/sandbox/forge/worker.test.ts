import type { HostEvent } from '../../../sandbox/forge/host-events';
import { createInstalledFixture, type Fixture, START } from './fixture';

describe('a function', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await createInstalledFixture();
  });
  afterAll(() => fixture.close());
  const refused = (): HostEvent[] => fixture.host.hostEvents.filter(({ kind }) => kind === 'refused');

  it('that runs longer than its timeout is ended, and the next call works', async () => {
    const hung = await fixture.host.invokeFunction('run-short', { steps: [{ do: 'hang' }] });
    expect(hung).toMatchObject({ ending: 'timed-out', message: 'The function ran longer than 1 seconds.' });
    const waited = await fixture.host.invokeFunction('run-short', { steps: [{ do: 'wait', ms: 60_000 }] });
    expect(waited).toMatchObject({ ending: 'timed-out' });
    expect(await fixture.host.invokeFunction('run-short', { steps: [] })).toEqual({
      ending: 'done',
      value: [],
    });
  });

  it('knows how much of its time is left', async () => {
    const [left] = await fixture.run([{ do: 'remaining' }], { functionKey: 'run-short' });
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(1_000);
  });

  it('has 25 seconds for a page, 55 in the background, and up to 900 where the manifest asks', async () => {
    const visit = { moduleKey: 'admin', accountId: 'ada', extension: {} };
    const forPage = await fixture.host.invoke(visit, 'remaining', {});
    for (const queue of ['short', 'long']) {
      const steps = [{ do: 'note-remaining', key: queue }];
      await fixture.step({ do: 'push', queue, events: [{ body: { steps } }] });
    }
    await fixture.host.advance(0);
    const left = [
      forPage,
      await fixture.step({ do: 'get', key: 'short' }),
      await fixture.step({ do: 'get', key: 'long' }),
    ];
    // What is left is a little less than what there was.
    expect(left.map(Number).map(milliseconds => Math.ceil(milliseconds / 5_000) * 5)).toEqual([25, 55, 900]);
  });

  it('that uses more memory than the manifest gives it is ended as out of memory', async () => {
    const end = await fixture.host.invokeFunction('run', { steps: [{ do: 'exhaust' }] });
    expect(end).toEqual({ ending: 'out-of-memory', message: 'The function used more than 128 MB.' });
    expect(await fixture.run([])).toEqual([]);
  });

  it.each([
    [
      'and waits',
      [
        { do: 'hoard', megabytes: 150 },
        { do: 'wait', ms: 10_000 },
      ],
    ],
    [
      'and asks for something',
      [
        { do: 'hoard', megabytes: 150 },
        { do: 'get', key: 'a' },
      ],
    ],
    ['and returns', [{ do: 'hoard', megabytes: 150 }]],
  ])('that fills buffers beyond its memory %s is ended as out of memory, too', async (_, steps) => {
    expect(await fixture.host.invokeFunction('run', { steps })).toEqual({
      ending: 'out-of-memory',
      message: 'The function used more than 128 MB.',
    });
    expect(await fixture.run([])).toEqual([]);
  });

  it('that ends its process is reported as crashed', async () => {
    expect(await fixture.host.invokeFunction('run', { steps: [{ do: 'exit' }] })).toMatchObject({
      ending: 'crashed',
    });
  });

  it('that throws is reported with its message', async () => {
    const end = await fixture.host.invokeFunction('run', { steps: [{ do: 'throw' }] });
    expect(end).toMatchObject({ ending: 'threw', name: 'Error', message: 'The app threw.' });
  });

  it("reads the sandbox's clock, which stops when that is stopped", async () => {
    const read = await fixture.run([{ do: 'date' }, { do: 'wait', ms: 5 }, { do: 'date' }]);
    const dates = { now: START, made: START, text: new Date(START).toString(), fixed: 5, is: true };
    expect(read).toEqual([dates, null, dates]);

    fixture.clock.resume();
    const [before, , after] = (await fixture.run([
      { do: 'date' },
      { do: 'wait', ms: 5 },
      { do: 'date' },
    ])) as Array<{ now: number }>;
    fixture.clock.stop();
    expect(after?.now).toBeGreaterThan(before?.now ?? Infinity);
    expect(fixture.clock.now()).toBeGreaterThanOrEqual(after?.now ?? Infinity);
  });

  it("sends nothing to where the manifest doesn't allow it", async () => {
    expect(await fixture.step({ do: 'fetch', url: `${fixture.site.url}/rest/api/3/myself` })).toEqual({
      error: expect.objectContaining({ name: 'REQUEST_EGRESS_ALLOWLIST_ERR' }),
    });
    expect(refused()).toContainEqual(
      expect.objectContaining({ what: `${fixture.site.url}/rest/api/3/myself` }),
    );
  });

  it.each([
    'http',
    'node:https',
    'net',
    'tls',
    'dgram',
    'dns',
    'child_process',
    'worker_threads',
    'vm',
    'module',
  ])('gets no %s to bypass that', async module => {
    expect(await fixture.step({ do: 'require', module })).toEqual({
      error: expect.objectContaining({
        message: `The module ${module} is not available to a Forge function.`,
      }),
    });
    expect(refused()).toContainEqual(expect.objectContaining({ what: `The module ${module}` }));
  });

  it('finds no other way to the network', async () => {
    expect(await fixture.step({ do: 'import', module: 'http' })).toEqual({
      error: expect.objectContaining({ code: 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING' }),
    });
    expect(await fixture.step({ do: 'globals' })).toEqual([]);
    expect(await fixture.step({ do: 'binding' })).toEqual({
      error: expect.objectContaining({ message: 'process.binding is not available to a Forge function.' }),
    });
  });

  it('shares its process with other installations', async () => {
    const second = await fixture.secondSite();
    await fixture.step({ do: 'remember', key: 'tenant', value: 'first' });
    expect(await fixture.step({ do: 'remember', key: 'tenant' }, { site: second })).toBe('first');
    const contexts = await Promise.all([
      fixture.run([
        { do: 'wait', ms: 2 },
        { do: 'jira', as: 'app', path: '/x' },
      ]),
      fixture.run([{ do: 'jira', as: 'app', path: '/x' }], { site: second }),
    ]);
    expect(contexts.map(steps => (steps.at(-1) as { body: { cloudId: string } }).body.cloudId)).toEqual([
      fixture.site.cloudId,
      second.cloudId,
    ]);
  });

  it('can’t send requests once it has ended', async () => {
    await fixture.step({ do: 'remember', key: 'stray', value: 'running' });
    await fixture.step({ do: 'stray' });
    let stray: unknown = 'running';
    while (stray === 'running') stray = await fixture.step({ do: 'remember', key: 'stray' });
    expect(stray).toBe('refused');
    expect(await fixture.step({ do: 'get', key: 'stray' })).toBeUndefined();
    expect(refused()).toContainEqual(
      expect.objectContaining({ what: 'POST /api/v1/set', installationId: '' }),
    );
  });

  it('keeps a hundred lines of its log in a minute', async () => {
    await fixture.step({ do: 'log', lines: 120 });
    const lines = fixture.host.hostEvents.filter(hostEvent => hostEvent.kind === 'console');
    expect(lines).toHaveLength(100);
    expect(lines[99]).toMatchObject({ level: 'log', text: 'line 99', functionKey: 'run' });
  });

  it('keeps 200 KB of its log in a minute', async () => {
    const before = fixture.host.hostEvents.length;
    await fixture.step({ do: 'log', lines: 25, bytes: 10 * 1024 });
    const kept = fixture.host.hostEvents.slice(before).filter(({ kind }) => kind === 'console');
    expect(kept).toHaveLength(20);
  });

  it('returns at most 5 MB', async () => {
    const end = await fixture.host.invokeFunction('run', {
      steps: [{ do: 'return', bytes: 5 * 1024 * 1024 }],
    });
    expect(end).toMatchObject({
      ending: 'refused',
      message: expect.stringContaining('at most 5242880 bytes'),
    });
  });

  it('gets at most 500 KB from a page', async () => {
    const visit = { moduleKey: 'admin', accountId: 'ada', extension: {} };
    await expect(fixture.host.invoke(visit, 'whoami', 'x'.repeat(500 * 1024))).rejects.toThrow(
      'at most 512000 bytes',
    );
  });

  it('gets the installation, the environment, and the module that it runs for', async () => {
    const { app, context } = (await fixture.step({ do: 'context' }, { accountId: 'ada' })) as Record<
      string,
      unknown
    >;
    const { installationId } = (await fixture.host.install()).record;
    const ari = `ari:cloud:ecosystem::installation/${installationId}`;
    expect(app).toMatchObject({
      installationAri: ari,
      environmentType: 'DEVELOPMENT',
      appVersion: '1.0.0',
      moduleKey: 'run',
    });
    expect(context).toMatchObject({
      installContext: `ari:cloud:jira::site/${fixture.site.cloudId}`,
      principal: { accountId: 'ada' },
      installation: { ari },
    });
  });
});

describe('a lost machine', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await createInstalledFixture();
  });
  afterAll(() => fixture.close());

  it.each([
    ['before', 2, undefined],
    ['after', 2, 1],
    ['after', 1, 1],
  ] as const)('is lost %s call %s took effect', async (when, call, left) => {
    fixture.host.switches.crash = { functionKey: 'run', call, when };
    const counting = { steps: [{ do: 'count', key: 'a' }] };
    expect(await fixture.host.invokeFunction('run', counting)).toMatchObject({ ending: 'crashed' });
    expect(fixture.host.switches.crash).toBeUndefined();
    expect(await fixture.step({ do: 'get', key: 'a' })).toBe(left);
  });
});
