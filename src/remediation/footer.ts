import { type ControlText } from '../../static/locales/control-words';
import { type AdfNode, inline, paragraph, rule, table } from './adf';
import { type EvidenceLine, type Pen, evidenceText, say } from './phrases';
import { type Retired, type Wanted } from './wanted';

/** What Atlassian does, and what is yours. */
export const rolesTable = (of: ControlText, pen: Pen): AdfNode =>
  table(
    [pen.words.plain('remediation.record.atlassian'), pen.words.plain('remediation.record.role')],
    [[inline(of.text('atlassian'), pen), inline(of.text('role'), pen)]],
  );

const quiet = (line: readonly AdfNode[]): readonly AdfNode[] => [
  rule,
  paragraph(
    ...line.map((node): AdfNode =>
      node.marks?.some(({ type }) => type === 'code') ? node : { ...node, marks: [{ type: 'em' }] },
    ),
  ),
];

interface Written {
  readonly pen: Pen;
  readonly evidence: EvidenceLine | undefined;
}

/** The last line of the app's part; its code is how the app finds the end of that part again. */
export const footer = ({ key, control, severity }: Wanted, { pen, evidence }: Written): readonly AdfNode[] =>
  quiet(
    say(pen, 'remediation.footer', {
      control: control.id,
      version: control.version,
      severity: pen.words.plain(`remediation.severity.${severity}`),
      evidence: evidenceText(pen, evidence),
      key,
    }),
  );

/** The same under the text of what is over: nothing of it weighs any more, and its control may be retired. */
export const overFooter = (
  { key, control, words }: Retired,
  { pen, evidence }: Written,
): readonly AdfNode[] =>
  quiet(
    say(pen, 'remediation.overFooter', {
      control,
      version: words?.version ?? 0,
      evidence: evidenceText(pen, evidence),
      key,
    }),
  );
