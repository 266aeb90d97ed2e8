import { type ReactNode } from 'react';
import { type Directory } from '../render/drawing';
import { type AdfNode } from './adf-node';

/** What a node needs of the page that it stands on. */
export interface AdfStage {
  people: Directory;
  /** Opens a link of the text. */
  follow(href: string): void;
  address(href: string): string;
  draw(node: AdfNode, key: string): ReactNode;
}

export type DrawNode = (node: AdfNode, key: string, stage: AdfStage) => ReactNode;

/** A node's children, drawn. */
export function within(node: AdfNode, stage: AdfStage): ReactNode[] {
  return node.content.map((child, index) => stage.draw(child, String(index)));
}
