import {
  type ActionResult,
  assignIssue,
  closeIssue,
  confirmDone,
  buildDoneRecord,
  reopenIssue,
  rewriteDescription,
  rewriteObsoleteDescription,
  applySchedule,
} from './issue-actions';
import { canSeeWholeProject } from '../jira/issue-queries';
import {
  type RemediationRecord,
  type RemediationProblem,
  buildUnfiledRecord,
  withoutMembers,
} from '../plan/remediation-record';
import { type Action, type LiveIssue } from '../plan/action';
import { DUPLICATE_CHECK_INTERVAL } from '../plan/timeouts';
import { adoptIssue, buildAdoptedRecord, closeDuplicates, fileWorkItem, markDuplicate } from './claim';
import { WriteConflict, type FilingContext, saveRecord } from './filing-context';
import { postPropertyComment, postComment } from './post-comment';
import { type PlannedItem, type DesiredItem } from '../plan/desired-items';
import { buildOpenProperty, setIssueProperty } from './rewrite-text';

/** Stores why the item can't be filed. @throws WriteConflict */
async function recordProblem(
  context: FilingContext,
  item: PlannedItem,
  record: RemediationRecord | undefined,
  problem: RemediationProblem,
): Promise<ActionResult> {
  const recordedProblem = { ...problem, at: context.now, target: context.preflight?.id ?? '' };
  if (record === undefined) {
    const control = item.is === 'desired' ? item.control.id : item.control;
    const newRecord: RemediationRecord = {
      ...buildUnfiledRecord({ key: item.key, control, place: item.place }, context.now),
      problem: recordedProblem,
    };
    if (!(await context.store.claim(newRecord))) throw new WriteConflict(item.key);
    return { record: newRecord, effect: 'cannot-file' };
  }
  const next: RemediationRecord =
    problem.code === 'deleted-again'
      ? { ...withoutMembers(record, 'issueId', 'issueKey'), state: 'cannot-file', problem: recordedProblem }
      : { ...record, problem: recordedProblem };
  return { record: await saveRecord(context, next, record), effect: 'cannot-file' };
}

async function recoverClaim(context: FilingContext, record: RemediationRecord): Promise<ActionResult> {
  const adopted = await adoptIssue(context, record);
  if (adopted !== undefined) return { record: adopted.record, effect: 'adopted', issue: adopted.issue };
  // An empty search proves something only if the app can see the whole project.
  const { projectId } = record;
  if (projectId !== undefined && !(await canSeeWholeProject(context.jira, projectId))) return { record };
  const next: RemediationRecord = { ...withoutMembers(record, 'claimedAt', 'problem'), state: 'cannot-file' };
  return { record: await saveRecord(context, next, record), effect: 'claim-released' };
}

async function closeEarlierIssue(
  context: FilingContext,
  earlierIssue: LiveIssue,
  record: RemediationRecord,
  issue: LiveIssue,
): Promise<ActionResult> {
  await markDuplicate(context, earlierIssue, issue.key);
  const previous = record.previousIssueIds.filter(id => id !== earlierIssue.id);
  return {
    record: await saveRecord(context, { ...record, previousIssueIds: previous }, record),
    effect: 'duplicate-closed',
  };
}

async function detachIssue(context: FilingContext, record: RemediationRecord): Promise<ActionResult> {
  const { issueId } = record;
  const next: RemediationRecord = {
    ...withoutMembers(buildDoneRecord(context, record), 'issueId', 'issueKey'),
    previousIssueIds: issueId === undefined ? record.previousIssueIds : [...record.previousIssueIds, issueId],
  };
  return { record: await saveRecord(context, next, record), effect: 'forgotten' };
}

async function readoptIssue(
  context: FilingContext,
  earlierIssue: LiveIssue,
  record: RemediationRecord,
): Promise<ActionResult> {
  const previous = record.previousIssueIds.filter(id => id !== earlierIssue.id);
  const next = buildAdoptedRecord(
    { ...record, previousIssueIds: previous, refiled: false },
    earlierIssue,
    context.now,
  );
  return { record: await saveRecord(context, next, record), effect: 'adopted', issue: earlierIssue };
}

async function restoreProperty(
  context: FilingContext,
  item: DesiredItem,
  issue: LiveIssue,
  record: RemediationRecord,
): Promise<ActionResult> {
  await setIssueProperty(context, issue.id, buildOpenProperty(context, item, record.summaryFingerprint));
  const next: RemediationRecord = { ...record, propertyRestoredAt: context.now };
  return { record: await saveRecord(context, next, record), effect: 'property-restored' };
}

/** The item of an action. `issue` is set for every action on a work item. */
export interface ActionInput {
  readonly item: PlannedItem;
  readonly record: RemediationRecord | undefined;
  readonly issue: LiveIssue | undefined;
}

function executeOnIssue(
  context: FilingContext,
  action: Action,
  item: PlannedItem,
  record: RemediationRecord,
  issue: LiveIssue,
): Promise<ActionResult | undefined> | undefined {
  switch (action.is) {
    case 'assign':
      return assignIssue(context, issue, record, action.to);
    case 'close-duplicates':
      return closeDuplicates(context, record.key, issue).then(async count => ({
        record: await saveRecord(
          context,
          { ...record, duplicateCheckAt: context.now + DUPLICATE_CHECK_INTERVAL },
          record,
        ),
        ...(count === 0 ? {} : { effect: 'duplicate-closed' as const }),
      }));
    case 'record-move':
      return saveRecord(context, { ...record, issueKey: issue.key, projectId: issue.projectId }, record).then(
        kept => ({ record: kept, effect: 'moved' }),
      );
    case 'mark-duplicate':
      return closeEarlierIssue(context, action.earlierIssue, record, issue);
    case 'comment':
      return postComment(context, action.kind, item, issue, record);
    case 'rewrite':
      return item.is === 'desired'
        ? rewriteDescription(context, item, issue, record)
        : rewriteObsoleteDescription(context, item, issue, record);
    case 'reopen':
      return reopenIssue(context, issue, record);
    case 'schedule':
      return item.is === 'desired' ? applySchedule(context, item, issue, record, action.due) : undefined;
    case 'restore-property':
      return item.is === 'desired' ? restoreProperty(context, item, issue, record) : undefined;
    case 'record-changed-property':
      return saveRecord(context, { ...record, propertyChangedAt: context.now }, record).then(kept => ({
        record: kept,
        effect: 'property-changed',
      }));
    case 'report-property':
      return postPropertyComment(context, issue, record);
    case 'close':
      return closeIssue(context, issue, record);
    case 'confirm':
      return confirmDone(context, record);
    default:
      return undefined;
  }
}

/**
 * Executes one action of the plan. Every action can be repeated after a crash at any point.
 * @throws JiraError, WriteConflict; Error if the plan contradicts its own input.
 */
export async function executeAction(
  context: FilingContext,
  action: Action,
  { item, record, issue }: ActionInput,
): Promise<ActionResult> {
  switch (action.is) {
    case 'create': {
      if (item.is !== 'desired' || context.preflight === undefined) break;
      return fileWorkItem(context, item, record, context.preflight, action.refiled);
    }
    case 'recover':
      if (record === undefined) break;
      return recoverClaim(context, record);
    case 'readopt':
      if (record === undefined) break;
      return readoptIssue(context, action.earlierIssue, record);
    case 'cannot-file':
      return recordProblem(context, item, record, action.problem);
    case 'detach':
      if (record === undefined) break;
      return detachIssue(context, record);
    case 'forget':
      if (record === undefined) break;
      if (!(await context.store.delete(record))) throw new WriteConflict(record.key);
      return { record: undefined, effect: 'forgotten' };
    default: {
      const result = record && issue && (await executeOnIssue(context, action, item, record, issue));
      if (result !== undefined) return result;
    }
  }
  throw new Error(`the plan of ${item.key} asks for ${action.is}, which its work item rules out`);
}
