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

  it('names a work item that was moved to Done before the site proved it', () => {
    const item = { key: 'INF-03:site', is: 'confirming' as const, issueKey: 'SEC-38' };
    expect(queue([row({ control: 'INF-03', open: 1, workItems: [item] })])).toEqual([
      { is: 'moved-to-done', control: 'INF-03', issueKey: 'SEC-38', remain: 1 },
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
      { is: 'cant-read', source: 'auditLog', why: 'denied', at: 'audit.list 403', controls: 1 },
    ]);
  });

  it('says what is missing before anything can be filed, first the place, then the baseline', () => {
    const rows = [row({ control: 'INF-03', open: 3 }), row({ control: 'INF-04', open: 1 })];
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
