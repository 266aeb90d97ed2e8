import { z } from 'zod';
import { type AdfDoc, type AdfNode, adfDocument } from './adf';

/** Jira's limit for a text field (`jira.text.field.character.limit`), applied here to the document's JSON. */
export const DESCRIPTION_LIMIT = 32_767;

const nodeSchema: z.ZodType<AdfNode> = z.custom<AdfNode>(
  value => typeof value === 'object' && value !== null && 'type' in value,
);
const descriptionSchema = z.object({ type: z.literal('doc'), content: z.array(nodeSchema) });

/** The marker at the end of the app's part. It doesn't depend on the language of the text. */
const isEndMarker = (candidate: AdfNode, key: string): boolean =>
  candidate.type === 'text'
    ? candidate.text === key && candidate.marks?.some(({ type }) => type === 'code') === true
    : candidate.content?.some(child => isEndMarker(child, key)) === true;

const plainTextOf = (part: AdfNode): string => part.text ?? (part.content ?? []).map(plainTextOf).join('');

/**
 * The text that people wrote: everything below the app's part. If a person removed the marker, all content is kept,
 * because duplicate text is better than lost text.
 * @param existing the description from Jira: an ADF document or null.
 */
export function extractUserContent(existing: unknown, key: string): readonly AdfNode[] {
  const parsed = descriptionSchema.safeParse(existing);
  if (!parsed.success) return [];
  const { content } = parsed.data;
  const end = content.findIndex(block => isEndMarker(block, key));
  const userContent = content.slice(end + 1);
  // Jira's editor adds an empty paragraph at the end.
  return userContent.every(block => plainTextOf(block).trim() === '' && block.type === 'paragraph')
    ? []
    : userContent;
}

const jsonSizeOf = (content: readonly AdfNode[]): number => JSON.stringify(adfDocument(content)).length;

/** Row counts from the maximum down to 0. */
export const decreasingRowCounts = (maximum: number): readonly number[] =>
  [maximum, Math.floor(maximum / 2), Math.floor(maximum / 4), 3, 1, 0].filter(count => count <= maximum);

/**
 * Combines the app's part with the text of people below it.
 * @param appContent variants of the app's part, longest first. The first that fits is used.
 * @returns undefined if none fits. Then the description stays unchanged.
 */
export function mergeDescription(
  appContent: readonly (() => readonly AdfNode[])[],
  userContent: readonly AdfNode[],
): AdfDoc | undefined {
  for (const part of appContent) {
    const content = [...part(), ...userContent];
    if (jsonSizeOf(content) <= DESCRIPTION_LIMIT) return adfDocument(content);
  }
  return undefined;
}
