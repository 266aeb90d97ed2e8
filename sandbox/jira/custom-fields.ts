import { z } from 'zod';
import { adf } from './adf';
import type { SiteCore } from './operation';

const KINDS = {
  select: { type: 'option' },
  multiselect: { type: 'array', items: 'option' },
  textfield: { type: 'string' },
  textarea: { type: 'string' },
  float: { type: 'number' },
  datepicker: { type: 'date' },
  userpicker: { type: 'user' },
} as const;

/** A custom field of the site. */
export interface CustomField {
  name: string;
  kind: keyof typeof KINDS;
  /** Empty where the kind has none. */
  options: readonly { id: string; value: string }[];
}

/** Custom fields that the site knows, by id. */
export const customFields: Readonly<Record<string, CustomField>> = {
  customfield_10050: {
    name: 'Cost centre',
    kind: 'select',
    options: [
      { id: '10100', value: 'Operations' },
      { id: '10101', value: 'Research' },
    ],
  },
  customfield_10051: { name: 'Change reason', kind: 'textfield', options: [] },
  customfield_10052: { name: 'Impact', kind: 'textarea', options: [] },
  customfield_10053: { name: 'Estimated hours', kind: 'float', options: [] },
  customfield_10054: { name: 'Planned for', kind: 'datepicker', options: [] },
  customfield_10055: { name: 'Approver', kind: 'userpicker', options: [] },
  customfield_10056: {
    name: 'Teams concerned',
    kind: 'multiselect',
    options: [
      { id: '10110', value: 'Accounts payable' },
      { id: '10111', value: 'Payroll' },
      { id: '10112', value: 'Treasury' },
    ],
  },
};

/** The schema of a custom field, as create metadata tells it. */
export function customFieldSchema(id: string): Record<string, unknown> {
  const kind = customFields[id]?.kind ?? 'textfield';
  return {
    ...KINDS[kind],
    custom: `com.atlassian.jira.plugin.system.customfieldtypes:${kind}`,
    customId: Number(id.replace('customfield_', '')),
  };
}

/** @returns what is wrong with a value for a custom field. */
export function customFieldError(core: SiteCore, id: string, value: unknown): string | undefined {
  const field = customFields[id];
  if (value === null || field === undefined) return `${field?.name ?? id} is required.`;
  switch (field.kind) {
    case 'select':
      return isAllowedOption(field, value) ? undefined : 'Option value is not valid';
    case 'multiselect':
      return Array.isArray(value) && value.length > 0 && value.every(one => isAllowedOption(field, one))
        ? undefined
        : 'Option value is not valid';
    case 'textfield':
      return z.string().min(1).max(255).safeParse(value).success
        ? undefined
        : 'Operation value must be a string';
    case 'textarea':
      return adf.safeParse(value).success
        ? undefined
        : 'Operation value must be an Atlassian Document (see the Atlassian Document Format)';
    case 'float':
      return z.number().safeParse(value).success ? undefined : 'Operation value must be a number';
    case 'datepicker':
      return z.iso.date().safeParse(value).success
        ? undefined
        : "Error parsing date string. Date must be of the format 'yyyy-MM-dd'";
    case 'userpicker':
      return isKnownPerson(core, value) ? undefined : 'User does not exist.';
  }
}

function isAllowedOption({ options }: CustomField, value: unknown): boolean {
  const parsed = z.looseObject({ id: z.string().optional(), value: z.string().optional() }).safeParse(value);
  return (
    parsed.success &&
    options.some(({ id, value: name }) => id === parsed.data.id || name === parsed.data.value)
  );
}

function isKnownPerson(core: SiteCore, value: unknown): boolean {
  const parsed = z.looseObject({ accountId: z.string() }).safeParse(value);
  return parsed.success && core.state.accounts.get(parsed.data.accountId) !== undefined;
}
