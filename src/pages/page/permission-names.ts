import { type Key } from '../../../static/locales';
import { type Page } from './page-context';

// The names come from the same file as the words.
const keyOf = (permission: string): Key => `permissions.${permission}` as 'permissions.BROWSE_PROJECTS';

/** What Jira calls a permission; its key where this version has no words for it, as for an app's own. */
export const permissionName = ({ say, words }: Page, permission: string): string =>
  words.has(keyOf(permission)) ? say(keyOf(permission)) : permission;

/** Several permissions in a sentence. */
export const permissionNames = (page: Page, permissions: readonly string[]): string =>
  new Intl.ListFormat(page.words.locale, { type: 'conjunction' }).format(
    permissions.map(each => permissionName(page, each)),
  );
