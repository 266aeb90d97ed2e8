import { createControlText, type ControlText } from '../../messages/control-text';
import { type Finding } from '../../domain/finding';
import { DAY, type Instant } from '../../domain/instant';
import { type TrackedFinding, isOpenFinding } from '../../domain/tracked-finding';
import { type AdfNode, boldNodes, bulletList, heading, inlineNodes, paragraph, textNodes } from './adf';
import { VERIFIED_REASONS, leadMessageOf, renderEvidenceProof } from './comments';
import { renderObsoleteFooter, renderRolesTable } from './footer';
import {
  type EvidenceSummary,
  type TextRenderer,
  formatDuration,
  renderApprovals,
  renderMessage,
  openedBounds,
  renderOpenedTime,
  renderObjectList,
  renderAttribution,
} from './phrases';
import { findingColumns, reachColumn, renderFindingsTable } from './findings-table';
import { REOPEN_WINDOW } from '../plan/timeouts';
import { type ObsoleteItem, obsoleteReasonOf } from '../plan/desired-items';

/** The input of the final description in addition to the findings. */
export interface ObsoleteDescriptionInput {
  readonly renderer: TextRenderer;
  readonly evidence: EvidenceSummary | undefined;
  /** A person moved it to Done before the app confirmed the fix. */
  readonly movedByPerson: boolean;
}

/** When it stopped being open and how long it was open, as exactly as is known. */
function renderOpenUntil(
  tracked: TrackedFinding,
  { approvals }: ObsoleteItem,
  renderer: TextRenderer,
): readonly AdfNode[] {
  if (tracked.endReason === 'setting-changed')
    return renderApprovals(renderer, approvals.get(tracked.finding.key) ?? []);
  if (tracked.state === 'ended')
    return renderMessage(renderer, 'remediation.over.ended', {
      ending: (tracked.endReason ?? '').replace(/-/g, '_'),
      to: { at: tracked.since },
    });
  if (isOpenFinding(tracked))
    return renderMessage(renderer, 'remediation.over.stays', { why: obsoleteReasonOf(tracked) });
  const { at, before } = openedBounds(tracked);
  const { resolvedBy: closed } = tracked;
  if (closed?.is === 'recorded') {
    const args = {
      to: { at: closed.at },
      length: formatDuration(renderer, Math.max(0, closed.at - (at ?? before))),
    };
    return renderMessage(
      renderer,
      at === undefined ? 'remediation.over.atLeast' : 'remediation.over.exactly',
      args,
    );
  }
  return renderMessage(renderer, 'remediation.over.between', {
    after: { at: tracked.lastSeen },
    to: { at: closed?.is === 'bounded' ? closed.before : tracked.readAt },
    length: formatDuration(renderer, Math.max(0, tracked.lastSeen - (at ?? before))),
  });
}

const renderResolvedBy = (tracked: TrackedFinding, renderer: TextRenderer): readonly AdfNode[] =>
  tracked.state === 'resolved' ? renderAttribution(renderer, tracked.resolvedBy) : [];

function renderPastFindings(
  controlText: ControlText,
  item: ObsoleteItem,
  renderer: TextRenderer,
  rows: number,
): readonly AdfNode[] {
  const { filedFindings } = item;
  const shown = filedFindings.slice(0, rows);
  const hiddenCount = filedFindings.length - shown.length;
  const column = (
    name: 'since' | 'openedBy' | 'until' | 'closedBy',
    cell: (tracked: TrackedFinding) => readonly AdfNode[],
  ) => ({
    head: renderer.messages.plainText(`remediation.over.${name}`),
    cell,
  });
  const columns = [
    ...findingColumns(controlText, shown, renderer),
    reachColumn(controlText, renderer),
    column('since', tracked => renderOpenedTime(renderer, tracked)),
    column('openedBy', ({ openedBy: opened }) => renderAttribution(renderer, opened)),
    column('until', tracked => renderOpenUntil(tracked, item, renderer)),
    column('closedBy', tracked => renderResolvedBy(tracked, renderer)),
  ];
  return [
    heading(renderer.messages.plainText('remediation.over.heading')),
    ...renderFindingsTable(shown, columns),
    ...(hiddenCount > 0
      ? [paragraph(...renderMessage(renderer, 'remediation.comment.more', { count: hiddenCount }))]
      : []),
  ];
}

/** The re-checked findings by time, one per object with its latest re-check. */
function findingsByRecheckTime(
  filedFindings: readonly TrackedFinding[],
): ReadonlyMap<Instant, readonly Finding[]> {
  const latestByObject = new Map<string, TrackedFinding>();
  for (const tracked of filedFindings) {
    if (tracked.state !== 'resolved') continue;
    const { kind, id } = tracked.finding.subject;
    const current = latestByObject.get(`${kind} ${id}`);
    if (current === undefined || current.readAt < tracked.readAt)
      latestByObject.set(`${kind} ${id}`, tracked);
  }
  const times = new Map<Instant, readonly Finding[]>();
  for (const { readAt, finding } of latestByObject.values())
    times.set(readAt, [...(times.get(readAt) ?? []), finding]);
  return times;
}

function renderProofSection(
  { reason, filedFindings }: ObsoleteItem,
  { renderer, evidence }: ObsoleteDescriptionInput,
  rows: number,
): readonly AdfNode[] {
  if (!VERIFIED_REASONS.has(reason)) return [];
  const line = ([at, findings]: readonly [Instant, readonly Finding[]]): readonly AdfNode[] => [
    ...renderMessage(renderer, 'remediation.over.readAgain', { at: { at } }),
    ...textNodes(' '),
    ...renderObjectList(renderer, findings),
  ];
  const times = [...findingsByRecheckTime(filedFindings)].sort(([one], [other]) => one - other);
  const hiddenCount = times.length - rows;
  return [
    heading(renderer.messages.plainText('remediation.over.proof')),
    ...(times.length === 0 || rows === 0 ? [] : [bulletList(times.slice(0, rows).map(line))]),
    ...(hiddenCount > 0
      ? [paragraph(...renderMessage(renderer, 'remediation.over.moreTimes', { count: hiddenCount }))]
      : []),
    paragraph(
      ...renderMessage(renderer, 'remediation.over.second'),
      ...textNodes(' '),
      ...renderEvidenceProof(evidence, renderer),
    ),
    heading(renderer.messages.plainText('remediation.over.back')),
    paragraph(...renderMessage(renderer, 'remediation.over.reopens', { days: REOPEN_WINDOW / DAY })),
  ];
}

/**
 * The app's part of an obsolete work item: the reason, its findings, how long they were open, and the evidence.
 * @param rows how many findings are listed.
 */
export function renderObsoleteDescription(
  item: ObsoleteItem,
  input: ObsoleteDescriptionInput,
  rows: number,
): readonly AdfNode[] {
  const { renderer, movedByPerson } = input;
  const lead = paragraph(
    ...boldNodes(renderMessage(renderer, `remediation.comment.${leadMessageOf(item.reason, movedByPerson)}`)),
  );
  if (item.definition === undefined || item.filedFindings.length === 0)
    return [lead, ...renderObsoleteFooter(item, input)];
  const controlText = createControlText(renderer.messages, item.control);
  const filedFor = controlText.risk(item.filedFindings.map(({ finding }) => finding));
  return [
    lead,
    paragraph(
      ...renderMessage(renderer, 'remediation.over.filedFor'),
      ...textNodes(' '),
      ...inlineNodes(filedFor, renderer),
    ),
    ...renderPastFindings(controlText, item, renderer, rows),
    ...renderProofSection(item, input, rows),
    heading(renderer.messages.plainText('remediation.record.heading')),
    renderRolesTable(controlText, renderer),
    ...renderObsoleteFooter(item, input),
  ];
}
