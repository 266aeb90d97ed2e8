import { JiraError } from '../../jira/jira-error';
import { dayAt } from '../../domain/day';
import { type AdfDoc } from '../text/adf';
import {
  renderCloseComment,
  renderNoTransitionComment,
  renderPropertyComment,
  renderReopenComment,
  renderUpdateComment,
} from '../text/comments';
import { type ActionResult } from './issue-actions';
import { OUTDATED_TEXT, type RemediationRecord, withoutMembers } from '../plan/remediation-record';
import { type LiveIssue, type CommentKind, announcementKey } from '../plan/action';
import { hasChangedNothing } from '../jira/jira-failures';
import { type FilingContext, saveRecord } from './filing-context';
import { type PlannedItem, type DesiredItem } from '../plan/desired-items';
import { findTransition } from '../jira/issue-transitions';
import { addComment, announcedMembers } from './rewrite-text';

/**
 * Posts a comment at most once: the record is saved first. If Jira certainly rejected the comment, the record is
 * reverted. After a lost response or a crash the record stays, so at worst the comment is missing.
 * @throws WriteConflict
 */
async function postOnce(
  context: FilingContext,
  issue: LiveIssue,
  record: RemediationRecord,
  announced: RemediationRecord,
  body: AdfDoc,
): Promise<ActionResult> {
  const saved = await saveRecord(context, announced, record);
  try {
    await addComment(context, issue.id, body);
    return { record: saved };
  } catch (error) {
    if (!(error instanceof JiraError)) throw error;
    return {
      record: hasChangedNothing(error)
        ? await saveRecord(context, { ...record, revision: saved.revision }, saved)
        : saved,
      error: error,
    };
  }
}

/**
 * Adds a request for a person to make the transition if the workflow has none that the app can use.
 * @throws JiraError
 */
async function withTransitionHint(
  context: FilingContext,
  issue: LiveIssue,
  to: 'done' | 'open',
  body: AdfDoc,
): Promise<AdfDoc> {
  const transition = await findTransition(context, issue.id, to);
  return transition === undefined ? renderNoTransitionComment(to, body, context.renderer) : body;
}

/** The record after a comment about open findings. Only later changes are announced again. */
const buildAnnouncedRecord = (
  item: DesiredItem,
  record: RemediationRecord,
  issue: LiveIssue,
): RemediationRecord => ({
  ...withoutMembers(record, 'lastAnnouncement'),
  ...announcedMembers(item),
  textHash: OUTDATED_TEXT,
  state: issue.category === 'done' ? record.state : 'open',
});

async function postUpdateComment(
  context: FilingContext,
  item: DesiredItem,
  issue: LiveIssue,
  record: RemediationRecord,
): Promise<ActionResult> {
  const { renderer, now, settings } = context;
  const isDueAhead = issue.due !== undefined && issue.due >= dayAt(now, settings.timeZone);
  const body = renderUpdateComment(item, record, renderer, isDueAhead ? issue.due : undefined);
  const result = await postOnce(context, issue, record, buildAnnouncedRecord(item, record, issue), body);
  return { ...result, effect: 'updated' };
}

async function postReopenComment(
  context: FilingContext,
  item: DesiredItem,
  issue: LiveIssue,
  record: RemediationRecord,
  kind: 'remains' | 'unconfirmed' | 'returned',
): Promise<ActionResult> {
  const comment = renderReopenComment(kind, item, record, issue, context.renderer);
  const body =
    issue.category === 'done' ? await withTransitionHint(context, issue, 'open', comment) : comment;
  const announced = {
    ...buildAnnouncedRecord(item, record, issue),
    lastAnnouncement: announcementKey(kind, issue),
  };
  return { ...(await postOnce(context, issue, record, announced, body)), effect: 'commented' };
}

/** Comments that someone changed the property and that the app relies on its own record. @throws WriteConflict */
export async function postPropertyComment(
  context: FilingContext,
  issue: LiveIssue,
  record: RemediationRecord,
): Promise<ActionResult> {
  const announced = { ...record, propertyReportedAt: context.now };
  const result = await postOnce(context, issue, record, announced, renderPropertyComment(context.renderer));
  return { ...result, effect: 'property-reported' };
}

/**
 * Posts the comment of the given kind.
 * @returns undefined if the kind doesn't fit the item.
 * @throws JiraError, WriteConflict
 */
export async function postComment(
  context: FilingContext,
  kind: CommentKind,
  item: PlannedItem,
  issue: LiveIssue,
  record: RemediationRecord,
): Promise<ActionResult | undefined> {
  if (item.is === 'desired') {
    if (kind === 'obsolete') return undefined;
    return kind === 'change'
      ? postUpdateComment(context, item, issue, record)
      : postReopenComment(context, item, issue, record, kind);
  }
  if (kind !== 'obsolete') return undefined;
  const isDone = issue.category === 'done';
  const comment = renderCloseComment(item, isDone, context.evidence.get(item.control), context.renderer);
  const body = isDone ? comment : await withTransitionHint(context, issue, 'done', comment);
  const announced = { ...record, lastAnnouncement: announcementKey(kind, issue), textHash: OUTDATED_TEXT };
  return { ...(await postOnce(context, issue, record, announced, body)), effect: 'commented' };
}
