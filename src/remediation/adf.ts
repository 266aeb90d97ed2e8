import { type Part, plainOf } from '../../static/locales';

/*
 * Atlassian Document Format, as far as this app writes it. https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
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

/** How moments are written. */
export interface Writing {
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
}

/**
 * Control characters, and those that turn the direction of the text around them: a name must not rearrange a sentence. First
 * a name that is kept from doing so, as the words do it: that stays.
 */
const UNSAFE =
  /(\u2068[^\u0000-\u001f\u202a-\u202e\u2066-\u2069]*\u2069)|[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** The letters of a text without those that rearrange what stands around them. */
export const plainLetters = (content: string): string =>
  content.replace(UNSAFE, (_letter, kept?: string) => kept ?? ' ');

const marksOf = (part: Extract<Part, { is: 'text' }>): readonly AdfMark[] => {
  const link = part.href === undefined ? [] : [{ type: 'link', attrs: { href: part.href } } as const];
  // `code` goes together with links alone.
  if (part.code) return [{ type: 'code' }, ...link];
  return part.strong ? [{ type: 'strong' }, ...link] : link;
};

/** A text node; none for no text, which the format doesn't know. */
export function text(content: string, marks: readonly AdfMark[] = []): readonly AdfNode[] {
  const safe = plainLetters(content);
  return safe === '' ? [] : [{ type: 'text', text: safe, ...(marks.length > 0 ? { marks } : {}) }];
}

/** A sentence. People become mentions, moments text in the site's time zone. */
export const inline = (parts: readonly Part[], writing: Writing): readonly AdfNode[] =>
  parts.flatMap((part): readonly AdfNode[] => {
    switch (part.is) {
      case 'text':
        return text(part.text, marksOf(part));
      case 'person':
        return [{ type: 'mention', attrs: { id: part.account } }];
      case 'instant':
        return text(plainOf([part], writing.locale, { timeZone: writing.timeZone }));
    }
  });

/** The same in bold, but for code, which has no other form. */
export const bold = (nodes: readonly AdfNode[]): readonly AdfNode[] =>
  nodes.map(node =>
    node.type !== 'text' || node.marks?.some(({ type }) => type === 'code' || type === 'strong')
      ? node
      : { ...node, marks: [{ type: 'strong' }, ...(node.marks ?? [])] },
  );

export const paragraph = (...content: readonly AdfNode[]): AdfNode => ({ type: 'paragraph', content });

export const heading = (words: string): AdfNode => ({
  type: 'heading',
  attrs: { level: 3 },
  content: text(words),
});

const listOf =
  (type: 'bulletList' | 'orderedList') =>
  (items: readonly (readonly AdfNode[])[]): AdfNode => ({
    type,
    content: items.map(item => ({ type: 'listItem', content: [paragraph(...item)] })),
  });

export const bullets = listOf('bulletList');
export const numbered = listOf('orderedList');

const row = (type: 'tableHeader' | 'tableCell', cells: readonly (readonly AdfNode[])[]): AdfNode => ({
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
    row(
      'tableHeader',
      head.map(cell => text(cell)),
    ),
    ...rows.map(cells => row('tableCell', cells)),
  ],
});

export const rule: AdfNode = { type: 'rule' };

export const doc = (content: readonly AdfNode[]): AdfDoc => ({ version: 1, type: 'doc', content });
