import { controls } from '../../src/controls';
import { type Control } from '../../src/controls/define';
import { type JudgedControl } from '../../src/sweep/judge-site';
import { EVENTS, eventsOf, joined, worseIn } from '../../src/sweep/events';
import { fitted, MOST_BYTES } from '../../src/sweep/fitted';
import { type Checklist, checklistShape, type ChecklistEvent, type Row } from '../../src/terms/checklist';
import { HOUR, instant, later } from '../../src/terms/instant';
import { type Life } from '../../src/terms/life';
import { type Verdict } from '../../src/terms/verdict';

const NOW = instant(Date.UTC(2026, 10, 20, 12));

const controlNamed = (id: string): Control => {
  const found = controls.find(control => control.id === id);
  if (found === undefined) throw new Error(`no control ${id}`);
  return found;
};

const life = (number: number, part: Partial<Life> = {}): Life => ({
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
  lastClosed: later(NOW, -HOUR),
  returned: 0,
  baseline: false,
  origin: 'site',
  added: [],
  known: [],
  opened: { is: 'recorded', at: NOW, by: 'lee', change: 'shared' },
  version: 1,
  ...part,
});

type Took = JudgedControl['steps'][number]['is'];

const judged = (
  id: string,
  verdict: Verdict,
  lives: readonly (readonly [Life, Took])[] = [],
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
      latent: new Set(),
      blind: new Set(),
      blindObjects: new Set(),
    },
    memory: { version: 1, lives: lives.map(([each]) => each) },
    steps: lives.map(([{ finding }, is]) => ({ key: finding.key, is })),
  };
};

const row = (control: string, part: Partial<Row> = {}): Row => ({
  control,
  area: 'information',
  status: 'proved',
  weight: 'medium',
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

const checklist = (part: Partial<Checklist> = {}): Checklist => ({
  schema: 1,
  at: NOW,
  score: {
    assured: 0,
    possible: 0,
    bands: { proved: 0, attested: 0, unknown: 0, due: 0, 'not-met': 0 },
  },
  rows: [],
  events: [],
  coverage: [],
  ...part,
});

const notMet: Verdict = { is: 'not-met' };
const due: Verdict = { is: 'unknown', gaps: [{ why: 'not-attested' }] };
const unread: Verdict = { is: 'unknown', gaps: [{ why: 'denied', source: 'publicFilters' }] };
const told = (each: JudgedControl, before?: Checklist) =>
  eventsOf([each], before, new Map([['INF-03', [{ key: 'INF-03:site', is: 'open' }]]]), NOW);

describe('what a judging tells', () => {
  it('is one event of a control and kind, with who did it and the work item of these findings', () => {
    const event = told(
      judged('INF-03', notMet, [
        [life(1), 'opened'],
        [life(2), 'opened'],
      ]),
    );
    expect(event).toEqual([
      {
        at: NOW,
        control: 'INF-03',
        is: 'opened',
        count: 2,
        by: ['lee'],
        baseline: false,
        workItems: ['INF-03:site'],
      },
    ]);
  });

  it('names no work item for what was part of the starting point', () => {
    const [event] = told(judged('INF-03', notMet, [[life(1, { baseline: true, state: 'gone' }), 'closed']]));
    expect(event).toMatchObject({ is: 'closed', baseline: true, workItems: [] });
  });

  it('leaves out what was there when the site was first read, and counts it as nothing', () => {
    const { lastClosed: _never, ...first } = life(1);
    const each = judged('INF-03', notMet, [
      [first, 'opened'],
      [life(2), 'suspected'],
    ]);
    expect([told(each), worseIn(each)]).toEqual([[], 0]);
  });

  it('counts as worse what opened and what reaches further, not what a setting or the start brought', () => {
    const each = judged('INF-03', notMet, [
      [life(1), 'opened'],
      [life(2, { origin: 'setting' }), 'opened'],
      [life(3, { baseline: true, added: ['7'] }), 'widened'],
      [life(4), 'closed'],
    ]);
    expect(worseIn(each)).toBe(2);
  });

  it('says that a control fell where no finding does, and that it rose again', () => {
    const before = checklist({
      rows: [row('INF-14', { status: 'attested' }), row('INF-03', { status: 'proved' })],
    });
    expect(told(judged('INF-14', due), before)).toMatchObject([
      { is: 'fell', statuses: { before: 'attested', after: 'due' } },
    ]);
    const [fell] = told(judged('INF-03', unread), before);
    expect(fell).toMatchObject({ is: 'fell', statuses: { before: 'proved', after: 'unknown' } });
    expect(told(judged('INF-03', notMet, [[life(1, { state: 'suspected' }), 'suspected']]), before)).toEqual(
      [],
    );
    const unknown = [row('INF-03', { status: 'unknown' })];
    const met = judged('INF-03', { is: 'met' });
    expect(told(met, checklist({ rows: unknown }))).toEqual([]);
    expect(told(met, checklist({ rows: unknown, events: fell === undefined ? [] : [fell] }))).toMatchObject([
      { is: 'rose', statuses: { before: 'unknown', after: 'proved' } },
    ]);
  });
});

describe('events that follow each other', () => {
  const event = (part: Partial<ChecklistEvent> = {}): ChecklistEvent => ({
    at: NOW,
    control: 'INF-03',
    is: 'opened',
    count: 1,
    by: ['lee'],
    baseline: false,
    workItems: [],
    ...part,
  });

  it('are one within six hours, if the same people did the same to the same control', () => {
    let known: readonly ChecklistEvent[] = [];
    for (let hour = 0; hour < 24; hour += 1) known = joined([event({ at: NOW + hour * HOUR })], known);
    expect(known).toEqual([event({ at: NOW + 23 * HOUR, from: NOW, count: 24 })]);
    const others = [
      event({ at: NOW + 24 * HOUR, by: ['ana'] }),
      event({ at: NOW + 24 * HOUR, is: 'closed' }),
      event({ at: NOW + 24 * HOUR, control: 'INF-04' }),
    ];
    expect(joined(others, known)).toHaveLength(4);
    expect(joined([event({ at: NOW + 30 * HOUR })], known)).toHaveLength(2);
  });

  it('are the newest sixty at most', () => {
    const many = controls.flatMap(({ id }) =>
      ['ana', 'lee', 'kim', 'sam', 'eve'].map(by => event({ control: id, by: [by] })),
    );
    expect(joined(many, [])).toHaveLength(EVENTS);
  });
});

describe('what the pages load', () => {
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
    const [shown] = fitted(checklist({ rows: [row('INF-03', { workItems: manyItems })] })).rows;
    expect(shown?.workItems).toHaveLength(25);
    expect(shown?.workItems[0]?.issueKey).toBe('SEC-399');
    expect(shown?.workItems.every(({ is }) => is !== 'done')).toBe(true);
    expect(shown?.moreWorkItems).toBe(175);
  });

  it('keeps what is due first', () => {
    const items = Array.from({ length: 40 }, (_, number) => ({
      ...workItem(number, 'open'),
      ...(number === 39 ? { due: '2026-11-20' } : number === 38 ? { due: '2026-11-19' } : {}),
    }));
    const [shown] = fitted(checklist({ rows: [row('INF-03', { workItems: items })] })).rows;
    expect(shown?.workItems.slice(0, 2).map(({ issueKey }) => issueKey)).toEqual(['SEC-38', 'SEC-39']);
  });

  it('stays within 40 KB however much there is of every control', () => {
    const notes = Array.from({ length: 500 }, (_, number) => ({
      code: 'generic-name',
      args: { person: { person: `5b10ac8d82e05b22cc7d4e${number}` }, group: 'jira-administrators' },
    }));
    const rows = controls.map(({ id }) => row(id, { workItems: manyItems, notes }));
    const value = fitted(checklist({ rows }));
    expect(Buffer.byteLength(JSON.stringify(value))).toBeLessThanOrEqual(MOST_BYTES);
    expect(value.rows.every(({ workItems }) => workItems.length > 0)).toBe(true);
    expect(checklistShape.safeParse(value).success).toBe(true);
  });
});
