import { Code } from '@atlaskit/code';
import { Fragment, type ReactNode } from 'react';
import { Problem } from '../render/problem';
import { type AdfNode, textAttr } from './adf-node';
import { AdfLink } from './inlines';
import { type AdfRenderContext } from './adf-render-context';

type Mark = AdfNode['marks'][number];
type RenderMark = (inner: ReactNode, mark: Mark, context: AdfRenderContext) => ReactNode;

const MARKS: Readonly<Record<string, RenderMark>> = {
  strong: inner => <strong>{inner}</strong>,
  em: inner => <em>{inner}</em>,
  strike: inner => <s>{inner}</s>,
  underline: inner => <u>{inner}</u>,
  code: inner => <Code>{inner}</Code>,
  subsup: (inner, mark) => (mark.attrs.type === 'sup' ? <sup>{inner}</sup> : <sub>{inner}</sub>),
  textColor: (inner, mark) => <span style={{ color: hexColor(mark) }}>{inner}</span>,
  backgroundColor: (inner, mark) => <span style={{ backgroundColor: hexColor(mark) }}>{inner}</span>,
  link: (inner, mark, context) => (
    <AdfLink href={textAttr(mark, 'href') ?? ''} stage={context}>
      {inner}
    </AdfLink>
  ),
  alignment: (inner, mark) => (
    <div style={{ textAlign: mark.attrs.align === 'center' ? 'center' : 'end' }}>{inner}</div>
  ),
  indentation: (inner, mark) => (
    <div style={{ marginInlineStart: `${Number(mark.attrs.level ?? 0) * 30}px` }}>{inner}</div>
  ),
  // These say something to the editor and nothing to a reader.
  annotation: inner => inner,
  breakout: inner => inner,
  dataConsumer: inner => inner,
  fragment: inner => inner,
};

/** A drawn node within its marks, the first one outermost. */
export function renderMarks(
  rendered: ReactNode,
  node: AdfNode,
  key: string,
  context: AdfRenderContext,
): ReactNode {
  if (node.marks.length === 0) return rendered;
  const result = node.marks.reduceRight<ReactNode>((inner, mark) => {
    const draw = Object.hasOwn(MARKS, mark.type) ? MARKS[mark.type] : undefined;
    return draw === undefined ? (
      <Problem title={`Unknown document mark: ${mark.type}`} />
    ) : (
      draw(inner, mark, context)
    );
  }, rendered);
  return <Fragment key={key}>{result}</Fragment>;
}

/** Only a colour: a style of the document's own choice would be more than a colour. */
function hexColor(mark: Mark): string | undefined {
  const color = textAttr(mark, 'color') ?? '';
  return /^#[0-9a-f]{3,8}$/i.test(color) ? color : undefined;
}
