import { type ControlText, createControlText } from '../../messages/control-text';
import { type Finding } from '../../domain/finding';
import { type TrackedFinding } from '../../domain/tracked-finding';
import { type Instant } from '../../domain/instant';
import {
  type AdfNode,
  boldNodes,
  bulletList,
  heading,
  inlineNodes,
  orderedList,
  paragraph,
  sanitizeText,
  textNodes,
} from './adf';
import { renderFooter, renderRolesTable } from './footer';
import {
  type EvidenceSummary,
  type TextRenderer,
  groupByLine,
  formatDay,
  formatDuration,
  renderMessage,
  openedBounds,
} from './phrases';
import { renderOpenFindings } from './findings-table';
import { type DesiredItem } from '../plan/desired-items';

/** How many open findings the table lists; the rest is counted. */
export const MAX_ROWS = 20;
/** Up to this number of findings get a fix line each; more are summarized. */
const MAX_FIXES = 5;
/** Jira's limit for a summary, in UTF-16 code units. */
const SUMMARY_LIMIT = 255;

/** The input of the description in addition to the findings. */
export interface DescriptionInput {
  readonly renderer: TextRenderer;
  readonly evidence: EvidenceSummary | undefined;
  /** ISO day. Missing if the work item has no due date. */
  readonly due?: string;
  /** The account that should have been the assignee but can't be assigned. */
  readonly intendedAssignee?: string;
}

const findingsOf = (trackedFindings: readonly TrackedFinding[]): readonly Finding[] =>
  trackedFindings.map(({ finding }) => finding);

/** Object, fact, and question in one line, cut to Jira's limit. */
export function renderSummary({ control, trackedFindings }: DesiredItem, { messages }: TextRenderer): string {
  const title = createControlText(messages, control.id).workItemSummary(findingsOf(trackedFindings));
  const line = sanitizeText(title).replace(/\s+/g, ' ').trim();
  if (line.length <= SUMMARY_LIMIT) return line;
  // Doesn't split a surrogate pair, and removes a direction mark whose end was cut off.
  const cut = line.slice(0, SUMMARY_LIMIT - 1).replace(/[\ud800-\udbff]$/, '');
  return `${sanitizeText(cut)}…`;
}

/** The latest time at which it can have opened. */
const openedAtLatest = (tracked: TrackedFinding): Instant => {
  const { at, before } = openedBounds(tracked);
  return at ?? before;
};

function renderOpenedSeveral(
  trackedFindings: readonly TrackedFinding[],
  renderer: TextRenderer,
): readonly AdfNode[] {
  const [oldest] = [...trackedFindings].sort((one, other) => openedAtLatest(one) - openedAtLatest(other));
  if (oldest === undefined) return [];
  const { openedBy: opened } = oldest;
  const args = { count: trackedFindings.length, at: { at: openedAtLatest(oldest) } };
  if (opened?.is !== 'recorded') return renderMessage(renderer, 'remediation.about.several', args);
  return opened.by === undefined
    ? renderMessage(renderer, 'remediation.about.severalSince', args)
    : renderMessage(renderer, 'remediation.about.severalSinceBy', { ...args, by: { person: opened.by } });
}

function renderOpened({ trackedFindings }: DesiredItem, renderer: TextRenderer): readonly AdfNode[] {
  const [first] = trackedFindings;
  if (first === undefined) return [];
  if (trackedFindings.length > 1) return renderOpenedSeveral(trackedFindings, renderer);
  const { openedBy: opened } = first;
  if (opened?.is === 'candidates') {
    const named = opened.of.filter(({ by }) => by !== undefined).length;
    return renderMessage(renderer, 'remediation.about.candidates', { count: opened.of.length, named });
  }
  if (opened?.is === 'recorded' && opened.by !== undefined) {
    return renderMessage(renderer, 'remediation.about.sinceBy', {
      at: { at: opened.at },
      by: { person: opened.by },
    });
  }
  const { at, after, before } = openedBounds(first);
  if (at !== undefined) return renderMessage(renderer, 'remediation.about.since', { at: { at } });
  return after === undefined
    ? renderMessage(renderer, 'remediation.about.before', { before: { at: before } })
    : renderMessage(renderer, 'remediation.about.between', { after: { at: after }, before: { at: before } });
}

/** How to approve the findings, if that is possible, so that the work item closes by itself. */
const renderApprovalLines = (
  controlText: ControlText,
  trackedFindings: readonly TrackedFinding[],
  renderer: TextRenderer,
): readonly (readonly AdfNode[])[] =>
  controlText
    .approvalInstructions(findingsOf(trackedFindings))
    .map(parts => [
      ...renderMessage(renderer, 'remediation.part.meant'),
      ...textNodes(' '),
      ...inlineNodes(parts, renderer),
      ...textNodes(' '),
      ...renderMessage(renderer, 'remediation.part.meantThen'),
    ]);

function renderYourPart(
  controlText: ControlText,
  trackedFindings: readonly TrackedFinding[],
  { renderer, due, intendedAssignee }: DescriptionInput,
): readonly AdfNode[] {
  return [
    heading(renderer.messages.plainText('remediation.part.heading')),
    bulletList([
      renderMessage(renderer, 'remediation.part.fix'),
      ...renderApprovalLines(controlText, trackedFindings, renderer),
      renderMessage(renderer, 'remediation.part.unsure'),
    ]),
    paragraph(
      ...renderMessage(renderer, 'remediation.part.fixer', { fixer: controlText.plainText('fixer') }),
    ),
    ...(due === undefined
      ? []
      : [paragraph(...renderMessage(renderer, 'remediation.part.due', { day: formatDay(renderer, due) }))]),
    ...(intendedAssignee === undefined
      ? []
      : [
          paragraph(
            ...renderMessage(renderer, 'remediation.part.instead', { person: { person: intendedAssignee } }),
          ),
        ]),
  ];
}

/** How long a finding was open, as far as it was read. */
function renderRecordLine(tracked: TrackedFinding, renderer: TextRenderer): readonly AdfNode[] {
  const { at, before } = openedBounds(tracked);
  const from = at ?? before;
  const args = {
    from: { at: from },
    to: { at: tracked.lastSeen },
    length: formatDuration(renderer, Math.max(0, tracked.lastSeen - from)),
  };
  const line = renderMessage(
    renderer,
    at === undefined ? 'remediation.record.atLeast' : 'remediation.record.exactly',
    args,
  );
  return tracked.reopenCount === 0
    ? line
    : [
        ...line,
        ...textNodes(' '),
        ...renderMessage(renderer, 'remediation.record.returned', { count: tracked.reopenCount }),
      ];
}

/** For each object, the finding that has been open the longest. */
function longestOpenPerObject(trackedFindings: readonly TrackedFinding[]): readonly TrackedFinding[] {
  const longest = new Map<string, TrackedFinding>();
  for (const tracked of trackedFindings) {
    const { kind, id } = tracked.finding.subject;
    const current = longest.get(`${kind} ${id}`);
    if (current === undefined || openedAtLatest(tracked) < openedAtLatest(current))
      longest.set(`${kind} ${id}`, tracked);
  }
  return [...longest.values()];
}

function renderRecordSection(
  controlText: ControlText,
  trackedFindings: readonly TrackedFinding[],
  renderer: TextRenderer,
  rows: number,
): readonly AdfNode[] {
  const shown = longestOpenPerObject(trackedFindings).slice(0, rows);
  return [
    heading(renderer.messages.plainText('remediation.record.heading')),
    ...(shown.length === 0
      ? []
      : [bulletList(groupByLine(shown, tracked => renderRecordLine(tracked, renderer), renderer))]),
    renderRolesTable(controlText, renderer),
  ];
}

/** The risk and the reader's tasks: shown however little space is left. */
function renderOpening(item: DesiredItem, input: DescriptionInput): readonly AdfNode[] {
  const { renderer } = input;
  const controlText = createControlText(renderer.messages, item.control.id);
  return [
    paragraph(...boldNodes(inlineNodes(controlText.risk(findingsOf(item.trackedFindings)), renderer))),
    paragraph(...renderOpened(item, renderer)),
    ...renderYourPart(controlText, item.trackedFindings, input),
  ];
}

/** The app's part if people's text leaves too little space for the full one. */
export const renderShortDescription = (item: DesiredItem, input: DescriptionInput): readonly AdfNode[] => [
  ...renderOpening(item, input),
  paragraph(
    ...renderMessage(input.renderer, 'remediation.open.noRoom', { count: item.trackedFindings.length }),
  ),
  ...renderFooter(item, input),
];

function renderFixLines(
  controlText: ControlText,
  findings: readonly Finding[],
  renderer: TextRenderer,
): readonly (readonly AdfNode[])[] {
  const parts =
    findings.length > MAX_FIXES
      ? controlText.conditionsToMeet(findings)
      : findings.map(finding => controlText.fixCondition(finding));
  const lines = new Map(parts.map(line => [JSON.stringify(line), inlineNodes(line, renderer)]));
  return [...lines.values()];
}

/**
 * The app's part of a work item, for readers who don't know the app: risk, tasks, open findings, conditions to pass,
 * impact of the fix, steps, completion, and record.
 * @param rows how many findings are listed.
 */
export function renderDescription(
  item: DesiredItem,
  input: DescriptionInput,
  rows = MAX_ROWS,
): readonly AdfNode[] {
  const { renderer } = input;
  const controlText = createControlText(renderer.messages, item.control.id);
  const findings = findingsOf(item.trackedFindings);
  return [
    ...renderOpening(item, input),
    ...renderOpenFindings(controlText, item.trackedFindings, renderer, rows),
    heading(renderer.messages.plainText('remediation.pass.heading')),
    bulletList(renderFixLines(controlText, findings, renderer)),
    ...(item.hasOtherOpenFindings
      ? [paragraph(...renderMessage(renderer, 'remediation.pass.otherFindings'))]
      : []),
    heading(renderer.messages.plainText('remediation.changes.heading')),
    paragraph(...inlineNodes(controlText.parts('changes'), renderer)),
    heading(renderer.messages.plainText('remediation.fix.heading')),
    orderedList(
      controlText.fixSteps(item.place === 'site' ? 'site' : 'space').map(step => inlineNodes(step, renderer)),
    ),
    heading(renderer.messages.plainText('remediation.done.heading')),
    paragraph(
      ...(item.hasOtherOpenFindings
        ? renderMessage(renderer, 'remediation.done.listed')
        : inlineNodes(controlText.parts('done'), renderer)),
      ...textNodes(' '),
      ...renderMessage(renderer, 'remediation.done.then'),
    ),
    ...renderRecordSection(controlText, item.trackedFindings, renderer, rows),
    ...renderFooter(item, input),
  ];
}
