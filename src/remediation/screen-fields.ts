import { type FieldKind } from '../settings/field-kinds';
import { type CreateField } from './create-meta';

/** The fields that this app fills by itself. */
export const OWN_FIELDS: readonly string[] = [
  'summary',
  'description',
  'issuetype',
  'project',
  'reporter',
  'assignee',
  'priority',
  'labels',
  'duedate',
];

/** A field of a create screen that an admin may fill for all work items of this app. */
export interface ScreenField {
  readonly id: string;
  readonly name: string;
  readonly kind: FieldKind;
  /** Jira creates nothing without it. */
  readonly required: boolean;
  /** Of the kinds `option` and `options`. */
  readonly options: readonly { readonly id: string; readonly name: string }[];
}

const optionsOf = ({ allowedValues }: CreateField): ScreenField['options'] =>
  allowedValues.flatMap(({ id, name, value }) => (id === undefined ? [] : { id, name: name ?? value ?? id }));

/** By the schema that Jira tells: https://developer.atlassian.com/cloud/jira/platform/rest/v3 (create metadata). */
function kindOf({ schema: { type, custom = '' }, allowedValues }: CreateField, options: number): FieldKind {
  switch (type) {
    case 'string':
      // In version 3 of the API a custom field of several lines is a document, one of a single line a text.
      return custom.endsWith(':textarea') ? 'paragraph' : 'text';
    case 'number':
      return 'number';
    case 'date':
      return 'day';
    case 'user':
      return 'person';
    default: {
      const isChosen = options > 0 && options === allowedValues.length;
      // A cascading option is chosen in two steps.
      if (!isChosen || type === 'option-with-child') return 'json';
      return type === 'array' ? 'options' : 'option';
    }
  }
}

/** @returns what an admin may fill, in the screen's order: all but what the app fills by itself. */
export function screenFields(fields: readonly CreateField[]): readonly ScreenField[] {
  return fields
    .filter(({ fieldId }) => !OWN_FIELDS.includes(fieldId))
    .map(field => {
      const options = optionsOf(field);
      const kind = kindOf(field, options.length);
      return {
        id: field.fieldId,
        name: field.name,
        kind,
        required: field.required && !field.hasDefaultValue,
        options: kind === 'option' || kind === 'options' ? options : [],
      };
    });
}
