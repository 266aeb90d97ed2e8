import { POINTS_IN_FIRST_HOUR, POINTS_PER_HOUR, allowanceAt, chargeBudget } from '../../src/scan/budget';
import { HOUR, type Instant, instant } from '../../src/domain/instant';

const hour = (count: number): Instant => instant(500_000 * HOUR + count * HOUR);
const installedLongAgo = hour(-1_000);
const newBudget = { hour: 0, spent: 0, carriedOver: 0 };

describe('the allowance of an installation', () => {
  it('is 6,000 points in the hour of the install', () => {
    expect(allowanceAt(newBudget, hour(0), hour(0))).toBe(POINTS_IN_FIRST_HOUR);
  });

  it('is 3,000 points an hour, and what the hour before left', () => {
    const quiet = chargeBudget(chargeBudget(newBudget, 0, hour(0)), 0, hour(1));
    expect(allowanceAt(quiet, hour(1), installedLongAgo)).toBe(2 * POINTS_PER_HOUR);
    const busy = chargeBudget(chargeBudget(newBudget, 0, hour(0)), 2_500, hour(0));
    expect(allowanceAt(busy, hour(1), installedLongAgo)).toBe(POINTS_PER_HOUR + 500);
  });

  it('carries over one hour at most', () => {
    const idle = chargeBudget(newBudget, 0, hour(0));
    expect(allowanceAt(idle, hour(48), installedLongAgo)).toBe(2 * POINTS_PER_HOUR);
  });

  it('shrinks by what was spent, but never below zero', () => {
    const spent = chargeBudget(chargeBudget(newBudget, 0, hour(0)), 10_000, hour(0));
    expect(allowanceAt(spent, hour(0), installedLongAgo)).toBe(0);
  });

  it('owes nothing for carried-over points, nor for the extra points of the first hour', () => {
    const first = chargeBudget(newBudget, POINTS_IN_FIRST_HOUR, hour(0));
    expect(allowanceAt(first, hour(1), hour(0))).toBe(POINTS_PER_HOUR);
    const carried = chargeBudget({ hour: hour(0) / HOUR, spent: 0, carriedOver: 2_000 }, 4_500, hour(0));
    expect(allowanceAt(carried, hour(1), installedLongAgo)).toBe(POINTS_PER_HOUR);
    const overspent = chargeBudget({ hour: hour(0) / HOUR, spent: 0, carriedOver: 2_000 }, 5_500, hour(0));
    expect(allowanceAt(overspent, hour(1), installedLongAgo)).toBe(POINTS_PER_HOUR - 500);
  });

  it('pays a debt back with the hours that follow', () => {
    const debt = chargeBudget({ hour: hour(0) / HOUR, spent: 0, carriedOver: 0 }, 8_000, hour(0));
    expect(allowanceAt(debt, hour(1), installedLongAgo)).toBe(0);
    const next = chargeBudget(debt, 0, hour(1));
    expect(allowanceAt(next, hour(2), installedLongAgo)).toBe(1_000);
    expect(allowanceAt(debt, hour(2), installedLongAgo)).toBe(1_000);
    expect(allowanceAt(debt, hour(5), installedLongAgo)).toBe(2 * POINTS_PER_HOUR);
  });
});
