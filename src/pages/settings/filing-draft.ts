import { type Settings } from './settings-value';
import { type Thing } from './thing-picker';

/** Where work items go, as it is typed. */
export interface FilingDraft {
  readonly project: Thing | undefined;
  readonly issueType: Thing | undefined;
  readonly defaultAssignee: string;
  readonly cap: string;
  readonly publicAnyway: boolean;
  /** JSON. */
  readonly fields: string;
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
  fields: Object.keys(fields).length === 0 ? '' : JSON.stringify(fields, null, 2),
});

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns undefined where the text is no JSON object. Empty is none. */
function fieldsIn(text: string): Record<string, unknown> | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    // Half-typed JSON; the field says that it doesn't fit yet.
    return undefined;
  }
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
  fields,
}: FilingDraft): { readonly type: boolean; readonly cap: boolean; readonly fields: boolean } => ({
  type: project !== undefined && issueType === undefined,
  cap: capIn(cap) === undefined,
  fields: fieldsIn(fields) === undefined,
});

/** @returns undefined while something in it doesn't fit. */
export function filingOf(draft: FilingDraft): Filing | undefined {
  const cap = capIn(draft.cap);
  const fields = fieldsIn(draft.fields);
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
