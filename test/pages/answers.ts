import { factsOf } from '../../src/api/catalogue';
import { type adminCalls } from '../../src/api/contract';
import { type OutputOf } from '../../src/api/contract/call';
import { type FindingRow } from '../../src/api/contract/control';
import { controls } from '../../src/controls';
import { defaultSettings } from '../../src/settings/settings';
import { DAY, HOUR } from '../../src/terms/instant';

/** Where the page opens. */
export const CHECKLIST = { page: 'checklist' } as const;

export const NOW = Date.UTC(2026, 10, 20, 9, 30);

type Home = OutputOf<(typeof adminCalls)['home']>;
type Checklist = NonNullable<Home['checklist']>;
type Row = Checklist['rows'][number];
type Control = OutputOf<(typeof adminCalls)['control']>;
type SettingsValue = OutputOf<(typeof adminCalls)['settings']>;

/** What the app's function answers when all goes well. */
export const done = (value: unknown) => () => ({ is: 'done', value });
export const refused = (code: string) => () => ({ is: 'refused', error: { code } });

export const facts = controls.map(factsOf);

export const row = (control: string, part: Partial<Row> = {}): Row => {
  const found = facts.find(({ id }) => id === control);
  if (found === undefined) throw new Error(`no control ${control}`);
  return {
    control,
    area: found.area,
    status: 'proved',
    weight: found.weight,
    review: found.review,
    open: 0,
    suspected: 0,
    baseline: 0,
    gaps: [],
    notes: [],
    asOf: NOW - HOUR,
    since: NOW - DAY,
    workItems: [],
    ...part,
  };
};

export const checklist = (part: Partial<Checklist> = {}): Checklist => ({
  schema: 1,
  at: NOW,
  score: {
    assured: 58,
    possible: 81,
    bands: { proved: 41, attested: 17, unknown: 20, due: 3, 'not-met': 19 },
  },
  rows: facts.map(({ id }) => row(id)),
  events: [],
  coverage: [{ source: 'spaces', state: 'complete', read: 50, of: 50, asOf: NOW - HOUR, gaps: [] }],
  appMayRead: true,
  ...part,
});

export const home = (part: Partial<Home> = {}): Home => ({
  now: NOW,
  timeZone: 'UTC',
  controls: facts,
  checklist: checklist(),
  queue: [],
  lastVisit: NOW - DAY,
  worse: [],
  setup: { started: true, project: true, baseline: true, known: 0, open: 0, sensitive: 0, owners: 0 },
  trend: [],
  app: 'well',
  lastTick: NOW - HOUR / 2,
  ...part,
});

export const finding = (number: number, name: string, part: Partial<FindingRow> = {}): FindingRow => ({
  key: `INF-03:filter-public:filter-${number}:`,
  code: 'filter-public',
  severity: 'medium',
  subject: { kind: 'filter', id: String(number), name },
  args: { filter: String(number), name, spacePublic: false, namesSensitive: false },
  owner: 'lee',
  state: 'open',
  firstSeen: NOW - 2 * HOUR,
  lastSeen: NOW - HOUR,
  baseline: false,
  origin: 'site',
  returned: 0,
  added: 0,
  ...part,
});

export const control = (id: string, part: Partial<Control> = {}): Control => {
  const found = facts.find(each => each.id === id);
  if (found === undefined) throw new Error(`no control ${id}`);
  return {
    now: NOW,
    timeZone: 'UTC',
    facts: found,
    row: row(id),
    findings: [],
    from: 0,
    total: 0,
    found: part.total ?? 0,
    summary: {},
    byCode: {},
    notFiled: [],
    check: { phase: 'none', objects: 0 },
    frameworks: [],
    evidence: [],
    history: [],
    today: '2026-11-20',
    lostRights: false,
    ...part,
  };
};

export const settings = (part: Partial<SettingsValue> = {}): SettingsValue => ({
  now: NOW,
  today: '2026-11-20',
  revision: 4,
  settings: defaultSettings,
  controls: facts.map(({ id }) => id),
  open: 0,
  lostRights: false,
  ...part,
});
