import { type Key, type Words } from '../../../static/locales';

// The names come from the same file as the words.
const keyOf = (permission: string): Key => `permissions.${permission}` as 'permissions.BROWSE_PROJECTS';

/** The words of one of Jira's permissions; undefined for one that this version has no words for. */
export const permissionKey = (words: Words, permission: string): Key | undefined =>
  words.has(keyOf(permission)) ? keyOf(permission) : undefined;
