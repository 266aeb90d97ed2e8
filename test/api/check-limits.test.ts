import { decideAdmission } from '../../src/api/check-limits';
import { type RequestedCheck } from '../../src/storage/requested-checks';
import { POINTS_FOR_CHECKS, POINTS_FOR_CHECKS_EACH, MIN_POINTS_PER_CHECK } from '../../src/scan/budget';
import { HOUR, type Instant, instant, MINUTE } from '../../src/domain/instant';

const NOW = instant(Date.UTC(2026, 10, 20, 12));
const minute = (count: number): Instant => instant(NOW + count * MINUTE);
const pastCheck = (target: string, account: string, points: number, at = minute(-30)): RequestedCheck => ({
  target,
  account,
  points,
  at,
});
const request = { target: 'INF-03:site', account: 'lee', now: NOW };

describe('the admission of a check', () => {
  it('is granted without earlier checks, with the API points of one person', () => {
    expect(decideAdmission([], request)).toEqual({ is: 'admitted', points: POINTS_FOR_CHECKS_EACH });
  });

  it.each([
    ['one person', [pastCheck('a', 'lee', 250)]],
    ['one work item', [pastCheck('INF-03:site', 'ana', 245)]],
    ['all people', [pastCheck('a', 'ana', 250), pastCheck('b', 'sam', 241)]],
  ])('is limited for %s', (_of, before) => {
    expect(decideAdmission(before, request)).toEqual({ is: 'paused', until: minute(30) });
    expect(decideAdmission(before, { ...request, now: minute(30) })).toMatchObject({ is: 'admitted' });
  });

  it('waits only until enough earlier checks have expired', () => {
    const before = [5, 4, 3, 2, 1].map(tens => pastCheck('a', 'lee', 50, minute(-10 * tens)));
    expect(decideAdmission(before, request)).toEqual({ is: 'paused', until: minute(10) });
    expect(decideAdmission(before, request, 120)).toEqual({ is: 'paused', until: minute(30) });
  });

  it('is refused within two minutes after a check of the same target', () => {
    const before = [pastCheck('INF-03:site', 'ana', 10, minute(-1))];
    expect(decideAdmission(before, request)).toEqual({
      is: 'too-soon',
      requestedAt: minute(-1),
      retryAt: minute(1),
    });
  });

  it('is granted to a check that needs more than the hourly limit if there was no other check in the hour', () => {
    expect(decideAdmission([], request, 10_000)).toMatchObject({ is: 'admitted' });
    expect(decideAdmission([pastCheck('a', 'lee', 10)], request, 10_000)).toEqual({
      is: 'paused',
      until: minute(30),
    });
  });

  it('never exceeds the limits in any hour, regardless of the requests', () => {
    let random = 7;
    const next = (below: number): number => (random = (random * 16_807) % 2_147_483_647) % below;
    const all: RequestedCheck[] = [];
    for (let second = 0; second < 4 * 3_600; second += 20) {
      const now = instant(NOW + second * 1_000);
      const asking = { target: `item-${next(10)}`, account: `person-${next(5)}`, now };
      const admission = decideAdmission(all, asking);
      if (admission.is !== 'admitted') continue;
      const points = Math.min(admission.points, MIN_POINTS_PER_CHECK + next(120));
      all.push(pastCheck(asking.target, asking.account, points, now));
    }
    for (const { at } of all) {
      const hour = all.filter(each => each.at >= at && each.at < at + HOUR);
      const sum = (of: readonly RequestedCheck[]): number =>
        of.reduce((total, { points }) => total + points, 0);
      expect(sum(hour)).toBeLessThanOrEqual(POINTS_FOR_CHECKS);
      for (const { account, target } of hour) {
        expect(sum(hour.filter(each => each.account === account))).toBeLessThanOrEqual(
          POINTS_FOR_CHECKS_EACH,
        );
        expect(sum(hour.filter(each => each.target === target))).toBeLessThanOrEqual(POINTS_FOR_CHECKS_EACH);
      }
    }
  });
});
