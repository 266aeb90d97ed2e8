import { DAY, type Instant } from '../../domain/instant';
import {
  type Action,
  type LiveIssue,
  type ActionPlanInput,
  type CommentKind,
  announcementKey,
} from './action';
import { type RemediationRecord, isSameProblem, withoutMembers } from './remediation-record';
import {
  CLAIM_TIMEOUT,
  REOPEN_WINDOW,
  MAX_REOPENINGS_PER_DAY,
  PROPERTY_RESTORE_INTERVAL,
  RETRY_AFTER,
  TRANSITION_RETRY_AFTER,
} from './timeouts';
import { planSchedule } from './schedule';
import { isAnnouncementDelayed, findReopenReason } from './announcement-timing';
import {
  type ObsoleteItem,
  type DesiredItem,
  findingFingerprint,
  hashObsoleteDescription,
  hashDescription,
} from './desired-items';

const planCommentOnce = (
  kind: Exclude<CommentKind, 'change'>,
  record: RemediationRecord,
  issue: LiveIssue,
): readonly Action[] =>
  record.lastAnnouncement === announcementKey(kind, issue) ? [] : [{ is: 'comment', kind }];

/** Whether the workflow recently had no transition from this status. */
const lacksTransition = (
  { noTransition }: RemediationRecord,
  to: 'done' | 'open',
  { status }: LiveIssue,
  now: Instant,
): boolean =>
  noTransition?.to === to &&
  noTransition.from === status.id &&
  noTransition.at + TRANSITION_RETRY_AFTER > now;

const isClaimExpired = ({ claimedAt = 0 }: RemediationRecord, now: Instant): boolean =>
  claimedAt + CLAIM_TIMEOUT <= now;

function planFiling({ record, target, cap, now }: ActionPlanInput, refiled: boolean): readonly Action[] {
  switch (target.is) {
    case 'not-asked':
      return [];
    case 'blocked':
      return isSameProblem(record?.problem, target.problem)
        ? []
        : [{ is: 'cannot-file', problem: target.problem }];
    case 'ready': {
      const refusal = record?.issueId === undefined ? record?.problem : undefined;
      if (refusal?.target === target.id && refusal.at + RETRY_AFTER > now) return [];
      return cap.left > 0 ? [{ is: 'create', refiled }] : [];
    }
  }
}

function planScheduling(
  item: DesiredItem,
  record: RemediationRecord,
  issue: LiveIssue,
  input: ActionPlanInput,
): readonly Action[] {
  const change = planSchedule(item, record, issue, input);
  return change === undefined ? [] : [{ is: 'schedule', ...change }];
}

const planDuplicateCheck = ({ duplicateCheckAt }: RemediationRecord, now: Instant): readonly Action[] =>
  duplicateCheckAt !== undefined && duplicateCheckAt <= now ? [{ is: 'close-duplicates' }] : [];

/** Whether the property has a value that the app never writes on this work item. */
const isPropertyForged = (
  { key }: RemediationRecord,
  { property, unrecognizedProperty }: LiveIssue,
): boolean => unrecognizedProperty === true || (property !== undefined && property.key !== key);

/**
 * The change is recorded before it is reported: if the comment fails, the property may be correct again at the retry.
 */
function planPropertyReport(record: RemediationRecord, issue: LiveIssue): readonly Action[] {
  const { propertyChangedAt, propertyReportedAt } = record;
  const isNew = propertyChangedAt === undefined && isPropertyForged(record, issue);
  if (propertyReportedAt !== undefined || (propertyChangedAt === undefined && !isNew)) return [];
  return [...(isNew ? [{ is: 'record-changed-property' } as const] : []), { is: 'report-property' }];
}

/** Maintenance actions. Their failures don't stop the actions after them. */
function planUpkeep(
  item: DesiredItem,
  record: RemediationRecord,
  issue: LiveIssue,
  input: ActionPlanInput,
): readonly Action[] {
  return [
    ...(record.issueKey !== issue.key || record.projectId !== issue.projectId
      ? [{ is: 'record-move' } as const]
      : []),
    ...(record.pendingAssignee !== undefined ? [{ is: 'assign', to: record.pendingAssignee } as const] : []),
    ...planDuplicateCheck(record, input.now),
    ...planPropertyReport(record, issue),
    ...(issue.category === 'done' ? [] : planScheduling(item, record, issue, input)),
  ];
}

const hasFiledFinding = (item: DesiredItem, record: RemediationRecord): boolean =>
  item.trackedFindings.some(tracked => record.filedFingerprints.includes(findingFingerprint(tracked)));

const isPropertyCurrent = (item: DesiredItem, record: RemediationRecord, { property }: LiveIssue): boolean =>
  property?.key === record.key && property.state === 'open' && property.hash === item.hash;

/**
 * The comment about changes since the last announcement. None after an adoption, since the app doesn't know what the
 * text says.
 */
function planAnnouncement(item: DesiredItem, record: RemediationRecord, issue: LiveIssue): readonly Action[] {
  if (record.textHash === '') return [];
  const wasAnnouncedObsolete = record.state === 'done' || record.lastAnnouncement === 'obsolete';
  if (wasAnnouncedObsolete && hasFiledFinding(item, record))
    return planCommentOnce('returned', record, issue);
  return record.hash === item.hash ? [] : [{ is: 'comment', kind: 'change' }];
}

function planOpen(
  item: DesiredItem,
  record: RemediationRecord,
  issue: LiveIssue,
  input: ActionPlanInput,
): readonly Action[] {
  const announcements = planAnnouncement(item, record, issue);
  const hasReturned =
    record.state === 'done' ||
    announcements.some(action => action.is === 'comment' && action.kind === 'returned');
  if (!hasReturned && isAnnouncementDelayed(item, record, input.now))
    return planUpkeep(item, record, issue, input);
  const baseActions = [...planUpkeep(item, record, issue, input), ...announcements];
  const [due] = baseActions.flatMap(action => (action.is === 'schedule' ? (action.due ?? []) : []));
  const descriptionHash = hashDescription(item, {
    due: due ?? issue.due,
    intendedAssignee: record.intendedAssignee,
  });
  if (record.state === 'done' || record.textHash !== descriptionHash) {
    return [...baseActions, { is: 'rewrite' }];
  }
  const { propertyRestoredAt = -Infinity } = record;
  const isRestoredRecently = propertyRestoredAt + PROPERTY_RESTORE_INTERVAL > input.now;
  return isRestoredRecently || isPropertyCurrent(item, record, issue)
    ? baseActions
    : [...baseActions, { is: 'restore-property' }];
}

/** Schedules and rewrites a reopened work item in the same run, so that it shows its new due date at once. */
function planReopening(
  item: DesiredItem,
  record: RemediationRecord,
  issue: LiveIssue,
  input: ActionPlanInput,
): readonly Action[] {
  if (lacksTransition(record, 'open', issue, input.now)) return [];
  const unscheduled = withoutMembers(record, 'scheduledSeverity');
  return [{ is: 'reopen' }, ...planScheduling(item, unscheduled, issue, input), { is: 'rewrite' }];
}

/** Whether the work item was reopened too often in a day: an automation may be closing it each time. */
const wasReopenedOften = ({ reopenedAt = [] }: RemediationRecord, now: Instant): boolean =>
  reopenedAt.length >= MAX_REOPENINGS_PER_DAY && Math.min(...reopenedAt) + DAY > now;

/** A person moved it to Done while findings are open. */
function planMovedToDone(
  item: DesiredItem,
  record: RemediationRecord,
  issue: LiveIssue,
  input: ActionPlanInput,
): readonly Action[] {
  const { now } = input;
  const reason = findReopenReason(item, issue, now);
  if (reason === undefined || wasReopenedOften(record, now)) return [];
  return [
    ...planUpkeep(item, record, issue, input),
    ...planCommentOnce(reason, record, issue),
    ...planReopening(item, record, issue, input),
  ];
}

function planDesired(item: DesiredItem, input: ActionPlanInput): readonly Action[] {
  const { record, issue, now } = input;
  if (record === undefined) return planFiling(input, false);
  const { refiled } = record;
  if (record.issueId === undefined) {
    if (record.state === 'claimed') return isClaimExpired(record, now) ? [{ is: 'recover' }] : [];
    return record.problem?.code === 'deleted-again' ? [] : planFiling(input, refiled);
  }
  switch (issue.is) {
    case 'none':
    case 'hidden':
      return [];
    case 'deleted':
      if (record.state === 'done') return planFiling(input, false);
      return refiled
        ? [{ is: 'cannot-file', problem: { code: 'deleted-again', args: {} } }]
        : planFiling(input, true);
    case 'live': {
      if (issue.category !== 'done') return planOpen(item, record, issue, input);
      if (record.state !== 'done') return planMovedToDone(item, record, issue, input);
      return hasFiledFinding(item, record) && now - (record.doneAt ?? 0) <= REOPEN_WINDOW
        ? [
            ...planUpkeep(item, record, issue, input),
            ...planCommentOnce('returned', record, issue),
            ...planReopening(item, record, issue, input),
          ]
        : planFiling(input, false);
    }
  }
}

function planObsolete(item: ObsoleteItem, { record, issue, now }: ActionPlanInput): readonly Action[] {
  if (record === undefined) return [];
  if (record.state === 'done') {
    const isOld = now - (record.doneAt ?? 0) > REOPEN_WINDOW;
    return record.issueId === undefined && isOld ? [{ is: 'forget' }] : [];
  }
  if (record.issueId === undefined) {
    if (record.state !== 'claimed') return [{ is: 'forget' }];
    return isClaimExpired(record, now) ? [{ is: 'recover' }] : [];
  }
  switch (issue.is) {
    case 'none':
    case 'hidden':
      return [];
    case 'deleted':
      return [{ is: 'detach' }];
    case 'live':
      return [
        ...planDuplicateCheck(record, now),
        ...planCommentOnce('obsolete', record, issue),
        ...(record.textHash === hashObsoleteDescription(item) ? [] : [{ is: 'rewrite' } as const]),
        ...(issue.category === 'done'
          ? [{ is: 'confirm' } as const]
          : lacksTransition(record, 'done', issue, now)
            ? []
            : [{ is: 'close' } as const]),
      ];
  }
}

/** Actions for earlier work items that looked deleted and are visible and open again. */
function planEarlierIssues({ earlierIssues, issue, record }: ActionPlanInput): readonly Action[] {
  // Their IDs are on the record, so a removed or changed property doesn't matter.
  const openIssues = earlierIssues.filter(
    ({ category, property }) => category !== 'done' && (property === undefined || property.state === 'open'),
  );
  if (issue.is === 'live') return openIssues.map(earlierIssue => ({ is: 'mark-duplicate', earlierIssue }));
  // While its replacement is hidden, the app can't decide which of the two to keep.
  if (issue.is === 'hidden' || record?.state === 'claimed') return [];
  return openIssues.slice(0, 1).map(earlierIssue => ({ is: 'readopt', earlierIssue }));
}

/**
 * Plans the actions for one work item; empty if everything is up to date. Pure. Planning again after the actions
 * succeeded gives an empty plan.
 */
export function planActions(input: ActionPlanInput): readonly Action[] {
  const earlierActions = planEarlierIssues(input);
  // The other actions are planned after the adoption.
  if (earlierActions.some(({ is }) => is === 'readopt')) return earlierActions;
  return [
    ...earlierActions,
    ...(input.item.is === 'desired' ? planDesired(input.item, input) : planObsolete(input.item, input)),
  ];
}
