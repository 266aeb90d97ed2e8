import { type Control } from '../../src/controls/define';
import { isDrift } from '../../src/terms/life';
import { type Reading } from '../../src/terms/reading';
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
  statesIn,
} from './made-up';

const old = controlWith({ needs: { filters: need('each', 'publicFilters') } });
const next: Control = { ...old, version: 2 };
const pass = (minute: number, facts: readonly Fact[], of: Partial<Moment> = {}): Moment => ({
  minute,
  readings: { publicFilters: passAt(minute, facts) },
  ...of,
});
/** The first judging of the new version, of evidence that the old version judged. */
const upgraded = (minute: number, facts: readonly Fact[]): Moment => ({
  minute: minute + 0.5,
  readings: { publicFilters: passAt(minute, facts) },
  control: next,
});

describe('a new version of a control', () => {
  it('brings what it finds in the evidence that the old version judged', () => {
    const found = judgeThrough(old, [pass(0, fine('7')), upgraded(0, broken('7'))]);
    expect(onlyLife(found)).toMatchObject({ origin: 'rule', version: 2 });
    expect(onlyLife(found)).not.toHaveProperty('lastClosed');
    const confirmed = judgeThrough(next, [pass(3, broken('7'))], found.memory);
    expect([onlyLife(confirmed).state, isDrift(onlyLife(confirmed))]).toEqual(['open', false]);
  });

  it('finds drift in what was read after its first judging', () => {
    const result = judgeThrough(old, [
      pass(0, fine('7')),
      upgraded(0, fine('7')),
      pass(3, broken('7'), { control: next }),
      pass(5, broken('7'), { control: next }),
    ]);
    expect(onlyLife(result)).toMatchObject({ origin: 'site', lastClosed: at(0) });
    expect(isDrift(onlyLife(result))).toBe(true);
  });

  it('keeps what the old version found as it was', () => {
    const open = judgeThrough(old, [pass(0, fine('7')), pass(2, broken('7')), pass(4, broken('7'))]);
    const result = judgeThrough(next, [upgraded(4, broken('7'))], open.memory);
    expect(result.memory.lives).toEqual(open.memory.lives);
  });

  it('ends what it finds no longer, and lets what was closing be resolved', () => {
    const both = judgeThrough(old, [pass(0, broken('7', '8')), pass(2, broken('7', '8'))]);
    const closing = judgeThrough(old, [pass(4, [...fine('7'), ...broken('8')])], both.memory);
    expect(statesIn(closing)).toEqual({ 7: 'fading', 8: 'open' });
    const result = judgeThrough(next, [upgraded(4, fine('7', '8'))], closing.memory);
    expect(statesIn(result)).toEqual({ 7: 'fading', 8: 'rule-changed' });
    const rechecked = { publicFilters: passAt(4, fine('7', '8'), { recheck: { 7: 6 } }) };
    expect(statesIn(judgeThrough(next, [pass(6, [], { readings: rechecked })], result.memory))).toEqual({
      7: 'gone',
      8: 'rule-changed',
    });
  });

  it('brings what it finds first in a source that it reads for the first time', () => {
    const wider: Control = {
      ...next,
      needs: { ...next.needs, dashboards: need('each', 'publicDashboards') },
      judge: ({ filters = [], dashboards = [] }) => ({
        findings: [
          ...filters
            .filter((each: Fact) => each.broken)
            .map(({ id }: Fact) => findingIn('publicFilters', id)),
          ...dashboards
            .filter((each: Fact) => each.broken)
            .map(({ id }: Fact) => findingIn('publicDashboards', id)),
        ],
      }),
    };
    const filters = (minute: number, facts: readonly Fact[]): Moment['readings'] => ({
      publicFilters: passAt(minute, facts),
    });
    const first = judgeThrough(old, [
      pass(0, fine('7')),
      { minute: 1, readings: filters(0, fine('7')), control: wider },
    ]);
    expect(first.memory.unjudged).toEqual(['publicDashboards']);
    // A filter that breaks it in the meantime is drift; what the first pass of dashboards finds is not.
    const found = judgeThrough(
      wider,
      [
        { minute: 3, readings: filters(3, broken('7')) },
        {
          minute: 5,
          readings: { ...filters(5, broken('7')), publicDashboards: passAt(5, broken('d1')) },
        },
        {
          minute: 8,
          readings: { ...filters(8, broken('7')), publicDashboards: passAt(8, broken('d1', 'd2')) },
        },
      ],
      first.memory,
    );
    const origins = found.memory.lives.map(({ finding: { subject }, origin }) => [subject.id, origin]);
    expect(origins).toEqual([
      ['7', 'site'],
      ['d1', 'rule'],
      ['d2', 'site'],
    ]);
    expect(found.memory).not.toHaveProperty('unjudged');
  });

  it('waits for a source that it needs whole to be read whole', () => {
    const counting: Control = { ...next, needs: { filters: need('whole', 'publicFilters') } };
    const partial = passAt(0, broken('7'), { gaps: ['failed'] });
    const first = judgeThrough(old, [
      pass(0, fine('7')),
      { minute: 1, readings: { publicFilters: partial }, control: counting },
    ]);
    expect(first.memory.unjudged).toEqual(['publicFilters']);
    expect(onlyLife(judgeThrough(counting, [pass(3, broken('7'))], first.memory)).origin).toBe('rule');
  });

  it('leaves what the old version had never judged whole to the baseline', () => {
    const never: Moment = {
      minute: 0,
      readings: { publicFilters: { facts: [], read: 0, gaps: [{ why: 'denied' }] } },
    };
    const result = judgeThrough(old, [
      never,
      { ...never, minute: 1, control: next },
      pass(3, broken('7'), { control: next, beforeBaseline: true }),
    ]);
    expect(onlyLife(result)).toMatchObject({ origin: 'site', baseline: true });
  });
});

describe('a reach under a new version', () => {
  const opening = (version: number, extra: readonly string[] = []): Control => ({
    ...old,
    version,
    needs: { filters: need('each', 'publicFilters'), spaces: need('each', 'spaces') },
    judge: ({ filters = [], spaces = [] }) => ({
      findings: filters.map(({ id }: Fact) =>
        findingIn('publicFilters', id, {
          reach: [...spaces.map((space: Fact) => space.id), ...extra],
          reachSource: 'spaces',
        }),
      ),
    }),
  });
  const look = (minute: number, spaces: Reading<Fact>, control: Control): Moment => ({
    minute,
    readings: { publicFilters: passAt(minute, broken('7')), spaces },
    control,
  });
  const open = [look(0, passAt(0, fine('A')), opening(1)), look(2, passAt(2, fine('A')), opening(1))];

  it('is no drift by what the version adds, and drift by what grows later', () => {
    const wider = opening(2, ['Z']);
    const upgradedNow = judgeThrough(wider, [...open, look(2, passAt(2, fine('A')), wider)]);
    expect(onlyLife(upgradedNow)).toMatchObject({ known: ['A', 'Z'], added: [] });
    const grown = judgeThrough(
      wider,
      [look(4, passAt(4, fine('A', 'B')), wider), look(6, passAt(6, fine('A', 'B')), wider)],
      upgradedNow.memory,
    );
    expect(onlyLife(grown)).toMatchObject({ added: ['B'] });
  });

  it('keeps what was seen once before the new version as growth', () => {
    const result = judgeThrough(opening(2), [
      ...open,
      look(4, passAt(4, fine('A', 'B')), opening(1)),
      look(4, passAt(4, fine('A', 'B')), opening(2)),
      look(6, passAt(6, fine('A', 'B')), opening(2)),
    ]);
    expect(onlyLife(result)).toMatchObject({ added: ['B'] });
  });
});

describe('a new version of a source', () => {
  const both = (version: number): Control => ({
    ...old,
    needs: { filters: need('each', 'publicFilters', version), spaces: need('each', 'spaces') },
    judge: ({ filters = [], spaces = [] }) => ({
      findings: [
        ...filters.filter((each: Fact) => each.broken).map(({ id }: Fact) => findingIn('publicFilters', id)),
        ...spaces.filter((each: Fact) => each.broken).map(({ id }: Fact) => findingIn('spaces', id)),
      ],
    }),
  });
  const next = both(2);
  const look = (
    minute: number,
    filters: readonly Fact[] | undefined,
    spaces: readonly Fact[],
    control: Control = next,
  ): Moment => ({
    minute,
    readings: {
      ...(filters === undefined ? {} : { publicFilters: passAt(minute, filters) }),
      spaces: passAt(minute, spaces),
    },
    control,
  });
  const origins = ({ memory }: ReturnType<typeof judgeThrough>) =>
    memory.lives.map(({ finding: { subject }, origin }) => [subject.id, origin]);
  const before = judgeThrough(both(1), [
    look(0, broken('7'), fine('S'), both(1)),
    look(2, broken('7'), fine('S'), both(1)),
  ]);

  it('leaves a finding as last seen until the source is read anew', () => {
    const result = judgeThrough(next, [look(4, undefined, fine('S'))], before.memory);
    expect(statesIn(result)).toEqual({ 7: 'unseen' });
    expect(result.memory.unjudged).toEqual(['publicFilters']);
    const read = judgeThrough(next, [look(6, broken('7'), fine('S'))], result.memory);
    expect(onlyLife(read)).toMatchObject({ state: 'open', origin: 'site' });
  });

  it('brings what its first pass shows, whether a judging came before that or not', () => {
    const facts = broken('7', '8');
    const waited = [look(4, undefined, fine('S')), look(6, facts, fine('S'))];
    for (const moments of [waited, [look(6, facts, fine('S'))]]) {
      const result = judgeThrough(next, moments, before.memory);
      expect(origins(result)).toEqual([
        ['7', 'site'],
        ['8', 'rule'],
      ]);
      const later = judgeThrough(next, [look(8, broken('7', '8', '9'), fine('S'))], result.memory);
      expect(origins(later)).toContainEqual(['9', 'site']);
    }
  });

  it('may bring what its first pass turns into a finding elsewhere, and nothing before that', () => {
    const result = judgeThrough(next, [look(4, undefined, broken('S'))], before.memory);
    expect(origins(result)).toContainEqual(['S', 'site']);
    const first = judgeThrough(next, [look(4, broken('7'), broken('S'))], before.memory);
    expect(origins(first)).toContainEqual(['S', 'rule']);
  });

  it('is older than every version where the judging before noted none', () => {
    const { sourceVersions: _none, ...unknown } = before.memory;
    expect(origins(judgeThrough(both(1), [look(4, broken('7', '8'), fine('S'))], unknown))).toContainEqual([
      '8',
      'rule',
    ]);
  });

  it('is no drift by what it adds to a reach', () => {
    const opening = (version: number): Control => ({
      ...old,
      needs: { filters: need('each', 'publicFilters'), spaces: need('each', 'spaces', version) },
      judge: ({ filters = [], spaces = [] }) => ({
        findings: filters.map(({ id }: Fact) =>
          findingIn('publicFilters', id, { reach: spaces.map(space => space.id), reachSource: 'spaces' }),
        ),
      }),
    });
    const open = [look(0, broken('7'), fine('A'), opening(1)), look(2, broken('7'), fine('A'), opening(1))];
    const result = judgeThrough(opening(2), [
      ...open,
      look(4, broken('7'), fine('A', 'B'), opening(2)),
      look(6, broken('7'), fine('A', 'B'), opening(2)),
    ]);
    expect(onlyLife(result)).toMatchObject({ known: ['A', 'B'], added: [] });
  });
});
