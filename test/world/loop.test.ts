import { DAY, MINUTE } from '../../sandbox/clock';
import { openIn, openInAll } from '../../src/terms/checklist';
import { actsOf } from '../../sandbox/world/acts';
import { moveToDone, privateFilter, shareFilter, testWorld, type TestWorld } from './harness';

describe('the whole loop on a simulated site', () => {
  let world: TestWorld;
  let filter: string;
  beforeAll(async () => {
    world = await testWorld({ size: 'S' });
    filter = await privateFilter(world.on, 'Weekly numbers');
    await world.install();
  });
  afterAll(() => world.close());

  const later = async (days: number): Promise<void> => {
    world.clock.advanceTo(world.clock.now() + days * DAY);
    await world.tick(2);
  };

  it('finds what was planted, and files nothing before an admin chose where', async () => {
    const { on } = world;
    const { rows } = await on.checklist();
    expect(rows).toHaveLength(14);
    expect((await on.row('INF-03')).open).toBe(
      on.site.planted.filter(({ control }) => control === 'INF-03').length,
    );
    expect(await on.workItems()).toEqual([]);
  });

  it('calls nothing a change that was there when the site was first read', async () => {
    const { events } = await world.on.checklist();
    expect(events.filter(({ is }) => is === 'opened')).toEqual([]);
  });

  it('counts the same on the checklist, in its queue, on each control and in the settings', async () => {
    const { on } = world;
    const { checklist, queue } = await on.page('home', {});
    const rows = checklist?.rows ?? [];
    const totals = await Promise.all(
      rows.map(async ({ control }) => {
        const { total } = await on.page('control', { control: control as 'INF-01', from: 0 });
        return [control, total] as const;
      }),
    );
    expect(rows.map(row => [row.control, openIn(row)])).toEqual(totals);
    const { open } = openInAll(rows);
    expect(open).toBeGreaterThan(10);
    expect(queue.find(item => item.is === 'not-filing')).toMatchObject({ open });
    expect((await on.page('settings', {})).open).toBe(open);
  });

  it('makes its score of its bands, and says the same of a source wherever it says anything', async () => {
    const { on } = world;
    const { score, coverage, rows } = await on.checklist();
    const { proved, attested, unknown, due, 'not-met': notMet } = score.bands;
    expect(proved + attested).toBeCloseTo(score.assured);
    expect(100 - notMet).toBeCloseTo(score.possible);
    expect(proved + attested + unknown + due + notMet).toBeCloseTo(100);
    const evidence = await on.page('evidence', {});
    const counted = (of: readonly { source: string; read: number; of?: number; asOf?: number }[]) =>
      new Map(of.map(each => [each.source, [each.read, each.of, each.asOf]]));
    expect(counted(evidence.coverage)).toEqual(counted(coverage));
    for (const { control } of rows) {
      const page = await on.page('control', { control: control as 'INF-01', from: 0 });
      for (const [source, count] of counted(page.evidence))
        expect(count).toEqual(counted(coverage).get(source));
    }
  });

  it('files nothing for what was open when the starting point was taken', async () => {
    const { on } = world;
    await on.setUp('worse');
    await world.tick();
    expect(await on.workItems()).toEqual([]);
    const { open, baseline } = await on.row('INF-03');
    expect({ open, baseline }).toEqual({ open: 3, baseline: 3 });
  });

  it('opens a work item within the next tick after Lee made a filter public, and says that it was Lee', async () => {
    const { on } = world;
    const { accountId } = on.site.people.lee;
    await shareFilter(on, filter, true);
    await world.tick();
    const [event] = (await on.checklist()).events;
    expect(event).toMatchObject({ control: 'INF-03', is: 'opened', count: 1, workItems: ['INF-03:site'] });
    const [item, ...others] = await on.openItems();
    expect(others).toEqual([]);
    expect(item?.about).toMatchObject({ control: 'INF-03', state: 'open' });
    expect(item?.assignee).toBe(accountId);
    expect(item?.text).toContain('Weekly numbers');
    expect(item?.text).toContain(accountId);
    const { findings } = await on.page('control', { control: 'INF-03', from: 0 });
    expect(findings.find(({ subject }) => subject.id === filter)?.opened).toMatchObject({
      is: 'recorded',
      by: accountId,
    });
  });

  it('reopens a work item that was moved to Done while what it is about is open, and says what remains', async () => {
    const { on } = world;
    const [before] = await on.openItems();
    await moveToDone(on, before?.key ?? '');
    await world.tick();
    const [item, ...others] = await on.workItems();
    expect(others).toEqual([]);
    expect(item?.key).toBe(before?.key);
    expect(item?.category).not.toBe('done');
    expect(item?.comments.at(-1)).toMatch(/1 of 1 remains/);
  });

  it('closes the work item with proof once the filter is shared with nobody', async () => {
    const { on } = world;
    await shareFilter(on, filter, false);
    await world.tick();
    const [item, ...others] = await on.workItems();
    expect(others).toEqual([]);
    expect(item?.category).toBe('done');
    expect(item?.about.state).toBe('closed');
    const proof = item?.comments.at(-1);
    expect(proof).toMatch(
      /^\s*Fixed: the site itself shows that nothing of what this was filed for is open any more/,
    );
    expect(proof).toContain('Weekly numbers');
    expect(proof).toContain(on.site.people.lee.accountId);
  });

  it('raises no score, closes nothing and calls nothing met while the app has lost its rights', async () => {
    const { on } = world;
    const act = actsOf(on.site).find(({ id }) => id === 'public-scheme');
    const done = await act?.run();
    await world.tick();
    const [item, ...others] = await on.openItems();
    expect(others).toEqual([]);
    expect(item?.about.control).toBe('INF-01');
    const before = await on.checklist();

    on.site.switches.appIsAdmin = false;
    await act?.undo(done?.left ?? '');
    await world.tick(3);
    const { score, rows } = await on.checklist();
    expect(score.assured).toBeLessThanOrEqual(before.score.assured);
    expect(score.possible).toBeLessThanOrEqual(before.score.possible);
    const met = (all: typeof rows): string[] =>
      all.filter(({ status }) => status === 'proved').map(({ control }) => control);
    expect(met(before.rows)).toEqual(expect.arrayContaining(met(rows)));
    expect((await on.row('INF-01')).gaps.map(({ why }) => why)).toContain('denied');
    expect((await on.openItems()).map(({ key }) => key)).toEqual([item?.key]);
    expect((await on.page('home', {})).app).toBe('lost-rights');

    on.site.switches.appIsAdmin = true;
    await world.tick(2);
    expect((await on.page('home', {})).app).toBe('well');
    expect(await on.openItems()).toEqual([]);
  });

  it('shows a stated control as attested, then as due, and as not met 14 days after', async () => {
    const { on, clock } = world;
    const { facts, today } = await on.page('control', { control: 'POL-01', from: 0 });
    const blanks = {
      assessedOn: today,
      document: 'Security handbook, chapter 2',
      people: 'The platform team',
      mostSensitive: 'Salaries and contracts',
      result: 'effective',
    };
    const { validUntil } = await on.page('attest', { control: 'POL-01', version: facts.version, blanks });
    await world.tick();
    expect((await on.row('POL-01')).status).toBe('attested');
    await later((validUntil - clock.now()) / DAY - 9);
    expect((await on.row('POL-01')).status).toBe('attested');
    await later(10);
    expect((await on.row('POL-01')).status).toBe('due');
    const { worse, checklist } = await on.page('home', {});
    const fell = { control: 'POL-01', is: 'fell' };
    expect(worse).toContainEqual({ ...fell, before: 'attested', after: 'due' });
    expect(checklist?.events).toContainEqual(
      expect.objectContaining({ ...fell, statuses: { before: 'attested', after: 'due' } }),
    );
    await later(14);
    expect((await on.row('POL-01')).status).toBe('not-met');
  });

  it('keeps a whole ledger of all that', async () => {
    expect(await world.on.page('verify', {})).toMatchObject({ is: 'whole' });
  });

  it('ended no function badly and was refused nothing', () => {
    const bad = world.happenings.filter(
      happening =>
        happening.kind === 'refused' ||
        happening.kind === 'dropped' ||
        (happening.kind === 'invocation' && happening.ending !== 'done'),
    );
    expect(bad).toEqual([]);
  });
});

describe('on Jira’s free plan', () => {
  it('files what can be fixed, and never that the plan has no audit log', async () => {
    const world = await testWorld({ size: 'S', plants: { freePlan: true } });
    try {
      const { on } = world;
      await world.install();
      await on.setUp('all');
      await world.tick();
      await world.host.advance(5 * MINUTE);
      const row = await on.row('POL-07');
      expect({ status: row.status, workItems: row.workItems }).toEqual({ status: 'not-met', workItems: [] });
      const filed = (await on.openItems()).map(({ about }) => about.control);
      expect(filed).toContain('INF-03');
      expect(filed).not.toContain('POL-07');
    } finally {
      await world.close();
    }
  });
});
