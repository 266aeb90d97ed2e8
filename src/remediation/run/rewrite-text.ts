import { z } from 'zod';
import { type AdfDoc, adfDocument } from '../text/adf';
import {
  MAX_ROWS,
  type DescriptionInput,
  renderDescription,
  renderShortDescription,
  renderSummary,
} from '../text/description';
import { fingerprint } from '../plan/fingerprint';
import { mergeDescription, decreasingRowCounts, extractUserContent } from '../text/merge-description';
import { renderObsoleteDescription } from '../text/obsolete-description';
import { type LiveIssue } from '../plan/action';
import { ISSUE_PROPERTY_KEY, type IssueProperty } from '../plan/issue-property';
import { type FilingContext } from './filing-context';
import { MAX_FILED_FINGERPRINTS, type RemediationRecord } from '../plan/remediation-record';
import {
  type ObsoleteItem,
  type DesiredItem,
  findingFingerprint,
  hashDescription,
} from '../plan/desired-items';

const anyResponse = z.unknown();

/** The members of a record after all findings were announced. */
export const announcedMembers = ({
  trackedFindings,
  hash,
}: DesiredItem): Pick<RemediationRecord, 'hash' | 'filedFingerprints' | 'filedCount'> => ({
  hash,
  filedFingerprints: trackedFindings.slice(0, MAX_FILED_FINGERPRINTS).map(findingFingerprint),
  filedCount: trackedFindings.length,
});

/** The property of an open work item. @param summary fingerprint of the summary that the app wrote. */
export const buildOpenProperty = (
  { site }: Pick<FilingContext, 'site'>,
  item: DesiredItem,
  summary: string,
): IssueProperty => ({
  v: 1,
  key: item.key,
  control: item.control.id,
  place: item.place,
  cloudId: site.cloudId,
  environmentId: site.environmentId,
  state: 'open',
  severity: item.severity,
  open: item.trackedFindings.length,
  of: item.trackedFindings.length + item.resolvedFindings.length,
  hash: item.hash,
  summary,
});

/** The values in the description that don't come from the findings. */
type ShownMembers = Pick<RemediationRecord, 'due' | 'intendedAssignee'>;

const buildDescriptionInput = (
  { renderer, evidence }: Pick<FilingContext, 'renderer' | 'evidence'>,
  item: DesiredItem,
  { due, intendedAssignee }: ShownMembers,
): DescriptionInput => ({
  renderer,
  evidence: evidence.get(item.control.id),
  ...(due === undefined ? {} : { due }),
  ...(intendedAssignee === undefined ? {} : { intendedAssignee }),
});

/** Row counts to try, from the largest down to 0, until the description fits. */
const rowCountsFor = (findings: number): readonly number[] =>
  decreasingRowCounts(Math.min(MAX_ROWS, findings));

/**
 * The description: the app's part above the text that people wrote.
 * @returns undefined if people's text leaves too little space for the app's part.
 */
export function composeDescription(
  context: Pick<FilingContext, 'renderer' | 'evidence'>,
  item: DesiredItem,
  shownMembers: ShownMembers,
  existing: unknown,
): AdfDoc | undefined {
  const input = buildDescriptionInput(context, item, shownMembers);
  const rows = rowCountsFor(item.trackedFindings.length);
  const parts = [
    ...rows.map(count => () => renderDescription(item, input, count)),
    () => renderShortDescription(item, input),
  ];
  return mergeDescription(parts, extractUserContent(existing, item.key));
}

export const composeNewDescription = (
  context: Pick<FilingContext, 'renderer' | 'evidence'>,
  item: DesiredItem,
  shownMembers: ShownMembers,
): AdfDoc =>
  composeDescription(context, item, shownMembers, null) ??
  adfDocument(renderShortDescription(item, buildDescriptionInput(context, item, shownMembers)));

export const addComment = ({ jira }: FilingContext, issueId: string, body: AdfDoc): Promise<unknown> =>
  jira.call('issue.comment', {
    path: { issueIdOrKey: issueId },
    body: { body },
    responseSchema: anyResponse,
  });

export const setIssueProperty = (
  { jira }: FilingContext,
  issueId: string,
  property: IssueProperty,
): Promise<unknown> =>
  jira.call('issue.set-property', {
    path: { issueIdOrKey: issueId, propertyKey: ISSUE_PROPERTY_KEY },
    body: property,
    responseSchema: anyResponse,
  });

const appTextSchema = z.object({
  fields: z.object({
    description: z.unknown(),
    summary: z.string().catch(''),
    duedate: z.string().nullish(),
  }),
});

/**
 * Rewrites the app's part of a work item and its property in one request. Updates the summary only if it is still the
 * one that the app wrote. Shows the work item's own due date.
 * @returns the record's new hashes.
 * @throws JiraError
 */
export async function rewriteAppText(
  context: FilingContext,
  item: DesiredItem,
  record: RemediationRecord,
  issue: LiveIssue,
): Promise<Pick<RemediationRecord, 'textHash' | 'summaryFingerprint'>> {
  const { fields } = await context.jira.call('issue.get', {
    path: { issueIdOrKey: issue.id },
    query: { fields: 'description,summary,duedate' },
    responseSchema: appTextSchema,
  });
  const summary = renderSummary(item, context.renderer);
  const isAppSummary = fingerprint(fields.summary) === record.summaryFingerprint;
  const summaryFingerprint = isAppSummary ? fingerprint(summary) : record.summaryFingerprint;
  const { intendedAssignee } = record;
  const shownMembers = {
    ...(fields.duedate ? { due: fields.duedate } : {}),
    ...(intendedAssignee === undefined ? {} : { intendedAssignee }),
  };
  const description = composeDescription(context, item, shownMembers, fields.description);
  await context.jira.call('issue.edit', {
    path: { issueIdOrKey: issue.id },
    body: {
      fields: {
        ...(description === undefined ? {} : { description }),
        ...(isAppSummary && fields.summary !== summary ? { summary } : {}),
      },
      properties: [{ key: ISSUE_PROPERTY_KEY, value: buildOpenProperty(context, item, summaryFingerprint) }],
    },
    responseSchema: anyResponse,
  });
  return { textHash: hashDescription(item, shownMembers), summaryFingerprint };
}

/** Writes the final text into the app's part, with the property, in one request. @throws JiraError */
export async function writeObsoleteText(
  context: FilingContext,
  item: ObsoleteItem,
  issue: LiveIssue,
  property: IssueProperty,
): Promise<void> {
  const { fields } = await context.jira.call('issue.get', {
    path: { issueIdOrKey: issue.id },
    query: { fields: 'description' },
    responseSchema: appTextSchema,
  });
  const input = {
    renderer: context.renderer,
    evidence: context.evidence.get(item.control),
    movedByPerson: issue.category === 'done',
  };
  const parts = rowCountsFor(item.filedFindings.length).map(
    count => () => renderObsoleteDescription(item, input, count),
  );
  const description = mergeDescription(parts, extractUserContent(fields.description, item.key));
  await context.jira.call('issue.edit', {
    path: { issueIdOrKey: issue.id },
    body: {
      fields: description === undefined ? {} : { description },
      properties: [{ key: ISSUE_PROPERTY_KEY, value: property }],
    },
    responseSchema: anyResponse,
  });
}
