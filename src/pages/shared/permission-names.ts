import { type MessageKey } from '../../messages/messages';
import { type PageServices } from './page-context';

// Permission names come from the same file as the messages.
const permissionMessageKey = (permission: string): MessageKey =>
  `permissions.${permission}` as 'permissions.BROWSE_PROJECTS';

/** Jira's name for a permission; its key if this version has no name, as for an app's own permissions. */
export const permissionName = ({ formatMessage, messages }: PageServices, permission: string): string =>
  messages.has(permissionMessageKey(permission))
    ? formatMessage(permissionMessageKey(permission))
    : permission;

/** Formats permissions as a list in a sentence. */
export const formatPermissionNames = (page: PageServices, permissions: readonly string[]): string =>
  new Intl.ListFormat(page.messages.locale, { type: 'conjunction' }).format(
    permissions.map(each => permissionName(page, each)),
  );
