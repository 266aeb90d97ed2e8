import { dayAt, daysAfter, monthsAfter, nextDayStart } from '../../src/domain/day';
import { instant, formatIso } from '../../src/domain/instant';

const at = (iso: string) => instant(Date.parse(iso));

describe('a day of the site', () => {
  it('is the one that people there write', () => {
    const now = at('2026-11-20T02:00:00Z');
    expect(dayAt(now, 'UTC')).toBe('2026-11-20');
    expect(dayAt(now, 'America/Los_Angeles')).toBe('2026-11-19');
    expect(dayAt(now, 'Pacific/Kiritimati')).toBe('2026-11-20');
    expect(dayAt(now, 'Nowhere/At_All')).toBe('2026-11-20');
  });

  it.each([
    ['UTC', '2026-11-20T02:00:00Z', '2026-11-21T00:00:00.000Z'],
    ['America/Los_Angeles', '2026-11-20T02:00:00Z', '2026-11-20T08:00:00.000Z'],
    ['Asia/Kathmandu', '2026-11-20T02:00:00Z', '2026-11-20T18:15:00.000Z'],
    // The night in which clocks are set back has twenty-five hours.
    ['Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T23:00:00.000Z'],
  ])('ends in %s after %s at %s', (zone, now, next) => {
    expect(formatIso(nextDayStart(at(now), zone))).toBe(next);
  });

  it.each([
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-12-31', 1, '2027-01-01'],
  ])('%s and %d days is %s', (from, days, to) => {
    expect(daysAfter(from, days)).toBe(to);
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2026-11-20', 12, '2027-11-20'],
    ['2026-11-20', -12, '2025-11-20'],
    ['2026-03-31', -1, '2026-02-28'],
  ])('%s and %d months is %s', (from, months, to) => {
    expect(monthsAfter(from, months)).toBe(to);
  });
});
