import { type Control } from '../../src/controls/define';
import { doubtGap } from '../../src/terms/doubt';
import { type Reading, neverRead } from '../../src/terms/reading';
import { isDrift } from '../../src/terms/life';
import {
  at,
  broken,
  controlWith,
  type Fact,
  findingIn,
  fine,
  judgeThrough,
  type Moment,
  need,
  onlyLife,
  passAt,
  type Readings,
  sourceOf,
  statesIn,
} from './made-up';

/** Filters break it; dashboards and spaces are judged as well. */
const two = controlWith({
  needs: { filters: need('each', 'publicFilters'), dashboards: need('each', 'publicDashboards') },
});
const three: Control = {
  ...two,
  needs: { ...two.needs, spaces: need('whole', 'spaces') },
};

const denied: Reading<Fact> = { facts: [], read: 0, gaps: [{ why: 'denied' }] };
const dashboards = (minute: number): Reading<Fact> => passAt(minute, fine('d'));

/** Filter 7 was read broken twice; everything was complete. */
const open: readonly Moment[] = [
  { minute: 0, readings: { publicFilters: passAt(0, broken('7')), publicDashboards: dashboards(0) } },
  { minute: 2, readings: { publicFilters: passAt(2, broken('7')), publicDashboards: dashboards(2) } },
];
const then = (...readings: readonly Readings[]): readonly Moment[] => [
  ...open,
  ...readings.map((each, index) => ({ minute: 4 + 2 * index, readings: each })),
];
const fixed = (minute: number): Reading<Fact> => passAt(minute, fine('7'));
const rechecked = (minute: number, gaps: readonly ('failed' | 'denied')[] = []): Reading<Fact> =>
  passAt(2, [], { recheck: { 7: minute }, gaps });

describe('a finding of one source, judged by two', () => {
  it.each<[string, readonly Readings[], string]>([
    [
      'both lists came twice without it: it waits for a re-check of its object',
      [
        { publicFilters: fixed(4), publicDashboards: dashboards(4) },
        { publicFilters: fixed(6), publicDashboards: dashboards(6) },
      ],
      'fading',
    ],
    [
      'its object was re-checked twice, the other source is as it was: resolved',
      [
        { publicFilters: rechecked(4), publicDashboards: dashboards(2) },
        { publicFilters: rechecked(6), publicDashboards: dashboards(2) },
      ],
      'gone',
    ],
    [
      'its object was re-checked twice, its own source has a gap elsewhere: resolved',
      [
        { publicFilters: rechecked(4, ['failed']), publicDashboards: dashboards(2) },
        { publicFilters: rechecked(6, ['failed']), publicDashboards: dashboards(2) },
      ],
      'gone',
    ],
    [
      'its object was re-checked twice, the other source is blind: stale, not resolved',
      [
        { publicFilters: rechecked(4), publicDashboards: denied },
        { publicFilters: rechecked(6), publicDashboards: denied },
      ],
      'unseen',
    ],
    [
      'its object was re-checked twice, both sources have gaps: stale, not resolved',
      [
        { publicFilters: rechecked(4, ['failed']), publicDashboards: denied },
        { publicFilters: rechecked(6, ['failed']), publicDashboards: denied },
      ],
      'unseen',
    ],
    [
      'passes came without it, the other source was read in part: stale, not resolved',
      [
        {
          publicFilters: fixed(4),
          publicDashboards: passAt(4, fine('d'), { gaps: ['failed'] }),
        },
        {
          publicFilters: fixed(6),
          publicDashboards: passAt(6, fine('d'), { gaps: ['failed'] }),
        },
      ],
      'unseen',
    ],
    [
      'its own source has a gap and nobody re-checked its object: stale, not resolved',
      [
        { publicFilters: passAt(4, [], { gaps: ['failed'] }), publicDashboards: dashboards(4) },
        { publicFilters: passAt(6, [], { gaps: ['failed'] }), publicDashboards: dashboards(6) },
      ],
      'unseen',
    ],
    [
      'another object of its source was re-checked, its own was not: stale, not resolved',
      [
        {
          publicFilters: passAt(2, [], { recheck: { 8: 4 }, gaps: ['failed'] }),
          publicDashboards: dashboards(4),
        },
        {
          publicFilters: passAt(2, [], { recheck: { 8: 6 }, gaps: ['failed'] }),
          publicDashboards: dashboards(6),
        },
      ],
      'unseen',
    ],
    [
      'one re-check before the pass that has the gap proves nothing: stale, not resolved',
      [
        {
          publicFilters: passAt(4, [], { recheck: { 7: 3 }, gaps: ['failed'] }),
          publicDashboards: dashboards(4),
        },
      ],
      'unseen',
    ],
    [
      'the other source went blind between the two re-checks: it waits',
      [
        { publicFilters: rechecked(4), publicDashboards: dashboards(2) },
        { publicFilters: rechecked(6), publicDashboards: denied },
      ],
      'fading',
    ],
    [
      'the other source went blind between the two re-checks, and was read again: resolved',
      [
        { publicFilters: rechecked(4), publicDashboards: dashboards(2) },
        { publicFilters: rechecked(6), publicDashboards: denied },
        { publicFilters: rechecked(6), publicDashboards: dashboards(8) },
      ],
      'gone',
    ],
    [
      'its object was deleted: ended, not resolved',
      [
        {
          publicFilters: passAt(2, [], { recheck: { 7: 4 }, deleted: ['7'] }),
          publicDashboards: dashboards(2),
        },
        {
          publicFilters: passAt(2, [], { recheck: { 7: 6 }, deleted: ['7'] }),
          publicDashboards: dashboards(2),
        },
      ],
      'subject-deleted',
    ],
    [
      'its object was deleted, the other source is blind: stale',
      [
        { publicFilters: passAt(2, [], { recheck: { 7: 4 }, deleted: ['7'] }), publicDashboards: denied },
        { publicFilters: passAt(2, [], { recheck: { 7: 6 }, deleted: ['7'] }), publicDashboards: denied },
      ],
      'unseen',
    ],
    [
      'its object was deleted, and its own source has a gap elsewhere: ended',
      [
        {
          publicFilters: passAt(2, [], { recheck: { 7: 4 }, deleted: ['7'], gaps: ['failed'] }),
          publicDashboards: dashboards(2),
        },
        {
          publicFilters: passAt(2, [], { recheck: { 7: 6 }, deleted: ['7'], gaps: ['failed'] }),
          publicDashboards: dashboards(2),
        },
      ],
      'subject-deleted',
    ],
    ['everything is blind: stale', [{ publicFilters: denied, publicDashboards: denied }], 'unseen'],
    [
      'a re-check that is too old by now proves nothing: stale',
      [
        {
          publicFilters: passAt(2, [], { recheck: { 7: 3 }, gaps: ['denied'], unseenBefore: 4 }),
          publicDashboards: dashboards(2),
        },
      ],
      'unseen',
    ],
    [
      'a deletion that was seen too long ago proves nothing: stale',
      [
        {
          publicFilters: passAt(2, [], {
            recheck: { 7: 3 },
            deleted: ['7'],
            gaps: ['denied'],
            unseenBefore: 4,
          }),
          publicDashboards: dashboards(2),
        },
      ],
      'unseen',
    ],
    [
      'a pass that is too old by now proves nothing, though Jira listed it without a gap: stale',
      [
        {
          publicFilters: passAt(3, fine('7'), { gaps: ['stale'], unseenBefore: 4 }),
          publicDashboards: dashboards(2),
        },
      ],
      'unseen',
    ],
    [
      'it is listed, but that is too old by now: stale',
      [
        {
          publicFilters: passAt(2, broken('7'), { gaps: ['stale'], unseenBefore: 4 }),
          publicDashboards: dashboards(2),
        },
      ],
      'unseen',
    ],
    [
      'it is listed, too old, and was re-checked since: open',
      [
        {
          publicFilters: passAt(2, broken('7'), { gaps: ['stale'], unseenBefore: 4, recheck: { 7: 4 } }),
          publicDashboards: dashboards(2),
        },
      ],
      'open',
    ],
  ])('%s', (_, readings, state) => {
    expect(statesIn(judgeThrough(two, then(...readings)))).toEqual({ 7: state });
  });
});

describe('a finding of one source, judged by three', () => {
  const all = (minute: number): Readings => ({
    publicFilters: rechecked(minute),
    publicDashboards: dashboards(2),
    spaces: passAt(2, fine('s')),
  });
  const opened: readonly Moment[] = open.map(({ minute, readings }) => ({
    minute,
    readings: { ...readings, spaces: passAt(minute, fine('s')) },
  }));
  it.each<[string, Readings, string]>([
    ['nothing is blind: resolved', {}, 'gone'],
    ['one that is judged as a whole is blind: stale', { spaces: denied }, 'unseen'],
    ['one that proves findings is blind: stale', { publicDashboards: denied }, 'unseen'],
    ['one was never read: stale', { spaces: neverRead }, 'unseen'],
    [
      'its own source has a gap elsewhere, another one too: stale',
      {
        publicFilters: rechecked(6, ['failed']),
        spaces: passAt(2, fine('s'), { gaps: ['failed'] }),
      },
      'unseen',
    ],
  ])('%s', (_, blinded, state) => {
    const moments: readonly Moment[] = [
      ...opened,
      { minute: 4, readings: { ...all(4), ...blinded } },
      { minute: 6, readings: { ...all(6), ...blinded } },
    ];
    expect(statesIn(judgeThrough(three, moments))).toEqual({ 7: state });
  });

  it('a source that only sets the severity keeps nothing from being resolved', () => {
    const control: Control = { ...two, needs: { ...two.needs, spaces: need('colours', 'spaces') } };
    const blind = { spaces: denied };
    expect(
      statesIn(
        judgeThrough(control, [
          ...opened,
          { minute: 4, readings: { ...all(4), ...blind } },
          { minute: 6, readings: { ...all(6), ...blind } },
        ]),
      ),
    ).toEqual({ 7: 'gone' });
  });
});

describe('a finding that two sources make together', () => {
  const together: Control = {
    ...two,
    judge: ({ filters = [] }) => ({
      findings: filters
        .filter((each: Fact) => each.broken)
        .map(({ id }: Fact) =>
          findingIn('publicFilters', id, {
            subject: { kind: 'filter', id, source: 'publicFilters', together: 'publicDashboards' },
          }),
        ),
    }),
  };
  const both = (filters: number, others: number, facts = broken('7')): Readings => ({
    publicFilters: passAt(filters, facts),
    publicDashboards: dashboards(others),
  });
  it.each<[string, readonly Readings[], string]>([
    ['the object alone was read again: unconfirmed', [both(0, 0), both(5, 0)], 'suspected'],
    ['the other half alone was read again: unconfirmed', [both(0, 0), both(0, 5)], 'suspected'],
    ['both were read again: open', [both(0, 0), both(5, 5)], 'open'],
    ['open, then without it in both: closing', [both(0, 0), both(5, 5), both(8, 8, fine('7'))], 'fading'],
    [
      'closing, then the object alone was read again: closing',
      [both(0, 0), both(5, 5), both(8, 8, fine('7')), both(12, 8, fine('7'))],
      'fading',
    ],
    [
      'closing, then both lists came without it again: closing',
      [both(0, 0), both(5, 5), both(8, 8, fine('7')), both(12, 12, fine('7'))],
      'fading',
    ],
    [
      'closing, then the object was re-checked and the other half read again: resolved',
      [
        both(0, 0),
        both(5, 5),
        both(8, 8, fine('7')),
        {
          publicFilters: passAt(8, fine('7'), { recheck: { 7: 12 } }),
          publicDashboards: dashboards(12),
        },
      ],
      'gone',
    ],
  ])('%s', (_, readings, state) => {
    const moments = readings.map((each, index) => ({ minute: 4 * index + 1, readings: each }));
    expect(statesIn(judgeThrough(together, moments))).toEqual({ 7: state });
  });
});

describe('a finding of a source that is judged as a whole', () => {
  const control = controlWith({ needs: { filters: need('whole', 'publicFilters') } });
  it.each<[string, Reading<Fact>, string]>([
    [
      'a gap elsewhere, its object was re-checked and is still broken: stale',
      rechecked(6, ['failed']),
      'unseen',
    ],
    ['complete, and its object was re-checked without it: closing', rechecked(6), 'fading'],
  ])('%s', (_, publicFilters, state) => {
    // With a gap the control gets no facts at all, so that no re-check can show the finding.
    expect(statesIn(judgeThrough(control, [...open, { minute: 6, readings: { publicFilters } }]))).toEqual({
      7: state,
    });
  });
});

describe('a count', () => {
  const counting: Control = {
    ...two,
    needs: { filters: need('each', 'publicFilters') },
    judge: ({ filters = [] }) => ({
      findings: filters
        .filter((each: Fact) => each.broken)
        .map(({ id }: Fact) =>
          findingIn('publicFilters', id, {
            subject: { kind: 'site', id, source: 'publicFilters', again: 'pass' },
          }),
        ),
    }),
  };
  it('is confirmed by a new pass alone, not by a re-check', () => {
    const first: Moment = { minute: 0, readings: { publicFilters: passAt(0, broken('7')) } };
    const recheck = { publicFilters: passAt(0, broken('7'), { recheck: { 7: 3 } }) };
    expect(statesIn(judgeThrough(counting, [first, { minute: 3, readings: recheck }]))).toEqual({
      7: 'suspected',
    });
    const pass = { publicFilters: passAt(3, broken('7')) };
    expect(statesIn(judgeThrough(counting, [first, { minute: 3, readings: pass }]))).toEqual({ 7: 'open' });
  });

  it('stays while its pass has a gap, whatever was re-checked', () => {
    const moments: readonly Moment[] = [
      { minute: 0, readings: { publicFilters: passAt(0, broken('7')) } },
      { minute: 3, readings: { publicFilters: passAt(3, broken('7')) } },
      { minute: 5, readings: { publicFilters: passAt(3, [], { recheck: { 7: 5 }, gaps: ['failed'] }) } },
      { minute: 7, readings: { publicFilters: passAt(3, [], { recheck: { 7: 7 }, gaps: ['failed'] }) } },
    ];
    expect(statesIn(judgeThrough(counting, moments))).toEqual({ 7: 'unseen' });
  });
});

describe('a finding that an attestation states', () => {
  const stated: Control = {
    ...two,
    proof: 'both',
    needs: { filters: need('each', 'publicFilters') },
    judge: ({ filters = [] }) => ({
      findings: filters
        .filter((each: Fact) => each.broken)
        // Objects named s are stated, the others are read.
        .map(({ id }: Fact) => findingIn(id === 's' ? undefined : 'publicFilters', id)),
      ...(filters.some((each: Fact) => each.id === 'lapsed') ? { gaps: [{ why: 'not-attested' }] } : {}),
    }),
  };
  it('stays when the attestation is missing; what was read is resolved all the same', () => {
    const readings = (minute: number, facts: readonly Fact[], recheck = {}): Moment => ({
      minute,
      readings: { publicFilters: passAt(minute, facts, { recheck }) },
    });
    const result = judgeThrough(stated, [
      readings(0, broken('s', '7')),
      readings(2, broken('s', '7')),
      readings(4, fine('lapsed')),
      readings(6, fine('lapsed'), { 7: 6.5 }),
    ]);
    expect(statesIn(result)).toEqual({ s: 'unseen', 7: 'gone' });
    const restated = judgeThrough(stated, [readings(8, fine('s')), readings(10, fine('s'))], result.memory);
    expect(statesIn(restated)).toEqual({ s: 'gone', 7: 'gone' });
  });
});

describe('what opens a finding’s reach', () => {
  /** A scheme (filters here) that opens the spaces that use it. */
  const opening: Control = {
    ...two,
    needs: { filters: need('each', 'publicFilters'), spaces: need('each', 'spaces') },
    judge: ({ filters = [], spaces = [] }) => ({
      findings: filters
        .filter((each: Fact) => each.broken)
        .map(({ id }: Fact) =>
          findingIn('publicFilters', id, {
            reach: spaces.map((space: Fact) => space.id),
            reachSource: 'spaces',
          }),
        ),
    }),
  };
  const look = (minute: number, spaces: Reading<Fact>, filters = passAt(minute, broken('7'))): Moment => ({
    minute,
    readings: { publicFilters: filters, spaces },
  });
  const opened = [look(0, passAt(0, fine('A'))), look(2, passAt(2, fine('A')))];

  it('opens when its object and one of its spaces were read again, not all of them', () => {
    const wide = fine('A', 'B');
    const first = look(0, passAt(0, wide));
    const none = look(3, passAt(0, wide), passAt(0, broken('7'), { recheck: { 7: 3 } }));
    expect(onlyLife(judgeThrough(opening, [first, none])).state).toBe('suspected');
    const one = look(
      3,
      passAt(0, wide, { recheck: { A: 3 } }),
      passAt(0, broken('7'), { recheck: { 7: 3 } }),
    );
    expect(onlyLife(judgeThrough(opening, [first, one])).state).toBe('open');
    const spaceAlone = look(3, passAt(0, wide, { recheck: { A: 3 } }), passAt(0, broken('7')));
    expect(onlyLife(judgeThrough(opening, [first, spaceAlone])).state).toBe('suspected');
  });

  it('grows by a space that was read twice, and that is drift', () => {
    const once = judgeThrough(opening, [...opened, look(4, passAt(4, fine('A', 'B')))]);
    expect(onlyLife(once)).toMatchObject({ added: [], growing: { members: ['B'], readAt: at(4) } });
    const twice = judgeThrough(
      opening,
      [look(6, passAt(4, fine('A', 'B'), { recheck: { B: 6 } }))],
      once.memory,
    );
    expect(onlyLife(twice)).toMatchObject({ added: ['B'], known: ['A', 'B'] });
    expect(onlyLife(twice)).not.toHaveProperty('growing');
    expect(twice.steps).toEqual([{ key: 'INF-99:broken:filter-7:', is: 'widened' }]);
    expect(isDrift({ ...onlyLife(twice), baseline: true })).toBe(true);
  });

  it.each<[string, Reading<Fact>, readonly string[], readonly string[] | undefined]>([
    ['two passes came without it: it left', passAt(10, fine('A')), ['A'], undefined],
    [
      'the second pass has a gap: it may still be there',
      passAt(10, fine('A'), { gaps: ['failed'] }),
      ['A', 'B'],
      undefined,
    ],
    [
      'it was re-checked without being there, a gap is elsewhere: it left',
      passAt(8, fine('A'), { gaps: ['failed'], recheck: { B: 10 } }),
      ['A'],
      undefined,
    ],
    ['no newer reading: it may still be there', passAt(8, fine('A')), ['A', 'B'], ['B']],
  ])('shrinks only by what was read twice without it: %s', (_, spaces, known, leaving) => {
    const wide = judgeThrough(opening, [
      ...opened,
      look(4, passAt(4, fine('A', 'B'))),
      look(6, passAt(6, fine('A', 'B'))),
      look(8, passAt(8, fine('A'))),
    ]);
    expect(onlyLife(wide)).toMatchObject({ known: ['A', 'B'], leaving: { members: ['B'] } });
    const life = onlyLife(judgeThrough(opening, [look(10, spaces)], wide.memory));
    expect([life.known, life.leaving?.members]).toEqual([known, leaving]);
  });

  it('says since when only known spaces are reached again', () => {
    const wide = [
      ...opened,
      look(4, passAt(4, fine('A', 'B', 'C'))),
      look(6, passAt(6, fine('A', 'B', 'C'))),
    ];
    const narrow = judgeThrough(opening, [
      ...wide,
      look(8, passAt(8, fine('A', 'C'))),
      look(10, passAt(10, fine('A', 'C'))),
    ]);
    expect(onlyLife(narrow)).toMatchObject({ added: ['C'], known: ['A', 'C'] });
    expect(onlyLife(narrow)).not.toHaveProperty('narrowedAt');
    const gone = judgeThrough(
      opening,
      [look(12, passAt(12, fine('A'))), look(14, passAt(14, fine('A'))), look(16, passAt(16, fine('A')))],
      narrow.memory,
    );
    expect(onlyLife(gone)).toMatchObject({ added: [], narrowedAt: at(14) });
  });

  it('stays open while only its spaces can’t be read', () => {
    const result = judgeThrough(opening, [...opened, look(4, denied), look(6, denied)]);
    expect(onlyLife(result)).toMatchObject({ state: 'open', known: ['A'], added: [] });
  });
});

describe('what a control remembers', () => {
  it.each<[string, Readings, number | undefined]>([
    [
      'everything is complete: its oldest pass',
      { publicFilters: fixed(3), publicDashboards: dashboards(1) },
      1,
    ],
    [
      'one source has a gap: nothing new',
      { publicFilters: fixed(3), publicDashboards: passAt(1, [], { gaps: ['failed'] }) },
      undefined,
    ],
    ['nothing was read: nothing', {}, undefined],
  ])('of when it was last judged with complete evidence, %s', (_, readings, minute) => {
    const { memory } = judgeThrough(two, [{ minute: 5, readings }]);
    expect(memory.wholeAt).toBe(minute === undefined ? undefined : at(minute));
  });

  it('is kept while evidence is incomplete', () => {
    const { memory } = judgeThrough(two, [
      { minute: 3, readings: { publicFilters: fixed(3), publicDashboards: dashboards(1) } },
      { minute: 5, readings: { publicFilters: fixed(5), publicDashboards: denied } },
    ]);
    expect(memory.wholeAt).toBe(at(1));
  });

  it('is what the baseline contains while it was never judged with complete evidence', () => {
    const partial = { publicFilters: passAt(0, broken('7')), publicDashboards: denied };
    const complete = { publicFilters: passAt(0, []), publicDashboards: dashboards(0) };
    const found = { publicFilters: passAt(3, broken('7')), publicDashboards: dashboards(3) };
    const baselineOf = (...moments: readonly Moment[]): boolean =>
      onlyLife(judgeThrough(two, moments)).baseline;
    expect(baselineOf({ minute: 0, readings: partial, beforeBaseline: true })).toBe(true);
    expect(baselineOf({ minute: 0, readings: partial, beforeBaseline: false })).toBe(false);
    expect(
      baselineOf({ minute: 0, readings: complete }, { minute: 3, readings: found, beforeBaseline: true }),
    ).toBe(false);
  });

  it('has nothing to be read first where only an attestation counts', () => {
    const control: Control = {
      ...two,
      needs: { filters: need('colours', 'publicFilters') },
      judge: () => ({ findings: [findingIn(undefined, '7')] }),
    };
    const result = judgeThrough(control, [{ minute: 0, readings: {}, beforeBaseline: true }]);
    expect(onlyLife(result)).toMatchObject({ baseline: false, readAt: at(0) });
  });
});

describe('what brought a finding', () => {
  const readings = { publicFilters: passAt(0, broken('7')), publicDashboards: dashboards(0) };
  const found = {
    minute: 2,
    readings: { publicFilters: passAt(2, broken('7')), publicDashboards: dashboards(2) },
  };

  it('is the site, and when it was last read without it', () => {
    const first = { minute: 0, readings: { ...readings, publicFilters: passAt(0, []) } };
    expect(onlyLife(judgeThrough(two, [first, found]))).toMatchObject({ origin: 'site', lastClosed: at(0) });
  });
});

describe('a finding whose list isn’t believed', () => {
  const doubted = (minute: number): Reading<Fact> => ({
    ...rechecked(minute),
    gaps: [doubtGap('failed', 'filter.search', 'seen-before')],
  });
  const listed = (single: boolean): Control => ({
    ...two,
    needs: {
      ...two.needs,
      filters: {
        how: 'each',
        source: { ...sourceOf('publicFilters'), plausibility: { list: 'filter.search', single } },
      },
    },
  });

  it.each([
    ['asks Jira for the object itself: resolved', true, 'gone'],
    ['reads the same list again: stale, not resolved', false, 'unseen'],
  ])('and was re-checked twice, where a re-check %s', (_, single, state) => {
    const result = judgeThrough(
      listed(single),
      then(
        { publicFilters: doubted(4), publicDashboards: dashboards(2) },
        { publicFilters: doubted(6), publicDashboards: dashboards(2) },
      ),
    );
    expect(onlyLife(result).state).toBe(state);
  });
});
