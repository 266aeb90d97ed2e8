import { CodeBlock } from '@atlaskit/code';
import Heading from '@atlaskit/heading';
import SectionMessage from '@atlaskit/section-message';
import { type ComponentProps, type ReactNode } from 'react';
import { adfText, type AdfNode, textAttr } from './adf-node';
import { type DrawNode, within } from './stage';

type Language = NonNullable<ComponentProps<typeof CodeBlock>['language']>;

/** Jira's sizes for the six levels of a heading. */
const HEADING_SIZES = ['large', 'medium', 'small', 'xsmall', 'xxsmall', 'xxsmall'] as const;
const HEADING_TAGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;

const PANELS: Readonly<Record<string, 'information' | 'discovery' | 'success' | 'warning' | 'error'>> = {
  info: 'information',
  note: 'discovery',
  tip: 'success',
  success: 'success',
  warning: 'warning',
  error: 'error',
  custom: 'information',
};

export const blocks = {
  doc: (node, key, stage) => <div key={key}>{within(node, stage)}</div>,
  paragraph: (node, key, stage) => <p key={key}>{within(node, stage)}</p>,
  heading: (node, key, stage) => {
    const level = Math.min(Math.max(Number(node.attrs.level) || 1, 1), 6) - 1;
    return (
      <div key={key} className="adf-heading">
        <Heading size={HEADING_SIZES[level] ?? 'xxsmall'} as={HEADING_TAGS[level] ?? 'h6'}>
          {within(node, stage)}
        </Heading>
      </div>
    );
  },
  bulletList: (node, key, stage) => <ul key={key}>{within(node, stage)}</ul>,
  orderedList: (node, key, stage) => (
    <ol key={key} start={Number(node.attrs.order ?? 1)}>
      {within(node, stage)}
    </ol>
  ),
  listItem: (node, key, stage) => <li key={key}>{within(node, stage)}</li>,
  taskList: (node, key, stage) => (
    <div key={key} className="adf-tasks">
      {within(node, stage)}
    </div>
  ),
  taskItem: (node, key, stage) => (
    <div key={key} className="adf-task">
      <input
        type="checkbox"
        checked={node.attrs.state === 'DONE'}
        disabled
        aria-label={adfText(node)}
        readOnly
      />
      <span>{within(node, stage)}</span>
    </div>
  ),
  decisionList: (node, key, stage) => <ul key={key}>{within(node, stage)}</ul>,
  decisionItem: (node, key, stage) => <li key={key}>{within(node, stage)}</li>,
  rule: (_node, key) => <hr key={key} className="adf-rule" />,
  blockquote: (node, key, stage) => <blockquote key={key}>{within(node, stage)}</blockquote>,
  codeBlock: (node, key) => (
    <div key={key} className="adf-code">
      <CodeBlock text={adfText(node)} language={(textAttr(node, 'language') ?? 'text') as Language} />
    </div>
  ),
  panel: (node, key, stage) => (
    <div key={key} className="adf-panel">
      <SectionMessage appearance={PANELS[textAttr(node, 'panelType') ?? 'info'] ?? 'information'}>
        {within(node, stage)}
      </SectionMessage>
    </div>
  ),
  expand: expandOf,
  nestedExpand: expandOf,
  layoutSection: (node, key, stage) => (
    <div key={key} className="adf-columns">
      {within(node, stage)}
    </div>
  ),
  layoutColumn: (node, key, stage) => <div key={key}>{within(node, stage)}</div>,
} satisfies Record<string, DrawNode>;

function expandOf(node: AdfNode, key: string, stage: Parameters<DrawNode>[2]): ReactNode {
  return (
    <details key={key} className="adf-expand">
      <summary>{textAttr(node, 'title') || 'Details'}</summary>
      {within(node, stage)}
    </details>
  );
}
