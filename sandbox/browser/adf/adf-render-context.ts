import { type ReactNode } from 'react';
import { type Directory } from '../render/component-node';
import { type AdfNode } from './adf-node';

/** What a node needs of the page that it stands on. */
export interface AdfRenderContext {
  people: Directory;
  /** Opens a link of the text. */
  openLink(href: string): void;
  hrefOf(href: string): string;
  render(node: AdfNode, key: string): ReactNode;
}

export type RenderNode = (node: AdfNode, key: string, context: AdfRenderContext) => ReactNode;

/** A node's children, drawn. */
export function renderChildren(node: AdfNode, context: AdfRenderContext): ReactNode[] {
  return node.content.map((child, index) => context.render(child, String(index)));
}
