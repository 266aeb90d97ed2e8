import { queueOf } from '../../src/api/queue';
import { defaultSettings, type Settings } from '../../src/settings/settings';
import { type Checklist, type Row } from '../../src/terms/checklist';
import { DAY, instant } from '../../src/terms/instant';

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
      { is: 'moved-to-done', control: 'INF-03', issueKey: 'SEC-38', remain: 1, of: 3 },
    ]);
  });

  it('names what could not be filed, and why', () => {
    const problem = { code: 'required-fields', args: { fields: 'Team' } };
    const item = { key: 'INF-03:site', is: 'cannot-file' as const, problem };
    expect(queue([row({ control: 'INF-03', workItems: [item] })])).toEqual([
      { is: 'not-filed', control: 'INF-03', problem },
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

  it('names entries that end within two weeks or have ended', () => {
    const entry = (id: string, until: string) => ({ id, name: id, reason: 'r', owner: 'lee', until });
    const settings = {
      ...filing,
      approvedFilters: [entry('a', '2026-12-03'), entry('b', '2026-12-04'), entry('c', '2026-11-19')],
    };
    expect(queue([], settings).map(item => (item.is === 'entry-ends' ? [item.id, item.over] : []))).toEqual([
      ['a', false],
      ['c', true],
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

  it('says that a statement lapsed, and when', () => {
    const stated = { at: now - 40 * DAY, by: 'lee', validUntil: now - DAY };
    expect(queue([row({ control: 'INF-14', status: 'due', stated })])).toEqual([
      { is: 'attest', control: 'INF-14', lapsedAt: now - DAY },
    ]);
  });
});
