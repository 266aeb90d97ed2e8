import { createHash } from 'node:crypto';
import { auditItem } from './audit-log';
import type { SiteCore } from './operation';
import { expandedUserView } from './views/users';
import { ADD_ONS_ROLE, type Account, type Group } from './state/model';

/** Spaces whose "Project roles changed" record an install writes, so that a site of 10,000 spaces stays light. */
const MAX_RECORDED_SPACES = 100;

/** The account of an app: the same for the same app. */
export function appAccountId(appId: string): string {
  const hash = createHash('sha256').update(`app ${appId}`).digest('hex');
  const part = (from: number, length: number): string => hash.slice(from, from + length);
  return `712020:${part(0, 8)}-${part(8, 4)}-4${part(13, 3)}-a${part(17, 3)}-${part(20, 12)}`;
}

/** What the audit log calls the account of an app; undefined where it doesn't record installs. */
function auditName({ switches }: SiteCore, appId: string): string | undefined {
  if (switches.auditInstalls === 'never') return undefined;
  return switches.auditInstalls === 'by-key' ? `addon_${appId}` : appAccountId(appId);
}

/** The groups that Jira puts apps into. */
function appGroups(core: SiteCore): Group[] {
  const names = ['atlassian-addons-admin', 'jira-admins-sandbox'];
  return [...core.state.groups.values()].filter(({ name }) => names.includes(name));
}

function recordRoleChange(core: SiteCore, before: string[], after: string[]): void {
  const role = core.state.roles.getOrThrow(ADD_ONS_ROLE);
  const spaces = [...core.state.projects.values()]
    .filter(({ status }) => status === 'live')
    .slice(0, MAX_RECORDED_SPACES);
  for (const project of spaces)
    core.audit.write(undefined, {
      summary: 'Project roles changed',
      category: 'projects',
      object: auditItem.role(role),
      changes: [{ fieldName: 'Users', changedFrom: before.join(', '), changedTo: after.join(', ') }],
      associated: [auditItem.project(project)],
    });
}

/**
 * Makes an app's account and puts it where Jira puts it: into `atlassian-addons-admin`, a Jira admin group, and the role
 * `atlassian-addons-project-access` of every space.
 */
export function installApp(core: SiteCore, app: { id: string; name: string }): Account {
  const accountId = appAccountId(app.id);
  const existing = core.state.accounts.get(accountId);
  const account: Account = {
    accountId,
    kind: 'app',
    displayName: app.name,
    active: true,
    timeZone: 'Etc/UTC',
    appId: app.id,
    rightsFrom: existing?.active
      ? (existing.rightsFrom ?? 0)
      : core.clock.now() + core.switches.rightsDelaySeconds * 1000,
  };
  core.state.accounts.put(accountId, account);
  if (existing?.active) return account;
  const recordedName = auditName(core, app.id);
  if (recordedName !== undefined)
    core.audit.write(undefined, {
      summary: 'User created',
      category: 'user management',
      object: auditItem.user(recordedName),
      changes: [{ fieldName: 'Active / Inactive', changedTo: 'Active' }],
      associated: [auditItem.user(recordedName)],
    });
  for (const group of appGroups(core)) {
    if (core.state.memberships.has(group.groupId, accountId)) continue;
    core.state.memberships.add(group.groupId, accountId);
    if (recordedName !== undefined) core.audit.membershipChanged(undefined, group, recordedName, 'added');
  }
  const before = core.state.site.addOns;
  if (!before.includes(accountId)) {
    core.state.site.addOns = [...before, accountId];
    core.state.siteChanged();
    if (recordedName !== undefined) recordRoleChange(core, before, core.state.site.addOns);
  }
  core.events.raise(
    'avi:jira:created:user',
    undefined,
    { user: expandedUserView(core, undefined, account, ['groups', 'applicationRoles']) },
    { named: false },
  );
  return account;
}

/** Takes an app away: its account stays, inactive, without groups and roles. */
export function uninstallApp(core: SiteCore, appId: string): void {
  const account = core.state.accounts.get(appAccountId(appId));
  if (!account?.active) return;
  const recordedName = auditName(core, appId);
  core.state.accounts.put(account.accountId, { ...account, active: false });
  for (const groupId of [...core.state.memberships.groupsOf(account.accountId)]) {
    core.state.memberships.remove(groupId, account.accountId);
    if (recordedName !== undefined)
      core.audit.membershipChanged(undefined, core.state.groups.getOrThrow(groupId), recordedName, 'removed');
  }
  const before = core.state.site.addOns;
  core.state.site.addOns = before.filter(accountId => accountId !== account.accountId);
  core.state.siteChanged();
  if (recordedName !== undefined) recordRoleChange(core, before, core.state.site.addOns);
  core.events.raise(
    'avi:jira:updated:user',
    undefined,
    {
      user: expandedUserView(core, undefined, core.state.accounts.getOrThrow(account.accountId), [
        'groups',
        'applicationRoles',
      ]),
    },
    { named: false },
  );
}
