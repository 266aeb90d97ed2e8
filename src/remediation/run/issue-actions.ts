import { z } from 'zod';
import { JiraError } from '../../jira/jira-error';
import { type CreateField } from '../jira/create-metadata';
import { findPriority } from '../jira/create-fields';
import { type RemediationRecord, withoutMembers } from '../plan/remediation-record';
import { MAX_REOPENINGS_PER_DAY } from '../plan/timeouts';
import { type LiveIssue } from '../plan/action';
import { type IssueProperty } from '../plan/issue-property';
import { type FilingContext, saveRecord } from './filing-context';
import { type ObsoleteItem, type DesiredItem, hashObsoleteDescription } from '../plan/desired-items';
import { type IssueTransition, applyTransition, findTransition } from '../jira/issue-transitions';
import { rewriteAppText, announcedMembers, setIssueProperty, writeObsoleteText } from './rewrite-text';

const anyResponse = z.unknown();

/** What the app did to a work item, for the audit trail and the scan's report. */
export type ActionEffect =
  | 'created'
  | 'adopted'
  | 'updated'
  | 'commented'
  | 'rewritten'
  | 'reopened'
  | 'closed'
  | 'confirmed'
  | 'no-transition'
  | 'property-restored'
  | 'property-changed'
  | 'property-reported'
  | 'assigned'
  | 'scheduled'
  | 'moved'
  | 'duplicate-closed'
  | 'claim-released'
  | 'cannot-file'
  | 'forgotten';

/**
 * The result of an action. `issue` is the work item's new state, if the action changed or read it. `error` is Jira's
 * error if the action had already stored something in the record.
 */
export interface ActionResult {
  readonly record: RemediationRecord | undefined;
  readonly effect?: ActionEffect;
  readonly issue?: LiveIssue;
  readonly error?: JiraError;
}

/** Rewrites the app's part of the description. @throws JiraError, WriteConflict */
export async function rewriteDescription(
  context: FilingContext,
  item: DesiredItem,
  issue: LiveIssue,
  record: RemediationRecord,
): Promise<ActionResult> {
  const written = await rewriteAppText(context, item, record, issue);
  const next: RemediationRecord = {
    ...withoutMembers(record, 'noTransition', 'doneAt'),
    ...written,
    // In an adopted work item, the rewritten text announces all findings, so no comment is needed.
    ...(record.textHash === '' ? announcedMembers(item) : {}),
    state: 'open',
  };
  return { record: await saveRecord(context, next, record), effect: 'rewritten' };
}

/**
 * Stores that the workflow has no transition from this status, so that later scans don't ask again at once.
 * @throws WriteConflict
 */
async function recordNoTransition(
  context: FilingContext,
  issue: LiveIssue,
  record: RemediationRecord,
  to: 'done' | 'open',
): Promise<ActionResult> {
  const next: RemediationRecord = { ...record, noTransition: { to, from: issue.status.id, at: context.now } };
  return { record: await saveRecord(context, next, record), effect: 'no-transition' };
}

const issueAfterTransition = (
  { now }: FilingContext,
  issue: LiveIssue,
  { category, status }: IssueTransition,
): LiveIssue => ({
  ...issue,
  category,
  status,
  categorySince: category === issue.category ? issue.categorySince : now,
});

/** Moves the work item back to an open status. @throws JiraError, WriteConflict */
export async function reopenIssue(
  context: FilingContext,
  issue: LiveIssue,
  record: RemediationRecord,
): Promise<ActionResult> {
  const transition = await findTransition(context, issue.id, 'open');
  if (transition === undefined) return recordNoTransition(context, issue, record, 'open');
  await applyTransition(context, issue.id, transition);
  const next: RemediationRecord = {
    ...withoutMembers(record, 'noTransition', 'doneAt', 'scheduledSeverity', 'movedToDoneAt'),
    state: 'open',
    reopenedAt: [...(record.reopenedAt ?? []), context.now].slice(-MAX_REOPENINGS_PER_DAY),
  };
  return {
    record: await saveRecord(context, next, record),
    effect: 'reopened',
    issue: issueAfterTransition(context, issue, transition),
  };
}

const buildClosedProperty = (
  { site }: FilingContext,
  item: ObsoleteItem,
  record: RemediationRecord,
  issue: LiveIssue,
): IssueProperty => ({
  v: 1,
  key: record.key,
  control: record.control,
  place: record.place,
  cloudId: site.cloudId,
  environmentId: site.environmentId,
  severity: issue.property?.severity ?? 'low',
  state: 'closed',
  open: 0,
  of: Math.max(record.filedCount, item.filedFindings.length),
  hash: record.hash,
  summary: record.summaryFingerprint,
});

export const buildDoneRecord = (context: FilingContext, record: RemediationRecord): RemediationRecord => ({
  ...withoutMembers(record, 'problem', 'noTransition'),
  state: 'done',
  doneAt: context.now,
  refiled: false,
  failures: {},
});

/** @returns false if Jira denied or refused the request. @throws JiraError of any other kind. */
export async function wasAllowed(request: Promise<unknown>): Promise<boolean> {
  try {
    await request;
    return true;
  } catch (error) {
    if (!(error instanceof JiraError) || (error.kind !== 'denied' && error.kind !== 'refused')) throw error;
    return false;
  }
}

/** Moves the work item to Done. @throws JiraError, WriteConflict */
export async function closeIssue(
  context: FilingContext,
  issue: LiveIssue,
  record: RemediationRecord,
): Promise<ActionResult> {
  const transition = await findTransition(context, issue.id, 'done');
  if (transition === undefined) return recordNoTransition(context, issue, record, 'done');
  await applyTransition(context, issue.id, transition);
  return {
    record: await saveRecord(context, buildDoneRecord(context, record), record),
    effect: 'closed',
    issue: issueAfterTransition(context, issue, transition),
  };
}

/** Marks the record as done after a person moved the work item to Done. @throws WriteConflict */
export async function confirmDone(context: FilingContext, record: RemediationRecord): Promise<ActionResult> {
  return { record: await saveRecord(context, buildDoneRecord(context, record), record), effect: 'confirmed' };
}

/**
 * Writes the final description and the property in one request. If Jira forbids the edit, only the property is set to
 * closed. A workflow may forbid even that for a done work item; then the step still counts as done.
 * @throws JiraError, WriteConflict
 */
export async function rewriteObsoleteDescription(
  context: FilingContext,
  item: ObsoleteItem,
  issue: LiveIssue,
  record: RemediationRecord,
): Promise<ActionResult> {
  const property = buildClosedProperty(context, item, record, issue);
  if (!(await wasAllowed(writeObsoleteText(context, item, issue, property)))) {
    const request = setIssueProperty(context, issue.id, property);
    await (issue.category === 'done' ? wasAllowed(request) : request);
  }
  const next: RemediationRecord = { ...record, textHash: hashObsoleteDescription(item) };
  return { record: await saveRecord(context, next, record), effect: 'rewritten' };
}

/** Sets the assignee that the create screen couldn't set. @throws JiraError, WriteConflict */
export async function assignIssue(
  context: FilingContext,
  issue: LiveIssue,
  record: RemediationRecord,
  to: string,
): Promise<ActionResult> {
  // Keeps an assignee that a person chose in the meantime.
  if (issue.assignee === undefined) {
    await context.jira.call('issue.assign', {
      path: { issueIdOrKey: issue.id },
      body: { accountId: to },
      responseSchema: anyResponse,
    });
  }
  return {
    record: await saveRecord(context, withoutMembers(record, 'pendingAssignee'), record),
    effect: 'assigned',
    issue: { ...issue, assignee: issue.assignee ?? to },
  };
}

const allowedValuesOf = (fields: readonly CreateField[], id: string): CreateField['allowedValues'] =>
  fields.find(({ fieldId }) => fieldId === id)?.allowedValues ?? [];

/**
 * Sets due date and priority for the current severity. Keeps a priority that a person changed. If Jira refuses the
 * edit, the app doesn't retry for this severity.
 * @throws JiraError, WriteConflict
 */
export async function applySchedule(
  context: FilingContext,
  item: DesiredItem,
  issue: LiveIssue,
  record: RemediationRecord,
  due: string | undefined,
): Promise<ActionResult> {
  const priority =
    issue.priority === record.priority
      ? findPriority(item.severity, allowedValuesOf(context.preflight?.facts.fields ?? [], 'priority'))
      : undefined;
  const isNew = priority !== undefined && priority !== record.priority;
  const changes: Pick<RemediationRecord, 'due' | 'priority'> = {
    ...(due === undefined ? {} : { due }),
    ...(isNew ? { priority } : {}),
  };
  const wasApplied =
    Object.keys(changes).length === 0 ||
    (await wasAllowed(
      context.jira.call('issue.edit', {
        path: { issueIdOrKey: issue.id },
        body: {
          fields: {
            ...(changes.due === undefined ? {} : { duedate: changes.due }),
            ...(changes.priority === undefined ? {} : { priority: { id: changes.priority } }),
          },
        },
        responseSchema: anyResponse,
      }),
    ));
  const next: RemediationRecord = {
    ...record,
    ...(wasApplied ? changes : {}),
    scheduledSeverity: item.severity,
  };
  return {
    record: await saveRecord(context, next, record),
    ...(wasApplied && Object.keys(changes).length > 0
      ? { effect: 'scheduled' as const, issue: { ...issue, ...changes } }
      : {}),
  };
}
