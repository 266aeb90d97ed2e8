import { Fragment, type ReactNode } from 'react';
import { type ForgeDoc } from '../protocol';
import { ComponentNode, type RenderContext, textOf } from './component-node';
import { type ComponentRenderer } from './component-renderers';
import { Problem } from './problem';
import { COMPONENTS } from './components';

/** Documents that only hold others: the root, and what @forge/react wraps around elements in properties. */
const WRAPPER_TYPES = ['Root', 'Fragment', 'ContentWrapper'];

/** The Atlaskit elements of a document of the app's. A component that the table lacks becomes a visible error with its name. */
export function renderDoc(doc: ForgeDoc, context: RenderContext): ReactNode {
  if (doc.type === 'String') return textOf(doc);
  if (WRAPPER_TYPES.includes(doc.type)) {
    return <Fragment key={doc.key}>{doc.children.map(child => context.render(child, context))}</Fragment>;
  }
  const renderer = findRenderer(doc.type);
  if (renderer !== undefined) return renderer(new ComponentNode(doc, context));
  const { component, message } = doc.props;
  const detail = typeof message === 'string' ? `${String(component)}: ${message}` : undefined;
  return <Problem key={doc.key} title={`Unknown component: ${doc.type}`} detail={detail} />;
}

function findRenderer(type: string): ComponentRenderer | undefined {
  return Object.hasOwn(COMPONENTS, type) ? COMPONENTS[type] : undefined;
}
