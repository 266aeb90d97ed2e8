import { Fragment, type ReactNode } from 'react';
import { type ForgeDoc } from '../protocol';
import { Drawing, type Stage, textOf } from './drawing';
import { type Entry } from './entries';
import { Problem } from './problem';
import { COMPONENTS } from './table';

/** Documents that only hold others: the root, and what @forge/react wraps around elements in properties. */
const HOLDERS = ['Root', 'Fragment', 'ContentWrapper'];

/** The Atlaskit elements of a document of the app's. A component that the table lacks becomes a visible error with its name. */
export function draw(doc: ForgeDoc, stage: Stage): ReactNode {
  if (doc.type === 'String') return textOf(doc);
  if (HOLDERS.includes(doc.type)) {
    return <Fragment key={doc.key}>{doc.children.map(child => stage.draw(child, stage))}</Fragment>;
  }
  const entry = entryOf(doc.type);
  if (entry !== undefined) return entry(new Drawing(doc, stage));
  const { component, message } = doc.props;
  const detail = typeof message === 'string' ? `${String(component)}: ${message}` : undefined;
  return <Problem key={doc.key} title={`Unknown component: ${doc.type}`} detail={detail} />;
}

function entryOf(type: string): Entry | undefined {
  return Object.hasOwn(COMPONENTS, type) ? COMPONENTS[type] : undefined;
}
