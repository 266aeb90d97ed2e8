import { type TrackedFinding, isOpenFinding } from '../../domain/tracked-finding';
import { type AdfDoc, type AdfNode, bulletList, adfDocument, inlineNodes, paragraph, textNodes } from './adf';
import { type RemediationRecord } from '../plan/remediation-record';
import {
  type EvidenceSummary,
  type TextRenderer,
  formatDay,
  groupByLine,
  formatEvidence,
  formatDuration,
  renderApprovals,
  renderMessage,
  openedBounds,
  renderObjectList,
} from './phrases';
import { type LiveIssue } from '../plan/action';
import {
  type ObsoleteItem,
  type DesiredItem,
  findingFingerprint,
  obsoleteReasonOf,
  findingsSinceMove,
} from '../plan/desired-items';

/** How many lines a comment lists. */
const MAX_LINES = 10;

const optionalParagraph = (nodes: readonly AdfNode[]): readonly AdfNode[] =>
  nodes.length === 0 ? [] : [paragraph(...nodes)];

/**
 * The changes since the last announcement, and the number of findings left.
 * @param due a due date (ISO day) that isn't in the past, shown if there are new findings.
 */
export function renderUpdateComment(
  { trackedFindings, resolvedFindings }: DesiredItem,
  record: RemediationRecord,
  renderer: TextRenderer,
  due: string | undefined,
): AdfDoc {
  const newFindings = trackedFindings.filter(
    tracked => !record.filedFingerprints.includes(findingFingerprint(tracked)),
  );
  const resolvedCount = Math.max(
    resolvedFindings.length,
    record.filedCount + newFindings.length - trackedFindings.length,
  );
  const counts = { fresh: newFindings.length, gone: resolvedCount, left: trackedFindings.length };
  const lead =
    newFindings.length === 0 && resolvedCount === 0
      ? renderMessage(renderer, 'remediation.comment.changed')
      : textNodes(
          renderer.messages.plainText('remediation.comment.updated', counts).replace(/\s+/g, ' ').trim(),
        );
  const renderListed = (
    key: 'opened' | 'resolved',
    findings: readonly TrackedFinding[],
  ): readonly AdfNode[] =>
    findings.length === 0
      ? []
      : [
          ...renderMessage(renderer, `remediation.comment.${key}`),
          ...renderObjectList(
            renderer,
            findings.map(({ finding }) => finding),
          ),
        ];
  return adfDocument([
    ...optionalParagraph(lead),
    ...optionalParagraph(renderListed('opened', newFindings)),
    ...optionalParagraph(renderListed('resolved', resolvedFindings)),
    ...optionalParagraph(
      newFindings.length === 0 || due === undefined
        ? []
        : renderMessage(renderer, 'remediation.comment.due', { day: formatDay(renderer, due) }),
    ),
  ]);
}

/**
 * Why the work item reopens: findings remain, couldn't be confirmed as fixed, or returned. `remains` lists findings
 * seen open after the move to Done, and counts separately those that couldn't be read since.
 */
export function renderReopenComment(
  reason: 'remains' | 'unconfirmed' | 'returned',
  { trackedFindings, resolvedFindings }: DesiredItem,
  record: RemediationRecord,
  { categorySince }: Pick<LiveIssue, 'categorySince'>,
  renderer: TextRenderer,
): AdfDoc {
  const filedCount = Math.max(record.filedCount, trackedFindings.length + resolvedFindings.length);
  const remaining =
    reason === 'remains' ? findingsSinceMove(trackedFindings, categorySince).remaining : trackedFindings;
  const returnedCount = trackedFindings.filter(tracked =>
    record.filedFingerprints.includes(findingFingerprint(tracked)),
  ).length;
  const unreadCount = trackedFindings.filter(({ state }) => state !== 'closing').length - remaining.length;
  return adfDocument([
    paragraph(
      ...renderMessage(renderer, `remediation.comment.${reason}`, {
        left: remaining.length,
        of: filedCount,
        back: returnedCount,
        fresh: trackedFindings.length - returnedCount,
      }),
    ),
    ...optionalParagraph(
      renderObjectList(
        renderer,
        remaining.map(({ finding }) => finding),
      ),
    ),
    ...optionalParagraph(
      reason === 'remains' && unreadCount > 0
        ? renderMessage(renderer, 'remediation.comment.unread', { unread: unreadCount })
        : [],
    ),
  ]);
}

/** How long a finding was open and who fixed it, as far as is known. */
function renderIntervalLine(
  tracked: TrackedFinding,
  { approvals }: ObsoleteItem,
  renderer: TextRenderer,
): readonly AdfNode[] {
  if (tracked.endReason === 'setting-changed')
    return [...renderApprovals(renderer, approvals.get(tracked.finding.key) ?? []), ...textNodes('.')];
  if (tracked.state === 'ended') {
    return renderMessage(renderer, 'remediation.comment.ended', {
      ending: (tracked.endReason ?? '').replace(/-/g, '_'),
    });
  }
  if (isOpenFinding(tracked))
    return renderMessage(renderer, 'remediation.comment.stays', { why: obsoleteReasonOf(tracked) });
  const { at, before } = openedBounds(tracked);
  const from = at ?? before;
  const { resolvedBy: closed } = tracked;
  const named = { from: { at: from }, exact: at !== undefined };
  if (closed?.is === 'recorded') {
    const args = { ...named, to: { at: closed.at }, length: formatDuration(renderer, closed.at - from) };
    return closed.by === undefined
      ? renderMessage(renderer, 'remediation.comment.interval', args)
      : renderMessage(renderer, 'remediation.comment.intervalBy', { ...args, by: { person: closed.by } });
  }
  const to = closed?.is === 'bounded' ? closed.before : tracked.readAt;
  return renderMessage(renderer, 'remediation.comment.intervalBetween', {
    ...named,
    after: { at: tracked.lastSeen },
    to: { at: to },
  });
}

/** The reading that the result is based on; empty if there was no complete one. */
export const renderEvidenceProof = (
  evidence: EvidenceSummary | undefined,
  renderer: TextRenderer,
): readonly AdfNode[] =>
  evidence?.fullReadAt === undefined
    ? []
    : renderMessage(renderer, 'remediation.comment.proof', { evidence: formatEvidence(renderer, evidence) });

/** The evidence for closing: when the findings were re-checked, and the reading that the result is based on. */
function renderRecheckProof(
  filedFindings: readonly TrackedFinding[],
  evidence: EvidenceSummary | undefined,
  renderer: TextRenderer,
): readonly AdfNode[] {
  const times = filedFindings.flatMap(({ state, readAt }) => (state === 'resolved' ? [readAt] : []));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const args = { count: times.length, first: { at: first }, last: { at: last } };
  const messageName = first === last ? 'readAgain' : 'readAgainBetween';
  return [
    ...(times.length === 0
      ? []
      : [...renderMessage(renderer, `remediation.comment.${messageName}`, args), ...textNodes(' ')]),
    ...renderEvidenceProof(evidence, renderer),
  ];
}

/** Reasons for which the site's evidence proves at least part of the result. */
export const VERIFIED_REASONS: ReadonlySet<ObsoleteItem['reason']> = new Set([
  'fixed',
  'narrowed',
  'several',
]);

/** The message with which a closing comment starts. */
export const leadMessageOf = (
  reason: ObsoleteItem['reason'],
  movedByPerson: boolean,
): ObsoleteItem['reason'] | 'confirmed' => (reason === 'fixed' && movedByPerson ? 'confirmed' : reason);

/** The closing comment: the reason, how long each finding was open, and the evidence. */
export function renderCloseComment(
  item: ObsoleteItem,
  movedByPerson: boolean,
  evidence: EvidenceSummary | undefined,
  renderer: TextRenderer,
): AdfDoc {
  const { reason, filedFindings } = item;
  const lines = groupByLine(filedFindings, tracked => renderIntervalLine(tracked, item, renderer), renderer);
  const hiddenCount = lines.length - MAX_LINES;
  return adfDocument([
    paragraph(...renderMessage(renderer, `remediation.comment.${leadMessageOf(reason, movedByPerson)}`)),
    ...(filedFindings.length === 0 ? [] : [bulletList(lines.slice(0, MAX_LINES))]),
    ...(hiddenCount > 0
      ? [paragraph(...renderMessage(renderer, 'remediation.comment.more', { count: hiddenCount }))]
      : []),
    ...(VERIFIED_REASONS.has(reason)
      ? optionalParagraph(renderRecheckProof(filedFindings, evidence, renderer))
      : []),
  ]);
}

/**
 * Adds a request for a person to make the transition, because the app can't.
 * @param comment the comment without the request.
 */
export const renderNoTransitionComment = (
  to: 'done' | 'open',
  comment: AdfDoc,
  renderer: TextRenderer,
): AdfDoc =>
  adfDocument([
    ...comment.content,
    paragraph(
      ...renderMessage(
        renderer,
        to === 'done' ? 'remediation.comment.noWayDone' : 'remediation.comment.noWayOpen',
      ),
    ),
  ]);

export const renderDuplicateComment = (key: string, renderer: TextRenderer): AdfDoc =>
  adfDocument([
    paragraph(...inlineNodes(renderer.messages.parts('remediation.comment.duplicate', { key }), renderer)),
  ]);

/** Reports that someone changed the property by which the app finds its work items. */
export const renderPropertyComment = (renderer: TextRenderer): AdfDoc =>
  adfDocument([paragraph(...renderMessage(renderer, 'remediation.comment.property'))]);
