import { DAY, MINUTE } from '../../sandbox/clock';
import { countOpenFindings, sumOpenFindings } from '../../src/domain/checklist';
import { createMessages } from '../../src/messages/messages';
import { siteActions } from '../../sandbox/world/site-actions';
import { moveToDone, createPrivateFilter, setFilterPublic, createTestWorld, type TestWorld } from './harness';

const messages = createMessages('en');

describe('the app on a simulated site, from install to attestation', () => {
  let world: TestWorld;
  let filter: string;
  beforeAll(async () => {
    world = await createTestWorld({ size: 'S' });
    filter = await createPrivateFilter(world.firstSite, 'Weekly numbers');
    await world.install();
  });
  afterAll(() => world.close());

  const later = async (days: number): Promise<void> => {
    world.clock.advanceTo(world.clock.now() + days * DAY);
    await world.tick(2);
  };

  it('finds the planted findings, and files nothing before an admin chooses a space', async () => {
    const { firstSite } = world;
    const { rows } = await firstSite.checklist();
    expect(rows).toHaveLength(14);
    expect((await firstSite.row('INF-03')).open).toBe(
      firstSite.site.planted.filter(({ control }) => control === 'INF-03').length,
    );
    expect(await firstSite.workItems()).toEqual([]);
  });

  it('reports no changes for findings of the first scan', async () => {
    const { events } = await world.firstSite.checklist();
    expect(events.filter(({ is }) => is === 'opened')).toEqual([]);
  });

  it('counts the same open findings on the checklist, under For you, on each control, and in the settings', async () => {
    const { firstSite } = world;
    const { checklist, forYou } = await firstSite.callApp('checklist', {});
    const rows = checklist?.rows ?? [];
    const totals = await Promise.all(
      rows.map(async ({ control }) => {
        const { total } = await firstSite.callApp('control', { control: control as 'INF-01', from: 0 });
        return [control, total] as const;
      }),
    );
    expect(rows.map(row => [row.control, countOpenFindings(row)])).toEqual(totals);
    const { open } = sumOpenFindings(rows);
    expect(open).toBeGreaterThan(10);
    expect(forYou.find(item => item.is === 'filing-not-set-up')).toMatchObject({ open });
    expect((await firstSite.callApp('settings', {})).open).toBe(open);
  });

  it('computes the score from its bands, and shows the same coverage of a source on every page', async () => {
    const { firstSite } = world;
    const { score, coverage, rows } = await firstSite.checklist();
    const { verified, attested, unknown, due, 'not-met': notMet } = score.bands;
    expect(verified + attested).toBeCloseTo(score.assured);
    expect(100 - notMet).toBeCloseTo(score.possible);
    expect(verified + attested + unknown + due + notMet).toBeCloseTo(100);
    const evidence = await firstSite.callApp('evidence', {});
    const counted = (of: readonly { source: string; read: number; of?: number; fullReadAt?: number }[]) =>
      new Map(of.map(each => [each.source, [each.read, each.of, each.fullReadAt]]));
    expect(counted(evidence.coverage)).toEqual(counted(coverage));
    for (const { control } of rows) {
      const page = await firstSite.callApp('control', { control: control as 'INF-01', from: 0 });
      for (const [source, count] of counted(page.evidence))
        expect(count).toEqual(counted(coverage).get(source));
    }
  });

  it('files nothing for findings in the baseline', async () => {
    const { firstSite } = world;
    await firstSite.setUp('drift');
    await world.tick();
    expect(await firstSite.workItems()).toEqual([]);
    const { open, inBaseline } = await firstSite.row('INF-03');
    expect({ open, inBaseline }).toEqual({ open: 3, inBaseline: 3 });
  });

  it('files a work item at the next tick after Lee made a filter public, and names Lee', async () => {
    const { firstSite } = world;
    const { accountId } = firstSite.site.people.lee;
    await setFilterPublic(firstSite, filter, true);
    await world.tick();
    const [event] = (await firstSite.checklist()).events;
    expect(event).toMatchObject({ control: 'INF-03', is: 'opened', count: 1, workItems: ['INF-03:site'] });
    const [item, ...others] = await firstSite.openWorkItems();
    expect(others).toEqual([]);
    expect(item?.property).toMatchObject({ control: 'INF-03', state: 'open' });
    expect(item?.assignee).toBe(accountId);
    expect(item?.text).toContain('Weekly numbers');
    expect(item?.text).toContain(accountId);
    const { findings } = await firstSite.callApp('control', { control: 'INF-03', from: 0 });
    expect(findings.find(({ subject }) => subject.id === filter)?.opened).toMatchObject({
      is: 'recorded',
      by: accountId,
    });
  });

  it('reopens a work item that was moved to Done without a fix, and comments on the findings left', async () => {
    const { firstSite } = world;
    const [before] = await firstSite.openWorkItems();
    await moveToDone(firstSite, before?.key ?? '');
    await world.tick();
    const [item, ...others] = await firstSite.workItems();
    expect(others).toEqual([]);
    expect(item?.key).toBe(before?.key);
    expect(item?.category).not.toBe('done');
    expect(item?.comments.at(-1)).toContain(
      messages.plainText('remediation.comment.remains', { left: 1, of: 1 }),
    );
  });

  it('closes the work item with evidence once the filter is private', async () => {
    const { firstSite } = world;
    await setFilterPublic(firstSite, filter, false);
    await world.tick();
    const [item, ...others] = await firstSite.workItems();
    expect(others).toEqual([]);
    expect(item?.category).toBe('done');
    expect(item?.property.state).toBe('closed');
    const comment = item?.comments.at(-1)?.trimStart();
    const fixed = messages.plainText('remediation.comment.fixed');
    expect(comment?.slice(0, fixed.length)).toBe(fixed);
    expect(comment).toContain('Weekly numbers');
    expect(comment).toContain(firstSite.site.people.lee.accountId);
  });

  it('raises no score, closes no work item, and reports no control as met while the app has lost its rights', async () => {
    const { firstSite } = world;
    const act = siteActions(firstSite.site).find(({ id }) => id === 'public-scheme');
    const done = await act?.run();
    await world.tick();
    const [item, ...others] = await firstSite.openWorkItems();
    expect(others).toEqual([]);
    expect(item?.property.control).toBe('INF-01');
    const before = await firstSite.checklist();

    firstSite.site.switches.appIsAdmin = false;
    await act?.undo(done?.undoData ?? '');
    await world.tick(3);
    const { score, rows } = await firstSite.checklist();
    expect(score.assured).toBeLessThanOrEqual(before.score.assured);
    expect(score.possible).toBeLessThanOrEqual(before.score.possible);
    const met = (all: typeof rows): string[] =>
      all.filter(({ status }) => status === 'verified').map(({ control }) => control);
    expect(met(before.rows)).toEqual(expect.arrayContaining(met(rows)));
    expect((await firstSite.row('INF-01')).gaps.map(({ why }) => why)).toContain('denied');
    expect((await firstSite.openWorkItems()).map(({ key }) => key)).toEqual([item?.key]);
    expect((await firstSite.callApp('checklist', {})).appHealth).toBe('lost-rights');

    firstSite.site.switches.appIsAdmin = true;
    await world.tick(2);
    expect((await firstSite.callApp('checklist', {})).appHealth).toBe('healthy');
    expect(await firstSite.openWorkItems()).toEqual([]);
  });

  it('shows an attested control as attested, then as due, and as not met 14 days later', async () => {
    const { firstSite, clock } = world;
    const { definition, today } = await firstSite.callApp('control', { control: 'POL-01', from: 0 });
    const answers = {
      assessedOn: today,
      document: 'Security handbook, chapter 2',
      people: 'The platform team',
      mostSensitive: 'Salaries and contracts',
      result: 'effective',
    };
    const { validUntil } = await firstSite.callApp('attest', {
      control: 'POL-01',
      version: definition.version,
      answers,
    });
    await world.tick();
    expect((await firstSite.row('POL-01')).status).toBe('attested');
    await later((validUntil - clock.now()) / DAY - 9);
    expect((await firstSite.row('POL-01')).status).toBe('attested');
    await later(10);
    expect((await firstSite.row('POL-01')).status).toBe('due');
    const { regressions, checklist } = await firstSite.callApp('checklist', {});
    const statusWorsened = { control: 'POL-01', is: 'status-worsened' };
    expect(regressions).toContainEqual({ ...statusWorsened, before: 'attested', after: 'due' });
    expect(checklist?.events).toContainEqual(
      expect.objectContaining({ ...statusWorsened, statuses: { before: 'attested', after: 'due' } }),
    );
    await later(14);
    expect((await firstSite.row('POL-01')).status).toBe('not-met');
  });

  it('keeps an intact audit trail', async () => {
    expect(await world.firstSite.callApp('verifyAuditTrail', {})).toMatchObject({ is: 'whole' });
  });

  it('had no failed function and no refused call', () => {
    const bad = world.hostEvents.filter(
      hostEvent =>
        hostEvent.kind === 'refused' ||
        hostEvent.kind === 'dropped' ||
        (hostEvent.kind === 'invocation' && hostEvent.ending !== 'done'),
    );
    expect(bad).toEqual([]);
  });
});

describe('on Jira’s free plan', () => {
  it('files what can be fixed, but not that the plan has no audit log', async () => {
    const world = await createTestWorld({ size: 'S', plants: { freePlan: true } });
    try {
      const { firstSite } = world;
      await world.install();
      await firstSite.setUp('all');
      await world.tick();
      await world.host.advance(5 * MINUTE);
      const row = await firstSite.row('POL-07');
      expect({ status: row.status, workItems: row.workItems }).toEqual({ status: 'not-met', workItems: [] });
      const filed = (await firstSite.openWorkItems()).map(({ property }) => property.control);
      expect(filed).toContain('INF-03');
      expect(filed).not.toContain('POL-07');
    } finally {
      await world.close();
    }
  });
});
