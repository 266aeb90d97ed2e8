import { type Control } from '../src/controls/define';
import { frameworksOf } from '../src/controls/frameworks';
import { OPERATIONS } from '../src/jira/operations';
import { type Source } from '../src/evidence/source';
import { type Hours } from '../src/terms/instant';
import { controlWords } from '../static/locales/control-words';
import { wordsOf } from '../static/locales';
import { type Part } from '../static/locales/part';

/** The parts of a control's page that follow from its code and its words. The rest of the page is written by hand. */
export const BLOCKS = ['header', 'atlassian', 'role', 'evidence', 'fix', 'frameworks'] as const;
export type Block = (typeof BLOCKS)[number];

const words = wordsOf('en');

const markdownOf = (parts: readonly Part[]): string =>
  parts
    .map(part => {
      if (part.is !== 'text') throw new Error('Only texts without people and moments stand on a page');
      if (part.strong) return `**${part.text}**`;
      return part.code ? `\`${part.text}\`` : part.text;
    })
    .join('');

const spanOf = (hours: Hours): string => (hours % 24 === 0 ? `${hours / 24} days` : `${hours} hours`);

const RIGHT = {
  ADMINISTER: 'Administer Jira',
  USER_PICKER: 'Browse users and groups',
  none: 'none',
} as const satisfies Record<Source<unknown>['right'], string>;

const HOW = {
  each: 'one fact proves a finding; a gap forbids *met*',
  whole: 'judged only when all of it was read',
  colours: 'only sets severity; never stands in the way',
  mitigates: 'says what has an effect on the plan; unread, a finding counts, at the lower severity',
} as const satisfies Record<Control['needs'][string]['how'], string>;

const evidenceRow = (source: Source<unknown>, hows: readonly (keyof typeof HOW)[]): string => {
  const operations = source.operations.map(id => {
    const { method, path } = OPERATIONS[id];
    return `\`${method} /rest/api/3${path}\``;
  });
  const { full, withFeed } = source.freshness;
  const age =
    full === withFeed
      ? spanOf(full)
      : `${spanOf(full)}; ${spanOf(withFeed)} while the change feed has no hole`;
  const how = hows.map(one => HOW[one]).join('; ');
  return `| \`${source.id}\` | ${operations.join('<br>')} | ${RIGHT[source.right]} | ${age} | ${how} |`;
};

/** One row for each source, in the order in which the control names them. */
function evidenceOf({ needs }: Control): string {
  const bySource = new Map<string, { source: Source<unknown>; hows: (keyof typeof HOW)[] }>();
  for (const { source, how } of Object.values(needs)) {
    const known = bySource.get(source.id);
    if (known === undefined) bySource.set(source.id, { source, hows: [how] });
    else known.hows.push(how);
  }
  if (bySource.size === 0) return 'Nothing is read: a person states it.';
  return [
    '| Source | Operations | Right needed | Counts for | How it is used |',
    '|---|---|---|---|---|',
    ...[...bySource.values()].map(({ source, hows }) => evidenceRow(source, hows)),
  ].join('\n');
}

const headerOf = (control: Control): string => {
  const rows: readonly (readonly [string, string])[] = [
    ['Area', words.plain(`terms.area.${control.area}`)],
    ['Weight in the score', words.plain(`terms.severity.${control.weight}`)],
    ['Proof', words.plain(`terms.proof.${control.proof}`)],
    ['Review', words.plain(`terms.review.${control.review}`)],
    ...(control.statement === undefined
      ? []
      : [['A statement holds', `${control.statement.validMonths} months`] as const]),
    ['Version', String(control.version)],
  ];
  return ['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n');
};

const frameworkList = ({ id }: Control): string =>
  frameworksOf(id)
    .map(({ framework, identifiers }) => `- ${framework.name}: ${identifiers.join(', ')}`)
    .join('\n');

/** What stands between the markers of a block. */
export function blockOf(control: Control, block: Block): string {
  const text = controlWords(words, control.id);
  switch (block) {
    case 'header':
      return headerOf(control);
    case 'atlassian':
      return markdownOf(text.text('atlassian'));
    case 'role':
      return markdownOf(text.text('role'));
    case 'evidence':
      return evidenceOf(control);
    case 'fix':
      return [
        `**Who can click:** ${markdownOf(text.text('fixer'))}`,
        '',
        ...text.fix().map((step, index) => `${index + 1}. ${markdownOf(step)}`),
        '',
        `**What it changes:** ${markdownOf(text.text('changes'))}`,
        '',
        markdownOf(text.text('done')),
      ].join('\n');
    case 'frameworks':
      return frameworkList(control);
  }
}

const begin = (block: Block): string => `<!-- ${block}: written by npm run docs:controls -->`;
const end = (block: Block): string => `<!-- end of ${block} -->`;

/**
 * @returns the page with its blocks as they should be.
 * @throws where the page lacks a block's markers.
 */
export function pageWithBlocks(control: Control, page: string): string {
  return BLOCKS.reduce((text, block) => {
    const from = text.indexOf(begin(block));
    const to = text.indexOf(end(block));
    if (from === -1 || to < from) throw new Error(`The page of ${control.id} has no block "${block}"`);
    return `${text.slice(0, from)}${begin(block)}\n${blockOf(control, block)}\n${text.slice(to)}`;
  }, page);
}
