import { admissionOf } from '../../src/api/check-limits';
import { type AskedCheck } from '../../src/storage/checks';
import { POINTS_FOR_CHECKS, POINTS_FOR_CHECKS_OF_ONE, POINTS_OF_A_CHECK } from '../../src/sweep/budget';
import { HOUR, type Instant, instant, MINUTE } from '../../src/terms/instant';

const NOW = instant(Date.UTC(2026, 10, 20, 12));
const minute = (count: number): Instant => instant(NOW + count * MINUTE);
const asked = (what: string, by: string, points: number, at = minute(-30)): AskedCheck => ({
  what,
  by,
  points,
  at,
});
const request = { what: 'INF-03:site', by: 'lee', now: NOW };

describe('whether a check may begin', () => {
  it('is yes without any before it, on what one may spend', () => {
    expect(admissionOf([], request)).toEqual({ is: 'admitted', points: POINTS_FOR_CHECKS_OF_ONE });
  });

  it.each([
    ['one person', [asked('a', 'lee', 250)]],
    ['one work item', [asked('INF-03:site', 'ana', 245)]],
    ['all people', [asked('a', 'ana', 250), asked('b', 'sam', 241)]],
  ])('is limited for %s', (_of, before) => {
    expect(admissionOf(before, request)).toEqual({ is: 'paused', until: minute(30) });
    expect(admissionOf(before, { ...request, now: minute(30) })).toMatchObject({ is: 'admitted' });
  });

  it('waits only for as many of the old ones as it needs', () => {
    const before = [5, 4, 3, 2, 1].map(tens => asked('a', 'lee', 50, minute(-10 * tens)));
    expect(admissionOf(before, request)).toEqual({ is: 'paused', until: minute(10) });
    expect(admissionOf(before, request, 120)).toEqual({ is: 'paused', until: minute(30) });
  });

  it('is answered by the last one for two minutes', () => {
    const before = [asked('INF-03:site', 'ana', 10, minute(-1))];
    expect(admissionOf(before, request)).toEqual({
      is: 'too-soon',
      askedAt: minute(-1),
      againAt: minute(1),
    });
  });

  it('lets one through that needs more than an hour has, once nothing else was asked for', () => {
    expect(admissionOf([], request, 10_000)).toMatchObject({ is: 'admitted' });
    expect(admissionOf([asked('a', 'lee', 10)], request, 10_000)).toEqual({
      is: 'paused',
      until: minute(30),
    });
  });

  it('never adds up to more than the ceiling in any hour, whatever is asked for when', () => {
    let random = 7;
    const next = (below: number): number => (random = (random * 16_807) % 2_147_483_647) % below;
    const all: AskedCheck[] = [];
    for (let second = 0; second < 4 * 3_600; second += 20) {
      const now = instant(NOW + second * 1_000);
      const asking = { what: `item-${next(10)}`, by: `person-${next(5)}`, now };
      const admission = admissionOf(all, asking);
      if (admission.is !== 'admitted') continue;
      const points = Math.min(admission.points, POINTS_OF_A_CHECK + next(120));
      all.push(asked(asking.what, asking.by, points, now));
    }
    for (const { at } of all) {
      const hour = all.filter(each => each.at >= at && each.at < at + HOUR);
      const sum = (of: readonly AskedCheck[]): number => of.reduce((total, { points }) => total + points, 0);
      expect(sum(hour)).toBeLessThanOrEqual(POINTS_FOR_CHECKS);
      for (const { by, what } of hour) {
        expect(sum(hour.filter(each => each.by === by))).toBeLessThanOrEqual(POINTS_FOR_CHECKS_OF_ONE);
        expect(sum(hour.filter(each => each.what === what))).toBeLessThanOrEqual(POINTS_FOR_CHECKS_OF_ONE);
      }
    }
  });
});
