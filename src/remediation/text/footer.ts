import { type ControlText } from '../../messages/control-text';
import { type AdfNode, inlineNodes, paragraph, horizontalRule, table } from './adf';
import { type EvidenceSummary, type TextRenderer, formatEvidence, renderMessage } from './phrases';
import { type ObsoleteItem, type DesiredItem } from '../plan/desired-items';

/** Atlassian's responsibility and the customer's. */
export const renderRolesTable = (controlText: ControlText, renderer: TextRenderer): AdfNode =>
  table(
    [
      renderer.messages.plainText('remediation.record.atlassian'),
      renderer.messages.plainText('remediation.record.role'),
    ],
    [
      [
        inlineNodes(controlText.parts('atlassian'), renderer),
        inlineNodes(controlText.parts('role'), renderer),
      ],
    ],
  );

const renderFooterLine = (line: readonly AdfNode[]): readonly AdfNode[] => [
  horizontalRule,
  paragraph(
    ...line.map((node): AdfNode =>
      node.marks?.some(({ type }) => type === 'code') ? node : { ...node, marks: [{ type: 'em' }] },
    ),
  ),
];

interface FooterInput {
  readonly renderer: TextRenderer;
  readonly evidence: EvidenceSummary | undefined;
}

/** The last line of the app's part. Its code node marks the end of that part. */
export const renderFooter = (
  { key, control, severity }: DesiredItem,
  { renderer, evidence }: FooterInput,
): readonly AdfNode[] =>
  renderFooterLine(
    renderMessage(renderer, 'remediation.footer', {
      control: control.id,
      version: control.version,
      severity: renderer.messages.plainText(`remediation.severity.${severity}`),
      evidence: formatEvidence(renderer, evidence),
      key,
    }),
  );

/**
 * The footer of an obsolete work item: without a severity, because nothing is left to fix. Its control may be retired.
 */
export const renderObsoleteFooter = (
  { key, control, definition }: ObsoleteItem,
  { renderer, evidence }: FooterInput,
): readonly AdfNode[] =>
  renderFooterLine(
    renderMessage(renderer, 'remediation.overFooter', {
      control,
      version: definition?.version ?? 0,
      evidence: formatEvidence(renderer, evidence),
      key,
    }),
  );
