import { type Change, type ChangedObject } from './change';

/*
 * What an audit record is about, by the fields that don't follow a language: types and ids. Jira's API calls summary and
 * category "localized"; in the records that were seen, types are Jira's own constants (GROUP, SCHEME, PROJECT). A text that is
 * known narrows what is read again; one that isn't known never does.
 */

export type ObjectType =
  'DASHBOARD' | 'FILTER' | 'GROUP' | 'PERMISSIONS' | 'PROJECT' | 'PROJECT_ROLE' | 'SCHEME' | 'USER';

/** The categories of an English log. */
const ENGLISH: ReadonlySet<string> = new Set([
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

/** Types of which every English record has a known category. */
const FAMILIAR: ReadonlySet<string> = new Set([
  'GROUP',
  'PERMISSIONS',
  'PROJECT',
  'PROJECT_ROLE',
  'SCHEME',
  'USER',
]);

const typeOf = ({ type }: ChangedObject): string => type.toUpperCase();

/** Whether a change is about an object of this type. What it names besides doesn't count. */
export const isAbout = ({ object }: Change, type: ObjectType): boolean =>
  object !== undefined && typeOf(object) === type;

/** The id of the object that a change is about, where it is of this type and the record bears one. */
export const idOfObject = (change: Change, type: ObjectType): string | undefined =>
  isAbout(change, type) ? change.object?.id : undefined;

/** Every object of this type that a change names. */
export const objectsOf = ({ object, associated }: Change, type: ObjectType): readonly ChangedObject[] =>
  [...(object === undefined ? [] : [object]), ...associated].filter(each => typeOf(each) === type);

/** Whether a change may be of an English category: one in another language may be of any. */
export const mayBeOf = ({ via, category }: Change, english: string): boolean =>
  via === 'event' || category === english || !ENGLISH.has(category);

/** Whether the record's text says this. In another language nothing does. */
export const says = ({ summary }: Change, ...texts: readonly string[]): boolean => texts.includes(summary);

/** Whether an id of the audit log is an account id. The log also writes user keys, from which no account follows. */
const isAccountId = (id: string): boolean => !/^(ug:|qm:|addon_|JIRAUSER)/.test(id);

/** The account of a person or app that a change names. `unknown`: it names one by a key from which no account follows. */
export type Account = { readonly id: string } | 'unknown';

export const accountOf = ({ id }: ChangedObject): Account =>
  id !== undefined && isAccountId(id) ? { id } : 'unknown';

/** The account that a change is about, be it deactivated, reactivated, renamed, or deleted; undefined where it is about none. */
export const accountIn = (change: Change): Account | undefined =>
  isAbout(change, 'USER') && change.object !== undefined ? accountOf(change.object) : undefined;

/**
 * Whether the audit log is in English, as most of these records show it.
 * @returns undefined where no record tells.
 */
export function isLogInEnglish(changes: readonly Change[]): boolean | undefined {
  const telling = changes.filter(
    ({ via, object, category }) =>
      via === 'audit' && category !== '' && object !== undefined && FAMILIAR.has(typeOf(object)),
  );
  if (telling.length === 0) return undefined;
  return telling.filter(({ category }) => ENGLISH.has(category)).length * 2 >= telling.length;
}
