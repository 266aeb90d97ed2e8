import { type OutputOf } from '../../api/contract/call';
import { type adminCalls } from '../../api/contract';

/** A field of a create screen. */
export type ScreenField = OutputOf<(typeof adminCalls)['preflightFiling']>['fields'][number];

/** A field's value as Jira's API accepts it, or text that isn't valid for the field. */
export type FieldInput = { readonly value: unknown } | { readonly wrong: string };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The text of a document (ADF), one line per block. */
function extractLines(doc: unknown): string {
  if (!isObject(doc) || !Array.isArray(doc['content'])) return '';
  const nodeText = (node: unknown): string =>
    !isObject(node)
      ? ''
      : typeof node['text'] === 'string'
        ? node['text']
        : Array.isArray(node['content'])
          ? node['content'].map(nodeText).join('')
          : '';
  return doc['content'].map(nodeText).join('\n');
}

const buildDocument = (text: string): object => ({
  type: 'doc',
  version: 1,
  content: text
    .split('\n')
    .map(line => ({ type: 'paragraph', content: line === '' ? [] : [{ type: 'text', text: line }] })),
});

/** The text to display for a field that the user types into. */
export function displayedText(kind: ScreenField['kind'], input: FieldInput | undefined): string {
  if (input === undefined) return '';
  if ('wrong' in input) return input.wrong;
  const { value } = input;
  if (kind === 'paragraph') return extractLines(value);
  if (kind === 'json') return JSON.stringify(value, null, 2);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Converts typed text to a field's value; undefined if it is empty. */
export function inputFromText(kind: ScreenField['kind'], text: string): FieldInput | undefined {
  if (text.trim() === '') return undefined;
  if (kind === 'paragraph') return { value: buildDocument(text) };
  if (kind === 'number') return Number.isFinite(Number(text)) ? { value: Number(text) } : { wrong: text };
  if (kind !== 'json') return { value: text };
  try {
    return { value: JSON.parse(text) };
  } catch {
    // Incomplete JSON. The field shows that it isn't valid yet.
    return { wrong: text };
  }
}

/** The IDs of the selected options. Stored options may have a name instead of an ID. */
export function selectedOptionIds(
  { options }: Pick<ScreenField, 'options'>,
  input: FieldInput | undefined,
): string[] {
  if (input === undefined || 'wrong' in input) return [];
  return [input.value].flat().flatMap(value => {
    if (!isObject(value)) return [];
    const { id, name, value: label } = value;
    if (typeof id === 'string') return [id];
    return options.find(option => option.name === name || option.name === label)?.id ?? [];
  });
}

/** Converts selected options to a field's value. */
export function inputFromOptions(kind: 'option' | 'options', ids: readonly string[]): FieldInput | undefined {
  const [first] = ids;
  if (first === undefined) return undefined;
  return { value: kind === 'options' ? ids.map(id => ({ id })) : { id: first } };
}

/** The account ID of a user field; empty if no one is selected. */
export function selectedAccount(input: FieldInput | undefined): string {
  if (input === undefined || 'wrong' in input || !isObject(input.value)) return '';
  const { accountId } = input.value;
  return typeof accountId === 'string' ? accountId : '';
}

export const inputFromAccount = (account: string): FieldInput | undefined =>
  account === '' ? undefined : { value: { accountId: account } };
