import { z } from 'zod';
import { JiraError } from '../../jira/jira-error';
import { idSchema } from '../../jira/id-schemas';
import { MINUTE } from '../../domain/instant';
import { resolveAssignee } from '../jira/assignees';
import { renderSummary } from '../text/description';
import { renderDuplicateComment } from '../text/comments';
import { dueDay } from '../plan/due-day';
import { buildCreateFields, findPriority } from '../jira/create-fields';
import { fingerprint } from '../plan/fingerprint';
import { type RemediationKey } from '../plan/remediation-key';
import { type ExistingIssue, findOpenIssuesByKey } from '../jira/issue-queries';
import { wasAllowed } from './issue-actions';
import { type RemediationRecord, buildUnfiledRecord, withoutMembers } from '../plan/remediation-record';
import { type LiveIssue } from '../plan/action';
import { CLAIM_TIMEOUT } from '../plan/timeouts';
import { type PreflightResult } from '../jira/preflight';
import { ISSUE_PROPERTY_KEY, type IssueProperty } from '../plan/issue-property';
import { hasChangedNothing, isTemporaryFailure, problemFromError } from '../jira/jira-failures';
import { WriteConflict, type FilingContext, saveRecord } from './filing-context';
import { applyTransition, findTransition } from '../jira/issue-transitions';
import {
  addComment,
  composeNewDescription,
  buildOpenProperty,
  announcedMembers,
  setIssueProperty,
} from './rewrite-text';
import { type DesiredItem, hashDescription } from '../plan/desired-items';

/*
 * Creates exactly one work item per key, even with repeated deliveries and crashes. Order: claim the key, search for an
 * existing work item, create it with its property in one request, store its ID. A crash leaves a claim without an ID,
 * which the `recover` action resolves later.
 */

/** How far Jira's clock and ours may differ. */
const CLOCK_TOLERANCE = MINUTE;

/** Whether the app can adopt the work item: it is open, or it was created since the claim. */
const isAdoptable = ({ category, created }: ExistingIssue, claimedAt: number): boolean =>
  category !== 'done' || created >= claimedAt - CLOCK_TOLERANCE;

/** Whether this claim created the work item. Then everything in the claimed record is true of it. */
const isDraftedIssue = (record: RemediationRecord, { created, property }: ExistingIssue): boolean =>
  record.claimedAt !== undefined &&
  created >= record.claimedAt - CLOCK_TOLERANCE &&
  property?.hash === record.hash;

/** The record with an existing work item. The app doesn't know its text, so empty hashes cause a rewrite. */
export function buildAdoptedRecord(
  record: RemediationRecord,
  { id, key, projectId, property }: LiveIssue,
  now: number,
): RemediationRecord {
  const {
    due: _due,
    priority: _priority,
    ...rest
  } = withoutMembers(
    record,
    'claimedAt',
    'problem',
    'lastAnnouncement',
    'scheduledSeverity',
    'movedToDoneAt',
    'reopenedAt',
  );
  return {
    ...rest,
    state: 'open',
    issueId: id,
    issueKey: key,
    projectId,
    hash: property?.hash ?? '',
    textHash: '',
    summaryFingerprint: property?.summary ?? '',
    filedFingerprints: [],
    filedCount: property?.of ?? 1,
    ...(property === undefined ? {} : { scheduledSeverity: property.severity }),
    duplicateCheckAt: now,
  };
}

/**
 * The record with the work item that its claim created.
 * @param lookAgainAt when to search for a second one, which may exist if Jira's response was lost.
 */
const buildFiledRecord = (
  record: RemediationRecord,
  { id, key, projectId }: Pick<LiveIssue, 'id' | 'key' | 'projectId'>,
  lookAgainAt: number,
): RemediationRecord => ({
  ...withoutMembers(record, 'problem'),
  state: 'open',
  issueId: id,
  issueKey: key,
  projectId,
  duplicateCheckAt: lookAgainAt,
});

/**
 * Closes a duplicate, marks it in its property so that the app never adopts it, and then adds a comment. After a
 * failure, the next call skips a close that is done.
 * @throws JiraError
 */
export async function markDuplicate(
  context: FilingContext,
  duplicate: LiveIssue,
  keptKey: string,
): Promise<void> {
  const { property } = duplicate;
  const transition =
    duplicate.category === 'done' ? undefined : await findTransition(context, duplicate.id, 'done');
  const isDone =
    transition === undefined
      ? duplicate.category === 'done'
      : await wasAllowed(applyTransition(context, duplicate.id, transition));
  if (property !== undefined) {
    const request = setIssueProperty(context, duplicate.id, { ...property, state: 'duplicate' });
    // A workflow may forbid every edit of a done work item. A done one needs no mark: the search for open copies skips
    // it.
    await (isDone ? wasAllowed(request) : request);
  }
  await addComment(context, duplicate.id, renderDuplicateComment(keptKey, context.renderer));
}

/**
 * An editor can write any key into a property. So work items on the record of another key are never adopted or closed.
 */
const findUnclaimedIssues = async (
  context: FilingContext,
  key: RemediationKey,
): Promise<readonly ExistingIssue[]> =>
  (await findOpenIssuesByKey(context.jira, key, context.site)).filter(
    ({ id }) => !context.isOnOtherRecord(id, key),
  );

/**
 * Searches for work items that a claim left behind and adopts the one with the lowest ID. The duplicate check closes
 * the others; after an adoption it is due at once.
 * @returns the record with the adopted work item, or undefined if there is none.
 * @throws JiraError, WriteConflict
 */
export async function adoptIssue(
  context: FilingContext,
  record: RemediationRecord,
): Promise<{ record: RemediationRecord; issue: ExistingIssue } | undefined> {
  const issue = (await findUnclaimedIssues(context, record.key)).find(candidate =>
    isAdoptable(candidate, record.claimedAt ?? context.now),
  );
  if (issue === undefined) return undefined;
  const next = isDraftedIssue(record, issue)
    ? buildFiledRecord(record, issue, context.now)
    : buildAdoptedRecord(record, issue, context.now);
  return { record: await saveRecord(context, next, record), issue };
}

/** Closes open duplicates of a work item. @returns the number of duplicates. @throws JiraError */
export async function closeDuplicates(
  context: FilingContext,
  key: RemediationKey,
  keptIssue: LiveIssue,
): Promise<number> {
  const candidates = await findUnclaimedIssues(context, key);
  const duplicates = candidates.filter(({ id, category }) => id !== keptIssue.id && category !== 'done');
  for (const duplicate of duplicates) await markDuplicate(context, duplicate, keptIssue.key);
  return duplicates.length;
}

const createdIssueSchema = z.object({ id: idSchema, key: idSchema });

export interface FilingResult {
  readonly record: RemediationRecord;
  readonly effect: 'created' | 'adopted';
  readonly issue?: ExistingIssue;
}

/** The part of the record that is known before the work item is created. */
type DraftedRecord = { readonly projectId: string } & Pick<
  RemediationRecord,
  | 'due'
  | 'priority'
  | 'scheduledSeverity'
  | 'pendingAssignee'
  | 'intendedAssignee'
  | 'summaryFingerprint'
  | 'hash'
  | 'textHash'
  | 'filedFingerprints'
  | 'filedCount'
>;

interface FilingDraft {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly record: DraftedRecord;
  readonly property: IssueProperty;
}

async function buildDraft(
  context: FilingContext,
  item: DesiredItem,
  { facts }: PreflightResult,
): Promise<FilingDraft> {
  const { settings, renderer, now, site } = context;
  const { project } = facts;
  const { issueType, fields: adminValues } = settings.filing;
  if (project === undefined || issueType === undefined)
    throw new Error('filing into a target that is not ready');
  const screen = new Map(facts.fields.map(field => [field.fieldId, field]));
  const { account, intendedAssignee } = await resolveAssignee(context.jira, project, item.assignees);
  const due = dueDay(now, item.severity, settings.timeZone);
  const priority = findPriority(item.severity, screen.get('priority')?.allowedValues ?? []);
  const summary = renderSummary(item, renderer);
  const shownMembers = {
    ...(screen.has('duedate') ? { due: due } : {}),
    ...(intendedAssignee === undefined ? {} : { intendedAssignee }),
  };
  const fields = buildCreateFields(
    {
      summary,
      description: composeNewDescription(context, item, shownMembers),
      due: due,
      area: renderer.messages.plainText(`terms.area.${item.control.area}`),
      ...(priority === undefined ? {} : { priority }),
      ...(account === undefined ? {} : { assignee: account }),
    },
    { project: project.id, issueType, fields: adminValues },
    facts.fields,
    site.ownAccount,
  );
  return {
    fields,
    property: buildOpenProperty(context, item, fingerprint(summary)),
    record: {
      projectId: project.id,
      ...shownMembers,
      ...announcedMembers(item),
      ...(priority === undefined ? {} : { priority }),
      textHash: hashDescription(item, shownMembers),
      scheduledSeverity: item.severity,
      summaryFingerprint: fingerprint(summary),
      ...(account === undefined || screen.has('assignee') ? {} : { pendingAssignee: account }),
    },
  };
}

/**
 * Claims the key and stores the draft with it, so that a crash before the ID is stored loses nothing.
 * @throws WriteConflict
 */
async function claimKey(
  context: FilingContext,
  item: DesiredItem,
  stored: RemediationRecord | undefined,
  draft: DraftedRecord,
  refiled: boolean,
): Promise<RemediationRecord & DraftedRecord> {
  const identity = { key: item.key, control: item.control.id, place: item.place };
  const lostIssueIds = refiled && stored?.issueId !== undefined ? [stored.issueId] : [];
  const claim: RemediationRecord & DraftedRecord = {
    ...buildUnfiledRecord(identity, context.now, {
      refiled,
      ...(stored === undefined
        ? {}
        : {
            revision: stored.revision,
            createdAt: stored.createdAt,
            previousIssueIds: [...stored.previousIssueIds, ...lostIssueIds].slice(-5),
          }),
    }),
    ...draft,
    state: 'claimed',
    claimedAt: context.now,
  };
  if (stored !== undefined)
    return { ...(await saveRecord(context, claim, stored)), projectId: draft.projectId };
  if (!(await context.store.claim(claim))) throw new WriteConflict(item.key);
  return claim;
}

/**
 * Creates a work item, or adopts an existing one.
 * @throws JiraError if Jira refused (the record then contains the problem) or the response was lost (the claim then
 * stays and is recovered after `CLAIM_TIMEOUT`); WriteConflict
 */
export async function fileWorkItem(
  context: FilingContext,
  item: DesiredItem,
  stored: RemediationRecord | undefined,
  target: PreflightResult,
  refiled: boolean,
): Promise<FilingResult> {
  // Everything that can fail without side effects runs before the claim.
  const draft = await buildDraft(context, item, target);
  const claim = await claimKey(context, item, stored, draft.record, refiled);
  try {
    const adopted = await adoptIssue(context, claim);
    if (adopted !== undefined) return { record: adopted.record, effect: 'adopted', issue: adopted.issue };
    const { id, key } = await context.jira.call('issue.create', {
      body: { fields: draft.fields, properties: [{ key: ISSUE_PROPERTY_KEY, value: draft.property }] },
      responseSchema: createdIssueSchema,
    });
    const record = buildFiledRecord(
      claim,
      { id, key, projectId: claim.projectId },
      context.now + CLAIM_TIMEOUT,
    );
    return { record: await saveRecord(context, record, claim), effect: 'created' };
  } catch (error) {
    if (error instanceof JiraError && hasChangedNothing(error)) {
      const problem = { ...problemFromError(error), at: context.now, target: target.id };
      const problemMember = isTemporaryFailure(error) ? {} : { problem };
      await saveRecord(
        context,
        { ...withoutMembers(claim, 'claimedAt'), state: 'cannot-file', ...problemMember },
        claim,
      );
    }
    throw error;
  }
}
