import { type Checklist, checklistShape, lifeStateShape, openIn, openInAll } from '../../src/terms/checklist';
import { AREAS, REVIEWS, SEVERITIES, WEIGHT, worseOf } from '../../src/terms/control-terms';
import { GAP_REASONS } from '../../src/terms/gap';
import { DAY, HOUR, instant, instantOf, isoOf, later, MINUTE, SECOND } from '../../src/terms/instant';
import { ENDINGS, LIFE_STATES, lifeShape, ORIGINS } from '../../src/terms/life';
import { neverRead, type Reading, stateOf } from '../../src/terms/reading';
import { SOURCE_IDS } from '../../src/terms/source-id';
import { type Status, STATUSES } from '../../src/terms/verdict';

describe('the terms of the product', () => {
  it('are these, in this order: stored values, pages, and texts use them', () => {
    expect(AREAS).toEqual(['policy', 'users', 'information', 'apps']);
    expect(SEVERITIES).toEqual(['critical', 'high', 'medium', 'low']);
    expect(WEIGHT).toEqual({ critical: 10, high: 6, medium: 3, low: 1 });
    expect(REVIEWS).toEqual(['day', 'week', 'month', 'quarter', 'year']);
    expect(STATUSES).toEqual(['not-met', 'due', 'unknown', 'attested', 'proved', 'not-applicable']);
    expect(LIFE_STATES).toEqual(['suspected', 'open', 'fading', 'unseen', 'gone', 'ended']);
    expect(ENDINGS).toEqual([
      'rule-changed',
      'setting-changed',
      'subject-deleted',
      'not-applicable',
      'plan-changed',
    ]);
    expect(ORIGINS).toEqual(['site', 'date', 'rule', 'setting']);
    expect(SOURCE_IDS.join(' ')).toBe(
      'callerRights dataPolicy site licence siteProperties applicationRoles adminGroups schemeList sharedSchemes ' +
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
    expect(worseOf(one, other)).toBe(worse);
    expect(worseOf(other, one)).toBe(worse);
  });
});

describe('a moment', () => {
  it('is counted in milliseconds', () => {
    expect([SECOND, MINUTE, HOUR, DAY]).toEqual([1_000, 60_000, 3_600_000, 86_400_000]);
    expect(later(instant(5), -2)).toBe(3);
    expect(isoOf(instant(0))).toBe('1970-01-01T00:00:00.000Z');
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
    const read = instantOf(text);
    expect(read === undefined ? undefined : isoOf(read)).toBe(iso);
  });
});

describe('a reading', () => {
  const gaps = [{ why: 'failed' }] as const;
  it.each<[string, Reading<number>, string]>([
    ['without a gap', { facts: [], read: 0, gaps: [] }, 'complete'],
    ['with a gap and facts', { facts: [1], read: 0, gaps }, 'partial'],
    ['with a gap and rows that gave no fact', { facts: [], read: 3, gaps }, 'partial'],
    ['with a gap alone', { facts: [], read: 0, gaps }, 'absent'],
    ['that was never made', neverRead, 'absent'],
  ])('%s is %s', (_, reading, state) => {
    expect(stateOf(reading)).toBe(state);
  });

  it('that was never made says so', () => {
    expect(neverRead).toEqual({ facts: [], read: 0, gaps: [{ why: 'never-read' }] });
  });
});

describe('what a row counts', () => {
  const row = (status: Status, open: number, suspected: number) => ({ status, open, suspected });
  it('is open and unconfirmed findings where it is not met', () => {
    expect(STATUSES.map(status => openIn(row(status, 2, 1)))).toEqual([3, 0, 0, 0, 0, 0]);
    const rows = [row('not-met', 2, 1), row('not-met', 4, 0), row('unknown', 8, 8)];
    expect(openInAll(rows)).toEqual({ open: 7, once: 1, confirmed: 6 });
    expect(openInAll([])).toEqual({ open: 0, once: 0, confirmed: 0 });
  });
});

const gap = { why: 'failed', at: 'filter.search', source: 'publicFilters' } as const;
/** A value with everything that a checklist can have. */
const full: Checklist = {
  schema: 1,
  at: 1,
  score: {
    assured: 50,
    possible: 70,
    bands: { proved: 40, attested: 10, unknown: 10, due: 10, 'not-met': 30 },
  },
  rows: [
    {
      control: 'INF-03',
      area: 'information',
      status: 'not-met',
      weight: 'high',
      review: 'month',
      open: 1,
      suspected: 0,
      baseline: 0,
      worse: 1,
      gaps: [gap],
      notes: [{ code: 'used', args: { count: 1 } }],
      notApplicable: 'none',
      asOf: 1,
      stated: { at: 1, by: 'ana', validUntil: 2 },
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
          notDone: true,
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
      from: 1,
      control: 'INF-03',
      is: 'opened',
      count: 1,
      by: ['lee'],
      ending: 'rule-changed',
      baseline: false,
      statuses: { before: 'proved', after: 'not-met' },
      workItems: ['INF-03:site'],
    },
  ],
  coverage: [
    {
      source: 'publicFilters',
      state: 'partial',
      read: 1,
      of: 2,
      asOf: 1,
      gaps: [gap],
      failing: { why: 'denied', at: 'filter.search', since: 1 },
    },
  ],
  appMayRead: true,
};

/** What may be missing, by the last two names of its path. */
const OPTIONAL = [
  ...[
    'gaps.at',
    'gaps.source',
    'failing.at',
    'coverage.of',
    'coverage.asOf',
    'coverage.failing',
    'appMayRead',
  ],
  ...['worse', 'notApplicable', 'asOf', 'stated', 'owner', 'moreWorkItems'].map(name => `rows.${name}`),
  ...[
    'issueId',
    'issueKey',
    'category',
    'status',
    'assignee',
    'due',
    'severity',
    'notDone',
    'open',
    'of',
  ].map(name => `workItems.${name}`),
  ...['workItems.problem', 'events.from', 'events.ending', 'events.statuses'],
];

type Json = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

/** Every property of a value. Keys of open records (arguments) are not properties. */
function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (path.at(-1) === 'args' || typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.keys(value).flatMap(key =>
      pathsIn(Reflect.get(value, key), [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

/** The value with another one in this place; without `to` the property is gone. */
function changed(value: unknown, [name, ...rest]: Path, to?: { readonly is: unknown }): unknown {
  if (name === undefined) return to?.is;
  const copy: unknown = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as Json) };
  if (rest.length === 0 && to === undefined) Reflect.deleteProperty(copy as object, name);
  else Reflect.set(copy as object, name, changed(Reflect.get(value as object, name), rest, to));
  return copy;
}

const nameOf = (path: Path): string =>
  path
    .filter(part => typeof part === 'string')
    .slice(-2)
    .join('.');

describe('a stored checklist', () => {
  const paths = pathsIn(full).filter(path => path.length > 0);

  it('is read as it was written', () => {
    expect(checklistShape.parse(full)).toEqual(full);
    expect(paths).toHaveLength(90);
  });

  it('is refused where a property is of another kind', () => {
    const accepted = paths.filter(
      path => checklistShape.safeParse(changed(full, path, { is: Symbol() })).success,
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
      'ending',
      'before',
      'after',
    ];
    const words = paths.filter(path => enums.includes(String(path.at(-1))));
    expect(words.length).toBeGreaterThan(10);
    const unknown = words.filter(
      path => checklistShape.safeParse(changed(full, path, { is: 'another' })).success,
    );
    expect(unknown).toEqual([]);
  });

  it('may lack what isn’t always there, and nothing else', () => {
    const lacking = paths
      .filter(path => typeof path.at(-1) === 'string')
      .filter(path => checklistShape.safeParse(changed(full, path)).success)
      .map(nameOf);
    expect([...new Set(lacking)].sort()).toEqual([...OPTIONAL].sort());
  });

  it('knows every state of a work item, an event, and a source', () => {
    const takes = (path: Path, values: readonly unknown[]): readonly unknown[] =>
      values.filter(value => checklistShape.safeParse(changed(full, path, { is: value })).success);
    const items = ['open', 'confirming', 'done', 'queued', 'cannot-file', 'hidden'];
    expect(takes(['rows', 0, 'workItems', 0, 'is'], items)).toEqual(items);
    const categories = ['new', 'indeterminate', 'done'];
    expect(takes(['rows', 0, 'workItems', 0, 'category'], categories)).toEqual(categories);
    const events = ['opened', 'widened', 'closed', 'ended', 'unseen', 'seen-again', 'fell', 'rose'];
    expect(takes(['events', 0, 'is'], events)).toEqual(events);
    const states = ['complete', 'partial', 'absent'];
    expect(takes(['coverage', 0, 'state'], states)).toEqual(states);
    expect(takes(['schema'], [0, 1, 2])).toEqual([1]);
    expect(takes(['rows', 0, 'workItems', 0, 'notDone'], [true, false])).toEqual([true]);
    expect(takes(['rows', 0, 'notes', 0, 'args'], [{}, { any: null }, 'text'])).toEqual([{}, { any: null }]);
    expect(
      takes(['rows', 0, 'workItems', 0, 'problem', 'args'], [{}, { a: 1, b: 'x' }, { a: true }]),
    ).toEqual([{}, { a: 1, b: 'x' }]);
  });

  it('names a finding’s state', () => {
    expect(lifeStateShape.options).toEqual(LIFE_STATES);
  });
});

describe('a stored finding', () => {
  const life = {
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
    returned: 0,
    baseline: false,
    origin: 'site',
    version: 1,
    added: ['1'],
    known: ['1'],
  };
  const paths = pathsIn(life).filter(path => path.length > 0);

  it('is read as it was written, with what this version doesn’t check', () => {
    expect(lifeShape.parse(life)).toEqual(life);
  });

  it('is dropped where a property is missing or of another kind', () => {
    const free = ['subject.source', 'finding.reachSource'];
    const checked = paths.filter(path => !free.includes(nameOf(path)));
    const accepted = checked.filter(
      path => lifeShape.safeParse(changed(life, path, { is: Symbol() })).success,
    );
    expect(accepted).toEqual([]);
    const lacking = checked
      .filter(path => typeof path.at(-1) === 'string')
      .filter(path => lifeShape.safeParse(changed(life, path)).success)
      .map(nameOf);
    expect(lacking).toEqual(['finding.reach', 'finding.owner']);
  });

  it.each([[{ a: null }], [{ a: { person: 1 } }], [{ a: { at: 'x' } }], [{ a: {} }], [{ a: ['x'] }]])(
    'is dropped with arguments %j',
    args => {
      expect(lifeShape.safeParse(changed(life, ['finding', 'args'], { is: args })).success).toBe(false);
    },
  );
});
