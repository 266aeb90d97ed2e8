import { sources } from '../../src/evidence/sources';
import { EvidenceWriter } from '../../src/storage/evidence-writer';
import { newRun } from '../../src/storage/run';
import { DAY, HOUR, instant } from '../../src/terms/instant';
import { ADMIN, jiraWithOneAdmin, platformWith } from './platform';
import { keepEvidence, keepFindings } from '../storage/kept';
import { asAdmin, at, checklist, life, NOW, valueOf } from './as-admin';

const LATER = instant(NOW + 1);

beforeEach(() => at(NOW));
afterEach(() => jest.restoreAllMocks());

describe('one page load', () => {
  it('works before anything was read', async () => {
    platformWith(jiraWithOneAdmin);
    const value = valueOf<object>(await asAdmin('home', {}));
    expect(value).toMatchObject({ queue: [], trend: [], app: 'well', setup: { started: false } });
    expect(value).not.toHaveProperty('checklist');
    expect(value).not.toHaveProperty('lastVisit');
  });

  it('counts from the last look of an earlier visit; a first visit is one, any other lasts a day', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    const lookAt = async (moment: number) => {
      at(moment);
      return valueOf<{ lastVisit?: number }>(await asAdmin('home', {})).lastVisit;
    };
    expect(await lookAt(NOW)).toBeUndefined();
    expect(await lookAt(NOW + HOUR / 4)).toBeUndefined();
    expect(await lookAt(NOW + HOUR)).toBe(NOW + HOUR / 4);
    expect(await lookAt(NOW + 9 * HOUR)).toBe(NOW + HOUR / 4);
    expect(await lookAt(NOW + 2 * DAY)).toBe(NOW + 9 * HOUR);
    expect(await lookAt(NOW + 2 * DAY + HOUR)).toBe(NOW + 9 * HOUR);
    const held = platform.store.get(`seen:${ADMIN}`);
    expect(await lookAt(NOW + 2 * DAY + HOUR + 1)).toBe(NOW + 9 * HOUR);
    expect(platform.store.get(`seen:${ADMIN}`)).toBe(held);
  });

  it('tells what got worse since, however much it was, and a status that fell', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    const row = (control: string, status: string, part: object = {}) => ({
      control,
      area: 'information',
      status,
      weight: 'high',
      review: 'month',
      open: 0,
      suspected: 0,
      baseline: 0,
      gaps: [],
      notes: [],
      since: NOW,
      workItems: [],
      ...part,
    });
    const show = (rows: object[]) => platform.store.set('checklist', checklist({ rows }));
    const worse = async () => valueOf<{ worse: unknown }>(await asAdmin('home', {})).worse;
    show([row('INF-03', 'not-met', { worse: 12 }), row('INF-14', 'attested'), row('USR-02', 'unknown')]);
    expect(await worse()).toEqual([]);
    at(NOW + DAY);
    show([
      row('INF-03', 'not-met', { worse: 312, weight: 'medium' }),
      row('INF-14', 'due'),
      // Nobody could say it before either.
      row('USR-02', 'not-met'),
    ]);
    expect(await worse()).toEqual([
      { is: 'fell', control: 'INF-14', before: 'attested', after: 'due' },
      { is: 'findings', control: 'INF-03', count: 300, left: 0 },
    ]);
    show([row('INF-03', 'not-met', { worse: 5 }), row('INF-14', 'attested')]);
    expect(await worse()).toEqual([{ is: 'findings', control: 'INF-03', count: 5, left: 0 }]);
  });

  it('tells how much of what got worse since is open still: not what was open before, nor what is mended', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    const row = (part: object) => ({
      control: 'INF-03',
      area: 'information',
      status: 'not-met',
      weight: 'high',
      review: 'month',
      open: 4,
      suspected: 0,
      baseline: 1,
      gaps: [],
      notes: [],
      since: NOW,
      workItems: [],
      ...part,
    });
    const show = (part: object) => platform.store.set('checklist', checklist({ rows: [row(part)] }));
    const worse = async () => valueOf<{ worse: unknown }>(await asAdmin('home', {})).worse;
    show({ worse: 2 });
    await asAdmin('home', {});
    const later = { firstSeen: instant(NOW + 2 * HOUR) };
    const widened = { is: 'bounded' as const, before: instant(NOW + 3 * HOUR) };
    const lives = [
      life(1, { firstSeen: instant(NOW - 5 * HOUR) }),
      life(2, { ...later, baseline: true }),
      life(3, { ...later, origin: 'setting' }),
      life(4, { ...later, state: 'gone' }),
      life(5, later),
      life(6, { firstSeen: instant(NOW - DAY), baseline: true, added: ['7'], widened }),
    ];
    await keepFindings('INF-03', { version: 1, lives });
    at(NOW + DAY);
    show({ worse: 5 });
    expect(await worse()).toEqual([{ is: 'findings', control: 'INF-03', count: 3, left: 2 }]);
    show({ worse: 5, status: 'proved', open: 0 });
    expect(await worse()).toEqual([{ is: 'findings', control: 'INF-03', count: 3, left: 0 }]);
  });

  it('begins a visit anew where the last one is of a later time', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    const lastVisit = async () => valueOf<{ lastVisit?: number }>(await asAdmin('home', {})).lastVisit;
    const ahead = { at: NOW + 400 * DAY, worse: {}, statuses: {} };
    for (const seen of [
      { began: ahead.at, latest: ahead },
      { began: NOW - DAY, latest: { ...ahead, at: NOW - DAY }, before: ahead },
    ]) {
      platform.store.set(`seen:${ADMIN}`, seen);
      expect(await lastVisit()).toBeUndefined();
      expect(platform.store.get(`seen:${ADMIN}`)).toMatchObject({ began: NOW, latest: { at: NOW } });
    }
    at(NOW + HOUR);
    expect(await lastVisit()).toBe(NOW);
  });

  it('says that the app lost its rights, or that nothing ran for three hours', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    const health = async () => valueOf<{ app: string }>(await asAdmin('home', {})).app;
    const ran = (lastTick: number) => platform.store.set('run', { ...newRun, lastTick });
    ran(NOW - 3 * HOUR);
    expect(await health()).toBe('well');
    ran(NOW - 3 * HOUR - 1);
    expect(await health()).toBe('behind');
    platform.store.set('checklist', checklist({ appMayRead: false }));
    expect(await health()).toBe('lost-rights');
  });

  it('says when a source was read last, and no earlier time of a checklist that had nothing to say since', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    const coverage = [
      {
        source: 'callerRights' as const,
        state: 'complete' as const,
        read: 2,
        of: 2,
        asOf: NOW - 3 * HOUR,
        gaps: [],
      },
    ];
    platform.store.set('checklist', checklist({ coverage }));
    const store = new EvidenceWriter();
    await store.begin('callerRights', NOW, 1);
    await store.add(sources.callerRights, { facts: [{ administer: true }], read: 2, of: 2 });
    await store.close('callerRights', NOW);
    await keepEvidence(store);
    expect(await asAdmin('evidence', {})).toMatchObject({
      value: { coverage: [{ source: 'callerRights', asOf: NOW }] },
    });
  });

  it('shows how far a sweep has come', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    const cost = { calls: 3, points: 9, objects: 6, seconds: 2 };
    const sweep = {
      id: 's',
      why: 'asked',
      startedAt: NOW,
      heartbeat: NOW,
      pending: ['spaces', 'users', 'callerRights'],
      asked: [],
      read: ['callerRights', 'licence', 'publicFilters', 'sharedSchemes', 'publicDashboards', 'auditLog'],
      cost,
    };
    platform.store.set('run', { ...newRun, sweep });
    const store = new EvidenceWriter();
    await store.begin('spaces', NOW, 1);
    await store.add(sources.spaces, { facts: [], read: 50, of: 120 });
    await store.begin('users', NOW, 1);
    // The checklist of an earlier judging says other things of them.
    await store.begin('publicFilters', NOW, 1);
    await store.add(sources.publicFilters, { facts: [], read: 104, of: 104 });
    await store.close('publicFilters', NOW);
    await store.begin('sharedSchemes', NOW, 1);
    await store.add(sources.sharedSchemes, { facts: [], read: 3, of: 66 });
    await store.close('sharedSchemes', NOW);
    await store.begin('publicDashboards', NOW, 1);
    await store.close('publicDashboards', NOW);
    await store.fail(sources.auditLog, { why: 'denied' }, NOW);
    await keepEvidence(store);
    const unread = { state: 'absent', read: 0, gaps: [{ why: 'never-read' }] };
    const coverage = ['licence', 'publicFilters', 'auditLog'].map(source => ({ source, ...unread }));
    platform.store.set('checklist', checklist({ coverage }));
    expect(await asAdmin('progress', {})).toEqual({
      is: 'done',
      value: {
        checklistAt: NOW,
        sweep: {
          why: 'asked',
          startedAt: NOW,
          cost,
          sources: [
            { source: 'callerRights', state: 'read' },
            { source: 'licence', state: 'read' },
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
    expect(await asAdmin('sweepNow', {})).toMatchObject({ value: { is: 'running' } });
  });

  it('never goes back: what a sweep has read stays read while it is read again, and while that waits for points', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    const sweep = {
      id: 's',
      why: 'first',
      startedAt: NOW,
      heartbeat: NOW,
      pending: ['callerRights', 'adminGroups', 'users'],
      asked: ['adminGroups'],
      read: ['callerRights', 'adminGroups'],
      waits: 'points',
      cost: { calls: 3, points: 9, objects: 6, seconds: 2 },
    };
    platform.store.set('run', { ...newRun, sweep });
    const store = new EvidenceWriter();
    await store.begin('callerRights', NOW, 1);
    await store.add(sources.callerRights, { facts: [], read: 2, of: 2 });
    await store.close('callerRights', NOW);
    await store.begin('adminGroups', NOW, 1);
    await store.add(sources.adminGroups, { facts: [], read: 5, of: 5 });
    await store.close('adminGroups', NOW);
    await store.begin('adminGroups', LATER, 1);
    await store.fail(sources.adminGroups, { why: 'over-budget' }, LATER);
    await keepEvidence(store);
    expect(await asAdmin('progress', {})).toMatchObject({
      value: {
        sweep: {
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
