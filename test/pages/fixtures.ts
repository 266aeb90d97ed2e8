import { buildControlDefinition } from '../../src/api/control-definitions';
import { type adminCalls } from '../../src/api/contract';
import { type OutputOf } from '../../src/api/contract/call';
import { type FindingRow } from '../../src/api/contract/control';
import { controls } from '../../src/controls';
import { defaultSettings } from '../../src/settings/settings';
import { DAY, HOUR } from '../../src/domain/instant';

/** Where the page opens. */
export const CHECKLIST_ROUTE = { page: 'checklist' } as const;

export const NOW = Date.UTC(2026, 10, 20, 9, 30);

type Home = OutputOf<(typeof adminCalls)['checklist']>;
type Checklist = NonNullable<Home['checklist']>;
type Row = Checklist['rows'][number];
type Control = OutputOf<(typeof adminCalls)['control']>;
type SettingsValue = OutputOf<(typeof adminCalls)['settings']>;

/** What the app's function answers when all goes well. */
export const doneAnswer = (value: unknown) => () => ({ is: 'done', value });
export const refusedAnswer = (code: string) => () => ({ is: 'refused', error: { code } });

export const controlFacts = controls.map(buildControlDefinition);

export const checklistRow = (control: string, part: Partial<Row> = {}): Row => {
  const found = controlFacts.find(({ id }) => id === control);
  if (found === undefined) throw new Error(`no control ${control}`);
  return {
    control,
    area: found.area,
    status: 'verified',
    weight: found.weight,
    review: found.review,
    open: 0,
    unconfirmed: 0,
    inBaseline: 0,
    gaps: [],
    notes: [],
    oldestReadAt: NOW - HOUR,
    since: NOW - DAY,
    workItems: [],
    ...part,
  };
};

export const checklistValue = (part: Partial<Checklist> = {}): Checklist => ({
  schema: 1,
  at: NOW,
  score: {
    assured: 58,
    possible: 81,
    bands: { verified: 41, attested: 17, unknown: 20, due: 3, 'not-met': 19 },
  },
  rows: controlFacts.map(({ id }) => checklistRow(id)),
  events: [],
  coverage: [{ source: 'spaces', state: 'complete', read: 50, of: 50, fullReadAt: NOW - HOUR, gaps: [] }],
  hasReadRights: true,
  ...part,
});

export const homeValue = (part: Partial<Home> = {}): Home => ({
  now: NOW,
  timeZone: 'UTC',
  controls: controlFacts,
  checklist: checklistValue(),
  forYou: [],
  lastVisit: NOW - DAY,
  regressions: [],
  setup: {
    started: true,
    project: true,
    baseline: true,
    reviewedEntries: 0,
    approvedEntries: 0,
    sensitive: 0,
    owners: 0,
  },
  trend: [],
  appHealth: 'healthy',
  lastTick: NOW - HOUR / 2,
  ...part,
});

export const findingRow = (number: number, name: string, part: Partial<FindingRow> = {}): FindingRow => ({
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

export const controlValue = (id: string, part: Partial<Control> = {}): Control => {
  const found = controlFacts.find(each => each.id === id);
  if (found === undefined) throw new Error(`no control ${id}`);
  return {
    now: NOW,
    timeZone: 'UTC',
    definition: found,
    row: checklistRow(id),
    findings: [],
    from: 0,
    total: 0,
    matchCount: part.total ?? 0,
    summary: {},
    summaryByCode: {},
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

export const settingsValue = (part: Partial<SettingsValue> = {}): SettingsValue => ({
  now: NOW,
  today: '2026-11-20',
  revision: 4,
  settings: defaultSettings,
  controls: controlFacts.map(({ id }) => id),
  open: 0,
  lostRights: false,
  ...part,
});
