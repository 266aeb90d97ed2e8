import { type Age, dueSources } from '../../src/sweep/due';
import { HOUR, type Instant, instant, later } from '../../src/terms/instant';
import { type SourceId } from '../../src/terms/source-id';

const now = instant(1_760_000_000_000);
const ago = (hours: number): Instant => later(now, -hours * HOUR);

const CHEAP = 100;
const DEAR = 5_000;

const age = (id: SourceId, asOf: Instant | undefined, change: Partial<Age> = {}): Age => ({
  source: { id, freshness: { full: 36, withFeed: 720 } },
  asOf,
  points: CHEAP,
  unfinished: false,
  ...change,
});

const ids = (ages: readonly Age[], feedSince?: Instant): readonly string[] =>
  dueSources(ages, now, feedSince).map(({ id, urgent }) => (urgent ? `${id}!` : id));

describe('what a tick reads', () => {
  it('is nothing while everything is fresh', () => {
    expect(ids([age('spaces', ago(2)), age('users', ago(23))])).toEqual([]);
  });

  it('begins with what is cheap, then what was never read, in the order of a first sweep', () => {
    const dear = age('spaceSchemes', ago(30), { points: DEAR });
    expect(ids([age('licence', undefined), dear, age('spaces', ago(30)), age('users', undefined)])).toEqual([
      'spaces!',
      'licence!',
      'users!',
      'spaceSchemes!',
    ]);
  });

  it('goes on with what was begun, failed or is short of something, however young the last reading is', () => {
    expect(ids([age('spaces', ago(1), { unfinished: true })])).toEqual(['spaces']);
  });

  it('is urgent near the end of a source’s life, and the feed makes that life longer', () => {
    expect(ids([age('publicFilters', ago(26))])).toEqual(['publicFilters!']);
    expect(ids([age('publicFilters', ago(26))], ago(27))).toEqual(['publicFilters']);
    expect(ids([age('publicFilters', ago(26))], ago(25))).toEqual(['publicFilters!']);
  });

  it('is what is cheap every day, and what is dear after a third of its life', () => {
    const asOf = ago(100);
    expect(ids([age('spaces', asOf), age('ownSchemes', asOf, { points: DEAR })], ago(101))).toEqual([
      'spaces',
    ]);
    expect(ids([age('ownSchemes', ago(241), { points: DEAR })], ago(300))).toEqual(['ownSchemes']);
    expect(ids([age('ownSchemes', ago(481), { points: DEAR })], ago(500))).toEqual(['ownSchemes!']);
  });

  it('is at every tick what next to nothing asks for and nothing else would tell', () => {
    const untold = { id: 'publicDashboards', freshness: { full: 36, withFeed: 36 } } as const;
    const dashboards = (hours: number, points: number) =>
      age('publicDashboards', ago(hours), { source: untold, points });
    expect(ids([dashboards(1, 21)], ago(99))).toEqual(['publicDashboards']);
    expect(ids([dashboards(0.8, 21)], ago(99))).toEqual([]);
    expect(ids([dashboards(1, CHEAP)], ago(99))).toEqual([]);
  });

  it('is what is dear as well after a day, where nothing tells of changes', () => {
    expect(ids([age('ownSchemes', ago(25), { points: DEAR })])).toEqual(['ownSchemes!']);
  });
});
