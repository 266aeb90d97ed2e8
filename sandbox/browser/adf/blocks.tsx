import { CodeBlock } from '@atlaskit/code';
import Heading from '@atlaskit/heading';
import SectionMessage from '@atlaskit/section-message';
import { type ComponentProps, type ReactNode } from 'react';
import { adfText, type AdfNode, textAttr } from './adf-node';
import { type RenderNode, renderChildren } from './adf-render-context';

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
  doc: (node, key, context) => <div key={key}>{renderChildren(node, context)}</div>,
  paragraph: (node, key, context) => <p key={key}>{renderChildren(node, context)}</p>,
  heading: (node, key, context) => {
    const level = Math.min(Math.max(Number(node.attrs.level) || 1, 1), 6) - 1;
    return (
      <div key={key} className="adf-heading">
        <Heading size={HEADING_SIZES[level] ?? 'xxsmall'} as={HEADING_TAGS[level] ?? 'h6'}>
          {renderChildren(node, context)}
        </Heading>
      </div>
    );
  },
  bulletList: (node, key, context) => <ul key={key}>{renderChildren(node, context)}</ul>,
  orderedList: (node, key, context) => (
    <ol key={key} start={Number(node.attrs.order ?? 1)}>
      {renderChildren(node, context)}
    </ol>
  ),
  listItem: (node, key, context) => <li key={key}>{renderChildren(node, context)}</li>,
  taskList: (node, key, context) => (
    <div key={key} className="adf-tasks">
      {renderChildren(node, context)}
    </div>
  ),
  taskItem: (node, key, context) => (
    <div key={key} className="adf-task">
      <input
        type="checkbox"
        checked={node.attrs.state === 'DONE'}
        disabled
        aria-label={adfText(node)}
        readOnly
      />
      <span>{renderChildren(node, context)}</span>
    </div>
  ),
  decisionList: (node, key, context) => <ul key={key}>{renderChildren(node, context)}</ul>,
  decisionItem: (node, key, context) => <li key={key}>{renderChildren(node, context)}</li>,
  rule: (_node, key) => <hr key={key} className="adf-rule" />,
  blockquote: (node, key, context) => <blockquote key={key}>{renderChildren(node, context)}</blockquote>,
  codeBlock: (node, key) => (
    <div key={key} className="adf-code">
      <CodeBlock text={adfText(node)} language={(textAttr(node, 'language') ?? 'text') as Language} />
    </div>
  ),
  panel: (node, key, context) => (
    <div key={key} className="adf-panel">
      <SectionMessage appearance={PANELS[textAttr(node, 'panelType') ?? 'info'] ?? 'information'}>
        {renderChildren(node, context)}
      </SectionMessage>
    </div>
  ),
  expand: renderExpand,
  nestedExpand: renderExpand,
  layoutSection: (node, key, context) => (
    <div key={key} className="adf-columns">
      {renderChildren(node, context)}
    </div>
  ),
  layoutColumn: (node, key, context) => <div key={key}>{renderChildren(node, context)}</div>,
} satisfies Record<string, RenderNode>;

function renderExpand(node: AdfNode, key: string, context: Parameters<RenderNode>[2]): ReactNode {
  return (
    <details key={key} className="adf-expand">
      <summary>{textAttr(node, 'title') || 'Details'}</summary>
      {renderChildren(node, context)}
    </details>
  );
}
