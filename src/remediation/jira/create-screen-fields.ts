import { type FieldKind } from '../../settings/field-kinds';
import { type CreateField } from './create-metadata';

export const APP_FILLED_FIELDS: readonly string[] = [
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

/** A field on a create screen that an admin can fill for all of the app's work items. */
export interface CreateScreenField {
  readonly id: string;
  readonly name: string;
  readonly kind: FieldKind;
  /** Jira refuses to create a work item without it. */
  readonly required: boolean;
  /** Only for the kinds `option` and `options`; otherwise empty. */
  readonly options: readonly { readonly id: string; readonly name: string }[];
}

const optionsOf = ({ allowedValues }: CreateField): CreateScreenField['options'] =>
  allowedValues.flatMap(({ id, name, value }) => (id === undefined ? [] : { id, name: name ?? value ?? id }));

/**
 * Maps the schema in Jira's create metadata to a field kind:
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3
 */
function fieldKindOf(
  { schema: { type, custom = '' }, allowedValues }: CreateField,
  options: number,
): FieldKind {
  switch (type) {
    case 'string':
      // In REST API v3 a multi-line custom field is an ADF document, a single-line one is plain text.
      return custom.endsWith(':textarea') ? 'paragraph' : 'text';
    case 'number':
      return 'number';
    case 'date':
      return 'day';
    case 'user':
      return 'person';
    default: {
      const isChosen = options > 0 && options === allowedValues.length;
      // A cascading select needs two choices, which the page doesn't offer.
      if (!isChosen || type === 'option-with-child') return 'json';
      return type === 'array' ? 'options' : 'option';
    }
  }
}

/** @returns the fields that an admin can fill, in the order of the screen. */
export function collectScreenFields(fields: readonly CreateField[]): readonly CreateScreenField[] {
  return fields
    .filter(({ fieldId }) => !APP_FILLED_FIELDS.includes(fieldId))
    .map(field => {
      const options = optionsOf(field);
      const kind = fieldKindOf(field, options.length);
      return {
        id: field.fieldId,
        name: field.name,
        kind,
        required: field.required && !field.hasDefaultValue,
        options: kind === 'option' || kind === 'options' ? options : [],
      };
    });
}
