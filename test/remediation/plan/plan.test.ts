import {
  OUTDATED_TEXT,
  type RemediationRecord,
  buildUnfiledRecord,
  withoutMembers,
} from '../../../src/remediation/plan/remediation-record';
import {
  type Action,
  type LiveIssue,
  type ActionPlanInput,
  type IssueState,
  type FilingTarget,
  announcementKey,
} from '../../../src/remediation/plan/action';
import {
  findingFingerprint,
  planItems,
  hashObsoleteDescription,
  type ObsoleteItem,
  hashDescription,
  type DesiredItem,
} from '../../../src/remediation/plan/desired-items';
import { planActions } from '../../../src/remediation/plan/plan-actions';
import { DAY, HOUR, instant, addDuration, MINUTE } from '../../../src/domain/instant';
import { type TrackedFinding } from '../../../src/domain/tracked-finding';
import {
  publicFiltersControl,
  trackedFrom,
  historiesOf,
  NOON,
  publicFilter,
  settingsWith,
} from '../fixtures';

const KEY = 'INF-03:site';
const TODAY = '2026-11-20';
const PAST = '2026-11-19';
const TODO = { id: '1', name: 'To do' };

const desired = (...trackedFindings: readonly TrackedFinding[]): DesiredItem => {
  const [item] = planItems({
    controls: [publicFiltersControl],
    histories: historiesOf(...trackedFindings),
    settings: settingsWith(),
    records: [],
    now: NOON,
  });
  if (item?.is !== 'desired') throw new Error('nothing is to be filed');
  return item;
};

const desiredOpen = desired(trackedFrom(publicFilter('1')));
const desiredMore = desired(trackedFrom(publicFilter('1')), trackedFrom(publicFilter('2')));
const desiredWider = desired(trackedFrom(publicFilter('1'), { addedReach: ['10002'] }));
const desiredOther = desired(trackedFrom(publicFilter('9')));
const desiredSeenAt = (at: number) => desired(trackedFrom(publicFilter('1'), { lastSeen: instant(at) }));
const desiredNamed = desired(
  trackedFrom(publicFilter('1'), { openedBy: { is: 'recorded', at: NOON, by: 'lee', change: '1' } }),
);
const obsolete: ObsoleteItem = {
  is: 'obsolete',
  key: KEY,
  control: 'INF-03',
  definition: publicFiltersControl,
  place: 'site',
  reason: 'fixed',
  filedFindings: [],
  approvals: new Map(),
};

const newRecord = buildUnfiledRecord({ key: KEY, control: 'INF-03', place: 'site' }, NOON);
const filedRecord: RemediationRecord = {
  ...newRecord,
  state: 'open',
  issueId: '1',
  issueKey: 'SEC-1',
  projectId: '10000',
  hash: desiredOpen.hash,
  textHash: hashDescription(desiredOpen, {}),
  scheduledSeverity: 'medium',
  filedFingerprints: desiredOpen.trackedFindings.map(findingFingerprint),
  filedCount: 1,
};
const filedFields = ({ trackedFindings }: DesiredItem): Partial<RemediationRecord> => ({
  filedFingerprints: trackedFindings.map(findingFingerprint),
  filedCount: trackedFindings.length,
});
/** Announced as obsolete, and so is its text. */
const announcedRecord: RemediationRecord = {
  ...filedRecord,
  lastAnnouncement: 'obsolete',
  textHash: hashObsoleteDescription(obsolete),
};
const claimedRecord = (ago: number): RemediationRecord => ({
  ...newRecord,
  state: 'claimed',
  claimedAt: NOON - ago,
});
const doneRecord = (ago: number): RemediationRecord => ({
  ...filedRecord,
  state: 'done',
  doneAt: NOON - ago,
});

const liveIssue: LiveIssue = {
  is: 'live',
  id: '1',
  key: 'SEC-1',
  projectId: '10000',
  category: 'new',
  status: TODO,
  categorySince: addDuration(NOON, -2 * HOUR),
  property: {
    v: 1,
    key: KEY,
    control: 'INF-03',
    place: 'site',
    cloudId: 'c',
    environmentId: 'e',
    state: 'open',
    severity: 'medium',
    open: 1,
    of: 1,
    hash: desiredOpen.hash,
    summary: '',
  },
};
const withoutProperty = (of: LiveIssue): LiveIssue => {
  const rest = { ...of };
  delete rest.property;
  return rest;
};
const doneIssue: LiveIssue = { ...liveIssue, category: 'done', status: { id: '3', name: 'Done' } };
const duplicateIssue: LiveIssue = { ...liveIssue, id: '0', key: 'SEC-0' };

const markedIssue = (state: 'closed' | 'duplicate'): LiveIssue => ({
  ...duplicateIssue,
  property: { ...liveIssue.property!, state },
});

const none: IssueState = { is: 'none' };
const deleted: IssueState = { is: 'deleted' };
const hidden: IssueState = { is: 'hidden', gap: { why: 'hidden' } };

const ready: FilingTarget = { is: 'ready', id: 't' };
const archived = { code: 'project-archived', args: { name: 'Security' } } as const;
const blocked: FilingTarget = { is: 'blocked', id: 't', problem: archived };

const recordWithProblem = (at: number, target = 't') => ({
  ...newRecord,
  problem: { ...archived, at, target },
});

const planFor = (input: Partial<ActionPlanInput>): readonly Action[] =>
  planActions({
    item: desiredOpen,
    issue: none,
    earlierIssues: [],
    record: undefined,
    target: ready,
    cap: { left: 20 },
    now: NOON,
    timeZone: 'UTC',
    ...input,
  });

const actionNames = (actions: readonly Action[]): readonly string[] =>
  actions.map(action => (action.is === 'comment' ? `comment ${action.kind}` : action.is));

describe('a desired work item', () => {
  it.each<[string, Partial<ActionPlanInput>, readonly string[]]>([
    ['nothing there: filed', {}, ['create']],
    ['nothing there, the cap is reached: waits', { cap: { left: 0 } }, []],
    ['nothing there, the target refuses: says why', { target: blocked }, ['cannot-file']],
    [
      'nothing there, the target refuses as before: nothing new',
      { target: blocked, record: recordWithProblem(0) },
      [],
    ],
    ['nothing there, the target was not asked: waits', { target: { is: 'not-asked', id: 't' } }, []],
    ['refused a minute ago: not yet again', { record: recordWithProblem(NOON - MINUTE) }, []],
    [
      'refused a minute ago, other settings since: at once',
      { record: recordWithProblem(NOON - MINUTE, 'old') },
      ['create'],
    ],
    ['refused an hour ago: again', { record: recordWithProblem(NOON - HOUR) }, ['create']],
    ['claimed just now: being filed', { record: claimedRecord(MINUTE) }, []],
    ['claimed ten minutes ago: recovered', { record: claimedRecord(10 * MINUTE) }, ['recover']],
    ['there as it should be: nothing', { record: filedRecord, issue: liveIssue }, []],
    ['in progress: nothing', { record: filedRecord, issue: { ...liveIssue, category: 'indeterminate' } }, []],
    [
      'there, and more is open',
      { item: desiredMore, record: filedRecord, issue: liveIssue },
      ['comment change', 'rewrite'],
    ],
    [
      'there, more is open, and one more is unconfirmed: announced together later',
      { item: { ...desiredMore, confirmationPendingSince: NOON }, record: filedRecord, issue: liveIssue },
      [],
    ],
    [
      'there, and more has been open for ten minutes: announced, whatever else is unconfirmed',
      {
        item: { ...desiredMore, confirmationPendingSince: addDuration(NOON, 9 * MINUTE) },
        record: filedRecord,
        issue: liveIssue,
        now: addDuration(NOON, 10 * MINUTE),
      },
      ['comment change', 'rewrite'],
    ],
    [
      'there, and what was closed ten minutes ago is not said yet: said, though more is about to be known',
      {
        item: {
          ...desiredOpen,
          resolvedFindings: [trackedFrom(publicFilter('2'), { state: 'resolved' })],
          hash: 'less',
          confirmationPendingSince: addDuration(NOON, 9 * MINUTE),
        },
        record: filedRecord,
        issue: liveIssue,
        now: addDuration(NOON, 10 * MINUTE),
      },
      ['comment change', 'restore-property'],
    ],
    [
      'closed, and it is back: announced at once',
      {
        item: { ...desiredOpen, confirmationPendingSince: NOON },
        record: doneRecord(HOUR),
        issue: liveIssue,
      },
      ['comment returned', 'rewrite'],
    ],
    [
      'announced as obsolete, and open again before it was closed: its text follows',
      { record: { ...filedRecord, lastAnnouncement: 'obsolete', textHash: OUTDATED_TEXT }, issue: liveIssue },
      ['comment returned', 'rewrite'],
    ],
    [
      'said to be open again, and a crash came before the text',
      { record: { ...filedRecord, lastAnnouncement: 'returned', textHash: OUTDATED_TEXT }, issue: liveIssue },
      ['rewrite'],
    ],
    [
      'there, and it is known who did it',
      { item: desiredNamed, record: filedRecord, issue: liveIssue },
      ['rewrite'],
    ],
    [
      'its property is gone',
      { record: filedRecord, issue: withoutProperty(liveIssue) },
      ['restore-property'],
    ],
    [
      'its property says something else',
      { record: filedRecord, issue: { ...liveIssue, property: { ...liveIssue.property!, hash: 'x' } } },
      ['restore-property'],
    ],
    [
      'it was moved',
      { record: filedRecord, issue: { ...liveIssue, key: 'OPS-1', projectId: '2' } },
      ['record-move'],
    ],
    [
      'not assigned yet',
      { record: { ...filedRecord, pendingAssignee: 'lee' }, issue: liveIssue },
      ['assign'],
    ],
    [
      'a second one may be there, too early to look',
      { record: { ...filedRecord, duplicateCheckAt: NOON + MINUTE }, issue: liveIssue },
      [],
    ],
    [
      'a second one may be there',
      { record: { ...filedRecord, duplicateCheckAt: NOON }, issue: liveIssue },
      ['close-duplicates'],
    ],
    [
      'moved to Done, read before that: waits',
      { item: desiredSeenAt(NOON - 3 * HOUR), record: filedRecord, issue: doneIssue },
      [],
    ],
    [
      'moved to Done, still open after that',
      { item: desiredSeenAt(NOON - HOUR), record: filedRecord, issue: doneIssue },
      ['comment remains', 'reopen', 'schedule', 'rewrite'],
    ],
    [
      'moved to Done, not read for a day',
      {
        item: desiredSeenAt(NOON - 3 * HOUR),
        record: filedRecord,
        issue: doneIssue,
        now: addDuration(NOON, DAY),
      },
      ['comment unconfirmed', 'reopen', 'schedule', 'rewrite'],
    ],
    [
      'moved to Done, no way back, said so today',
      {
        record: {
          ...filedRecord,
          lastAnnouncement: announcementKey('remains', doneIssue),
          noTransition: { to: 'open', from: '3', at: NOON },
        },
        issue: doneIssue,
        item: desiredSeenAt(NOON),
      },
      [],
    ],
    [
      'moved to Done, no way back yesterday',
      {
        record: { ...filedRecord, noTransition: { to: 'open', from: '3', at: NOON - DAY } },
        issue: doneIssue,
        item: desiredSeenAt(NOON),
      },
      ['comment remains', 'reopen', 'schedule', 'rewrite'],
    ],
    [
      'closed a week ago, other findings: a new one',
      { item: desiredOther, record: doneRecord(7 * DAY), issue: doneIssue },
      ['create'],
    ],
    ['closed half a year ago: a new one', { record: doneRecord(180 * DAY), issue: doneIssue }, ['create']],
    [
      'closed a week ago, the same finding is back',
      { record: doneRecord(7 * DAY), issue: doneIssue },
      ['comment returned', 'reopen', 'schedule', 'rewrite'],
    ],
    [
      'closed by the app, opened by a person',
      { record: doneRecord(DAY), issue: liveIssue },
      ['comment returned', 'rewrite'],
    ],
    ['deleted: again', { record: filedRecord, issue: deleted }, ['create']],
    [
      'deleted twice: not again',
      { record: { ...filedRecord, refiled: true }, issue: deleted },
      ['cannot-file'],
    ],
    [
      'deleted when it was done: a new one',
      { record: { ...doneRecord(DAY), refiled: true }, issue: deleted },
      ['create'],
    ],
    ['hidden: nothing', { record: filedRecord, issue: hidden }, []],
    [
      'hidden, and the earlier one is back: nothing',
      { record: filedRecord, issue: hidden, earlierIssues: [duplicateIssue] },
      [],
    ],
    [
      'an earlier one is back beside it',
      { record: filedRecord, issue: liveIssue, earlierIssues: [duplicateIssue] },
      ['mark-duplicate'],
    ],
    [
      'an earlier one is back in its place',
      { record: filedRecord, issue: deleted, earlierIssues: [duplicateIssue] },
      ['readopt'],
    ],
    [
      'an earlier one is back, already marked as a duplicate',
      { record: filedRecord, issue: liveIssue, earlierIssues: [markedIssue('duplicate')] },
      [],
    ],
    [
      'an earlier one is back, said to be closed',
      { record: filedRecord, issue: liveIssue, earlierIssues: [markedIssue('closed')] },
      [],
    ],
    [
      'an earlier one is back without its property',
      { record: filedRecord, issue: liveIssue, earlierIssues: [withoutProperty(duplicateIssue)] },
      ['mark-duplicate'],
    ],
    [
      'an earlier one is back while a claim is open: the claim comes first',
      { record: { ...claimedRecord(MINUTE), previousIssueIds: ['0'] }, earlierIssues: [duplicateIssue] },
      [],
    ],
    [
      'its property names another key: kept, said, and restored',
      {
        record: filedRecord,
        issue: { ...liveIssue, property: { ...liveIssue.property!, key: 'INF-01:site' } },
      },
      ['record-changed-property', 'report-property', 'restore-property'],
    ],
    [
      'its property was changed, said, and restored an hour ago, and is changed again',
      {
        record: {
          ...filedRecord,
          propertyChangedAt: NOON - HOUR,
          propertyReportedAt: NOON - HOUR,
          propertyRestoredAt: NOON - HOUR,
        },
        issue: { ...withoutProperty(liveIssue), unrecognizedProperty: true },
      },
      [],
    ],
    [
      'its property was restored yesterday, and is changed again',
      {
        record: {
          ...filedRecord,
          propertyChangedAt: 0,
          propertyReportedAt: 0,
          propertyRestoredAt: NOON - DAY,
        },
        issue: { ...withoutProperty(liveIssue), unrecognizedProperty: true },
      },
      ['restore-property'],
    ],
    [
      'moved to Done, and reopened three times today',
      {
        item: desiredSeenAt(NOON),
        record: { ...filedRecord, reopenedAt: [NOON - 3 * HOUR, NOON - 2 * HOUR, NOON - HOUR] },
        issue: doneIssue,
      },
      [],
    ],
    [
      'moved to Done, and reopened three times, the first of them yesterday',
      {
        item: desiredSeenAt(NOON),
        record: { ...filedRecord, reopenedAt: [NOON - DAY, NOON - 2 * HOUR, NOON - HOUR] },
        issue: doneIssue,
      },
      ['comment remains', 'reopen', 'schedule', 'rewrite'],
    ],
    [
      'an earlier one is back, done',
      { record: filedRecord, issue: liveIssue, earlierIssues: [{ ...doneIssue, id: '0' }] },
      [],
    ],
  ])('%s', (_case, input, expected) => {
    expect(actionNames(planFor(input))).toEqual(expected);
  });

  it.each<[string, Partial<RemediationRecord>, Partial<LiveIssue>, DesiredItem, string | undefined]>([
    ['the day has passed: counted from now', { due: PAST }, { due: PAST }, desiredMore, '2026-12-11'],
    ['the day has not passed: it stays', { due: TODAY }, { due: TODAY }, desiredMore, undefined],
    ['a person chose another day: theirs', { due: '2026-10-01' }, { due: PAST }, desiredMore, undefined],
    ['a person took the day away: theirs', { due: PAST }, {}, desiredMore, undefined],
    ['it has none', {}, {}, desiredMore, undefined],
    ['it only reaches further: it stays', { due: PAST }, { due: PAST }, desiredWider, undefined],
    [
      'part of it was fixed: it stays',
      { due: PAST, ...filedFields(desiredMore) },
      { due: PAST },
      desiredOpen,
      undefined,
    ],
    [
      'more than is remembered by name, as many as before',
      { due: PAST, filedFingerprints: [], filedCount: 2 },
      { due: PAST },
      desiredMore,
      undefined,
    ],
    [
      'more than is remembered by name, and one more',
      { due: PAST, filedFingerprints: [], filedCount: 1 },
      { due: PAST },
      desiredMore,
      '2026-12-11',
    ],
  ])('grew, %s', (_case, record, seen, item, due) => {
    const actions = planFor({
      item,
      record: { ...filedRecord, ...record },
      issue: { ...liveIssue, ...seen },
    });
    expect(actions.flatMap(action => (action.is === 'schedule' ? [action.due] : []))).toEqual(
      due === undefined ? [] : [due],
    );
  });

  it('files again once after it was deleted', () => {
    expect(planFor({ record: filedRecord, issue: deleted })).toEqual([{ is: 'create', refiled: true }]);
  });
});

describe('an obsolete work item', () => {
  it.each<[string, Partial<ActionPlanInput>, readonly string[]]>([
    ['never filed: nothing', {}, []],
    ['could not be filed: forgotten', { record: newRecord }, ['forget']],
    ['claimed just now: being filed', { record: claimedRecord(MINUTE) }, []],
    ['claimed ten minutes ago: recovered', { record: claimedRecord(HOUR) }, ['recover']],
    [
      'open: its text says so, closed',
      { record: filedRecord, issue: liveIssue },
      ['comment obsolete', 'rewrite', 'close'],
    ],
    [
      'in progress: closed',
      { record: filedRecord, issue: { ...liveIssue, category: 'indeterminate' } },
      ['comment obsolete', 'rewrite', 'close'],
    ],
    [
      'moved to Done by a person: confirmed',
      { record: filedRecord, issue: doneIssue },
      ['comment obsolete', 'rewrite', 'confirm'],
    ],
    ['closed by the app: nothing', { record: doneRecord(DAY), issue: doneIssue }, []],
    ['closed by the app, opened by a person: theirs', { record: doneRecord(DAY), issue: liveIssue }, []],
    [
      'no way to Done, said so today',
      { record: { ...announcedRecord, noTransition: { to: 'done', from: '1', at: NOON } }, issue: liveIssue },
      [],
    ],
    [
      'no way to Done from another status: tried, without a word',
      { record: { ...announcedRecord, noTransition: { to: 'done', from: '2', at: NOON } }, issue: liveIssue },
      ['close'],
    ],
    [
      'said, and a crash came before the text: written',
      { record: { ...announcedRecord, textHash: OUTDATED_TEXT }, issue: liveIssue },
      ['rewrite', 'close'],
    ],
    [
      'said and written, and a crash came before the step: taken',
      { record: announcedRecord, issue: liveIssue },
      ['close'],
    ],
    ['deleted: set aside', { record: filedRecord, issue: deleted }, ['detach']],
    ['hidden: nothing', { record: filedRecord, issue: hidden }, []],
    [
      'set aside, and back again',
      {
        record: { ...doneRecord(DAY), previousIssueIds: ['0'] },
        issue: none,
        earlierIssues: [duplicateIssue],
      },
      ['readopt'],
    ],
  ])('%s', (_case, input, expected) => {
    expect(actionNames(planFor({ item: obsolete, ...input }))).toEqual(expected);
  });

  it('what was set aside is forgotten after a quarter', () => {
    const aside = withoutMembers({ ...doneRecord(91 * DAY), previousIssueIds: ['0'] }, 'issueId', 'issueKey');
    expect(actionNames(planFor({ item: obsolete, record: aside }))).toEqual(['forget']);
  });
});
