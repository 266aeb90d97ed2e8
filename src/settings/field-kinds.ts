/** How an admin gives a field's value: `json` is for what has no field of its own on a page. */
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
