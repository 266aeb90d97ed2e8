import { type SourceAge, dueSources } from '../../src/scan/due-sources';
import { HOUR, type Instant, instant, addDuration } from '../../src/domain/instant';
import { type SourceId } from '../../src/domain/source-id';

const now = instant(1_760_000_000_000);
const ago = (hours: number): Instant => addDuration(now, -hours * HOUR);

const LOW_COST = 100;
const HIGH_COST = 5_000;

const makeAge = (id: SourceId, asOf: Instant | undefined, change: Partial<SourceAge> = {}): SourceAge => ({
  source: { id, freshness: { full: 36, withFeed: 720 } },
  startedAt: asOf,
  points: LOW_COST,
  isUnfinished: false,
  ...change,
});

const dueIds = (ages: readonly SourceAge[], feedSince?: Instant): readonly string[] =>
  dueSources(ages, now, feedSince).map(({ id, urgent }) => (urgent ? `${id}!` : id));

describe('the sources that a tick reads', () => {
  it('are none while everything is fresh', () => {
    expect(dueIds([makeAge('spaces', ago(2)), makeAge('users', ago(23))])).toEqual([]);
  });

  it('start with cheap ones, then those never read, in the order of a first scan', () => {
    const expensive = makeAge('spaceSchemes', ago(30), { points: HIGH_COST });
    expect(
      dueIds([
        makeAge('license', undefined),
        expensive,
        makeAge('spaces', ago(30)),
        makeAge('users', undefined),
      ]),
    ).toEqual(['spaces!', 'license!', 'users!', 'spaceSchemes!']);
  });

  it('include unfinished and failed ones, however recent the last pass', () => {
    expect(dueIds([makeAge('spaces', ago(1), { isUnfinished: true })])).toEqual(['spaces']);
  });

  it('are urgent when nearly stale, and stay fresh longer with the change feed', () => {
    expect(dueIds([makeAge('publicFilters', ago(26))])).toEqual(['publicFilters!']);
    expect(dueIds([makeAge('publicFilters', ago(26))], ago(27))).toEqual(['publicFilters']);
    expect(dueIds([makeAge('publicFilters', ago(26))], ago(25))).toEqual(['publicFilters!']);
  });

  it('include cheap ones daily, and expensive ones after a third of their freshness', () => {
    const asOf = ago(100);
    expect(
      dueIds([makeAge('spaces', asOf), makeAge('ownSchemes', asOf, { points: HIGH_COST })], ago(101)),
    ).toEqual(['spaces']);
    expect(dueIds([makeAge('ownSchemes', ago(241), { points: HIGH_COST })], ago(300))).toEqual([
      'ownSchemes',
    ]);
    expect(dueIds([makeAge('ownSchemes', ago(481), { points: HIGH_COST })], ago(500))).toEqual([
      'ownSchemes!',
    ]);
  });

  it('include very cheap ones without change events at every tick', () => {
    const untracked = { id: 'publicDashboards', freshness: { full: 36, withFeed: 36 } } as const;
    const dashboards = (hours: number, points: number) =>
      makeAge('publicDashboards', ago(hours), { source: untracked, points });
    expect(dueIds([dashboards(1, 21)], ago(99))).toEqual(['publicDashboards']);
    expect(dueIds([dashboards(0.8, 21)], ago(99))).toEqual([]);
    expect(dueIds([dashboards(1, LOW_COST)], ago(99))).toEqual([]);
  });

  it('include expensive ones daily without the change feed', () => {
    expect(dueIds([makeAge('ownSchemes', ago(25), { points: HIGH_COST })])).toEqual(['ownSchemes!']);
  });
});
