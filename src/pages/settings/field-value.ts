import { type OutputOf } from '../../api/contract/call';
import { type adminCalls } from '../../api/contract';

/** A field of a create screen, as the page is told of it. */
export type ScreenField = OutputOf<(typeof adminCalls)['tryFiling']>['fields'][number];

/** What stands in a field: a value as Jira's API takes it, or a text that is none of its kind. */
export type Filled = { readonly value: unknown } | { readonly wrong: string };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The texts in a document (ADF), a line for each block. */
function linesIn(doc: unknown): string {
  if (!isObject(doc) || !Array.isArray(doc['content'])) return '';
  const textIn = (node: unknown): string =>
    !isObject(node)
      ? ''
      : typeof node['text'] === 'string'
        ? node['text']
        : Array.isArray(node['content'])
          ? node['content'].map(textIn).join('')
          : '';
  return doc['content'].map(textIn).join('\n');
}

const docOf = (text: string): object => ({
  type: 'doc',
  version: 1,
  content: text
    .split('\n')
    .map(line => ({ type: 'paragraph', content: line === '' ? [] : [{ type: 'text', text: line }] })),
});

/** What a field of a typed kind shows. */
export function typedText(kind: ScreenField['kind'], filled: Filled | undefined): string {
  if (filled === undefined) return '';
  if ('wrong' in filled) return filled.wrong;
  const { value } = filled;
  if (kind === 'paragraph') return linesIn(value);
  if (kind === 'json') return JSON.stringify(value, null, 2);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** What typing a text makes of a field; undefined where nothing is left in it. */
export function filledByTyping(kind: ScreenField['kind'], text: string): Filled | undefined {
  if (text.trim() === '') return undefined;
  if (kind === 'paragraph') return { value: docOf(text) };
  if (kind === 'number') return Number.isFinite(Number(text)) ? { value: Number(text) } : { wrong: text };
  if (kind !== 'json') return { value: text };
  try {
    return { value: JSON.parse(text) };
  } catch {
    // Half-typed JSON; the field says that it doesn't fit yet.
    return { wrong: text };
  }
}

/** The ids of what is chosen; options may be stored by what they are called, too. */
export function chosenIds({ options }: Pick<ScreenField, 'options'>, filled: Filled | undefined): string[] {
  if (filled === undefined || 'wrong' in filled) return [];
  return [filled.value].flat().flatMap(value => {
    if (!isObject(value)) return [];
    const { id, name, value: label } = value;
    if (typeof id === 'string') return [id];
    return options.find(option => option.name === name || option.name === label)?.id ?? [];
  });
}

/** What choosing options makes of a field. */
export function filledByChoosing(kind: 'option' | 'options', ids: readonly string[]): Filled | undefined {
  const [first] = ids;
  if (first === undefined) return undefined;
  return { value: kind === 'options' ? ids.map(id => ({ id })) : { id: first } };
}

/** The account of a person's field; empty where nobody is chosen. */
export function chosenPerson(filled: Filled | undefined): string {
  if (filled === undefined || 'wrong' in filled || !isObject(filled.value)) return '';
  const { accountId } = filled.value;
  return typeof accountId === 'string' ? accountId : '';
}

export const filledByPerson = (account: string): Filled | undefined =>
  account === '' ? undefined : { value: { accountId: account } };
