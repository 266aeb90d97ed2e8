import { type Filled } from './field-value';
import { type Settings } from './settings-value';
import { type Thing } from './thing-picker';

/** Where work items go, as it is typed. */
export interface FilingDraft {
  readonly project: Thing | undefined;
  readonly issueType: Thing | undefined;
  readonly defaultAssignee: string;
  readonly cap: string;
  readonly publicAnyway: boolean;
  /** By field id. */
  readonly fields: Readonly<Record<string, Filled>>;
}

type Filing = Settings['filing'];

const thing = (id: string | undefined, name = ''): Thing | undefined =>
  id === undefined ? undefined : { id, name };

/** @param space what the chosen space is called; its id is shown where that isn't known. */
export const filingDraftOf = (
  { project, issueType, defaultAssignee = '', cap, publicAnyway, fields }: Filing,
  space?: string,
): FilingDraft => ({
  project: thing(project, space),
  issueType: thing(issueType),
  defaultAssignee,
  cap: String(cap),
  publicAnyway,
  fields: Object.fromEntries(Object.entries(fields).map(([id, value]) => [id, { value }])),
});

/** The fields with one of them filled otherwise, or emptied. */
export function withField(
  fields: FilingDraft['fields'],
  id: string,
  filled: Filled | undefined,
): FilingDraft['fields'] {
  const { [id]: before, ...others } = fields;
  return filled === undefined ? others : { ...others, [id]: filled };
}

/** @returns undefined while one of them doesn't fit. */
function valuesIn(fields: FilingDraft['fields']): Filing['fields'] | undefined {
  const values: Record<string, unknown> = {};
  for (const [id, filled] of Object.entries(fields)) {
    if ('wrong' in filled) return undefined;
    values[id] = filled.value;
  }
  return values;
}

const capIn = (text: string): number | undefined => {
  const cap = Number(text.trim());
  return text.trim() !== '' && Number.isInteger(cap) && cap >= 1 && cap <= 20 ? cap : undefined;
};

/** Which of the fields don't fit. A space without a work type is no place. */
export const wrongFiling = ({
  project,
  issueType,
  cap,
}: FilingDraft): { readonly type: boolean; readonly cap: boolean } => ({
  type: project !== undefined && issueType === undefined,
  cap: capIn(cap) === undefined,
});

/** @returns undefined while something in it doesn't fit. */
export function filingOf(draft: FilingDraft): Filing | undefined {
  const cap = capIn(draft.cap);
  const fields = valuesIn(draft.fields);
  if (cap === undefined || fields === undefined || wrongFiling(draft).type) return undefined;
  return {
    ...(draft.project === undefined ? {} : { project: draft.project.id }),
    ...(draft.issueType === undefined ? {} : { issueType: draft.issueType.id }),
    ...(draft.defaultAssignee === '' ? {} : { defaultAssignee: draft.defaultAssignee }),
    cap,
    publicAnyway: draft.publicAnyway,
    fields,
  };
}
