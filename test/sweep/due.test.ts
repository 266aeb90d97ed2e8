import { type Age, dueSources } from '../../src/sweep/due';
import { HOUR, type Instant, instant, later } from '../../src/terms/instant';
import { type SourceId } from '../../src/terms/source-id';

const now = instant(1_760_000_000_000);
const ago = (hours: number): Instant => later(now, -hours * HOUR);

const age = (
  id: SourceId,
  asOf: Instant | undefined,
  unfinished = false,
  full = 36,
  withFeed = 168,
): Age => ({
  source: { id, freshness: { full, withFeed } },
  asOf,
  unfinished,
});

const ids = (ages: readonly Age[], feedSince?: Instant): readonly string[] =>
  dueSources(ages, now, feedSince).map(({ id, urgent }) => (urgent ? `${id}!` : id));

describe('what a tick reads', () => {
  it('is nothing while everything is fresh', () => {
    expect(ids([age('spaces', ago(2)), age('users', ago(23))])).toEqual([]);
  });

  it('begins with what was never read, in the order of a first sweep', () => {
    expect(ids([age('licence', undefined), age('spaces', ago(30)), age('users', undefined)])).toEqual([
      'licence!',
      'users!',
      'spaces!',
    ]);
  });

  it('goes on with what was begun or failed, however young the last whole reading is', () => {
    expect(ids([age('spaces', ago(1), true)])).toEqual(['spaces']);
  });

  it('is urgent near the end of a source’s life, and the feed makes that life longer', () => {
    expect(ids([age('publicFilters', ago(26))])).toEqual(['publicFilters!']);
    expect(ids([age('publicFilters', ago(26))], ago(27))).toEqual(['publicFilters']);
    expect(ids([age('publicFilters', ago(26))], ago(25))).toEqual(['publicFilters!']);
  });

  it('reads what lives long less often than once a day', () => {
    expect(ids([age('users', ago(80), false, 168, 720)])).toEqual([]);
    expect(ids([age('users', ago(85), false, 168, 720)])).toEqual(['users']);
  });
});
