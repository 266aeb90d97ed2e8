import { type Change, type ChangedObject } from './change';

/*
 * Reads audit records by type and ID, which don't depend on the log's language. Jira's API documents summary and
 * category as "localized"; in recorded logs, types are Jira's own constants (GROUP, SCHEME, PROJECT). A recognized text
 * narrows the re-checks. An unrecognized text never does.
 */

export type AuditObjectType =
  'DASHBOARD' | 'FILTER' | 'GROUP' | 'PERMISSIONS' | 'PROJECT' | 'PROJECT_ROLE' | 'SCHEME' | 'USER';

const ENGLISH_CATEGORIES: ReadonlySet<string> = new Set([
  'permissions',
  'projects',
  'group management',
  'user management',
  'fields',
  'status',
  'workflows',
  'notifications',
  'issue types',
  'issue security',
  'screens',
  'filters',
  'dashboards',
  'customers',
  'system',
  'auditing',
  'migration',
  'applications',
]);

/** Types whose English records always have a category in `ENGLISH_CATEGORIES`. */
const TYPES_WITH_KNOWN_CATEGORY: ReadonlySet<string> = new Set([
  'GROUP',
  'PERMISSIONS',
  'PROJECT',
  'PROJECT_ROLE',
  'SCHEME',
  'USER',
]);

const objectTypeOf = ({ type }: ChangedObject): string => type.toUpperCase();

/** Whether the change's main object has this type. Associated objects don't count. */
export const isAboutObject = ({ object }: Change, type: AuditObjectType): boolean =>
  object !== undefined && objectTypeOf(object) === type;

/** The ID of the changed object, if it has this type and the record gives an ID. */
export const changedObjectId = (change: Change, type: AuditObjectType): string | undefined =>
  isAboutObject(change, type) ? change.object?.id : undefined;

export const objectsOfType = (
  { object, associated }: Change,
  type: AuditObjectType,
): readonly ChangedObject[] =>
  [...(object === undefined ? [] : [object]), ...associated].filter(each => objectTypeOf(each) === type);

/** Whether the change may belong to an English category. A category in another language may be any category. */
export const mayHaveCategory = ({ via, category }: Change, englishCategory: string): boolean =>
  via === 'event' || category === englishCategory || !ENGLISH_CATEGORIES.has(category);

/** Whether the record has one of these English summaries. Always false for a log in another language. */
export const hasSummary = ({ summary }: Change, ...texts: readonly string[]): boolean =>
  texts.includes(summary);

/**
 * Whether an ID in the audit log is an account ID. The log also contains user keys, which can't be mapped to accounts.
 */
const isAccountId = (id: string): boolean => !/^(ug:|qm:|addon_|JIRAUSER)/.test(id);

/**
 * The account of a person or app in a change. `unknown`: the record has only a user key, which can't be mapped to an
 * account.
 */
export type AccountReference = { readonly id: string } | 'unknown';

export const accountReferenceOf = ({ id }: ChangedObject): AccountReference =>
  id !== undefined && isAccountId(id) ? { id } : 'unknown';

/**
 * The account that was deactivated, reactivated, renamed, or deleted; undefined if the change isn't about an account.
 */
export const changedAccountOf = (change: Change): AccountReference | undefined =>
  isAboutObject(change, 'USER') && change.object !== undefined
    ? accountReferenceOf(change.object)
    : undefined;

/**
 * Whether the audit log is in English, judged by the majority of these records.
 * @returns undefined if no record allows a conclusion.
 */
export function isLogInEnglish(changes: readonly Change[]): boolean | undefined {
  const conclusive = changes.filter(
    ({ via, object, category }) =>
      via === 'audit' &&
      category !== '' &&
      object !== undefined &&
      TYPES_WITH_KNOWN_CATEGORY.has(objectTypeOf(object)),
  );
  if (conclusive.length === 0) return undefined;
  return (
    conclusive.filter(({ category }) => ENGLISH_CATEGORIES.has(category)).length * 2 >= conclusive.length
  );
}
