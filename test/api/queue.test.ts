import { queueOf } from '../../src/api/queue';
import { defaultSettings, type Settings } from '../../src/settings/settings';
import { type Checklist, type Row, type WorkItem } from '../../src/terms/checklist';
import { DAY, HOUR, instant } from '../../src/terms/instant';

const now = instant(Date.UTC(2026, 10, 20, 12));

const row = (part: Partial<Row> & { control: string }): Row => ({
  area: 'information',
  status: 'proved',
  weight: 'medium',
  review: 'month',
  open: 0,
  suspected: 0,
  baseline: 0,
  gaps: [],
  notes: [],
  since: 0,
  workItems: [],
  ...part,
});

const checklist = (rows: Row[], part: Partial<Checklist> = {}): Checklist => ({
  schema: 1,
  at: now,
  score: {
    assured: 0,
    possible: 0,
    bands: { proved: 0, attested: 0, unknown: 0, due: 0, 'not-met': 0 },
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
const filing: Settings = { ...noBaseline, baseline: { mode: 'worse', takenAt: 0, by: 'ana' } };

const queue = (rows: Row[], settings = filing, part: Partial<Checklist> = {}) =>
  queueOf(checklist(rows, part), settings, 'ana', now);

describe('what waits for me', () => {
  it('is nothing when nothing does', () => {
    expect(queue([row({ control: 'INF-03', open: 3, status: 'not-met' })])).toEqual([]);
  });

  it('names a work item that was moved to Done and is read again, with what is open of its own', () => {
    const item = { key: 'INF-03:site', issueKey: 'SEC-38', open: 1, of: 3 };
    const items = [
      { ...item, is: 'confirming' as const },
      { ...item, is: 'open' as const, issueKey: 'SEC-39' },
      { ...item, is: 'confirming' as const, issueKey: 'SEC-40', open: 0 },
    ];
    expect(queue([row({ control: 'INF-03', open: 9, workItems: items })])).toEqual([
      { is: 'moved-to-done', control: 'INF-03', issueKey: 'SEC-38', remain: 1, of: 3, over: false },
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

  it('names the open work items that are mine or nobody’s, never another’s, with what is left and by when', () => {
    const workItems = [
      filed('SEC-1', { assignee: 'ana', due: '2026-11-24' }),
      filed('SEC-2', { assignee: 'lee', due: '2026-11-24' }),
      filed('SEC-3', { due: '2026-11-25' }),
      filed('SEC-4', { assignee: 'ana', is: 'done' }),
    ];
    const about = { is: 'work-item', control: 'INF-03', remain: 2, of: 3, over: false };
    expect(queue([row({ control: 'INF-03', workItems })])).toEqual([
      { ...about, issueKey: 'SEC-1', due: '2026-11-24', assigned: true },
      { ...about, issueKey: 'SEC-3', due: '2026-11-25', assigned: false },
    ]);
  });

  it('calls nobody’s only what was seen: of one that could not be read nobody knows whose it is', () => {
    const { status: _unread, ...unseen } = filed('SEC-1');
    expect(queue([row({ control: 'INF-03', workItems: [unseen] })])).toEqual([]);
  });

  it('names whosever fix failed: moved to Done, and the app had to say that it isn’t', () => {
    const workItems = [
      filed('SEC-1', { assignee: 'lee', notDone: true, due: '2026-11-19' }),
      // The workflow has no way back for the app.
      filed('SEC-2', { notDone: true, is: 'confirming' }),
    ];
    const about = { is: 'fix-failed', control: 'INF-03', remain: 2, of: 3 };
    expect(queue([row({ control: 'INF-03', workItems })])).toEqual([
      { ...about, issueKey: 'SEC-1', assignee: 'lee', due: '2026-11-19', over: true },
      { ...about, issueKey: 'SEC-2', over: false },
    ]);
  });

  it('stands by urgency: overdue first, then by the day, what has none as of today, then by severity', () => {
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
    const names = queue(rows).map(item => ('issueKey' in item ? item.issueKey : item.is));
    expect(names).toEqual(['SEC-3', 'attest', 'SEC-5', 'SEC-2', 'SEC-1', 'SEC-4']);
  });

  it('names what could not be filed, and why; one cause is one line, the gravest control first', () => {
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
    expect(queue(rows)).toEqual([
      { is: 'not-filed', control: 'INF-01', count: 3, problem },
      { is: 'not-filed', control: 'USR-01', count: 1, problem: { code: 'refused', args: {} } },
    ]);
  });

  it('names no work item that is filed and whose next step failed: that is tried again', () => {
    const problem = { code: 'unanswered', args: {} };
    const item = { key: 'INF-03:site', is: 'open' as const, issueKey: 'SEC-38', problem };
    expect(queue([row({ control: 'INF-03', open: 1, workItems: [item] })])).toEqual([]);
  });

  it('names a source that needs a person, and how many rows wait for it; not what passes by itself', () => {
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
    expect(queue([row({ control: 'POL-07', gaps: [gap] })], filing, { coverage })).toEqual([
      {
        is: 'cant-read',
        source: 'auditLog',
        why: 'denied',
        at: 'audit.list 403',
        controls: 1,
        stands: false,
      },
    ]);
  });

  it('names a source that fails now, though an earlier reading of it still counts', () => {
    const failing = { why: 'denied' as const, since: now - DAY };
    const read = { state: 'complete' as const, read: 9, gaps: [] };
    const coverage = [
      { source: 'publicFilters' as const, ...read, failing },
      { source: 'users' as const, ...read, failing: { ...failing, why: 'over-budget' as const } },
    ];
    expect(queue([row({ control: 'INF-03' })], filing, { coverage })).toEqual([
      {
        is: 'cant-read',
        source: 'publicFilters',
        why: 'denied',
        since: now - DAY,
        controls: 0,
        stands: true,
      },
    ]);
  });

  it('is one line when the app has lost its rights, whatever that keeps from being read', () => {
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
    expect(queue(rows, filing, { coverage, appMayRead: false })).toEqual([
      { is: 'lost-rights', sources: 2, controls: 2 },
    ]);
  });

  it('says what is missing before anything can be filed, first the place, then the baseline', () => {
    const rows = [
      row({ control: 'INF-03', status: 'not-met', open: 2, suspected: 1 }),
      row({ control: 'INF-04', status: 'not-met', open: 1 }),
    ];
    expect(queue(rows, defaultSettings)).toEqual([{ is: 'not-filing', missing: 'project', open: 4 }]);
    expect(queue(rows, noBaseline)).toEqual([{ is: 'not-filing', missing: 'baseline', open: 4 }]);
    expect(queue([], defaultSettings)).toEqual([]);
  });

  it('names entries that end within two weeks or have ended, those of one list and day together', () => {
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
    const about = { is: 'entries-end', list: 'approvedFilters' };
    expect(queue([], settings)).toEqual([
      { ...about, id: 'c', name: 'c', count: 1, due: '2026-11-19', over: true },
      { ...about, id: 'a', name: 'a', count: 2, due: '2026-12-03', over: false },
    ]);
  });

  it('asks me for a statement that I own or that nobody owns, never for somebody else’s', () => {
    const due = (control: string, owner?: string) =>
      row({
        control,
        status: 'due',
        gaps: [{ why: 'not-attested' }],
        ...(owner === undefined ? {} : { owner }),
      });
    const items = queue([due('INF-14'), due('POL-01', 'ana'), due('POL-02', 'lee')]);
    expect(items.map(item => 'control' in item && item.control)).toEqual(['INF-14', 'POL-01']);
  });

  it('names a statement two weeks before it runs out, and after', () => {
    const until = (validUntil: number, part: Partial<Row> = {}) =>
      row({
        control: 'INF-14',
        status: 'attested',
        stated: { at: now - 20 * DAY, by: 'lee', validUntil },
        ...part,
      });
    const about = { is: 'attest', control: 'INF-14' };
    expect(queue([until(now + DAY)])).toEqual([{ ...about, due: '2026-11-21', over: false }]);
    expect(queue([until(now + 14 * DAY)])).toEqual([]);
    expect(queue([until(now + DAY, { owner: 'lee' })])).toEqual([]);
    expect(queue([until(now - DAY, { status: 'due' })])).toEqual([
      { ...about, due: '2026-11-19', over: true },
    ]);
    // It ran out an hour ago, on a day that goes on.
    expect(queue([until(now - HOUR, { status: 'due' })])).toEqual([
      { ...about, due: '2026-11-20', over: true },
    ]);
  });

  it('says once that filing stopped, before what could not be filed for another reason', () => {
    const args = { name: 'Security' };
    const stopped = { code: 'project-public', args };
    const unfiled = (problem: NonNullable<WorkItem['problem']>) =>
      row({
        control: 'INF-03',
        workItems: [{ key: 'INF-03:site', is: 'cannot-file', problem }],
      });
    expect(queue([unfiled(stopped)], filing, { filingStopped: stopped })).toEqual([
      { is: 'filing-stopped', problem: stopped },
    ]);
    const archived = { code: 'project-archived', args };
    expect(queue([unfiled(archived)], filing, { filingStopped: stopped }).map(({ is }) => is)).toEqual([
      'filing-stopped',
      'not-filed',
    ]);
  });
});
