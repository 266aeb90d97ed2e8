import {
  type Checklist,
  checklistSchema,
  findingStateSchema,
  countOpenFindings,
  sumOpenFindings,
} from '../../src/domain/checklist';
import {
  AREAS,
  REVIEW_INTERVALS,
  SEVERITIES,
  SEVERITY_WEIGHTS,
  maxSeverity,
} from '../../src/domain/control-attributes';
import { GAP_REASONS } from '../../src/domain/gap';
import {
  DAY,
  HOUR,
  instant,
  parseInstant,
  formatIso,
  addDuration,
  MINUTE,
  SECOND,
} from '../../src/domain/instant';
import {
  END_REASONS,
  FINDING_STATES,
  trackedFindingSchema,
  FINDING_ORIGINS,
} from '../../src/domain/tracked-finding';
import { neverReadReading, type Reading, readingStateOf } from '../../src/domain/reading';
import { SOURCE_IDS } from '../../src/domain/source-id';
import { type ControlStatus, CONTROL_STATUSES } from '../../src/domain/verdict';

describe('the terms of the product', () => {
  it('are these, in this order: stored values, pages, and texts use them', () => {
    expect(AREAS).toEqual(['policy', 'users', 'information', 'apps']);
    expect(SEVERITIES).toEqual(['critical', 'high', 'medium', 'low']);
    expect(SEVERITY_WEIGHTS).toEqual({ critical: 10, high: 6, medium: 3, low: 1 });
    expect(REVIEW_INTERVALS).toEqual(['day', 'week', 'month', 'quarter', 'year']);
    expect(CONTROL_STATUSES).toEqual(['not-met', 'due', 'unknown', 'attested', 'verified', 'not-applicable']);
    expect(FINDING_STATES).toEqual(['unconfirmed', 'open', 'closing', 'stale', 'resolved', 'ended']);
    expect(END_REASONS).toEqual([
      'rule-changed',
      'setting-changed',
      'object-deleted',
      'not-applicable',
      'plan-changed',
    ]);
    expect(FINDING_ORIGINS).toEqual(['site', 'expiry', 'rule', 'setting']);
    expect(SOURCE_IDS.join(' ')).toBe(
      'callerRights dataPolicy site license siteProperties applicationRoles adminGroups schemeList sharedSchemes ' +
        'appAccounts auditLog spaces spaceSchemes publicFilters publicDashboards ownSchemes users',
    );
    expect(GAP_REASONS.join(' ')).toBe(
      'denied not-ready rate-limited over-budget failed schema moved hidden unsupported never-read stale changed ' +
        'not-recorded not-attested inventory-incomplete not-readable plan-or-unset site-age',
    );
  });

  it.each([
    ['critical', 'high', 'critical'],
    ['low', 'medium', 'medium'],
    ['high', 'high', 'high'],
  ] as const)('%s or %s: %s is worse', (one, other, worse) => {
    expect(maxSeverity(one, other)).toBe(worse);
    expect(maxSeverity(other, one)).toBe(worse);
  });
});

describe('a moment', () => {
  it('is counted in milliseconds', () => {
    expect([SECOND, MINUTE, HOUR, DAY]).toEqual([1_000, 60_000, 3_600_000, 86_400_000]);
    expect(addDuration(instant(5), -2)).toBe(3);
    expect(formatIso(instant(0))).toBe('1970-01-01T00:00:00.000Z');
  });

  it.each<[string, string | undefined]>([
    ['2026-11-20T12:00:00.000+0000', '2026-11-20T12:00:00.000Z'],
    ['2026-11-20T12:00:00.000-0530', '2026-11-20T17:30:00.000Z'],
    ['2026-11-20T12:00:00+01:00', '2026-11-20T11:00:00.000Z'],
    ['2026-11-20T12:00:00Z', '2026-11-20T12:00:00.000Z'],
    ['2026-11-20T12:00Z', '2026-11-20T12:00:00.000Z'],
    ['2026-11-20T12:00:00', undefined],
    ['2026-11-20', undefined],
    ['2026-02-30T12:00:00Z', undefined],
    ['2026-11-20T12:00:00+0000 and more', undefined],
    ['20/Nov/26 12:00 PM', undefined],
    ['', undefined],
  ])('%s is %s', (text, iso) => {
    const read = parseInstant(text);
    expect(read === undefined ? undefined : formatIso(read)).toBe(iso);
  });
});

describe('a reading', () => {
  const gaps = [{ why: 'failed' }] as const;
  it.each<[string, Reading<number>, string]>([
    ['without a gap', { facts: [], read: 0, gaps: [] }, 'complete'],
    ['with a gap and facts', { facts: [1], read: 0, gaps }, 'partial'],
    ['with a gap and rows that gave no fact', { facts: [], read: 3, gaps }, 'partial'],
    ['with a gap alone', { facts: [], read: 0, gaps }, 'absent'],
    ['that was never made', neverReadReading, 'absent'],
  ])('%s is %s', (_, reading, state) => {
    expect(readingStateOf(reading)).toBe(state);
  });

  it('that was never made has the gap never-read', () => {
    expect(neverReadReading).toEqual({ facts: [], read: 0, gaps: [{ why: 'never-read' }] });
  });
});

describe('what a row counts', () => {
  const row = (status: ControlStatus, open: number, unconfirmed: number) => ({ status, open, unconfirmed });
  it('is open and unconfirmed findings where it is not met', () => {
    expect(CONTROL_STATUSES.map(status => countOpenFindings(row(status, 2, 1)))).toEqual([3, 0, 0, 0, 0, 0]);
    const rows = [row('not-met', 2, 1), row('not-met', 4, 0), row('unknown', 8, 8)];
    expect(sumOpenFindings(rows)).toEqual({ open: 7, unconfirmed: 1, confirmed: 6 });
    expect(sumOpenFindings([])).toEqual({ open: 0, unconfirmed: 0, confirmed: 0 });
  });
});

const gap = { why: 'failed', at: 'filter.search', source: 'publicFilters' } as const;
/** A value with everything that a checklist can have. */
const fullChecklist: Checklist = {
  schema: 1,
  at: 1,
  score: {
    assured: 50,
    possible: 70,
    bands: { verified: 40, attested: 10, unknown: 10, due: 10, 'not-met': 30 },
  },
  rows: [
    {
      control: 'INF-03',
      area: 'information',
      status: 'not-met',
      weight: 'high',
      review: 'month',
      open: 1,
      unconfirmed: 0,
      inBaseline: 0,
      regressions: 1,
      gaps: [gap],
      notes: [{ code: 'used', args: { count: 1 } }],
      notApplicable: 'none',
      oldestReadAt: 1,
      attestation: { at: 1, by: 'ana', validUntil: 2 },
      owner: 'ana',
      since: 1,
      workItems: [
        {
          key: 'INF-03:site',
          is: 'open',
          issueId: '1',
          issueKey: 'SEC-1',
          category: 'new',
          status: 'To do',
          assignee: 'ana',
          due: '2026-12-01',
          severity: 'high',
          fixFailed: true,
          open: 1,
          of: 1,
          problem: { code: 'refused', args: { name: 'x', count: 1 } },
        },
      ],
      moreWorkItems: 1,
    },
  ],
  events: [
    {
      at: 2,
      firstAt: 1,
      control: 'INF-03',
      is: 'opened',
      count: 1,
      by: ['lee'],
      endReason: 'rule-changed',
      inBaseline: false,
      statuses: { before: 'verified', after: 'not-met' },
      workItems: ['INF-03:site'],
    },
  ],
  coverage: [
    {
      source: 'publicFilters',
      state: 'partial',
      read: 1,
      of: 2,
      fullReadAt: 1,
      gaps: [gap],
      failure: { why: 'denied', at: 'filter.search', since: 1 },
    },
  ],
  hasReadRights: true,
};

/** What may be missing, by the last two names of its path. */
const OPTIONAL_PATHS = [
  ...[
    'gaps.at',
    'gaps.source',
    'failure.at',
    'coverage.of',
    'coverage.fullReadAt',
    'coverage.failure',
    'hasReadRights',
  ],
  ...['regressions', 'notApplicable', 'oldestReadAt', 'attestation', 'owner', 'moreWorkItems'].map(
    name => `rows.${name}`,
  ),
  ...[
    'issueId',
    'issueKey',
    'category',
    'status',
    'assignee',
    'due',
    'severity',
    'fixFailed',
    'open',
    'of',
  ].map(name => `workItems.${name}`),
  ...['workItems.problem', 'events.firstAt', 'events.endReason', 'events.statuses'],
];

type Json = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

/** Every property of a value. Keys of open records (arguments) are not properties. */
function allPaths(value: unknown, path: Path = []): readonly Path[] {
  if (path.at(-1) === 'args' || typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.keys(value).flatMap(key =>
      allPaths(Reflect.get(value, key), [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

/** The value with another one in this place; without `to` the property is removed. */
function withChange(value: unknown, [name, ...rest]: Path, to?: { readonly is: unknown }): unknown {
  if (name === undefined) return to?.is;
  const copy: unknown = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as Json) };
  if (rest.length === 0 && to === undefined) Reflect.deleteProperty(copy as object, name);
  else Reflect.set(copy as object, name, withChange(Reflect.get(value as object, name), rest, to));
  return copy;
}

const nameOf = (path: Path): string =>
  path
    .filter(part => typeof part === 'string')
    .slice(-2)
    .join('.');

describe('a stored checklist', () => {
  const paths = allPaths(fullChecklist).filter(path => path.length > 0);

  it('is read as it was written', () => {
    expect(checklistSchema.parse(fullChecklist)).toEqual(fullChecklist);
    expect(paths).toHaveLength(90);
  });

  it('is refused where a property is of another kind', () => {
    const accepted = paths.filter(
      path => checklistSchema.safeParse(withChange(fullChecklist, path, { is: Symbol() })).success,
    );
    expect(accepted).toEqual([]);
    const enums = [
      'is',
      'area',
      'weight',
      'review',
      'why',
      'source',
      'state',
      'category',
      'severity',
      'endReason',
      'before',
      'after',
    ];
    const enumPaths = paths.filter(path => enums.includes(String(path.at(-1))));
    expect(enumPaths.length).toBeGreaterThan(10);
    const unknown = enumPaths.filter(
      path => checklistSchema.safeParse(withChange(fullChecklist, path, { is: 'another' })).success,
    );
    expect(unknown).toEqual([]);
  });

  it('may lack what isn’t always there, and nothing else', () => {
    const lacking = paths
      .filter(path => typeof path.at(-1) === 'string')
      .filter(path => checklistSchema.safeParse(withChange(fullChecklist, path)).success)
      .map(nameOf);
    expect([...new Set(lacking)].sort()).toEqual([...OPTIONAL_PATHS].sort());
  });

  it('knows every state of a work item, an event, and a source', () => {
    const takes = (path: Path, values: readonly unknown[]): readonly unknown[] =>
      values.filter(
        value => checklistSchema.safeParse(withChange(fullChecklist, path, { is: value })).success,
      );
    const items = ['open', 'confirming', 'done', 'queued', 'cannot-file', 'hidden'];
    expect(takes(['rows', 0, 'workItems', 0, 'is'], items)).toEqual(items);
    const categories = ['new', 'indeterminate', 'done'];
    expect(takes(['rows', 0, 'workItems', 0, 'category'], categories)).toEqual(categories);
    const events = [
      'opened',
      'widened',
      'resolved',
      'ended',
      'stale',
      'seen-again',
      'status-worsened',
      'status-improved',
    ];
    expect(takes(['events', 0, 'is'], events)).toEqual(events);
    const states = ['complete', 'partial', 'absent'];
    expect(takes(['coverage', 0, 'state'], states)).toEqual(states);
    expect(takes(['schema'], [0, 1, 2])).toEqual([1]);
    expect(takes(['rows', 0, 'workItems', 0, 'fixFailed'], [true, false])).toEqual([true]);
    expect(takes(['rows', 0, 'notes', 0, 'args'], [{}, { any: null }, 'text'])).toEqual([{}, { any: null }]);
    expect(
      takes(['rows', 0, 'workItems', 0, 'problem', 'args'], [{}, { a: 1, b: 'x' }, { a: true }]),
    ).toEqual([{}, { a: 1, b: 'x' }]);
  });

  it('names a finding’s state', () => {
    expect(findingStateSchema.options).toEqual(FINDING_STATES);
  });
});

describe('a stored finding', () => {
  const tracked = {
    finding: {
      key: 'INF-03:filter-public:filter-7:',
      control: 'INF-03',
      code: 'filter-public',
      severity: 'medium',
      subject: { kind: 'filter', id: '7', source: 'publicFilters' },
      args: { text: 'x', count: 1, public: true, who: { person: 'ana' }, when: { at: 1 } },
      reach: ['1'],
      owner: 'ana',
      reachSource: 'spaces',
    },
    state: 'open',
    since: 1,
    readAt: 1,
    firstSeen: 1,
    lastSeen: 1,
    reopenCount: 0,
    inBaseline: false,
    origin: 'site',
    controlVersion: 1,
    addedReach: ['1'],
    knownReach: ['1'],
  };
  const paths = allPaths(tracked).filter(path => path.length > 0);

  it('is read as it was written, with members that this version doesn’t check', () => {
    expect(trackedFindingSchema.parse(tracked)).toEqual(tracked);
  });

  it('is dropped where a property is missing or of another type', () => {
    const free = ['subject.source', 'finding.reachSource'];
    const checked = paths.filter(path => !free.includes(nameOf(path)));
    const accepted = checked.filter(
      path => trackedFindingSchema.safeParse(withChange(tracked, path, { is: Symbol() })).success,
    );
    expect(accepted).toEqual([]);
    const lacking = checked
      .filter(path => typeof path.at(-1) === 'string')
      .filter(path => trackedFindingSchema.safeParse(withChange(tracked, path)).success)
      .map(nameOf);
    expect(lacking).toEqual(['finding.reach', 'finding.owner']);
  });

  it.each([[{ a: null }], [{ a: { person: 1 } }], [{ a: { at: 'x' } }], [{ a: {} }], [{ a: ['x'] }]])(
    'is dropped with arguments %j',
    args => {
      expect(
        trackedFindingSchema.safeParse(withChange(tracked, ['finding', 'args'], { is: args })).success,
      ).toBe(false);
    },
  );
});
