import { type GrantCellName, type ControlText } from '../../messages/control-text';
import { type Finding } from '../../domain/finding';
import { type TrackedFinding } from '../../domain/tracked-finding';
import { objectUrl } from './object-url';
import { type AdfNode, heading, inlineNodes, paragraph, table, textNodes } from './adf';
import {
  type TextRenderer,
  renderMessage,
  renderOpenedTime,
  renderObjectLink,
  renderAttribution,
} from './phrases';

interface FindingColumn {
  readonly head: string;
  readonly cell: (tracked: TrackedFinding) => readonly AdfNode[];
}

const renderCell = (
  controlText: ControlText,
  finding: Finding,
  name: GrantCellName,
  renderer: TextRenderer,
): readonly AdfNode[] =>
  inlineNodes(
    controlText.grantCell(finding, name, objectUrl(finding.subject, renderer.baseUrl)) ?? [],
    renderer,
  );

/** What a finding exposes: its name if that is known, otherwise the number, with the number added later. */
function renderReachCell(
  controlText: ControlText,
  { finding, addedReach: added }: TrackedFinding,
  renderer: TextRenderer,
): readonly AdfNode[] {
  const count = finding.reach?.length;
  const namedCell = renderCell(controlText, finding, 'where', renderer);
  const content =
    namedCell.length > 0 || count === undefined
      ? namedCell
      : renderMessage(renderer, 'remediation.open.reach', { count });
  return added.length === 0
    ? content
    : [...content, ...renderMessage(renderer, 'remediation.open.added', { added: added.length })];
}

const renderOpenedCell = (tracked: TrackedFinding, renderer: TextRenderer): readonly AdfNode[] =>
  tracked.state === 'stale'
    ? [
        ...renderOpenedTime(renderer, tracked),
        ...textNodes('; '),
        ...renderMessage(renderer, 'remediation.open.stale', { at: { at: tracked.lastSeen } }),
      ]
    : renderOpenedTime(renderer, tracked);

/** For grants: who may do what through what. */
const grantColumns = (controlText: ControlText, renderer: TextRenderer): readonly FindingColumn[] =>
  (['who', 'may', 'through'] as const).map(name => ({
    head: renderer.messages.plainText(`remediation.open.${name}`),
    cell: ({ finding }) => renderCell(controlText, finding, name, renderer),
  }));

/** Whether the sentence starts with the person it is about. */
const startsWithSubject = (controlText: ControlText, { finding }: TrackedFinding): boolean => {
  const [first] = controlText.line(finding);
  return first?.is === 'person' && first.account === finding.subject.id;
};

const objectColumns = (
  controlText: ControlText,
  trackedFindings: readonly TrackedFinding[],
  renderer: TextRenderer,
): readonly FindingColumn[] => [
  ...(trackedFindings.every(tracked => startsWithSubject(controlText, tracked))
    ? []
    : [
        {
          head: controlText.columnTitle('subject') ?? '',
          cell: ({ finding }: TrackedFinding) => renderObjectLink(renderer, finding),
        },
      ]),
  {
    head: controlText.columnTitle('line') ?? '',
    cell: ({ finding }) => inlineNodes(controlText.line(finding), renderer),
  },
];

/**
 * Columns that describe a finding: those of a grant if all findings are grants, otherwise the object and a sentence.
 */
export const findingColumns = (
  controlText: ControlText,
  trackedFindings: readonly TrackedFinding[],
  renderer: TextRenderer,
): readonly FindingColumn[] =>
  trackedFindings.every(({ finding }) => controlText.grantCell(finding, 'who', undefined) !== undefined)
    ? grantColumns(controlText, renderer)
    : objectColumns(controlText, trackedFindings, renderer);

/** The column for what a finding exposes. */
export const reachColumn = (controlText: ControlText, renderer: TextRenderer): FindingColumn => ({
  head: controlText.columnTitle('reach') ?? renderer.messages.plainText('remediation.open.where'),
  cell: tracked => renderReachCell(controlText, tracked, renderer),
});

function openFindingColumns(
  controlText: ControlText,
  trackedFindings: readonly TrackedFinding[],
  renderer: TextRenderer,
): readonly FindingColumn[] {
  return [
    ...findingColumns(controlText, trackedFindings, renderer),
    reachColumn(controlText, renderer),
    {
      head: renderer.messages.plainText('remediation.open.since'),
      cell: tracked => renderOpenedCell(tracked, renderer),
    },
    {
      head: renderer.messages.plainText('remediation.open.by'),
      cell: ({ openedBy: opened }) => renderAttribution(renderer, opened),
    },
    {
      head: controlText.columnTitle('owner') ?? '',
      cell: ({ finding: { owner } }) =>
        owner === undefined ? [] : inlineNodes([{ is: 'person', account: owner }], renderer),
    },
  ];
}

/** A table of these findings. Omits columns without content. */
export function renderFindingsTable(
  trackedFindings: readonly TrackedFinding[],
  columns: readonly FindingColumn[],
): readonly AdfNode[] {
  const filledColumns = columns
    .map(({ head, cell }) => ({ head, cells: trackedFindings.map(cell) }))
    .filter(({ head, cells }) => head !== '' && cells.some(cell => cell.length > 0));
  if (trackedFindings.length === 0) return [];
  return [
    table(
      filledColumns.map(({ head }) => head),
      trackedFindings.map((_, row) => filledColumns.map(({ cells }) => cells[row] ?? [])),
    ),
  ];
}

/**
 * The section on open findings: who has access through what, since when, and who opened it.
 * @param rows how many findings are listed.
 */
export function renderOpenFindings(
  controlText: ControlText,
  trackedFindings: readonly TrackedFinding[],
  renderer: TextRenderer,
  rows: number,
): readonly AdfNode[] {
  const shown = trackedFindings.slice(0, rows);
  const hiddenCount = trackedFindings.length - shown.length;
  return [
    heading(renderer.messages.plainText('remediation.open.heading')),
    ...renderFindingsTable(shown, openFindingColumns(controlText, shown, renderer)),
    ...(hiddenCount > 0
      ? [paragraph(...renderMessage(renderer, 'remediation.open.more', { count: hiddenCount }))]
      : []),
  ];
}
