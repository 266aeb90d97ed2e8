import { isRecord } from '../protocol';

/** A node of the Atlassian Document Format. */
export interface AdfNode {
  type: string;
  attrs: Record<string, unknown>;
  content: readonly AdfNode[];
  marks: readonly { type: string; attrs: Record<string, unknown> }[];
  text: string;
}

/** A document read tolerantly: what is not there is empty. Undefined where it is no document at all. */
export function adfNode(value: unknown): AdfNode | undefined {
  if (!isRecord(value) || typeof value.type !== 'string') return undefined;
  return {
    type: value.type,
    attrs: isRecord(value.attrs) ? value.attrs : {},
    content: parseNodes(value.content, adfNode),
    marks: parseNodes(value.marks, mark =>
      isRecord(mark) && typeof mark.type === 'string'
        ? { type: mark.type, attrs: isRecord(mark.attrs) ? mark.attrs : {} }
        : undefined,
    ),
    text: typeof value.text === 'string' ? value.text : '',
  };
}

function parseNodes<T>(value: unknown, read: (item: unknown) => T | undefined): T[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => {
    const one = read(item);
    return one === undefined ? [] : [one];
  });
}

/** An attribute that is text; a number becomes one. */
export function textAttr({ attrs }: Pick<AdfNode, 'attrs'>, name: string): string | undefined {
  const value = attrs[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

/** All text below a node, in order. */
export function adfText(node: AdfNode): string {
  return node.type === 'text' ? node.text : node.content.map(adfText).join('');
}

/** A document of plain paragraphs, one for each line. */
export function plainDocument(text: string): unknown {
  const paragraphs = text.split('\n').map(line => ({
    type: 'paragraph',
    content: line === '' ? [] : [{ type: 'text', text: line }],
  }));
  return { version: 1, type: 'doc', content: paragraphs };
}
