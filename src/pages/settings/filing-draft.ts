import { type FieldInput } from './field-input';
import { type EditableSettings } from './settings-value';
import { type NamedObject } from './object-picker';

/** The filing settings in the form. */
export interface FilingDraft {
  readonly project: NamedObject | undefined;
  readonly issueType: NamedObject | undefined;
  readonly defaultAssignee: string;
  readonly cap: string;
  readonly publicAnyway: boolean;
  /** By field ID. */
  readonly fields: Readonly<Record<string, FieldInput>>;
}

type FilingValue = EditableSettings['filing'];

const toNamedObject = (id: string | undefined, name = ''): NamedObject | undefined =>
  id === undefined ? undefined : { id, name };

/** @param spaceName the space's name; without it, the ID is shown. */
export const buildFilingDraft = (
  { project, issueType, defaultAssignee = '', cap, publicAnyway, fields }: FilingValue,
  spaceName?: string,
): FilingDraft => ({
  project: toNamedObject(project, spaceName),
  issueType: toNamedObject(issueType),
  defaultAssignee,
  cap: String(cap),
  publicAnyway,
  fields: Object.fromEntries(Object.entries(fields).map(([id, value]) => [id, { value }])),
});

/** Sets or clears one field. */
export function withField(
  fields: FilingDraft['fields'],
  id: string,
  input: FieldInput | undefined,
): FilingDraft['fields'] {
  const { [id]: _previous, ...others } = fields;
  return input === undefined ? others : { ...others, [id]: input };
}

/** @returns undefined if a field is invalid. */
function collectFieldValues(fields: FilingDraft['fields']): FilingValue['fields'] | undefined {
  const values: Record<string, unknown> = {};
  for (const [id, input] of Object.entries(fields)) {
    if ('wrong' in input) return undefined;
    values[id] = input.value;
  }
  return values;
}

const parseCap = (text: string): number | undefined => {
  const cap = Number(text.trim());
  return text.trim() !== '' && Number.isInteger(cap) && cap >= 1 && cap <= 20 ? cap : undefined;
};

/** Which fields are invalid. A space requires a work type. */
export const findFilingErrors = ({
  project,
  issueType,
  cap,
}: FilingDraft): { readonly type: boolean; readonly cap: boolean } => ({
  type: project !== undefined && issueType === undefined,
  cap: parseCap(cap) === undefined,
});

/** @returns undefined if the draft is invalid. */
export function buildFiling(draft: FilingDraft): FilingValue | undefined {
  const cap = parseCap(draft.cap);
  const fields = collectFieldValues(draft.fields);
  if (cap === undefined || fields === undefined || findFilingErrors(draft).type) return undefined;
  return {
    ...(draft.project === undefined ? {} : { project: draft.project.id }),
    ...(draft.issueType === undefined ? {} : { issueType: draft.issueType.id }),
    ...(draft.defaultAssignee === '' ? {} : { defaultAssignee: draft.defaultAssignee }),
    cap,
    publicAnyway: draft.publicAnyway,
    fields,
  };
}
