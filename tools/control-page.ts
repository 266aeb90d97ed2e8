import { type Control } from '../src/controls/define-control';
import { frameworksOf } from '../src/controls/frameworks';
import { OPERATIONS } from '../src/jira/operations';
import { type Source } from '../src/evidence/source';
import { type Hours } from '../src/domain/instant';
import { createControlText } from '../src/messages/control-text';
import { createMessages } from '../src/messages/messages';
import { type MessagePart } from '../src/messages/message-part';

/** The parts of a control's page that are generated from its code and its messages. The rest is written by hand. */
export const BLOCKS = ['header', 'atlassian', 'role', 'evidence', 'fix', 'frameworks'] as const;
export type Block = (typeof BLOCKS)[number];

const messages = createMessages('en');

const renderMarkdown = (parts: readonly MessagePart[]): string =>
  parts
    .map(part => {
      if (part.is !== 'text') throw new Error('A page contains no people and no times');
      if (part.strong) return `**${part.text}**`;
      return part.code ? `\`${part.text}\`` : part.text;
    })
    .join('');

const formatHours = (hours: Hours): string => (hours % 24 === 0 ? `${hours / 24} days` : `${hours} hours`);

const months = (count: number): string => `${count} ${count === 1 ? 'month' : 'months'}`;

const RIGHT_LABELS = {
  ADMINISTER: 'Administer Jira',
  USER_PICKER: 'Browse users and groups',
  none: 'none',
} as const satisfies Record<Source<unknown>['right'], string>;

const NEED_USES = {
  each: 'one fact proves a finding; a gap forbids *met*',
  complete: 'judged only when complete',
  context: 'only sets severity; its gaps are ignored',
  mitigates: 'shows what has an effect on the plan; while unread, a finding counts at the lower severity',
} as const satisfies Record<Control['needs'][string]['kind'], string>;

const renderEvidenceRow = (source: Source<unknown>, uses: readonly (keyof typeof NEED_USES)[]): string => {
  const operations = source.operations.map(id => {
    const { method, path } = OPERATIONS[id];
    return `\`${method} /rest/api/3${path}\``;
  });
  const { full, withFeed } = source.freshness;
  const age =
    full === withFeed
      ? formatHours(full)
      : `${formatHours(full)}; ${formatHours(withFeed)} while the change feed has no gap`;
  const useText = uses.map(one => NEED_USES[one]).join('; ');
  return `| \`${source.id}\` | ${operations.join('<br>')} | ${RIGHT_LABELS[source.right]} | ${age} | ${useText} |`;
};

/** One row for each source, in the order in which the control names them. */
function renderEvidence({ needs }: Control): string {
  const bySource = new Map<string, { source: Source<unknown>; hows: (keyof typeof NEED_USES)[] }>();
  for (const { source, kind: how } of Object.values(needs)) {
    const known = bySource.get(source.id);
    if (known === undefined) bySource.set(source.id, { source, hows: [how] });
    else known.hows.push(how);
  }
  if (bySource.size === 0) return 'The app reads nothing for this control. It rests on an attestation.';
  return [
    '| Source | Operations | Permission needed | Valid for | Use |',
    '|---|---|---|---|---|',
    ...[...bySource.values()].map(({ source, hows }) => renderEvidenceRow(source, hows)),
  ].join('\n');
}

const renderHeader = (control: Control): string => {
  const rows: readonly (readonly [string, string])[] = [
    ['Area', messages.plainText(`terms.area.${control.area}`)],
    ['Weight in the score', messages.plainText(`terms.severity.${control.weight}`)],
    ['Proof', messages.plainText(`terms.proof.${control.proof}`)],
    ['Review', messages.plainText(`terms.review.${control.review}`)],
    ...(control.attestation === undefined
      ? []
      : [['An attestation is valid for', months(control.attestation.validMonths)] as const]),
    ['Version', String(control.version)],
  ];
  return ['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n');
};

const renderFrameworks = ({ id }: Control): string =>
  frameworksOf(id)
    .map(({ framework, identifiers }) => `- ${framework.name}: ${identifiers.join(', ')}`)
    .join('\n');

/** The generated text between the markers of a block. */
export function renderBlock(control: Control, block: Block): string {
  const text = createControlText(messages, control.id);
  switch (block) {
    case 'header':
      return renderHeader(control);
    case 'atlassian':
      return renderMarkdown(text.parts('atlassian'));
    case 'role':
      return renderMarkdown(text.parts('role'));
    case 'evidence':
      return renderEvidence(control);
    case 'fix':
      return [
        `**Can be fixed by:** ${renderMarkdown(text.parts('fixer'))}`,
        '',
        ...text.fixSteps().map((step, index) => `${index + 1}. ${renderMarkdown(step)}`),
        '',
        `**What it changes:** ${renderMarkdown(text.parts('changes'))}`,
        '',
        renderMarkdown(text.parts('done')),
      ].join('\n');
    case 'frameworks':
      return renderFrameworks(control);
  }
}

const beginMarker = (block: Block): string => `<!-- ${block}: written by npm run docs:controls -->`;
const endMarker = (block: Block): string => `<!-- end of ${block} -->`;

/**
 * @returns the page with its blocks as they should be.
 * @throws where the page lacks a block's markers.
 */
export function renderPage(control: Control, page: string): string {
  return BLOCKS.reduce((text, block) => {
    const from = text.indexOf(beginMarker(block));
    const to = text.indexOf(endMarker(block));
    if (from === -1 || to < from) throw new Error(`The page of ${control.id} has no block "${block}"`);
    return `${text.slice(0, from)}${beginMarker(block)}\n${renderBlock(control, block)}\n${text.slice(to)}`;
  }, page);
}
