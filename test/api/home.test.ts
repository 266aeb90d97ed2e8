import { sources } from '../../src/evidence/sources';
import { EvidenceWriter } from '../../src/storage/evidence-writer';
import { initialScanState } from '../../src/storage/scan-state';
import { DAY, HOUR, instant } from '../../src/domain/instant';
import { ADMIN, jiraWithOneAdmin, createFakePlatform } from './fake-platform';
import { saveEvidence, saveFindings } from '../storage/save-fixtures';
import { callAsAdmin, setNow, checklist, trackedFinding, NOW, valueOf } from './fixtures';

const LATER = instant(NOW + 1);

beforeEach(() => setNow(NOW));
afterEach(() => jest.restoreAllMocks());

describe('one page load', () => {
  it('works before the first scan', async () => {
    createFakePlatform(jiraWithOneAdmin);
    const value = valueOf<object>(await callAsAdmin('checklist', {}));
    expect(value).toMatchObject({
      forYou: [],
      trend: [],
      regressions: [],
      appHealth: 'healthy',
      setup: { started: false },
    });
    expect(value).not.toHaveProperty('checklist');
    expect(value).not.toHaveProperty('lastVisit');
  });

  it('counts from the last page view of the previous visit; every visit but the first lasts a day', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    const visitAt = async (moment: number) => {
      setNow(moment);
      return valueOf<{ lastVisit?: number }>(await callAsAdmin('checklist', {})).lastVisit;
    };
    expect(await visitAt(NOW)).toBeUndefined();
    expect(await visitAt(NOW + HOUR / 4)).toBeUndefined();
    expect(await visitAt(NOW + HOUR)).toBe(NOW + HOUR / 4);
    expect(await visitAt(NOW + 9 * HOUR)).toBe(NOW + HOUR / 4);
    expect(await visitAt(NOW + 2 * DAY)).toBe(NOW + 9 * HOUR);
    expect(await visitAt(NOW + 2 * DAY + HOUR)).toBe(NOW + 9 * HOUR);
    const held = platform.store.get(`seen:${ADMIN}`);
    expect(await visitAt(NOW + 2 * DAY + HOUR + 1)).toBe(NOW + 9 * HOUR);
    expect(platform.store.get(`seen:${ADMIN}`)).toBe(held);
  });

  it('lists regressions since the last visit, and a worse status', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    const row = (control: string, status: string, part: object = {}) => ({
      control,
      area: 'information',
      status,
      weight: 'high',
      review: 'month',
      open: 0,
      unconfirmed: 0,
      inBaseline: 0,
      gaps: [],
      notes: [],
      since: NOW,
      workItems: [],
      ...part,
    });
    const show = (rows: object[]) => platform.store.set('checklist', checklist({ rows }));
    const regressions = async () =>
      valueOf<{ regressions: unknown }>(await callAsAdmin('checklist', {})).regressions;
    show([
      row('INF-03', 'not-met', { regressions: 12 }),
      row('INF-14', 'attested'),
      row('USR-02', 'unknown'),
    ]);
    expect(await regressions()).toEqual([]);
    setNow(NOW + DAY);
    show([
      row('INF-03', 'not-met', { regressions: 312, weight: 'medium' }),
      row('INF-14', 'due'),
      // It was unknown before.
      row('USR-02', 'not-met'),
    ]);
    expect(await regressions()).toEqual([
      { is: 'status-worsened', control: 'INF-14', before: 'attested', after: 'due' },
      { is: 'findings', control: 'INF-03', count: 300, stillOpen: 0 },
    ]);
    show([row('INF-03', 'not-met', { regressions: 5 }), row('INF-14', 'attested')]);
    expect(await regressions()).toEqual([{ is: 'findings', control: 'INF-03', count: 5, stillOpen: 0 }]);
  });

  it('counts regressions that are still open: not findings open before the visit, and not resolved ones', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    const row = (part: object) => ({
      control: 'INF-03',
      area: 'information',
      status: 'not-met',
      weight: 'high',
      review: 'month',
      open: 4,
      unconfirmed: 0,
      inBaseline: 1,
      gaps: [],
      notes: [],
      since: NOW,
      workItems: [],
      ...part,
    });
    const show = (part: object) => platform.store.set('checklist', checklist({ rows: [row(part)] }));
    const regressions = async () =>
      valueOf<{ regressions: unknown }>(await callAsAdmin('checklist', {})).regressions;
    show({ regressions: 2 });
    await callAsAdmin('checklist', {});
    const later = { firstSeen: instant(NOW + 2 * HOUR) };
    const widened = { is: 'bounded' as const, before: instant(NOW + 3 * HOUR) };
    const trackedFindings = [
      trackedFinding(1, { firstSeen: instant(NOW - 5 * HOUR) }),
      trackedFinding(2, { ...later, inBaseline: true }),
      trackedFinding(3, { ...later, origin: 'setting' }),
      trackedFinding(4, { ...later, state: 'resolved' }),
      trackedFinding(5, later),
      trackedFinding(6, {
        firstSeen: instant(NOW - DAY),
        inBaseline: true,
        addedReach: ['7'],
        widenedBy: widened,
      }),
    ];
    await saveFindings('INF-03', { version: 1, findings: trackedFindings });
    setNow(NOW + DAY);
    show({ regressions: 5 });
    expect(await regressions()).toEqual([{ is: 'findings', control: 'INF-03', count: 3, stillOpen: 2 }]);
    show({ regressions: 5, status: 'verified', open: 0 });
    expect(await regressions()).toEqual([{ is: 'findings', control: 'INF-03', count: 3, stillOpen: 0 }]);
  });

  it('starts a new visit if the stored one is in the future', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    const lastVisit = async () =>
      valueOf<{ lastVisit?: number }>(await callAsAdmin('checklist', {})).lastVisit;
    const ahead = { at: NOW + 400 * DAY, regressionCounts: {}, statuses: {} };
    for (const seen of [
      { startedAt: ahead.at, latest: ahead },
      { startedAt: NOW - DAY, latest: { ...ahead, at: NOW - DAY }, previous: ahead },
    ]) {
      platform.store.set(`seen:${ADMIN}`, seen);
      expect(await lastVisit()).toBeUndefined();
      expect(platform.store.get(`seen:${ADMIN}`)).toMatchObject({ startedAt: NOW, latest: { at: NOW } });
    }
    setNow(NOW + HOUR);
    expect(await lastVisit()).toBe(NOW);
  });

  it('reports that the app lost its rights, or did not run for three hours', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    const health = async () => valueOf<{ appHealth: string }>(await callAsAdmin('checklist', {})).appHealth;
    const ran = (lastTick: number) => platform.store.set('run', { ...initialScanState, lastTick });
    ran(NOW - 3 * HOUR);
    expect(await health()).toBe('healthy');
    ran(NOW - 3 * HOUR - 1);
    expect(await health()).toBe('not-running');
    platform.store.set('checklist', checklist({ hasReadRights: false }));
    expect(await health()).toBe('lost-rights');
  });

  it('shows when a source was last read, even if the stored checklist is older', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    const coverage = [
      {
        source: 'callerRights' as const,
        state: 'complete' as const,
        read: 2,
        of: 2,
        fullReadAt: NOW - 3 * HOUR,
        gaps: [],
      },
    ];
    platform.store.set('checklist', checklist({ coverage }));
    const store = new EvidenceWriter();
    await store.beginPass('callerRights', NOW, 1);
    await store.addPage(sources.callerRights, { facts: [{ administer: true }], read: 2, of: 2 });
    await store.completePass('callerRights', NOW);
    await saveEvidence(store);
    expect(await callAsAdmin('evidence', {})).toMatchObject({
      value: { coverage: [{ source: 'callerRights', fullReadAt: NOW }] },
    });
  });

  it('shows the progress of a scan', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    const cost = { calls: 3, points: 9, objects: 6, seconds: 2 };
    const scan = {
      id: 's',
      why: 'asked',
      startedAt: NOW,
      heartbeat: NOW,
      pending: ['spaces', 'users', 'callerRights'],
      requested: [],
      read: ['callerRights', 'license', 'publicFilters', 'sharedSchemes', 'publicDashboards', 'auditLog'],
      cost,
    };
    platform.store.set('run', { ...initialScanState, scan });
    const store = new EvidenceWriter();
    await store.beginPass('spaces', NOW, 1);
    await store.addPage(sources.spaces, { facts: [], read: 50, of: 120 });
    await store.beginPass('users', NOW, 1);
    // The stored checklist is older and differs.
    await store.beginPass('publicFilters', NOW, 1);
    await store.addPage(sources.publicFilters, { facts: [], read: 104, of: 104 });
    await store.completePass('publicFilters', NOW);
    await store.beginPass('sharedSchemes', NOW, 1);
    await store.addPage(sources.sharedSchemes, { facts: [], read: 3, of: 66 });
    await store.completePass('sharedSchemes', NOW);
    await store.beginPass('publicDashboards', NOW, 1);
    await store.completePass('publicDashboards', NOW);
    await store.abandonPass(sources.auditLog, { why: 'denied' }, NOW);
    await saveEvidence(store);
    const unread = { state: 'absent', read: 0, gaps: [{ why: 'never-read' }] };
    const coverage = ['license', 'publicFilters', 'auditLog'].map(source => ({ source, ...unread }));
    platform.store.set('checklist', checklist({ coverage }));
    expect(await callAsAdmin('scanProgress', {})).toEqual({
      is: 'done',
      value: {
        checklistAt: NOW,
        scan: {
          why: 'asked',
          startedAt: NOW,
          cost,
          sources: [
            { source: 'callerRights', state: 'read' },
            { source: 'license', state: 'read' },
            { source: 'publicFilters', state: 'read', read: 104, of: 104 },
            { source: 'sharedSchemes', state: 'partial', read: 3, of: 66 },
            { source: 'publicDashboards', state: 'read', read: 0 },
            { source: 'auditLog', state: 'failed' },
            { source: 'spaces', state: 'reading', read: 50, of: 120 },
            { source: 'users', state: 'reading' },
          ],
        },
      },
    });
    expect(await callAsAdmin('scanNow', {})).toMatchObject({ value: { is: 'running' } });
  });

  it('never goes back: a source that was read stays read while it is read again or waits for API points', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    const scan = {
      id: 's',
      why: 'first',
      startedAt: NOW,
      heartbeat: NOW,
      pending: ['callerRights', 'adminGroups', 'users'],
      requested: ['adminGroups'],
      read: ['callerRights', 'adminGroups'],
      waitingFor: 'points',
      cost: { calls: 3, points: 9, objects: 6, seconds: 2 },
    };
    platform.store.set('run', { ...initialScanState, scan });
    const store = new EvidenceWriter();
    await store.beginPass('callerRights', NOW, 1);
    await store.addPage(sources.callerRights, { facts: [], read: 2, of: 2 });
    await store.completePass('callerRights', NOW);
    await store.beginPass('adminGroups', NOW, 1);
    await store.addPage(sources.adminGroups, { facts: [], read: 5, of: 5 });
    await store.completePass('adminGroups', NOW);
    await store.beginPass('adminGroups', LATER, 1);
    await store.abandonPass(sources.adminGroups, { why: 'over-budget' }, LATER);
    await saveEvidence(store);
    expect(await callAsAdmin('scanProgress', {})).toMatchObject({
      value: {
        scan: {
          sources: [
            { source: 'callerRights', state: 'read', read: 2, of: 2 },
            { source: 'adminGroups', state: 'read', read: 5, of: 5 },
            { source: 'users', state: 'waiting' },
          ],
        },
      },
    });
  });
});
