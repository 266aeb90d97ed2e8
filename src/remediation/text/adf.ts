import { type MessagePart, toPlainText } from '../../messages/messages';

/*
 * The part of the Atlassian Document Format that the app writes.
 * https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
 */
export type AdfMark =
  | { readonly type: 'strong' | 'em' | 'code' }
  | { readonly type: 'link'; readonly attrs: { readonly href: string } };

export interface AdfNode {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly AdfNode[];
  readonly text?: string;
  readonly marks?: readonly AdfMark[];
}

export interface AdfDoc {
  readonly version: 1;
  readonly type: 'doc';
  readonly content: readonly AdfNode[];
}

export interface TextFormat {
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
}

/**
 * Control characters and bidirectional formatting characters, with which a name could reorder the text around it. The
 * first group matches a name that the messages already isolated (U+2068 to U+2069); it is kept.
 */
const UNSAFE_CHARACTERS =
  /(\u2068[^\u0000-\u001f\u202a-\u202e\u2066-\u2069]*\u2069)|[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** Replaces unsafe characters with spaces. */
export const sanitizeText = (content: string): string =>
  content.replace(UNSAFE_CHARACTERS, (_letter, isolatedName?: string) => isolatedName ?? ' ');

const marksOf = (part: Extract<MessagePart, { is: 'text' }>): readonly AdfMark[] => {
  const link = part.href === undefined ? [] : [{ type: 'link', attrs: { href: part.href } } as const];
  // In ADF, `code` can be combined only with links.
  if (part.code) return [{ type: 'code' }, ...link];
  return part.strong ? [{ type: 'strong' }, ...link] : link;
};

/** One text node, or none for an empty text, which ADF doesn't allow. */
export function textNodes(content: string, marks: readonly AdfMark[] = []): readonly AdfNode[] {
  const safe = sanitizeText(content);
  return safe === '' ? [] : [{ type: 'text', text: safe, ...(marks.length > 0 ? { marks } : {}) }];
}

/** A sentence. People become mentions, times become text in the site's time zone. */
export const inlineNodes = (parts: readonly MessagePart[], format: TextFormat): readonly AdfNode[] =>
  parts.flatMap((part): readonly AdfNode[] => {
    switch (part.is) {
      case 'text':
        return textNodes(part.text, marksOf(part));
      case 'person':
        return [{ type: 'mention', attrs: { id: part.account } }];
      case 'instant':
        return textNodes(toPlainText([part], format.locale, { timeZone: format.timeZone }));
    }
  });

/** The nodes in bold, except code, which ADF can't combine with bold. */
export const boldNodes = (nodes: readonly AdfNode[]): readonly AdfNode[] =>
  nodes.map(node =>
    node.type !== 'text' || node.marks?.some(({ type }) => type === 'code' || type === 'strong')
      ? node
      : { ...node, marks: [{ type: 'strong' }, ...(node.marks ?? [])] },
  );

export const paragraph = (...content: readonly AdfNode[]): AdfNode => ({ type: 'paragraph', content });

export const heading = (content: string): AdfNode => ({
  type: 'heading',
  attrs: { level: 3 },
  content: textNodes(content),
});

const listOf =
  (type: 'bulletList' | 'orderedList') =>
  (items: readonly (readonly AdfNode[])[]): AdfNode => ({
    type,
    content: items.map(item => ({ type: 'listItem', content: [paragraph(...item)] })),
  });

export const bulletList = listOf('bulletList');
export const orderedList = listOf('orderedList');

const tableRow = (type: 'tableHeader' | 'tableCell', cells: readonly (readonly AdfNode[])[]): AdfNode => ({
  type: 'tableRow',
  content: cells.map(cell => ({ type, attrs: {}, content: [paragraph(...cell)] })),
});

export const table = (
  head: readonly string[],
  rows: readonly (readonly (readonly AdfNode[])[])[],
): AdfNode => ({
  type: 'table',
  attrs: { isNumberColumnEnabled: false, layout: 'default' },
  content: [
    tableRow(
      'tableHeader',
      head.map(cell => textNodes(cell)),
    ),
    ...rows.map(cells => tableRow('tableCell', cells)),
  ],
});

export const horizontalRule: AdfNode = { type: 'rule' };

export const adfDocument = (content: readonly AdfNode[]): AdfDoc => ({ version: 1, type: 'doc', content });
