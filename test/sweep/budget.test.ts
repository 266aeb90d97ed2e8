import { POINTS_IN_FIRST_HOUR, POINTS_PER_HOUR, allowanceAt, spend } from '../../src/sweep/budget';
import { HOUR, type Instant, instant } from '../../src/terms/instant';

const hour = (count: number): Instant => instant(500_000 * HOUR + count * HOUR);
const installedLongAgo = hour(-1_000);
const fresh = { hour: 0, spent: 0, carried: 0 };

describe('the allowance of an installation', () => {
  it('is 6,000 points in the hour of the install', () => {
    expect(allowanceAt(fresh, hour(0), hour(0))).toBe(POINTS_IN_FIRST_HOUR);
  });

  it('is 3,000 points an hour, and what the hour before left', () => {
    const quiet = spend(spend(fresh, 0, hour(0)), 0, hour(1));
    expect(allowanceAt(quiet, hour(1), installedLongAgo)).toBe(2 * POINTS_PER_HOUR);
    const busy = spend(spend(fresh, 0, hour(0)), 2_500, hour(0));
    expect(allowanceAt(busy, hour(1), installedLongAgo)).toBe(POINTS_PER_HOUR + 500);
  });

  it('carries over one hour at most', () => {
    const idle = spend(fresh, 0, hour(0));
    expect(allowanceAt(idle, hour(48), installedLongAgo)).toBe(2 * POINTS_PER_HOUR);
  });

  it('shrinks by what was spent, and is never below nothing', () => {
    const spent = spend(spend(fresh, 0, hour(0)), 10_000, hour(0));
    expect(allowanceAt(spent, hour(0), installedLongAgo)).toBe(0);
  });

  it('owes nothing for what was carried over, nor for the points of the first hour', () => {
    const first = spend(fresh, POINTS_IN_FIRST_HOUR, hour(0));
    expect(allowanceAt(first, hour(1), hour(0))).toBe(POINTS_PER_HOUR);
    const carried = spend({ hour: hour(0) / HOUR, spent: 0, carried: 2_000 }, 4_500, hour(0));
    expect(allowanceAt(carried, hour(1), installedLongAgo)).toBe(POINTS_PER_HOUR);
    const over = spend({ hour: hour(0) / HOUR, spent: 0, carried: 2_000 }, 5_500, hour(0));
    expect(allowanceAt(over, hour(1), installedLongAgo)).toBe(POINTS_PER_HOUR - 500);
  });

  it('pays a debt back with the hours that follow', () => {
    const debt = spend({ hour: hour(0) / HOUR, spent: 0, carried: 0 }, 8_000, hour(0));
    expect(allowanceAt(debt, hour(1), installedLongAgo)).toBe(0);
    const next = spend(debt, 0, hour(1));
    expect(allowanceAt(next, hour(2), installedLongAgo)).toBe(1_000);
    expect(allowanceAt(debt, hour(2), installedLongAgo)).toBe(1_000);
    expect(allowanceAt(debt, hour(5), installedLongAgo)).toBe(2 * POINTS_PER_HOUR);
  });
});
