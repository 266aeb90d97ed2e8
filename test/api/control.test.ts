import { HOUR, MINUTE, instant } from '../../src/domain/instant';
import { ADMIN, jiraWithOneAdmin, createFakePlatform } from './fake-platform';
import { saveDay, saveFindings } from '../storage/save-fixtures';
import { callAsAdmin, valueOf, NOW, setNow, trackedFinding } from './fixtures';

beforeEach(() => setNow(NOW));
afterEach(() => jest.restoreAllMocks());

describe('the control page', () => {
  interface Page {
    findings: { key: string }[];
    total: number;
    summary: { count: number };
    summaryByCode: Record<string, { count: number }>;
    history: unknown[];
  }

  it('shows 10,000 findings a page at a time, and summarizes all of them', async () => {
    createFakePlatform(jiraWithOneAdmin);
    const trackedFindings = Array.from({ length: 10_000 }, (_, number) => trackedFinding(number));
    await saveFindings('INF-03', { version: 1, findings: trackedFindings });
    const first = valueOf<Page>(await callAsAdmin('control', { control: 'INF-03' }));
    const last = valueOf<Page>(await callAsAdmin('control', { control: 'INF-03', from: 9_990 }));
    expect([first.findings.length, last.findings.length, first.total]).toEqual([25, 10, 10_000]);
    expect([first.summary.count, first.summaryByCode['filter-public']?.count]).toEqual([10_000, 10_000]);
  });

  it('sorts regressions first, and leaves out resolved and ended findings', async () => {
    createFakePlatform(jiraWithOneAdmin);
    const trackedFindings = [
      trackedFinding(1, { inBaseline: true }),
      trackedFinding(2),
      trackedFinding(3, { state: 'resolved' }),
      trackedFinding(4, { state: 'unconfirmed' }),
      trackedFinding(5, { firstSeen: instant(NOW - HOUR) }),
      trackedFinding(6, { state: 'stale' }),
      trackedFinding(7, { state: 'ended', endReason: 'object-deleted' }),
    ];
    await saveFindings('INF-03', { version: 1, findings: trackedFindings });
    const page = valueOf<Page>(await callAsAdmin('control', { control: 'INF-03' }));
    expect(page.findings.map(({ key }) => key.at(-2))).toEqual(['2', '6', '5', '1', '4']);
  });

  it('searches and sorts all findings, not only the shown page', async () => {
    createFakePlatform(jiraWithOneAdmin);
    const trackedFindings = Array.from({ length: 60 }, (_, number) =>
      trackedFinding(number, { firstSeen: instant(NOW - number * HOUR) }),
    );
    await saveFindings('INF-03', { version: 1, findings: [...trackedFindings].reverse() });
    const shown = async (more: object) => {
      const page = valueOf<Page & { matchCount: number }>(
        await callAsAdmin('control', { control: 'INF-03', ...more }),
      );
      return {
        ids: page.findings.map(({ key }) => key.split('-').at(-1)),
        matchCount: page.matchCount,
        total: page.total,
      };
    };
    expect(await shown({ sort: 'newest' })).toMatchObject({ matchCount: 60, total: 60 });
    expect((await shown({ sort: 'newest' })).ids.slice(0, 2)).toEqual(['0:', '1:']);
    expect(await shown({ search: 'filter 59' })).toEqual({ ids: ['59:'], matchCount: 1, total: 60 });
    expect(await shown({ search: 'nothing like it' })).toEqual({ ids: [], matchCount: 0, total: 60 });
    expect((await shown({ sort: 'name', from: 50 })).ids).toHaveLength(10);
    expect(await callAsAdmin('control', { control: 'INF-03', sort: 'color' })).toMatchObject({
      error: { code: 'invalid' },
    });
  });

  it('shows the last status of each day', async () => {
    createFakePlatform(jiraWithOneAdmin);
    const day = {
      assured: 1,
      possible: 2,
      newFindings: 0,
      resolvedFindings: 0,
      statuses: { 'INF-03': 'verified' as const },
    };
    await saveDay({ ...day, day: '2026-10-31' });
    await saveDay({ ...day, day: '2026-11-19', statuses: { 'INF-03': 'not-met' } });
    await saveDay({ ...day, day: '2026-11-18', statuses: {} });
    const page = valueOf<Page>(await callAsAdmin('control', { control: 'INF-03' }));
    expect(page.history).toEqual([
      { day: '2026-10-31', status: 'verified' },
      { day: '2026-11-19', status: 'not-met' },
    ]);
  });

  it('says why open findings are not in a work item', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    const trackedFindings = [
      trackedFinding(1, { inBaseline: true }),
      trackedFinding(2),
      trackedFinding(3, { state: 'unconfirmed' }),
      trackedFinding(4, { origin: 'rule' }),
      trackedFinding(5, { origin: 'setting', state: 'unconfirmed' }),
      trackedFinding(6, { inBaseline: true, addedReach: ['10'] }),
      trackedFinding(7, { inBaseline: true }),
    ];
    await saveFindings('INF-03', { version: 1, findings: trackedFindings });
    const reasons = async (body: object) => {
      platform.entities.set('settings/current', { revision: 1, body });
      return valueOf<{ notFiled: unknown }>(await callAsAdmin('control', { control: 'INF-03' })).notFiled;
    };
    const filing = { project: '10010', issueType: '1' };
    const baseline = { takenAt: NOW, by: ADMIN };
    expect(await reasons({})).toEqual([{ why: 'no-filing-space', count: 7 }]);
    expect(await reasons({ filing })).toEqual([{ why: 'no-baseline', count: 7 }]);
    expect(await reasons({ filing, baseline: { ...baseline, mode: 'drift' } })).toEqual([
      { why: 'in-baseline', count: 2 },
      { why: 'unconfirmed', count: 1 },
      { why: 'rule', count: 1 },
      { why: 'setting', count: 1 },
    ]);
    expect(await reasons({ filing, baseline: { ...baseline, mode: 'all' } })).toEqual([
      { why: 'unconfirmed', count: 1 },
      { why: 'rule', count: 1 },
      { why: 'setting', count: 1 },
    ]);
  });

  it('is re-checked for a Jira admin, but not twice within two minutes', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    await saveFindings('INF-03', { version: 1, findings: [trackedFinding(1), trackedFinding(2)] });
    expect(await callAsAdmin('checkControl', { control: 'INF-03' })).toMatchObject({
      value: { is: 'asked', objects: 2 },
    });
    expect(platform.pushedMessages).toEqual([
      {
        kind: 'settle',
        why: 'check',
        objects: [
          { source: 'publicFilters', key: '1' },
          { source: 'publicFilters', key: '2' },
        ],
      },
    ]);
    expect(await callAsAdmin('checkControl', { control: 'INF-03' })).toMatchObject({
      value: { is: 'too-soon' },
    });
    expect(valueOf(await callAsAdmin('control', { control: 'INF-03' }))).toMatchObject({
      check: { objects: 2, retryAt: NOW + 2 * MINUTE },
    });
  });

  it('refuses an unknown control', async () => {
    createFakePlatform(jiraWithOneAdmin);
    for (const control of ['INF-99', 'XYZ-01', '../x'])
      expect(await callAsAdmin('control', { control })).toMatchObject({ error: { code: 'invalid' } });
  });
});
