import type { SiteCore } from '../operation';
import type { Viewer } from '../permissions';
import type { Account, Group } from '../state/model';

type Json = Record<string, unknown>;

const AVATAR_SIZES = ['48x48', '24x24', '16x16', '32x32'] as const;

/** Addresses of an avatar in the four sizes. */
export function buildAvatarUrls(address: string): Json {
  return Object.fromEntries(
    AVATAR_SIZES.map(size => [size, `${address}${address.includes('?') ? '&' : '?'}size=${size}`]),
  );
}

/** Jira shows an address to its owner and to people who administer the site, and to no app. */
function showsEmail(core: SiteCore, viewer: Viewer, account: Account): boolean {
  if (account.email === undefined || viewer === undefined || viewer.kind !== 'atlassian') return false;
  return viewer.accountId === account.accountId || core.permissions.isJiraAdmin(viewer);
}

const showsAppType = ({ switches }: SiteCore, { appType }: Account): boolean =>
  appType !== undefined && !(appType === 'service' && switches.serviceAccounts === 'hidden');

const shownName = ({ switches }: SiteCore, { kind, displayName }: Account): string =>
  kind === 'unknown' && switches.deletedAccounts === 'unnamed' ? 'Unknown' : displayName;

const userAddress = (core: SiteCore, accountId: string): string =>
  `${core.url}/rest/api/3/user?accountId=${encodeURIComponent(accountId)}`;

/** The schema `User`: lists of users, owners, leads. */
export function userView(core: SiteCore, viewer: Viewer, account: Account): Json {
  return {
    self: userAddress(core, account.accountId),
    accountId: account.accountId,
    accountType: account.kind,
    ...(showsAppType(core, account) ? { appType: account.appType } : {}),
    ...(account.guest ? { guest: true } : {}),
    ...(showsEmail(core, viewer, account) ? { emailAddress: account.email } : {}),
    avatarUrls: buildAvatarUrls(`${core.url}/avatar/${account.accountId}`),
    displayName: shownName(core, account),
    active: account.active,
    timeZone: account.timeZone,
    locale: 'en_US',
  };
}

/** The schema `UserDetails`: members of groups, authors and assignees. It tells neither `appType` nor `guest`. */
export function userDetailsView(core: SiteCore, viewer: Viewer, account: Account): Json {
  return {
    self: userAddress(core, account.accountId),
    accountId: account.accountId,
    accountType: account.kind,
    ...(showsEmail(core, viewer, account) ? { emailAddress: account.email } : {}),
    avatarUrls: buildAvatarUrls(`${core.url}/avatar/${account.accountId}`),
    displayName: shownName(core, account),
    active: account.active,
    timeZone: account.timeZone,
  };
}

/** The schema `UserBean`: owners of dashboards, people in shares. */
export function userBeanView(core: SiteCore, account: Account): Json {
  return {
    self: userAddress(core, account.accountId),
    accountId: account.accountId,
    displayName: shownName(core, account),
    active: account.active,
    avatarUrls: buildAvatarUrls(`${core.url}/avatar/${account.accountId}`),
  };
}

/** The schema `GroupName`. */
export function groupNameView(core: SiteCore, group: Group): Json {
  return {
    name: group.name,
    groupId: group.groupId,
    self: `${core.url}/rest/api/3/group?groupId=${group.groupId}`,
  };
}

/** A user with the groups and application roles that `expand` asks for. */
export function expandedUserView(
  core: SiteCore,
  viewer: Viewer,
  account: Account,
  expand: readonly string[],
): Json {
  const groups = [...core.permissions.groupsOf(account)].map(id => core.state.groups.getOrThrow(id));
  const roles = [...core.state.applicationRoles.values()].filter(role =>
    core.permissions.hasApplication(account, role.key),
  );
  const asks = (name: string): boolean => expand.includes(name);
  return {
    ...userView(core, viewer, account),
    groups: {
      size: groups.length,
      items: asks('groups') ? groups.map(group => groupNameView(core, group)) : [],
    },
    applicationRoles: {
      size: roles.length,
      items: asks('applicationRoles') ? roles.map(role => ({ key: role.key, name: role.name })) : [],
    },
    expand: 'groups,applicationRoles',
  };
}
