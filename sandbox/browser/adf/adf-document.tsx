import { type ReactNode } from 'react';
import { Problem } from '../render/problem';
import { adfNode, type AdfNode } from './adf-node';
import { blocks } from './blocks';
import { inlines } from './inlines';
import { tableNodes } from './table-nodes';
import { renderMarks } from './marks';
import { type AdfRenderContext, type RenderNode } from './adf-render-context';

const NODE_RENDERERS: Readonly<Record<string, RenderNode>> = { ...blocks, ...inlines, ...tableNodes };

/** A document as Jira shows it. A node or mark that it can't draw is named where it stands. */
export function AdfDocument({
  document,
  stage: context,
}: {
  document: unknown;
  stage: Omit<AdfRenderContext, 'render'>;
}) {
  const node = adfNode(document);
  if (node === undefined)
    return (
      <Problem
        title="Not a document"
        detail="The text of this field is not in Atlassian's document format."
      />
    );
  return <div className="adf">{renderNode(node, 'doc', context)}</div>;
}

function renderNode(node: AdfNode, key: string, context: Omit<AdfRenderContext, 'render'>): ReactNode {
  const within: AdfRenderContext = {
    ...context,
    render: (child, childKey) => renderNode(child, childKey, context),
  };
  const draw = Object.hasOwn(NODE_RENDERERS, node.type) ? NODE_RENDERERS[node.type] : undefined;
  if (draw === undefined) return <Problem key={key} title={`Unknown document node: ${node.type}`} />;
  return renderMarks(draw(node, key, within), node, key, within);
}
