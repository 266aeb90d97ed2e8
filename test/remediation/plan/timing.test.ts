import { dueDay } from '../../../src/remediation/plan/due-day';
import {
  CLAIM_TIMEOUT,
  CONFIRMATION_TIMEOUT,
  PARTIAL_CONFIRMATION_TIMEOUT,
  DUPLICATE_CHECK_INTERVAL,
  REOPEN_WINDOW,
  RETRY_AFTER,
  ANNOUNCEMENT_DELAY,
  TRANSITION_RETRY_AFTER,
} from '../../../src/remediation/plan/timeouts';
import { needsScheduling, planSchedule } from '../../../src/remediation/plan/schedule';
import {
  isAnnouncementDelayed,
  announcementDelayedUntil,
  findReopenReason,
} from '../../../src/remediation/plan/announcement-timing';
import {
  findingFingerprint,
  type PlannedItem,
  planItems,
  type DesiredItem,
} from '../../../src/remediation/plan/desired-items';
import { type RemediationRecord, buildUnfiledRecord } from '../../../src/remediation/plan/remediation-record';
import { type Severity } from '../../../src/domain/control-attributes';
import { DAY, HOUR, MINUTE, type Instant, instant, addDuration } from '../../../src/domain/instant';
import { type TrackedFinding } from '../../../src/domain/tracked-finding';
import {
  at,
  publicFiltersControl,
  trackedFrom,
  historiesOf,
  NOON,
  publicFilter,
  settingsWith,
} from '../fixtures';

const itemOf = (...trackedFindings: readonly TrackedFinding[]): DesiredItem => {
  const settings = settingsWith({ baseline: { mode: 'all', takenAt: 0, by: 'admin' } });
  const [item] = planItems({
    controls: [publicFiltersControl],
    histories: historiesOf(...trackedFindings),
    settings,
    records: [],
    now: NOON,
  });
  if (item?.is !== 'desired') throw new Error('nothing is to be filed');
  return item;
};
const findingSeven = trackedFrom(publicFilter('7'));
const findingEight = trackedFrom(publicFilter('8'));
const recordOf = (of: Partial<RemediationRecord> = {}): RemediationRecord => ({
  ...buildUnfiledRecord({ key: 'INF-03:site' as never, control: 'INF-03', place: 'site' }, NOON),
  state: 'open',
  issueId: '1',
  scheduledSeverity: 'medium',
  filedFingerprints: [findingFingerprint(findingSeven)],
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
      claim: CLAIM_TIMEOUT / MINUTE,
      retry: RETRY_AFTER / MINUTE,
      duplicate: DUPLICATE_CHECK_INTERVAL / HOUR,
      transition: TRANSITION_RETRY_AFTER / HOUR,
      confirmation: CONFIRMATION_TIMEOUT / HOUR,
      rest: PARTIAL_CONFIRMATION_TIMEOUT / MINUTE,
      comment: ANNOUNCEMENT_DELAY / MINUTE,
      reopening: REOPEN_WINDOW / DAY,
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
    const item = itemOf(trackedFrom(publicFilter('7', { severity })));
    const { scheduledSeverity: _before, ...others } = recordOf();
    expect(
      needsScheduling(item, scheduled === undefined ? others : { ...others, scheduledSeverity: scheduled }),
    ).toBe(expected);
  });

  const critical = itemOf(trackedFrom(publicFilter('7', { severity: 'critical' })));
  it.each<[string, DesiredItem, Partial<RemediationRecord>, string | undefined, object | undefined]>([
    ['nothing changed', itemOf(findingSeven), { due: '2026-12-01' }, '2026-12-01', undefined],
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
      itemOf(findingSeven, findingEight),
      { due: '2026-11-19' },
      '2026-11-19',
      { due: '2026-12-11' },
    ],
    [
      'today is the day and more is open: it stays',
      itemOf(findingSeven, findingEight),
      { due: '2026-11-20' },
      '2026-11-20',
      undefined,
    ],
    [
      'the day has passed, nothing more is open: it stays',
      itemOf(findingSeven),
      { due: '2026-11-19' },
      '2026-11-19',
      undefined,
    ],
    [
      'the day has passed, another finding in place of the first: a new day',
      itemOf(findingEight),
      { due: '2026-11-19' },
      '2026-11-19',
      { due: '2026-12-11' },
    ],
    [
      'the day has passed, not all names are kept and as many are open: it stays',
      itemOf(findingSeven, findingEight),
      { due: '2026-11-19', filedFingerprints: [], filedCount: 2 },
      '2026-11-19',
      undefined,
    ],
  ])('%s', (_, item, record, due, expected) => {
    expect(planSchedule(item, recordOf(record), due === undefined ? {} : { due }, when)).toEqual(expected);
  });

  it('counts anew when it was opened again after its day', () => {
    const { scheduledSeverity: _, ...reopened } = recordOf({ due: '2026-11-19' });
    expect(planSchedule(itemOf(findingSeven), reopened, { due: '2026-11-19' }, when)).toEqual({
      due: '2026-12-11',
    });
  });
});

describe('what is kept back for a comment', () => {
  const waitingSince = (minutes: number): DesiredItem => ({
    ...itemOf(findingSeven),
    hash: 'now',
    confirmationPendingSince: addDuration(NOON, minutes * MINUTE),
  });
  const inMinutes = (minutes: number): Instant => addDuration(NOON, minutes * MINUTE);

  it.each<[string, PlannedItem, RemediationRecord | undefined, number, number | undefined]>([
    ['waits ten minutes', waitingSince(0), recordOf(), 5, 10],
    ['is due after ten minutes', waitingSince(0), recordOf(), 10, undefined],
    ['waits for nothing', { ...itemOf(findingSeven), hash: 'now' }, recordOf(), 5, undefined],
    ['says what was said before', waitingSince(0), recordOf({ hash: 'now' }), 5, undefined],
    ['has no work item yet', waitingSince(0), undefined, 5, undefined],
    [
      'counts from the first that is new',
      { ...waitingSince(5), trackedFindings: [findingSeven, { ...findingEight, since: inMinutes(-3) }] },
      recordOf(),
      5,
      7,
    ],
    [
      'does not count from what was said before',
      { ...waitingSince(5), trackedFindings: [{ ...findingSeven, since: inMinutes(-3) }] },
      recordOf(),
      5,
      15,
    ],
    [
      'counts from the first that was resolved',
      { ...waitingSince(5), resolvedFindings: [{ ...findingEight, since: inMinutes(-4) }] },
      recordOf(),
      5,
      6,
    ],
    [
      'is obsolete',
      {
        is: 'obsolete',
        key: 'INF-03:site' as never,
        control: 'INF-03',
        place: 'site',
        reason: 'fixed',
        filedFindings: [],
        approvals: new Map(),
      },
      recordOf(),
      5,
      undefined,
    ],
  ])('%s', (_, item, record, now, until) => {
    expect(announcementDelayedUntil(item, record, inMinutes(now))).toBe(
      until === undefined ? undefined : inMinutes(until),
    );
  });

  it('is still counted until it is due', () => {
    const counting = (minutes: number): boolean =>
      isAnnouncementDelayed(waitingSince(0), recordOf(), inMinutes(minutes));
    expect([counting(0), counting(9.9), counting(10)]).toEqual([true, true, false]);
    expect(isAnnouncementDelayed(itemOf(findingSeven), recordOf(), NOON)).toBe(false);
  });
});

describe('why a work item that was moved to Done can’t stay there', () => {
  const moved = { categorySince: NOON };
  const seenAt = (minutes: number, of: Partial<TrackedFinding> = {}): TrackedFinding => ({
    ...findingSeven,
    lastSeen: instant(NOON + minutes * MINUTE),
    ...of,
  });
  const other = (of: Partial<TrackedFinding>): TrackedFinding => ({
    ...findingEight,
    lastSeen: instant(NOON - MINUTE),
    ...of,
  });
  it.each<[string, readonly TrackedFinding[], number, string | undefined]>([
    ['seen open after the move', [seenAt(1)], 5, 'remains'],
    ['seen open at the very move', [seenAt(0)], 5, 'remains'],
    ['not read since the move', [seenAt(-1)], 5, undefined],
    ['not read for a day', [seenAt(-1)], 24 * 60, 'unconfirmed'],
    ['not read for a minute less', [seenAt(-1)], 24 * 60 - 1, undefined],
    ['one seen open, the other not read yet', [seenAt(1), other({})], 59, undefined],
    ['one seen open, the other not read for an hour', [seenAt(1), other({})], 60, 'remains'],
    ['one seen open, the other can’t be read', [seenAt(1), other({ state: 'stale' })], 5, 'remains'],
    ['one seen open, the other closing', [seenAt(1), other({ state: 'closing' })], 5, undefined],
    ['closing', [seenAt(1, { state: 'closing' })], 5, undefined],
  ])('%s', (_, trackedFindings, minutes, why) => {
    const item: DesiredItem = { ...itemOf(findingSeven), trackedFindings };
    expect(findReopenReason(item, moved, addDuration(NOON, minutes * MINUTE))).toBe(why);
  });
});
