import { HOUR, MINUTE, instant } from '../../src/terms/instant';
import { ADMIN, jiraWithOneAdmin, platformWith } from './platform';
import { keepDay, keepFindings } from '../storage/kept';
import { asAdmin, valueOf, NOW, at, life } from './as-admin';

beforeEach(() => at(NOW));
afterEach(() => jest.restoreAllMocks());

describe('one control', () => {
  interface Page {
    findings: { key: string }[];
    total: number;
    summary: { count: number };
    byCode: Record<string, { count: number }>;
    history: unknown[];
  }

  it('shows ten thousand findings a page at a time, and sums all of them up', async () => {
    platformWith(jiraWithOneAdmin);
    const lives = Array.from({ length: 10_000 }, (_, number) => life(number));
    await keepFindings('INF-03', { version: 1, lives });
    const first = valueOf<Page>(await asAdmin('control', { control: 'INF-03' }));
    const last = valueOf<Page>(await asAdmin('control', { control: 'INF-03', from: 9_990 }));
    expect([first.findings.length, last.findings.length, first.total]).toEqual([25, 10, 10_000]);
    expect([first.summary.count, first.byCode['filter-public']?.count]).toEqual([10_000, 10_000]);
  });

  it('puts what got worse first, and leaves out what is over', async () => {
    platformWith(jiraWithOneAdmin);
    const lives = [
      life(1, { baseline: true }),
      life(2),
      life(3, { state: 'gone' }),
      life(4, { state: 'suspected' }),
      life(5, { firstSeen: instant(NOW - HOUR) }),
      life(6, { state: 'unseen' }),
      life(7, { state: 'ended', ended: 'subject-deleted' }),
    ];
    await keepFindings('INF-03', { version: 1, lives });
    const page = valueOf<Page>(await asAdmin('control', { control: 'INF-03' }));
    expect(page.findings.map(({ key }) => key.at(-2))).toEqual(['2', '6', '5', '1', '4']);
  });

  it('searches and orders all of them, not only the page that is shown', async () => {
    platformWith(jiraWithOneAdmin);
    const lives = Array.from({ length: 60 }, (_, number) =>
      life(number, { firstSeen: instant(NOW - number * HOUR) }),
    );
    await keepFindings('INF-03', { version: 1, lives: [...lives].reverse() });
    const shown = async (more: object) => {
      const page = valueOf<Page & { found: number }>(
        await asAdmin('control', { control: 'INF-03', ...more }),
      );
      return {
        ids: page.findings.map(({ key }) => key.split('-').at(-1)),
        found: page.found,
        total: page.total,
      };
    };
    expect(await shown({ sort: 'newest' })).toMatchObject({ found: 60, total: 60 });
    expect((await shown({ sort: 'newest' })).ids.slice(0, 2)).toEqual(['0:', '1:']);
    expect(await shown({ search: 'filter 59' })).toEqual({ ids: ['59:'], found: 1, total: 60 });
    expect(await shown({ search: 'nothing like it' })).toEqual({ ids: [], found: 0, total: 60 });
    expect((await shown({ sort: 'name', from: 50 })).ids).toHaveLength(10);
    expect(await asAdmin('control', { control: 'INF-03', sort: 'colour' })).toMatchObject({
      error: { code: 'invalid' },
    });
  });

  it('shows how its days ended', async () => {
    platformWith(jiraWithOneAdmin);
    const day = { assured: 1, possible: 2, opened: 0, closed: 0, statuses: { 'INF-03': 'proved' as const } };
    await keepDay({ ...day, day: '2026-10-31' });
    await keepDay({ ...day, day: '2026-11-19', statuses: { 'INF-03': 'not-met' } });
    await keepDay({ ...day, day: '2026-11-18', statuses: {} });
    const page = valueOf<Page>(await asAdmin('control', { control: 'INF-03' }));
    expect(page.history).toEqual([
      { day: '2026-10-31', status: 'proved' },
      { day: '2026-11-19', status: 'not-met' },
    ]);
  });

  it('says why what is open stands in no work item', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    const lives = [
      life(1, { baseline: true }),
      life(2),
      life(3, { state: 'suspected' }),
      life(4, { origin: 'rule' }),
      life(5, { origin: 'setting', state: 'suspected' }),
      life(6, { baseline: true, added: ['10'] }),
      life(7, { baseline: true }),
    ];
    await keepFindings('INF-03', { version: 1, lives });
    const reasons = async (body: object) => {
      platform.entities.set('settings/current', { revision: 1, body });
      return valueOf<{ notFiled: unknown }>(await asAdmin('control', { control: 'INF-03' })).notFiled;
    };
    const filing = { project: '10010', issueType: '1' };
    const baseline = { takenAt: NOW, by: ADMIN };
    expect(await reasons({})).toEqual([{ why: 'no-place', count: 7 }]);
    expect(await reasons({ filing })).toEqual([{ why: 'no-baseline', count: 7 }]);
    expect(await reasons({ filing, baseline: { ...baseline, mode: 'worse' } })).toEqual([
      { why: 'baseline', count: 2 },
      { why: 'once', count: 1 },
      { why: 'rule', count: 1 },
      { why: 'setting', count: 1 },
    ]);
    expect(await reasons({ filing, baseline: { ...baseline, mode: 'all' } })).toEqual([
      { why: 'once', count: 1 },
      { why: 'rule', count: 1 },
      { why: 'setting', count: 1 },
    ]);
  });

  it('is read again for a Jira admin, and not again at once', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    await keepFindings('INF-03', { version: 1, lives: [life(1), life(2)] });
    expect(await asAdmin('checkControl', { control: 'INF-03' })).toMatchObject({
      value: { is: 'asked', objects: 2 },
    });
    expect(platform.pushed).toEqual([
      {
        kind: 'settle',
        why: 'check',
        objects: [
          { source: 'publicFilters', key: '1' },
          { source: 'publicFilters', key: '2' },
        ],
      },
    ]);
    expect(await asAdmin('checkControl', { control: 'INF-03' })).toMatchObject({ value: { is: 'too-soon' } });
    expect(valueOf(await asAdmin('control', { control: 'INF-03' }))).toMatchObject({
      check: { objects: 2, againAt: NOW + 2 * MINUTE },
    });
  });

  it('refuses a control that there is not', async () => {
    platformWith(jiraWithOneAdmin);
    for (const control of ['INF-99', 'XYZ-01', '../x'])
      expect(await asAdmin('control', { control })).toMatchObject({ error: { code: 'invalid' } });
  });
});
