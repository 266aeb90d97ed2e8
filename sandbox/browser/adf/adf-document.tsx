import { type ReactNode } from 'react';
import { Problem } from '../render/problem';
import { adfNode, type AdfNode } from './adf-node';
import { blocks } from './blocks';
import { inlines } from './inlines';
import { tableNodes } from './table-nodes';
import { marked } from './marks';
import { type AdfStage, type DrawNode } from './stage';

const NODES: Readonly<Record<string, DrawNode>> = { ...blocks, ...inlines, ...tableNodes };

/** A document as Jira shows it. A node or mark that it can't draw is named where it stands. */
export function AdfDocument({ document, stage }: { document: unknown; stage: Omit<AdfStage, 'draw'> }) {
  const node = adfNode(document);
  if (node === undefined)
    return (
      <Problem
        title="Not a document"
        detail="The text of this field is not in Atlassian's document format."
      />
    );
  return <div className="adf">{drawn(node, 'doc', stage)}</div>;
}

function drawn(node: AdfNode, key: string, stage: Omit<AdfStage, 'draw'>): ReactNode {
  const within: AdfStage = { ...stage, draw: (child, childKey) => drawn(child, childKey, stage) };
  const draw = Object.hasOwn(NODES, node.type) ? NODES[node.type] : undefined;
  if (draw === undefined) return <Problem key={key} title={`Unknown document node: ${node.type}`} />;
  return marked(draw(node, key, within), node, key, within);
}
