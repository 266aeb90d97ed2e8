import { type Control } from '../../src/controls/define-control';
import { isDrift } from '../../src/domain/tracked-finding';
import { type Reading } from '../../src/domain/reading';
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
  statesBySubject,
} from './fixtures';

const oldControl = makeControl({ needs: { filters: makeNeed('each', 'publicFilters') } });
const newControl: Control = { ...oldControl, version: 2 };
const passStep = (minute: number, facts: readonly Fact[], of: Partial<JudgingStep> = {}): JudgingStep => ({
  minute,
  readings: { publicFilters: makeReading(minute, facts) },
  ...of,
});
/** The first judging of the new version, of evidence that the old version judged. */
const upgradedStep = (minute: number, facts: readonly Fact[]): JudgingStep => ({
  minute: minute + 0.5,
  readings: { publicFilters: makeReading(minute, facts) },
  control: newControl,
});

describe('a new version of a control', () => {
  it('is the origin of what it finds in evidence that the old version judged', () => {
    const found = judgeSteps(oldControl, [passStep(0, intactFacts('7')), upgradedStep(0, brokenFacts('7'))]);
    expect(onlyFinding(found)).toMatchObject({ origin: 'rule', controlVersion: 2 });
    expect(onlyFinding(found)).not.toHaveProperty('lastAbsent');
    const confirmed = judgeSteps(newControl, [passStep(3, brokenFacts('7'))], found.history);
    expect([onlyFinding(confirmed).state, isDrift(onlyFinding(confirmed))]).toEqual(['open', false]);
  });

  it('finds drift in what was read after its first judging', () => {
    const result = judgeSteps(oldControl, [
      passStep(0, intactFacts('7')),
      upgradedStep(0, intactFacts('7')),
      passStep(3, brokenFacts('7'), { control: newControl }),
      passStep(5, brokenFacts('7'), { control: newControl }),
    ]);
    expect(onlyFinding(result)).toMatchObject({ origin: 'site', lastAbsent: at(0) });
    expect(isDrift(onlyFinding(result))).toBe(true);
  });

  it('keeps what the old version found as it was', () => {
    const open = judgeSteps(oldControl, [
      passStep(0, intactFacts('7')),
      passStep(2, brokenFacts('7')),
      passStep(4, brokenFacts('7')),
    ]);
    const result = judgeSteps(newControl, [upgradedStep(4, brokenFacts('7'))], open.history);
    expect(result.history.findings).toEqual(open.history.findings);
  });

  it('ends what it no longer finds, and lets closing findings be resolved', () => {
    const both = judgeSteps(oldControl, [
      passStep(0, brokenFacts('7', '8')),
      passStep(2, brokenFacts('7', '8')),
    ]);
    const closing = judgeSteps(
      oldControl,
      [passStep(4, [...intactFacts('7'), ...brokenFacts('8')])],
      both.history,
    );
    expect(statesBySubject(closing)).toEqual({ 7: 'closing', 8: 'open' });
    const result = judgeSteps(newControl, [upgradedStep(4, intactFacts('7', '8'))], closing.history);
    expect(statesBySubject(result)).toEqual({ 7: 'closing', 8: 'rule-changed' });
    const rechecked = { publicFilters: makeReading(4, intactFacts('7', '8'), { recheck: { 7: 6 } }) };
    expect(
      statesBySubject(judgeSteps(newControl, [passStep(6, [], { readings: rechecked })], result.history)),
    ).toEqual({
      7: 'resolved',
      8: 'rule-changed',
    });
  });

  it('is the origin of what it finds first in a source that it reads for the first time', () => {
    const wider: Control = {
      ...newControl,
      needs: { ...newControl.needs, dashboards: makeNeed('each', 'publicDashboards') },
      judge: ({ filters = [], dashboards = [] }) => ({
        findings: [
          ...filters
            .filter((each: Fact) => each.broken)
            .map(({ id }: Fact) => makeFinding('publicFilters', id)),
          ...dashboards
            .filter((each: Fact) => each.broken)
            .map(({ id }: Fact) => makeFinding('publicDashboards', id)),
        ],
      }),
    };
    const filters = (minute: number, facts: readonly Fact[]): JudgingStep['readings'] => ({
      publicFilters: makeReading(minute, facts),
    });
    const first = judgeSteps(oldControl, [
      passStep(0, intactFacts('7')),
      { minute: 1, readings: filters(0, intactFacts('7')), control: wider },
    ]);
    expect(first.history.unjudgedSources).toEqual(['publicDashboards']);
    // A filter that breaks it in the meantime is drift; what the first pass of dashboards finds is not.
    const found = judgeSteps(
      wider,
      [
        { minute: 3, readings: filters(3, brokenFacts('7')) },
        {
          minute: 5,
          readings: { ...filters(5, brokenFacts('7')), publicDashboards: makeReading(5, brokenFacts('d1')) },
        },
        {
          minute: 8,
          readings: {
            ...filters(8, brokenFacts('7')),
            publicDashboards: makeReading(8, brokenFacts('d1', 'd2')),
          },
        },
      ],
      first.history,
    );
    const origins = found.history.findings.map(({ finding: { subject }, origin }) => [subject.id, origin]);
    expect(origins).toEqual([
      ['7', 'site'],
      ['d1', 'rule'],
      ['d2', 'site'],
    ]);
    expect(found.history).not.toHaveProperty('unjudgedSources');
  });

  it('waits until a source that it needs completely is read completely', () => {
    const counting: Control = { ...newControl, needs: { filters: makeNeed('complete', 'publicFilters') } };
    const partial = makeReading(0, brokenFacts('7'), { gaps: ['failed'] });
    const first = judgeSteps(oldControl, [
      passStep(0, intactFacts('7')),
      { minute: 1, readings: { publicFilters: partial }, control: counting },
    ]);
    expect(first.history.unjudgedSources).toEqual(['publicFilters']);
    expect(onlyFinding(judgeSteps(counting, [passStep(3, brokenFacts('7'))], first.history)).origin).toBe(
      'rule',
    );
  });

  it('leaves to the baseline what the old version had never judged completely', () => {
    const never: JudgingStep = {
      minute: 0,
      readings: { publicFilters: { facts: [], read: 0, gaps: [{ why: 'denied' }] } },
    };
    const result = judgeSteps(oldControl, [
      never,
      { ...never, minute: 1, control: newControl },
      passStep(3, brokenFacts('7'), { control: newControl, beforeBaseline: true }),
    ]);
    expect(onlyFinding(result)).toMatchObject({ origin: 'site', inBaseline: true });
  });
});

describe('a reach under a new version', () => {
  const opening = (version: number, extra: readonly string[] = []): Control => ({
    ...oldControl,
    version,
    needs: { filters: makeNeed('each', 'publicFilters'), spaces: makeNeed('each', 'spaces') },
    judge: ({ filters = [], spaces = [] }) => ({
      findings: filters.map(({ id }: Fact) =>
        makeFinding('publicFilters', id, {
          reach: [...spaces.map((space: Fact) => space.id), ...extra],
          reachSource: 'spaces',
        }),
      ),
    }),
  });
  const makeStep = (minute: number, spaces: Reading<Fact>, control: Control): JudgingStep => ({
    minute,
    readings: { publicFilters: makeReading(minute, brokenFacts('7')), spaces },
    control,
  });
  const open = [
    makeStep(0, makeReading(0, intactFacts('A')), opening(1)),
    makeStep(2, makeReading(2, intactFacts('A')), opening(1)),
  ];

  it('is no drift by what the version adds, and drift by what grows later', () => {
    const wider = opening(2, ['Z']);
    const upgradedNow = judgeSteps(wider, [...open, makeStep(2, makeReading(2, intactFacts('A')), wider)]);
    expect(onlyFinding(upgradedNow)).toMatchObject({ knownReach: ['A', 'Z'], addedReach: [] });
    const grown = judgeSteps(
      wider,
      [
        makeStep(4, makeReading(4, intactFacts('A', 'B')), wider),
        makeStep(6, makeReading(6, intactFacts('A', 'B')), wider),
      ],
      upgradedNow.history,
    );
    expect(onlyFinding(grown)).toMatchObject({ addedReach: ['B'] });
  });

  it('keeps unconfirmed members of before the new version as growth', () => {
    const result = judgeSteps(opening(2), [
      ...open,
      makeStep(4, makeReading(4, intactFacts('A', 'B')), opening(1)),
      makeStep(4, makeReading(4, intactFacts('A', 'B')), opening(2)),
      makeStep(6, makeReading(6, intactFacts('A', 'B')), opening(2)),
    ]);
    expect(onlyFinding(result)).toMatchObject({ addedReach: ['B'] });
  });
});

describe('a new version of a source', () => {
  const both = (version: number): Control => ({
    ...oldControl,
    needs: { filters: makeNeed('each', 'publicFilters', version), spaces: makeNeed('each', 'spaces') },
    judge: ({ filters = [], spaces = [] }) => ({
      findings: [
        ...filters
          .filter((each: Fact) => each.broken)
          .map(({ id }: Fact) => makeFinding('publicFilters', id)),
        ...spaces.filter((each: Fact) => each.broken).map(({ id }: Fact) => makeFinding('spaces', id)),
      ],
    }),
  });
  const next = both(2);
  const makeStep = (
    minute: number,
    filters: readonly Fact[] | undefined,
    spaces: readonly Fact[],
    control: Control = next,
  ): JudgingStep => ({
    minute,
    readings: {
      ...(filters === undefined ? {} : { publicFilters: makeReading(minute, filters) }),
      spaces: makeReading(minute, spaces),
    },
    control,
  });
  const origins = ({ history }: ReturnType<typeof judgeSteps>) =>
    history.findings.map(({ finding: { subject }, origin }) => [subject.id, origin]);
  const before = judgeSteps(both(1), [
    makeStep(0, brokenFacts('7'), intactFacts('S'), both(1)),
    makeStep(2, brokenFacts('7'), intactFacts('S'), both(1)),
  ]);

  it('keeps a finding as last seen until the source is read again', () => {
    const result = judgeSteps(next, [makeStep(4, undefined, intactFacts('S'))], before.history);
    expect(statesBySubject(result)).toEqual({ 7: 'stale' });
    expect(result.history.unjudgedSources).toEqual(['publicFilters']);
    const read = judgeSteps(next, [makeStep(6, brokenFacts('7'), intactFacts('S'))], result.history);
    expect(onlyFinding(read)).toMatchObject({ state: 'open', origin: 'site' });
  });

  it('is the origin of what its first pass shows, with or without a judging before that', () => {
    const facts = brokenFacts('7', '8');
    const withEarlierJudging = [
      makeStep(4, undefined, intactFacts('S')),
      makeStep(6, facts, intactFacts('S')),
    ];
    for (const moments of [withEarlierJudging, [makeStep(6, facts, intactFacts('S'))]]) {
      const result = judgeSteps(next, moments, before.history);
      expect(origins(result)).toEqual([
        ['7', 'site'],
        ['8', 'rule'],
      ]);
      const later = judgeSteps(
        next,
        [makeStep(8, brokenFacts('7', '8', '9'), intactFacts('S'))],
        result.history,
      );
      expect(origins(later)).toContainEqual(['9', 'site']);
    }
  });

  it('can be the origin of what its first pass turns into a finding elsewhere, and of nothing before that', () => {
    const result = judgeSteps(next, [makeStep(4, undefined, brokenFacts('S'))], before.history);
    expect(origins(result)).toContainEqual(['S', 'site']);
    const first = judgeSteps(next, [makeStep(4, brokenFacts('7'), brokenFacts('S'))], before.history);
    expect(origins(first)).toContainEqual(['S', 'rule']);
  });

  it('is older than every version where the judging before noted none', () => {
    const { sourceVersions: _none, ...unknown } = before.history;
    expect(
      origins(judgeSteps(both(1), [makeStep(4, brokenFacts('7', '8'), intactFacts('S'))], unknown)),
    ).toContainEqual(['8', 'rule']);
  });

  it('is no drift by what it adds to a reach', () => {
    const opening = (version: number): Control => ({
      ...oldControl,
      needs: { filters: makeNeed('each', 'publicFilters'), spaces: makeNeed('each', 'spaces', version) },
      judge: ({ filters = [], spaces = [] }) => ({
        findings: filters.map(({ id }: Fact) =>
          makeFinding('publicFilters', id, { reach: spaces.map(space => space.id), reachSource: 'spaces' }),
        ),
      }),
    });
    const open = [
      makeStep(0, brokenFacts('7'), intactFacts('A'), opening(1)),
      makeStep(2, brokenFacts('7'), intactFacts('A'), opening(1)),
    ];
    const result = judgeSteps(opening(2), [
      ...open,
      makeStep(4, brokenFacts('7'), intactFacts('A', 'B'), opening(2)),
      makeStep(6, brokenFacts('7'), intactFacts('A', 'B'), opening(2)),
    ]);
    expect(onlyFinding(result)).toMatchObject({ knownReach: ['A', 'B'], addedReach: [] });
  });
});
