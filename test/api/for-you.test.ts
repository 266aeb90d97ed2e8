import { buildForYouItems } from '../../src/api/for-you/build-for-you-items';
import { defaultSettings, type Settings } from '../../src/settings/settings';
import { type Checklist, type ChecklistRow, type WorkItem } from '../../src/domain/checklist';
import { DAY, HOUR, instant } from '../../src/domain/instant';

const now = instant(Date.UTC(2026, 10, 20, 12));

const row = (part: Partial<ChecklistRow> & { control: string }): ChecklistRow => ({
  area: 'information',
  status: 'verified',
  weight: 'medium',
  review: 'month',
  open: 0,
  unconfirmed: 0,
  inBaseline: 0,
  gaps: [],
  notes: [],
  since: 0,
  workItems: [],
  ...part,
});

const checklist = (rows: ChecklistRow[], part: Partial<Checklist> = {}): Checklist => ({
  schema: 1,
  at: now,
  score: {
    assured: 0,
    possible: 0,
    bands: { verified: 0, attested: 0, unknown: 0, due: 0, 'not-met': 0 },
  },
  rows,
  events: [],
  coverage: [],
  ...part,
});

const noBaseline: Settings = {
  ...defaultSettings,
  filing: { ...defaultSettings.filing, project: '1', issueType: '2' },
};
const filing: Settings = { ...noBaseline, baseline: { mode: 'drift', takenAt: 0, by: 'ana' } };

const forYou = (rows: ChecklistRow[], settings = filing, part: Partial<Checklist> = {}) =>
  buildForYouItems(checklist(rows, part), settings, 'ana', now);

describe('the items for me', () => {
  it('are none if nothing needs me', () => {
    expect(forYou([row({ control: 'INF-03', open: 3, status: 'not-met' })])).toEqual([]);
  });

  it('lists a work item that was moved to Done and is being re-checked, with its remaining findings', () => {
    const item = { key: 'INF-03:site', issueKey: 'SEC-38', open: 1, of: 3 };
    const items = [
      { ...item, is: 'confirming' as const },
      { ...item, is: 'open' as const, issueKey: 'SEC-39' },
      { ...item, is: 'confirming' as const, issueKey: 'SEC-40', open: 0 },
    ];
    expect(forYou([row({ control: 'INF-03', open: 9, workItems: items })])).toEqual([
      { is: 'moved-to-done', control: 'INF-03', issueKey: 'SEC-38', remaining: 1, of: 3, overdue: false },
    ]);
  });

  const filed = (issueKey: string, part: Partial<WorkItem> = {}): WorkItem => ({
    key: `INF-03:${issueKey}`,
    is: 'open',
    issueKey,
    status: 'To Do',
    open: 2,
    of: 3,
    ...part,
  });

  it('lists open work items assigned to me or unassigned, with the remaining findings and the due day', () => {
    const workItems = [
      filed('SEC-1', { assignee: 'ana', due: '2026-11-24' }),
      filed('SEC-2', { assignee: 'lee', due: '2026-11-24' }),
      filed('SEC-3', { due: '2026-11-25' }),
      filed('SEC-4', { assignee: 'ana', is: 'done' }),
    ];
    const about = { is: 'work-item', control: 'INF-03', remaining: 2, of: 3, overdue: false };
    expect(forYou([row({ control: 'INF-03', workItems })])).toEqual([
      { ...about, issueKey: 'SEC-1', due: '2026-11-24', assigned: true },
      { ...about, issueKey: 'SEC-3', due: '2026-11-25', assigned: false },
    ]);
  });

  it('does not call a work item unassigned if it could not be read', () => {
    const { status: _, ...unread } = filed('SEC-1');
    expect(forYou([row({ control: 'INF-03', workItems: [unread] })])).toEqual([]);
  });

  it('lists failed fixes of all assignees: moved to Done although findings are open', () => {
    const workItems = [
      filed('SEC-1', { assignee: 'lee', fixFailed: true, due: '2026-11-19' }),
      // The workflow has no way back for the app.
      filed('SEC-2', { fixFailed: true, is: 'confirming' }),
    ];
    const about = { is: 'fix-failed', control: 'INF-03', remaining: 2, of: 3 };
    expect(forYou([row({ control: 'INF-03', workItems })])).toEqual([
      { ...about, issueKey: 'SEC-1', assignee: 'lee', due: '2026-11-19', overdue: true },
      { ...about, issueKey: 'SEC-2', overdue: false },
    ]);
  });

  it('sorts by urgency: overdue first, then by due day (none counts as today), then by severity', () => {
    const rows = [
      row({
        control: 'INF-03',
        weight: 'low',
        workItems: [
          filed('SEC-1', { assignee: 'ana', due: '2026-12-01', severity: 'low' }),
          filed('SEC-2', { assignee: 'ana', due: '2026-12-01', severity: 'critical' }),
          filed('SEC-3', { assignee: 'ana', due: '2026-11-18' }),
          filed('SEC-4', { assignee: 'ana', due: '2026-11-20', is: 'confirming' }),
          filed('SEC-5', { assignee: 'ana', due: '2026-11-20', severity: 'high' }),
        ],
      }),
      row({ control: 'POL-01', weight: 'critical', status: 'due', gaps: [{ why: 'not-attested' }] }),
    ];
    const names = forYou(rows).map(item => ('issueKey' in item ? item.issueKey : item.is));
    expect(names).toEqual(['SEC-3', 'attest', 'SEC-5', 'SEC-2', 'SEC-1', 'SEC-4']);
  });

  it('lists what could not be filed and why: one item per cause, with the most severe control', () => {
    const problem = { code: 'required-fields', args: { fields: 'Team' } };
    const item = (key: string) => ({ key, is: 'cannot-file' as const, problem });
    const rows = [
      row({ control: 'INF-03', workItems: [item('INF-03:site')] }),
      row({
        control: 'INF-01',
        weight: 'critical',
        workItems: [item('INF-01:site'), item('INF-01:space-1')],
      }),
      row({
        control: 'USR-01',
        workItems: [{ ...item('USR-01:site'), problem: { code: 'refused', args: {} } }],
      }),
    ];
    expect(forYou(rows)).toEqual([
      { is: 'not-filed', control: 'INF-01', count: 3, problem },
      { is: 'not-filed', control: 'USR-01', count: 1, problem: { code: 'refused', args: {} } },
    ]);
  });

  it('does not list a filed work item whose last action failed, because it is retried', () => {
    const problem = { code: 'unanswered', args: {} };
    const item = { key: 'INF-03:site', is: 'open' as const, issueKey: 'SEC-38', problem };
    expect(forYou([row({ control: 'INF-03', open: 1, workItems: [item] })])).toEqual([]);
  });

  it('lists an unreadable source that needs a person, with the number of affected controls', () => {
    const gap = { why: 'denied' as const, source: 'auditLog' as const, at: 'audit.list 403' };
    const coverage = [
      { source: 'auditLog' as const, state: 'absent' as const, read: 0, gaps: [gap] },
      {
        source: 'ownSchemes' as const,
        state: 'partial' as const,
        read: 1,
        gaps: [{ why: 'over-budget' as const }],
      },
    ];
    expect(forYou([row({ control: 'POL-07', gaps: [gap] })], filing, { coverage })).toEqual([
      {
        is: 'source-unreadable',
        source: 'auditLog',
        why: 'denied',
        at: 'audit.list 403',
        controls: 1,
        hasOlderReading: false,
      },
    ]);
  });

  it('lists a source that fails now although an earlier reading still counts', () => {
    const failure = { why: 'denied' as const, since: now - DAY };
    const read = { state: 'complete' as const, read: 9, gaps: [] };
    const coverage = [
      { source: 'publicFilters' as const, ...read, failure },
      { source: 'users' as const, ...read, failure: { ...failure, why: 'over-budget' as const } },
    ];
    expect(forYou([row({ control: 'INF-03' })], filing, { coverage })).toEqual([
      {
        is: 'source-unreadable',
        source: 'publicFilters',
        why: 'denied',
        since: now - DAY,
        controls: 0,
        hasOlderReading: true,
      },
    ]);
  });

  it('is a single item for all sources if the app has lost its rights', () => {
    const denied = (source: 'spaces' | 'users') => ({
      source,
      state: 'partial' as const,
      read: 1,
      gaps: [{ why: 'denied' as const, source }],
    });
    const coverage = [denied('spaces'), denied('users')];
    const rows = [
      row({ control: 'INF-01', gaps: [...coverage[0]!.gaps] }),
      row({ control: 'USR-01', gaps: coverage.flatMap(({ gaps }) => gaps) }),
    ];
    expect(forYou(rows, filing, { coverage, hasReadRights: false })).toEqual([
      { is: 'lost-rights', sources: 2, controls: 2 },
    ]);
  });

  it('says what is missing before filing can start: first the space, then the baseline', () => {
    const rows = [
      row({ control: 'INF-03', status: 'not-met', open: 2, unconfirmed: 1 }),
      row({ control: 'INF-04', status: 'not-met', open: 1 }),
    ];
    expect(forYou(rows, defaultSettings)).toEqual([{ is: 'filing-not-set-up', missing: 'project', open: 4 }]);
    expect(forYou(rows, noBaseline)).toEqual([{ is: 'filing-not-set-up', missing: 'baseline', open: 4 }]);
    expect(forYou([], defaultSettings)).toEqual([]);
  });

  it('lists entries that expire within 14 days or have expired, grouped by list and day', () => {
    const entry = (id: string, until: string) => ({ id, name: id, reason: 'r', owner: 'lee', until });
    const settings = {
      ...filing,
      approvedFilters: [
        entry('a', '2026-12-03'),
        entry('b', '2026-12-04'),
        entry('c', '2026-11-19'),
        entry('d', '2026-12-03'),
      ],
    };
    const about = { is: 'entries-expiring', list: 'approvedFilters' };
    expect(forYou([], settings)).toEqual([
      { ...about, id: 'c', name: 'c', count: 1, due: '2026-11-19', overdue: true },
      { ...about, id: 'a', name: 'a', count: 2, due: '2026-12-03', overdue: false },
    ]);
  });

  it('lists attestations of controls that I own or that have no owner, never of another owner', () => {
    const due = (control: string, owner?: string) =>
      row({
        control,
        status: 'due',
        gaps: [{ why: 'not-attested' }],
        ...(owner === undefined ? {} : { owner }),
      });
    const items = forYou([due('INF-14'), due('POL-01', 'ana'), due('POL-02', 'lee')]);
    expect(items.map(item => 'control' in item && item.control)).toEqual(['INF-14', 'POL-01']);
  });

  it('lists an attestation 14 days before it expires, and after', () => {
    const until = (validUntil: number, part: Partial<ChecklistRow> = {}) =>
      row({
        control: 'INF-14',
        status: 'attested',
        attestation: { at: now - 20 * DAY, by: 'lee', validUntil },
        ...part,
      });
    const about = { is: 'attest', control: 'INF-14' };
    expect(forYou([until(now + DAY)])).toEqual([{ ...about, due: '2026-11-21', overdue: false }]);
    expect(forYou([until(now + 14 * DAY)])).toEqual([]);
    expect(forYou([until(now + DAY, { owner: 'lee' })])).toEqual([]);
    expect(forYou([until(now - DAY, { status: 'due' })])).toEqual([
      { ...about, due: '2026-11-19', overdue: true },
    ]);
    // It expired an hour ago, and the day has not ended.
    expect(forYou([until(now - HOUR, { status: 'due' })])).toEqual([
      { ...about, due: '2026-11-20', overdue: true },
    ]);
  });

  it('lists once that filing stopped, before what could not be filed for another reason', () => {
    const args = { name: 'Security' };
    const stopped = { code: 'project-public', args };
    const unfiled = (problem: NonNullable<WorkItem['problem']>) =>
      row({
        control: 'INF-03',
        workItems: [{ key: 'INF-03:site', is: 'cannot-file', problem }],
      });
    expect(forYou([unfiled(stopped)], filing, { filingStopped: stopped })).toEqual([
      { is: 'filing-stopped', problem: stopped },
    ]);
    const archived = { code: 'project-archived', args };
    expect(forYou([unfiled(archived)], filing, { filingStopped: stopped }).map(({ is }) => is)).toEqual([
      'filing-stopped',
      'not-filed',
    ]);
  });
});
