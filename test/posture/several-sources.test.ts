import { type Control } from '../../src/controls/define-control';
import { buildPlausibilityGap } from '../../src/domain/plausibility-failure';
import { type Reading, neverReadReading } from '../../src/domain/reading';
import { isDrift } from '../../src/domain/tracked-finding';
import {
  at,
  brokenFacts,
  makeControl,
  type Fact,
  makeFinding,
  intactFacts,
  judgeSteps,
  type JudgingStep,
  makeNeed,
  onlyFinding,
  makeReading,
  type ReadingsBySource,
  makeSource,
  statesBySubject,
} from './fixtures';

/** Filters break it; dashboards and spaces are judged as well. */
const twoSources = makeControl({
  needs: { filters: makeNeed('each', 'publicFilters'), dashboards: makeNeed('each', 'publicDashboards') },
});
const threeSources: Control = {
  ...twoSources,
  needs: { ...twoSources.needs, spaces: makeNeed('complete', 'spaces') },
};

const deniedReading: Reading<Fact> = { facts: [], read: 0, gaps: [{ why: 'denied' }] };
const dashboards = (minute: number): Reading<Fact> => makeReading(minute, intactFacts('d'));

/** Filter 7 was read broken twice; everything was complete. */
const openSteps: readonly JudgingStep[] = [
  {
    minute: 0,
    readings: { publicFilters: makeReading(0, brokenFacts('7')), publicDashboards: dashboards(0) },
  },
  {
    minute: 2,
    readings: { publicFilters: makeReading(2, brokenFacts('7')), publicDashboards: dashboards(2) },
  },
];
const followedBy = (...readings: readonly ReadingsBySource[]): readonly JudgingStep[] => [
  ...openSteps,
  ...readings.map((each, index) => ({ minute: 4 + 2 * index, readings: each })),
];
const fixedReading = (minute: number): Reading<Fact> => makeReading(minute, intactFacts('7'));
const recheckedReading = (minute: number, gaps: readonly ('failed' | 'denied')[] = []): Reading<Fact> =>
  makeReading(2, [], { recheck: { 7: minute }, gaps });

describe('a finding of one source, judged by two', () => {
  it.each<[string, readonly ReadingsBySource[], string]>([
    [
      'both lists lacked it twice: it waits for a re-check of its object',
      [
        { publicFilters: fixedReading(4), publicDashboards: dashboards(4) },
        { publicFilters: fixedReading(6), publicDashboards: dashboards(6) },
      ],
      'closing',
    ],
    [
      'its object was re-checked twice, the other source is as it was: resolved',
      [
        { publicFilters: recheckedReading(4), publicDashboards: dashboards(2) },
        { publicFilters: recheckedReading(6), publicDashboards: dashboards(2) },
      ],
      'resolved',
    ],
    [
      'its object was re-checked twice, its own source has a gap elsewhere: resolved',
      [
        { publicFilters: recheckedReading(4, ['failed']), publicDashboards: dashboards(2) },
        { publicFilters: recheckedReading(6, ['failed']), publicDashboards: dashboards(2) },
      ],
      'resolved',
    ],
    [
      'its object was re-checked twice, the other source is blind: stale, not resolved',
      [
        { publicFilters: recheckedReading(4), publicDashboards: deniedReading },
        { publicFilters: recheckedReading(6), publicDashboards: deniedReading },
      ],
      'stale',
    ],
    [
      'its object was re-checked twice, both sources have gaps: stale, not resolved',
      [
        { publicFilters: recheckedReading(4, ['failed']), publicDashboards: deniedReading },
        { publicFilters: recheckedReading(6, ['failed']), publicDashboards: deniedReading },
      ],
      'stale',
    ],
    [
      'passes lacked it, the other source was read in part: stale, not resolved',
      [
        {
          publicFilters: fixedReading(4),
          publicDashboards: makeReading(4, intactFacts('d'), { gaps: ['failed'] }),
        },
        {
          publicFilters: fixedReading(6),
          publicDashboards: makeReading(6, intactFacts('d'), { gaps: ['failed'] }),
        },
      ],
      'stale',
    ],
    [
      'its own source has a gap and its object was not re-checked: stale, not resolved',
      [
        { publicFilters: makeReading(4, [], { gaps: ['failed'] }), publicDashboards: dashboards(4) },
        { publicFilters: makeReading(6, [], { gaps: ['failed'] }), publicDashboards: dashboards(6) },
      ],
      'stale',
    ],
    [
      'another object of its source was re-checked, its own was not: stale, not resolved',
      [
        {
          publicFilters: makeReading(2, [], { recheck: { 8: 4 }, gaps: ['failed'] }),
          publicDashboards: dashboards(4),
        },
        {
          publicFilters: makeReading(2, [], { recheck: { 8: 6 }, gaps: ['failed'] }),
          publicDashboards: dashboards(6),
        },
      ],
      'stale',
    ],
    [
      'one re-check before the pass that has the gap shows nothing: stale, not resolved',
      [
        {
          publicFilters: makeReading(4, [], { recheck: { 7: 3 }, gaps: ['failed'] }),
          publicDashboards: dashboards(4),
        },
      ],
      'stale',
    ],
    [
      'the other source went blind between the two re-checks: it waits',
      [
        { publicFilters: recheckedReading(4), publicDashboards: dashboards(2) },
        { publicFilters: recheckedReading(6), publicDashboards: deniedReading },
      ],
      'closing',
    ],
    [
      'the other source went blind between the two re-checks, and was read again: resolved',
      [
        { publicFilters: recheckedReading(4), publicDashboards: dashboards(2) },
        { publicFilters: recheckedReading(6), publicDashboards: deniedReading },
        { publicFilters: recheckedReading(6), publicDashboards: dashboards(8) },
      ],
      'resolved',
    ],
    [
      'its object was deleted: ended, not resolved',
      [
        {
          publicFilters: makeReading(2, [], { recheck: { 7: 4 }, deleted: ['7'] }),
          publicDashboards: dashboards(2),
        },
        {
          publicFilters: makeReading(2, [], { recheck: { 7: 6 }, deleted: ['7'] }),
          publicDashboards: dashboards(2),
        },
      ],
      'object-deleted',
    ],
    [
      'its object was deleted, the other source is blind: stale',
      [
        {
          publicFilters: makeReading(2, [], { recheck: { 7: 4 }, deleted: ['7'] }),
          publicDashboards: deniedReading,
        },
        {
          publicFilters: makeReading(2, [], { recheck: { 7: 6 }, deleted: ['7'] }),
          publicDashboards: deniedReading,
        },
      ],
      'stale',
    ],
    [
      'its object was deleted, and its own source has a gap elsewhere: ended',
      [
        {
          publicFilters: makeReading(2, [], { recheck: { 7: 4 }, deleted: ['7'], gaps: ['failed'] }),
          publicDashboards: dashboards(2),
        },
        {
          publicFilters: makeReading(2, [], { recheck: { 7: 6 }, deleted: ['7'], gaps: ['failed'] }),
          publicDashboards: dashboards(2),
        },
      ],
      'object-deleted',
    ],
    [
      'everything is blind: stale',
      [{ publicFilters: deniedReading, publicDashboards: deniedReading }],
      'stale',
    ],
    [
      'a re-check that is too old by now shows nothing: stale',
      [
        {
          publicFilters: makeReading(2, [], { recheck: { 7: 3 }, gaps: ['denied'], staleBefore: 4 }),
          publicDashboards: dashboards(2),
        },
      ],
      'stale',
    ],
    [
      'a deletion that was seen too long ago shows nothing: stale',
      [
        {
          publicFilters: makeReading(2, [], {
            recheck: { 7: 3 },
            deleted: ['7'],
            gaps: ['denied'],
            staleBefore: 4,
          }),
          publicDashboards: dashboards(2),
        },
      ],
      'stale',
    ],
    [
      'a pass that is too old by now shows nothing, though Jira listed it without a gap: stale',
      [
        {
          publicFilters: makeReading(3, intactFacts('7'), { gaps: ['stale'], staleBefore: 4 }),
          publicDashboards: dashboards(2),
        },
      ],
      'stale',
    ],
    [
      'it is listed, but that is too old by now: stale',
      [
        {
          publicFilters: makeReading(2, brokenFacts('7'), { gaps: ['stale'], staleBefore: 4 }),
          publicDashboards: dashboards(2),
        },
      ],
      'stale',
    ],
    [
      'it is listed, too old, and was re-checked since: open',
      [
        {
          publicFilters: makeReading(2, brokenFacts('7'), {
            gaps: ['stale'],
            staleBefore: 4,
            recheck: { 7: 4 },
          }),
          publicDashboards: dashboards(2),
        },
      ],
      'open',
    ],
  ])('%s', (_, readings, state) => {
    expect(statesBySubject(judgeSteps(twoSources, followedBy(...readings)))).toEqual({ 7: state });
  });
});

describe('a finding of one source, judged by three', () => {
  const all = (minute: number): ReadingsBySource => ({
    publicFilters: recheckedReading(minute),
    publicDashboards: dashboards(2),
    spaces: makeReading(2, intactFacts('s')),
  });
  const opened: readonly JudgingStep[] = openSteps.map(({ minute, readings }) => ({
    minute,
    readings: { ...readings, spaces: makeReading(minute, intactFacts('s')) },
  }));
  it.each<[string, ReadingsBySource, string]>([
    ['nothing is blind: resolved', {}, 'resolved'],
    ['one that is needed completely is blind: stale', { spaces: deniedReading }, 'stale'],
    ['one that shows findings is blind: stale', { publicDashboards: deniedReading }, 'stale'],
    ['one was never read: stale', { spaces: neverReadReading }, 'stale'],
    [
      'its own source has a gap elsewhere, another one too: stale',
      {
        publicFilters: recheckedReading(6, ['failed']),
        spaces: makeReading(2, intactFacts('s'), { gaps: ['failed'] }),
      },
      'stale',
    ],
  ])('%s', (_, blinded, state) => {
    const moments: readonly JudgingStep[] = [
      ...opened,
      { minute: 4, readings: { ...all(4), ...blinded } },
      { minute: 6, readings: { ...all(6), ...blinded } },
    ];
    expect(statesBySubject(judgeSteps(threeSources, moments))).toEqual({ 7: state });
  });

  it('a source that only sets the severity keeps nothing from being resolved', () => {
    const control: Control = {
      ...twoSources,
      needs: { ...twoSources.needs, spaces: makeNeed('context', 'spaces') },
    };
    const blind = { spaces: deniedReading };
    expect(
      statesBySubject(
        judgeSteps(control, [
          ...opened,
          { minute: 4, readings: { ...all(4), ...blind } },
          { minute: 6, readings: { ...all(6), ...blind } },
        ]),
      ),
    ).toEqual({ 7: 'resolved' });
  });
});

describe('a finding that two sources make together', () => {
  const together: Control = {
    ...twoSources,
    judge: ({ filters = [] }) => ({
      findings: filters
        .filter((each: Fact) => each.broken)
        .map(({ id }: Fact) =>
          makeFinding('publicFilters', id, {
            subject: { kind: 'filter', id, source: 'publicFilters', confirmWith: 'publicDashboards' },
          }),
        ),
    }),
  };
  const both = (filters: number, others: number, facts = brokenFacts('7')): ReadingsBySource => ({
    publicFilters: makeReading(filters, facts),
    publicDashboards: dashboards(others),
  });
  it.each<[string, readonly ReadingsBySource[], string]>([
    ['the object alone was read again: unconfirmed', [both(0, 0), both(5, 0)], 'unconfirmed'],
    ['the other half alone was read again: unconfirmed', [both(0, 0), both(0, 5)], 'unconfirmed'],
    ['both were read again: open', [both(0, 0), both(5, 5)], 'open'],
    [
      'open, then without it in both: closing',
      [both(0, 0), both(5, 5), both(8, 8, intactFacts('7'))],
      'closing',
    ],
    [
      'closing, then the object alone was read again: closing',
      [both(0, 0), both(5, 5), both(8, 8, intactFacts('7')), both(12, 8, intactFacts('7'))],
      'closing',
    ],
    [
      'closing, then both lists lacked it again: closing',
      [both(0, 0), both(5, 5), both(8, 8, intactFacts('7')), both(12, 12, intactFacts('7'))],
      'closing',
    ],
    [
      'closing, then the object was re-checked and the other half read again: resolved',
      [
        both(0, 0),
        both(5, 5),
        both(8, 8, intactFacts('7')),
        {
          publicFilters: makeReading(8, intactFacts('7'), { recheck: { 7: 12 } }),
          publicDashboards: dashboards(12),
        },
      ],
      'resolved',
    ],
  ])('%s', (_, readings, state) => {
    const moments = readings.map((each, index) => ({ minute: 4 * index + 1, readings: each }));
    expect(statesBySubject(judgeSteps(together, moments))).toEqual({ 7: state });
  });
});

describe('a finding of a source that is needed completely', () => {
  const control = makeControl({ needs: { filters: makeNeed('complete', 'publicFilters') } });
  it.each<[string, Reading<Fact>, string]>([
    [
      'a gap elsewhere, its object was re-checked and is still broken: stale',
      recheckedReading(6, ['failed']),
      'stale',
    ],
    ['complete, and its object was re-checked without it: closing', recheckedReading(6), 'closing'],
  ])('%s', (_, publicFilters, state) => {
    // With a gap the control gets no facts at all, so that no re-check can show the finding.
    expect(
      statesBySubject(judgeSteps(control, [...openSteps, { minute: 6, readings: { publicFilters } }])),
    ).toEqual({
      7: state,
    });
  });
});

describe('a count', () => {
  const counting: Control = {
    ...twoSources,
    needs: { filters: makeNeed('each', 'publicFilters') },
    judge: ({ filters = [] }) => ({
      findings: filters
        .filter((each: Fact) => each.broken)
        .map(({ id }: Fact) =>
          makeFinding('publicFilters', id, {
            subject: { kind: 'site', id, source: 'publicFilters', confirmBy: 'pass' },
          }),
        ),
    }),
  };
  it('is confirmed by a new pass alone, not by a re-check', () => {
    const first: JudgingStep = { minute: 0, readings: { publicFilters: makeReading(0, brokenFacts('7')) } };
    const recheck = { publicFilters: makeReading(0, brokenFacts('7'), { recheck: { 7: 3 } }) };
    expect(statesBySubject(judgeSteps(counting, [first, { minute: 3, readings: recheck }]))).toEqual({
      7: 'unconfirmed',
    });
    const pass = { publicFilters: makeReading(3, brokenFacts('7')) };
    expect(statesBySubject(judgeSteps(counting, [first, { minute: 3, readings: pass }]))).toEqual({
      7: 'open',
    });
  });

  it('stays while its pass has a gap, whatever was re-checked', () => {
    const moments: readonly JudgingStep[] = [
      { minute: 0, readings: { publicFilters: makeReading(0, brokenFacts('7')) } },
      { minute: 3, readings: { publicFilters: makeReading(3, brokenFacts('7')) } },
      { minute: 5, readings: { publicFilters: makeReading(3, [], { recheck: { 7: 5 }, gaps: ['failed'] }) } },
      { minute: 7, readings: { publicFilters: makeReading(3, [], { recheck: { 7: 7 }, gaps: ['failed'] }) } },
    ];
    expect(statesBySubject(judgeSteps(counting, moments))).toEqual({ 7: 'stale' });
  });
});

describe('a finding from an attestation', () => {
  const attestedControl: Control = {
    ...twoSources,
    proof: 'both',
    needs: { filters: makeNeed('each', 'publicFilters') },
    judge: ({ filters = [] }) => ({
      findings: filters
        .filter((each: Fact) => each.broken)
        // Objects named s are attested, the others are read.
        .map(({ id }: Fact) => makeFinding(id === 's' ? undefined : 'publicFilters', id)),
      ...(filters.some((each: Fact) => each.id === 'expired') ? { gaps: [{ why: 'not-attested' }] } : {}),
    }),
  };
  it('stays when the attestation is missing; what was read is resolved all the same', () => {
    const readings = (minute: number, facts: readonly Fact[], recheck = {}): JudgingStep => ({
      minute,
      readings: { publicFilters: makeReading(minute, facts, { recheck }) },
    });
    const result = judgeSteps(attestedControl, [
      readings(0, brokenFacts('s', '7')),
      readings(2, brokenFacts('s', '7')),
      readings(4, intactFacts('expired')),
      readings(6, intactFacts('expired'), { 7: 6.5 }),
    ]);
    expect(statesBySubject(result)).toEqual({ s: 'stale', 7: 'resolved' });
    const attestedAgain = judgeSteps(
      attestedControl,
      [readings(8, intactFacts('s')), readings(10, intactFacts('s'))],
      result.history,
    );
    expect(statesBySubject(attestedAgain)).toEqual({ s: 'resolved', 7: 'resolved' });
  });
});

describe('what opens a finding’s reach', () => {
  /** A scheme (filters here) that opens the spaces that use it. */
  const opening: Control = {
    ...twoSources,
    needs: { filters: makeNeed('each', 'publicFilters'), spaces: makeNeed('each', 'spaces') },
    judge: ({ filters = [], spaces = [] }) => ({
      findings: filters
        .filter((each: Fact) => each.broken)
        .map(({ id }: Fact) =>
          makeFinding('publicFilters', id, {
            reach: spaces.map((space: Fact) => space.id),
            reachSource: 'spaces',
          }),
        ),
    }),
  };
  const makeStep = (
    minute: number,
    spaces: Reading<Fact>,
    filters = makeReading(minute, brokenFacts('7')),
  ): JudgingStep => ({
    minute,
    readings: { publicFilters: filters, spaces },
  });
  const opened = [
    makeStep(0, makeReading(0, intactFacts('A'))),
    makeStep(2, makeReading(2, intactFacts('A'))),
  ];

  it('opens when its object and one of its spaces were read again, not all of them', () => {
    const wide = intactFacts('A', 'B');
    const first = makeStep(0, makeReading(0, wide));
    const none = makeStep(3, makeReading(0, wide), makeReading(0, brokenFacts('7'), { recheck: { 7: 3 } }));
    expect(onlyFinding(judgeSteps(opening, [first, none])).state).toBe('unconfirmed');
    const one = makeStep(
      3,
      makeReading(0, wide, { recheck: { A: 3 } }),
      makeReading(0, brokenFacts('7'), { recheck: { 7: 3 } }),
    );
    expect(onlyFinding(judgeSteps(opening, [first, one])).state).toBe('open');
    const spaceAlone = makeStep(
      3,
      makeReading(0, wide, { recheck: { A: 3 } }),
      makeReading(0, brokenFacts('7')),
    );
    expect(onlyFinding(judgeSteps(opening, [first, spaceAlone])).state).toBe('unconfirmed');
  });

  it('grows by a space that was read twice, and that is drift', () => {
    const once = judgeSteps(opening, [...opened, makeStep(4, makeReading(4, intactFacts('A', 'B')))]);
    expect(onlyFinding(once)).toMatchObject({
      addedReach: [],
      pendingAdditions: { members: ['B'], readAt: at(4) },
    });
    const twice = judgeSteps(
      opening,
      [makeStep(6, makeReading(4, intactFacts('A', 'B'), { recheck: { B: 6 } }))],
      once.history,
    );
    expect(onlyFinding(twice)).toMatchObject({ addedReach: ['B'], knownReach: ['A', 'B'] });
    expect(onlyFinding(twice)).not.toHaveProperty('pendingAdditions');
    expect(twice.events).toEqual([{ key: 'INF-99:broken:filter-7:', is: 'widened' }]);
    expect(isDrift({ ...onlyFinding(twice), inBaseline: true })).toBe(true);
  });

  it.each<[string, Reading<Fact>, readonly string[], readonly string[] | undefined]>([
    ['two passes lacked it: it left', makeReading(10, intactFacts('A')), ['A'], undefined],
    [
      'the second pass has a gap: it may still be there',
      makeReading(10, intactFacts('A'), { gaps: ['failed'] }),
      ['A', 'B'],
      undefined,
    ],
    [
      'it was re-checked without being there, a gap is elsewhere: it left',
      makeReading(8, intactFacts('A'), { gaps: ['failed'], recheck: { B: 10 } }),
      ['A'],
      undefined,
    ],
    ['no newer reading: it may still be there', makeReading(8, intactFacts('A')), ['A', 'B'], ['B']],
  ])('shrinks only by what was read twice without it: %s', (_, spaces, known, leaving) => {
    const wide = judgeSteps(opening, [
      ...opened,
      makeStep(4, makeReading(4, intactFacts('A', 'B'))),
      makeStep(6, makeReading(6, intactFacts('A', 'B'))),
      makeStep(8, makeReading(8, intactFacts('A'))),
    ]);
    expect(onlyFinding(wide)).toMatchObject({ knownReach: ['A', 'B'], pendingRemovals: { members: ['B'] } });
    const tracked = onlyFinding(judgeSteps(opening, [makeStep(10, spaces)], wide.history));
    expect([tracked.knownReach, tracked.pendingRemovals?.members]).toEqual([known, leaving]);
  });

  it('records since when only known spaces are reached again', () => {
    const wide = [
      ...opened,
      makeStep(4, makeReading(4, intactFacts('A', 'B', 'C'))),
      makeStep(6, makeReading(6, intactFacts('A', 'B', 'C'))),
    ];
    const narrow = judgeSteps(opening, [
      ...wide,
      makeStep(8, makeReading(8, intactFacts('A', 'C'))),
      makeStep(10, makeReading(10, intactFacts('A', 'C'))),
    ]);
    expect(onlyFinding(narrow)).toMatchObject({ addedReach: ['C'], knownReach: ['A', 'C'] });
    expect(onlyFinding(narrow)).not.toHaveProperty('narrowedAt');
    const afterResolution = judgeSteps(
      opening,
      [
        makeStep(12, makeReading(12, intactFacts('A'))),
        makeStep(14, makeReading(14, intactFacts('A'))),
        makeStep(16, makeReading(16, intactFacts('A'))),
      ],
      narrow.history,
    );
    expect(onlyFinding(afterResolution)).toMatchObject({ addedReach: [], narrowedAt: at(14) });
  });

  it('stays open while only its spaces can’t be read', () => {
    const result = judgeSteps(opening, [...opened, makeStep(4, deniedReading), makeStep(6, deniedReading)]);
    expect(onlyFinding(result)).toMatchObject({ state: 'open', knownReach: ['A'], addedReach: [] });
  });
});

describe('the history of a control', () => {
  it.each<[string, ReadingsBySource, number | undefined]>([
    [
      'everything is complete: its oldest pass',
      { publicFilters: fixedReading(3), publicDashboards: dashboards(1) },
      1,
    ],
    [
      'one source has a gap: nothing new',
      { publicFilters: fixedReading(3), publicDashboards: makeReading(1, [], { gaps: ['failed'] }) },
      undefined,
    ],
    ['nothing was read: nothing', {}, undefined],
  ])('records when it was last judged with complete evidence: %s', (_, readings, minute) => {
    const { history } = judgeSteps(twoSources, [{ minute: 5, readings }]);
    expect(history.completeReadAt).toBe(minute === undefined ? undefined : at(minute));
  });

  it('keeps that time while evidence is incomplete', () => {
    const { history } = judgeSteps(twoSources, [
      { minute: 3, readings: { publicFilters: fixedReading(3), publicDashboards: dashboards(1) } },
      { minute: 5, readings: { publicFilters: fixedReading(5), publicDashboards: deniedReading } },
    ]);
    expect(history.completeReadAt).toBe(at(1));
  });

  it('puts findings in the baseline while it was never judged with complete evidence', () => {
    const partial = { publicFilters: makeReading(0, brokenFacts('7')), publicDashboards: deniedReading };
    const complete = { publicFilters: makeReading(0, []), publicDashboards: dashboards(0) };
    const found = { publicFilters: makeReading(3, brokenFacts('7')), publicDashboards: dashboards(3) };
    const baselineOf = (...moments: readonly JudgingStep[]): boolean =>
      onlyFinding(judgeSteps(twoSources, moments)).inBaseline;
    expect(baselineOf({ minute: 0, readings: partial, beforeBaseline: true })).toBe(true);
    expect(baselineOf({ minute: 0, readings: partial, beforeBaseline: false })).toBe(false);
    expect(
      baselineOf({ minute: 0, readings: complete }, { minute: 3, readings: found, beforeBaseline: true }),
    ).toBe(false);
  });

  it('needs no reading first where only an attestation counts', () => {
    const control: Control = {
      ...twoSources,
      needs: { filters: makeNeed('context', 'publicFilters') },
      judge: () => ({ findings: [makeFinding(undefined, '7')] }),
    };
    const result = judgeSteps(control, [{ minute: 0, readings: {}, beforeBaseline: true }]);
    expect(onlyFinding(result)).toMatchObject({ inBaseline: false, readAt: at(0) });
  });
});

describe('the origin of a finding', () => {
  const readings = { publicFilters: makeReading(0, brokenFacts('7')), publicDashboards: dashboards(0) };
  const found = {
    minute: 2,
    readings: { publicFilters: makeReading(2, brokenFacts('7')), publicDashboards: dashboards(2) },
  };

  it('is the site, with when it was last read without the finding', () => {
    const first = { minute: 0, readings: { ...readings, publicFilters: makeReading(0, []) } };
    expect(onlyFinding(judgeSteps(twoSources, [first, found]))).toMatchObject({
      origin: 'site',
      lastAbsent: at(0),
    });
  });
});

describe('a finding whose list isn’t believed', () => {
  const implausible = (minute: number): Reading<Fact> => ({
    ...recheckedReading(minute),
    gaps: [buildPlausibilityGap('failed', 'filter.search', 'known-object')],
  });
  const listed = (single: boolean): Control => ({
    ...twoSources,
    needs: {
      ...twoSources.needs,
      filters: {
        kind: 'each',
        source: {
          ...makeSource('publicFilters'),
          plausibility: { list: 'filter.search', rechecksSingly: single },
        },
      },
    },
  });

  it.each([
    ['asks Jira for the object itself: resolved', true, 'resolved'],
    ['reads the same list again: stale, not resolved', false, 'stale'],
  ])('and was re-checked twice, where a re-check %s', (_, single, state) => {
    const result = judgeSteps(
      listed(single),
      followedBy(
        { publicFilters: implausible(4), publicDashboards: dashboards(2) },
        { publicFilters: implausible(6), publicDashboards: dashboards(2) },
      ),
    );
    expect(onlyFinding(result).state).toBe(state);
  });
});
