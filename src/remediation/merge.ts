import { z } from 'zod';
import { type AdfDoc, type AdfNode, doc } from './adf';

/** What Jira takes in a text field (`jira.text.field.character.limit`), counted here in the document's JSON. */
export const DESCRIPTION_LIMIT = 32_767;

const node: z.ZodType<AdfNode> = z.custom<AdfNode>(
  value => typeof value === 'object' && value !== null && 'type' in value,
);
const description = z.object({ type: z.literal('doc'), content: z.array(node) });

/** The mark by which this app finds the end of its own part, in whatever language the rest was translated to. */
const isMark = (candidate: AdfNode, key: string): boolean =>
  candidate.type === 'text'
    ? candidate.text === key && candidate.marks?.some(({ type }) => type === 'code') === true
    : candidate.content?.some(child => isMark(child, key)) === true;

const plain = (part: AdfNode): string => part.text ?? (part.content ?? []).map(plain).join('');

/**
 * The text that people wrote: everything below the app's part. Where somebody removed the last line of that part, all that
 * is there is kept: better some text twice than a person's text lost.
 * @param existing the description as Jira gives it: a document, or null.
 */
export function textOfPeople(existing: unknown, key: string): readonly AdfNode[] {
  const read = description.safeParse(existing);
  if (!read.success) return [];
  const { content } = read.data;
  const end = content.findIndex(block => isMark(block, key));
  const kept = content.slice(end + 1);
  // Jira's editor ends documents with an empty paragraph.
  return kept.every(block => plain(block).trim() === '' && block.type === 'paragraph') ? [] : kept;
}

const size = (content: readonly AdfNode[]): number => JSON.stringify(doc(content)).length;

/** Numbers of rows, from the most to none. */
export const rowsDownFrom = (most: number): readonly number[] =>
  [most, Math.floor(most / 2), Math.floor(most / 4), 3, 1, 0].filter(count => count <= most);

/**
 * The app's part above, the text of people below it.
 * @param ours the app's part, from the longest to the shortest: the first that fits is taken.
 * @returns undefined where none does: then the description is left as people have it.
 */
export function mergedDescription(
  ours: readonly (() => readonly AdfNode[])[],
  theirs: readonly AdfNode[],
): AdfDoc | undefined {
  for (const part of ours) {
    const content = [...part(), ...theirs];
    if (size(content) <= DESCRIPTION_LIMIT) return doc(content);
  }
  return undefined;
}
