/** How an admin enters a field's value. `json` is for fields without an input on the page. */
export const FIELD_KINDS = [
  'text',
  'paragraph',
  'number',
  'day',
  'option',
  'options',
  'person',
  'json',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];
