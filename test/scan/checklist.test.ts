import { controls } from '../../src/controls';
import { type Control } from '../../src/controls/define-control';
import { type JudgedControl } from '../../src/scan/judge-site';
import {
  MAX_EVENTS,
  buildChecklistEvents,
  mergeEvents,
  countRegressions,
} from '../../src/scan/checklist-events';
import { trimChecklist, MAX_CHECKLIST_BYTES } from '../../src/scan/trim-checklist';
import {
  type Checklist,
  checklistSchema,
  type ChecklistEvent,
  type ChecklistRow,
} from '../../src/domain/checklist';
import { HOUR, instant, addDuration } from '../../src/domain/instant';
import { type TrackedFinding } from '../../src/domain/tracked-finding';
import { type Verdict } from '../../src/domain/verdict';

const NOW = instant(Date.UTC(2026, 10, 20, 12));

const controlNamed = (id: string): Control => {
  const found = controls.find(control => control.id === id);
  if (found === undefined) throw new Error(`no control ${id}`);
  return found;
};

const makeTracked = (number: number, part: Partial<TrackedFinding> = {}): TrackedFinding => ({
  finding: {
    key: `INF-03:filter-public:filter-${number}:`,
    control: 'INF-03',
    code: 'filter-public',
    severity: 'medium',
    subject: { kind: 'filter', id: String(number), source: 'publicFilters' },
    args: {},
  },
  state: 'open',
  since: NOW,
  readAt: NOW,
  firstSeen: NOW,
  lastSeen: NOW,
  lastAbsent: addDuration(NOW, -HOUR),
  reopenCount: 0,
  inBaseline: false,
  origin: 'site',
  addedReach: [],
  knownReach: [],
  openedBy: { is: 'recorded', at: NOW, by: 'lee', change: 'shared' },
  controlVersion: 1,
  ...part,
});

type EventKind = JudgedControl['findingEvents'][number]['is'];

const makeJudged = (
  id: string,
  verdict: Verdict,
  trackedFindings: readonly (readonly [TrackedFinding, EventKind])[] = [],
): JudgedControl => {
  const control = controlNamed(id);
  return {
    control,
    judged: {
      control: control.id,
      verdict,
      findings: [],
      notes: [],
      gaps: verdict.is === 'unknown' ? [...verdict.gaps] : [],
      latentKeys: new Set(),
      blindSources: new Set(),
      blindObjects: new Set(),
    },
    history: { version: 1, findings: trackedFindings.map(([each]) => each) },
    findingEvents: trackedFindings.map(([{ finding }, is]) => ({ key: finding.key, is })),
  };
};

const makeRow = (control: string, part: Partial<ChecklistRow> = {}): ChecklistRow => ({
  control,
  area: 'information',
  status: 'verified',
  weight: 'medium',
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

const makeChecklist = (part: Partial<Checklist> = {}): Checklist => ({
  schema: 1,
  at: NOW,
  score: {
    assured: 0,
    possible: 0,
    bands: { verified: 0, attested: 0, unknown: 0, due: 0, 'not-met': 0 },
  },
  rows: [],
  events: [],
  coverage: [],
  ...part,
});

const notMet: Verdict = { is: 'not-met' };
const due: Verdict = { is: 'unknown', gaps: [{ why: 'not-attested' }] };
const unread: Verdict = { is: 'unknown', gaps: [{ why: 'denied', source: 'publicFilters' }] };
const changesIn = (each: JudgedControl, before?: Checklist) =>
  buildChecklistEvents([each], before, new Map([['INF-03', [{ key: 'INF-03:site', is: 'open' }]]]), NOW);

describe('the events of a judging', () => {
  it('are one per control and kind, with who did it and the work item', () => {
    const event = changesIn(
      makeJudged('INF-03', notMet, [
        [makeTracked(1), 'opened'],
        [makeTracked(2), 'opened'],
      ]),
    );
    expect(event).toEqual([
      {
        at: NOW,
        control: 'INF-03',
        is: 'opened',
        count: 2,
        by: ['lee'],
        inBaseline: false,
        workItems: ['INF-03:site'],
      },
    ]);
  });

  it('name no work item for a finding in the baseline', () => {
    const [event] = changesIn(
      makeJudged('INF-03', notMet, [[makeTracked(1, { inBaseline: true, state: 'resolved' }), 'resolved']]),
    );
    expect(event).toMatchObject({ is: 'resolved', inBaseline: true, workItems: [] });
  });

  it('leave out findings of the first read, which count as no regression', () => {
    const { lastAbsent: _never, ...first } = makeTracked(1);
    const each = makeJudged('INF-03', notMet, [
      [first, 'opened'],
      [makeTracked(2), 'detected'],
    ]);
    expect([changesIn(each), countRegressions(each)]).toEqual([[], 0]);
  });

  it('count new and widened findings as regressions, but none from a setting or the baseline', () => {
    const each = makeJudged('INF-03', notMet, [
      [makeTracked(1), 'opened'],
      [makeTracked(2, { origin: 'setting' }), 'opened'],
      [makeTracked(3, { inBaseline: true, addedReach: ['7'] }), 'widened'],
      [makeTracked(4), 'resolved'],
    ]);
    expect(countRegressions(each)).toBe(2);
  });

  it('report a worse or better status only where no finding explains it', () => {
    const before = makeChecklist({
      rows: [makeRow('INF-14', { status: 'attested' }), makeRow('INF-03', { status: 'verified' })],
    });
    expect(changesIn(makeJudged('INF-14', due), before)).toMatchObject([
      { is: 'status-worsened', statuses: { before: 'attested', after: 'due' } },
    ]);
    const [fell] = changesIn(makeJudged('INF-03', unread), before);
    expect(fell).toMatchObject({ is: 'status-worsened', statuses: { before: 'verified', after: 'unknown' } });
    expect(
      changesIn(
        makeJudged('INF-03', notMet, [[makeTracked(1, { state: 'unconfirmed' }), 'detected']]),
        before,
      ),
    ).toEqual([]);
    const unknown = [makeRow('INF-03', { status: 'unknown' })];
    const met = makeJudged('INF-03', { is: 'met' });
    expect(changesIn(met, makeChecklist({ rows: unknown }))).toEqual([]);
    expect(
      changesIn(met, makeChecklist({ rows: unknown, events: fell === undefined ? [] : [fell] })),
    ).toMatchObject([{ is: 'status-improved', statuses: { before: 'unknown', after: 'verified' } }]);
  });
});

describe('successive events', () => {
  const event = (part: Partial<ChecklistEvent> = {}): ChecklistEvent => ({
    at: NOW,
    control: 'INF-03',
    is: 'opened',
    count: 1,
    by: ['lee'],
    inBaseline: false,
    workItems: [],
    ...part,
  });

  it('are one within six hours, if the same people did the same to the same control', () => {
    let known: readonly ChecklistEvent[] = [];
    for (let hour = 0; hour < 24; hour += 1) known = mergeEvents([event({ at: NOW + hour * HOUR })], known);
    expect(known).toEqual([event({ at: NOW + 23 * HOUR, firstAt: NOW, count: 24 })]);
    const others = [
      event({ at: NOW + 24 * HOUR, by: ['ana'] }),
      event({ at: NOW + 24 * HOUR, is: 'resolved' }),
      event({ at: NOW + 24 * HOUR, control: 'INF-04' }),
    ];
    expect(mergeEvents(others, known)).toHaveLength(4);
    expect(mergeEvents([event({ at: NOW + 30 * HOUR })], known)).toHaveLength(2);
  });

  it('are the newest sixty at most', () => {
    const many = controls.flatMap(({ id }) =>
      ['ana', 'lee', 'kim', 'sam', 'eve'].map(by => event({ control: id, by: [by] })),
    );
    expect(mergeEvents(many, [])).toHaveLength(MAX_EVENTS);
  });
});

describe('the checklist that the pages load', () => {
  const workItem = (number: number, is: 'open' | 'done' | 'confirming') => ({
    key: `INF-03:space-${number}`,
    is,
    issueId: String(10_000 + number),
    issueKey: `SEC-${number}`,
    status: 'In review by the security council',
    assignee: '5b10ac8d82e05b22cc7d4ef5',
    open: 3,
    of: 9,
  });
  const manyItems = Array.from({ length: 400 }, (_, number) =>
    workItem(number, number === 399 ? 'confirming' : number % 2 === 0 ? 'done' : 'open'),
  );

  it('holds at most 25 work items of a control, unfinished ones first, and how many more are unfinished', () => {
    const [shown] = trimChecklist(
      makeChecklist({ rows: [makeRow('INF-03', { workItems: manyItems })] }),
    ).rows;
    expect(shown?.workItems).toHaveLength(25);
    expect(shown?.workItems[0]?.issueKey).toBe('SEC-399');
    expect(shown?.workItems.every(({ is }) => is !== 'done')).toBe(true);
    expect(shown?.moreWorkItems).toBe(175);
  });

  it('keeps the work items that are due first', () => {
    const items = Array.from({ length: 40 }, (_, number) => ({
      ...workItem(number, 'open'),
      ...(number === 39 ? { due: '2026-11-20' } : number === 38 ? { due: '2026-11-19' } : {}),
    }));
    const [shown] = trimChecklist(makeChecklist({ rows: [makeRow('INF-03', { workItems: items })] })).rows;
    expect(shown?.workItems.slice(0, 2).map(({ issueKey }) => issueKey)).toEqual(['SEC-38', 'SEC-39']);
  });

  it('stays within 40 KB however much each control has', () => {
    const notes = Array.from({ length: 500 }, (_, number) => ({
      code: 'generic-name',
      args: { person: { person: `5b10ac8d82e05b22cc7d4e${number}` }, group: 'jira-administrators' },
    }));
    const rows = controls.map(({ id }) => makeRow(id, { workItems: manyItems, notes }));
    const value = trimChecklist(makeChecklist({ rows }));
    expect(Buffer.byteLength(JSON.stringify(value))).toBeLessThanOrEqual(MAX_CHECKLIST_BYTES);
    expect(value.rows.every(({ workItems }) => workItems.length > 0)).toBe(true);
    expect(checklistSchema.safeParse(value).success).toBe(true);
  });
});
