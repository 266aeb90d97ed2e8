import { dueDay } from '../../src/remediation/due';
import {
  CLAIM_HOLDS,
  CONFIRM_WITHIN,
  COUNT_WITHIN,
  LOOK_AGAIN,
  REOPEN_WITHIN,
  RETRY_AFTER,
  SAY_WITHIN,
  WAY_AGAIN,
} from '../../src/remediation/patience';
import { isToSchedule, scheduleOf } from '../../src/remediation/scheduling';
import { isStillCounting, keptBackUntil, whyNotDone } from '../../src/remediation/waiting';
import { filedName, type Item, itemsOf, type Wanted } from '../../src/remediation/wanted';
import { type Memory, unfiled } from '../../src/remediation/memory';
import { type Severity } from '../../src/terms/control-terms';
import { DAY, HOUR, MINUTE, type Instant, instant, later } from '../../src/terms/instant';
import { type Life } from '../../src/terms/life';
import { at, filters, lifeOf, livesOf, NOON, publicFilter, settingsWith } from './given';

const itemOf = (...lives: readonly Life[]): Wanted => {
  const settings = settingsWith({ baseline: { mode: 'all', takenAt: 0, by: 'admin' } });
  const [item] = itemsOf({
    controls: [filters],
    memories: livesOf(...lives),
    settings,
    filed: [],
    now: NOON,
  });
  if (item?.is !== 'wanted') throw new Error('nothing is to be filed');
  return item;
};
const seven = lifeOf(publicFilter('7'));
const eight = lifeOf(publicFilter('8'));
const memoryOf = (of: Partial<Memory> = {}): Memory => ({
  ...unfiled({ key: 'INF-03:site' as never, control: 'INF-03', place: 'site' }, NOON),
  state: 'open',
  issueId: '1',
  scheduled: 'medium',
  filed: [filedName(seven)],
  filedCount: 1,
  hash: 'before',
  ...of,
});

describe('the due date of a work item', () => {
  it.each<[string, Severity, string]>([
    // Friday, November 20, 2026.
    ['2026-11-20T12:00:00Z', 'critical', '2026-11-24'],
    ['2026-11-20T12:00:00Z', 'high', '2026-11-27'],
    ['2026-11-20T12:00:00Z', 'medium', '2026-12-11'],
    ['2026-11-20T12:00:00Z', 'low', '2027-01-01'],
    // Saturday, Sunday, Monday.
    ['2026-11-21T12:00:00Z', 'critical', '2026-11-24'],
    ['2026-11-22T12:00:00Z', 'critical', '2026-11-24'],
    ['2026-11-23T12:00:00Z', 'critical', '2026-11-25'],
    // Its last hour in UTC.
    ['2026-11-20T23:59:00Z', 'critical', '2026-11-24'],
  ])('found %s, %s: %s', (from, severity, day) => {
    expect(dueDay(at(from), severity, 'UTC')).toBe(day);
  });

  it('counts from the day of the site', () => {
    expect(dueDay(at('2026-11-19T23:00:00Z'), 'critical', 'Pacific/Auckland')).toBe('2026-11-24');
    expect(dueDay(at('2026-11-23T02:00:00Z'), 'critical', 'America/Los_Angeles')).toBe('2026-11-24');
    // Clocks change on this weekend.
    expect(dueDay(at('2026-10-23T12:00:00Z'), 'critical', 'Europe/Berlin')).toBe('2026-10-27');
  });
});

describe('how long the app waits', () => {
  it('is stated in minutes, hours, and days', () => {
    expect({
      claim: CLAIM_HOLDS / MINUTE,
      retry: RETRY_AFTER / MINUTE,
      duplicate: LOOK_AGAIN / HOUR,
      transition: WAY_AGAIN / HOUR,
      confirmation: CONFIRM_WITHIN / HOUR,
      rest: COUNT_WITHIN / MINUTE,
      comment: SAY_WITHIN / MINUTE,
      reopening: REOPEN_WITHIN / DAY,
    }).toEqual({
      claim: 10,
      retry: 30,
      duplicate: 24,
      transition: 24,
      confirmation: 24,
      rest: 60,
      comment: 10,
      reopening: 90,
    });
  });
});

describe('the schedule of a work item', () => {
  const when = { now: NOON, timeZone: 'UTC' };
  it.each<[string, Severity, Severity | undefined, boolean]>([
    ['was never set', 'low', undefined, true],
    ['follows the same severity', 'high', 'high', false],
    ['follows a lower severity', 'high', 'medium', true],
    ['follows a higher severity', 'medium', 'high', false],
  ])('%s', (_, severity, scheduled, expected) => {
    const item = itemOf(lifeOf(publicFilter('7', { severity })));
    const { scheduled: _before, ...others } = memoryOf();
    expect(isToSchedule(item, scheduled === undefined ? others : { ...others, scheduled })).toBe(expected);
  });

  const critical = itemOf(lifeOf(publicFilter('7', { severity: 'critical' })));
  it.each<[string, Wanted, Partial<Memory>, string | undefined, object | undefined]>([
    ['nothing changed', itemOf(seven), { due: '2026-12-01' }, '2026-12-01', undefined],
    [
      'a severity that rose brings the day forward',
      critical,
      { due: '2026-12-11' },
      '2026-12-11',
      { due: '2026-11-24' },
    ],
    ['a severity that rose moves no day back', critical, { due: '2026-11-23' }, '2026-11-23', {}],
    ['a severity that rose on the very same day', critical, { due: '2026-11-24' }, '2026-11-24', {}],
    [
      'a severity that rose, and a day that a person chose',
      critical,
      { due: '2026-12-11' },
      '2026-12-24',
      {},
    ],
    ['a severity that rose, without a due date', critical, {}, undefined, {}],
    [
      'the day has passed and more is open: a new day',
      itemOf(seven, eight),
      { due: '2026-11-19' },
      '2026-11-19',
      { due: '2026-12-11' },
    ],
    [
      'today is the day and more is open: it stays',
      itemOf(seven, eight),
      { due: '2026-11-20' },
      '2026-11-20',
      undefined,
    ],
    [
      'the day has passed, nothing more is open: it stays',
      itemOf(seven),
      { due: '2026-11-19' },
      '2026-11-19',
      undefined,
    ],
    [
      'the day has passed, another finding in place of the first: a new day',
      itemOf(eight),
      { due: '2026-11-19' },
      '2026-11-19',
      { due: '2026-12-11' },
    ],
    [
      'the day has passed, not all names are kept and as many are open: it stays',
      itemOf(seven, eight),
      { due: '2026-11-19', filed: [], filedCount: 2 },
      '2026-11-19',
      undefined,
    ],
  ])('%s', (_, item, memory, due, expected) => {
    expect(scheduleOf(item, memoryOf(memory), due === undefined ? {} : { due }, when)).toEqual(expected);
  });

  it('counts anew when it was opened again after its day', () => {
    const { scheduled: _, ...reopened } = memoryOf({ due: '2026-11-19' });
    expect(scheduleOf(itemOf(seven), reopened, { due: '2026-11-19' }, when)).toEqual({ due: '2026-12-11' });
  });
});

describe('what is kept back for a comment', () => {
  const waitingSince = (minutes: number): Wanted => ({
    ...itemOf(seven),
    hash: 'now',
    waitsSince: later(NOON, minutes * MINUTE),
  });
  const inMinutes = (minutes: number): Instant => later(NOON, minutes * MINUTE);

  it.each<[string, Item, Memory | undefined, number, number | undefined]>([
    ['waits ten minutes', waitingSince(0), memoryOf(), 5, 10],
    ['is due after ten minutes', waitingSince(0), memoryOf(), 10, undefined],
    ['waits for nothing', { ...itemOf(seven), hash: 'now' }, memoryOf(), 5, undefined],
    ['says what was said before', waitingSince(0), memoryOf({ hash: 'now' }), 5, undefined],
    ['has no work item yet', waitingSince(0), undefined, 5, undefined],
    [
      'counts from the first that is new',
      { ...waitingSince(5), lives: [seven, { ...eight, since: inMinutes(-3) }] },
      memoryOf(),
      5,
      7,
    ],
    [
      'does not count from what was said before',
      { ...waitingSince(5), lives: [{ ...seven, since: inMinutes(-3) }] },
      memoryOf(),
      5,
      15,
    ],
    [
      'counts from the first that was resolved',
      { ...waitingSince(5), over: [{ ...eight, since: inMinutes(-4) }] },
      memoryOf(),
      5,
      6,
    ],
    [
      'is obsolete',
      {
        is: 'retired',
        key: 'INF-03:site' as never,
        control: 'INF-03',
        place: 'site',
        why: 'fixed',
        over: [],
        meant: new Map(),
      },
      memoryOf(),
      5,
      undefined,
    ],
  ])('%s', (_, item, memory, now, until) => {
    expect(keptBackUntil(item, memory, inMinutes(now))).toBe(
      until === undefined ? undefined : inMinutes(until),
    );
  });

  it('is still counted until it is due', () => {
    const counting = (minutes: number): boolean =>
      isStillCounting(waitingSince(0), memoryOf(), inMinutes(minutes));
    expect([counting(0), counting(9.9), counting(10)]).toEqual([true, true, false]);
    expect(isStillCounting(itemOf(seven), memoryOf(), NOON)).toBe(false);
  });
});

describe('why a work item that was moved to Done can’t stay there', () => {
  const moved = { categorySince: NOON };
  const seenAt = (minutes: number, of: Partial<Life> = {}): Life => ({
    ...seven,
    lastSeen: instant(NOON + minutes * MINUTE),
    ...of,
  });
  const other = (of: Partial<Life>): Life => ({ ...eight, lastSeen: instant(NOON - MINUTE), ...of });
  it.each<[string, readonly Life[], number, string | undefined]>([
    ['seen open after the move', [seenAt(1)], 5, 'remains'],
    ['seen open at the very move', [seenAt(0)], 5, 'remains'],
    ['not read since the move', [seenAt(-1)], 5, undefined],
    ['not read for a day', [seenAt(-1)], 24 * 60, 'unconfirmed'],
    ['not read for a minute less', [seenAt(-1)], 24 * 60 - 1, undefined],
    ['one seen open, the other not read yet', [seenAt(1), other({})], 59, undefined],
    ['one seen open, the other not read for an hour', [seenAt(1), other({})], 60, 'remains'],
    ['one seen open, the other can’t be read', [seenAt(1), other({ state: 'unseen' })], 5, 'remains'],
    ['one seen open, the other closing', [seenAt(1), other({ state: 'fading' })], 5, undefined],
    ['closing', [seenAt(1, { state: 'fading' })], 5, undefined],
  ])('%s', (_, lives, minutes, why) => {
    const item: Wanted = { ...itemOf(seven), lives };
    expect(whyNotDone(item, moved, later(NOON, minutes * MINUTE))).toBe(why);
  });
});
