import { z } from 'zod';
import { refusal } from '../answer';
import { auditItem } from '../audit-log';
import { parseBody } from '../parse-body';
import type { ApiRequest, SiteCore, Operation } from '../operation';
import { buildPage } from '../build-page';
import type { Group } from '../state/model';
import { groupNameView, userDetailsView } from '../views/users';

const readMembers = ['read:group:jira', 'read:user:jira', 'read:avatar:jira'];

/** The group that `groupId` or `groupname` names. @throws 400 without either, 404 where there is none */
function requestedGroup(core: SiteCore, request: ApiRequest): Group {
  const groupId = request.query.text('groupId');
  const name = request.query.text('groupname');
  if (groupId === undefined && name === undefined)
    throw refusal(400, 'The groupname or groupId parameter is needed.');
  const group =
    groupId === undefined
      ? [...core.state.groups.values()].find(candidate => candidate.name === name)
      : core.state.groups.get(groupId);
  if (!group) throw refusal(404, `Group '${groupId ?? name ?? ''}' does not exist.`);
  return group;
}

function groupView(core: SiteCore, request: ApiRequest, group: Group): Record<string, unknown> {
  const members = [...core.state.memberships.membersOf(group.groupId)];
  return {
    ...groupNameView(core, group),
    users: {
      size: members.length,
      items: members
        .slice(0, 50)
        .map(id => userDetailsView(core, request.caller, core.state.accounts.getOrThrow(id))),
      'max-results': 50,
      'start-index': 0,
      'end-index': Math.max(0, Math.min(50, members.length) - 1),
    },
    expand: 'users',
  };
}

/** Groups of people, and which of them administer. */
export const groupOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/group/bulk',
    scopes: { classic: ['read:jira-user'], granular: ['read:group:jira'] },
    requiredAccess: 'login-and-browse-users',
    answer: (core, request) => {
      const accessType = request.query.text('accessType');
      const applicationKey = request.query.text('applicationKey');
      const ids = request.query.all('groupId');
      const names = request.query.all('groupName');
      let groups = [...core.state.groups.values()];
      if (ids.length > 0) groups = groups.filter(({ groupId }) => ids.includes(groupId));
      if (names.length > 0) groups = groups.filter(({ name }) => names.includes(name));
      if (accessType !== undefined) {
        const { adminGroups } = core.state.site;
        if (accessType === 'admin')
          groups = groups.filter(({ groupId }) => adminGroups.admin.includes(groupId));
        else if (accessType === 'site-admin')
          groups = groups.filter(({ groupId }) => adminGroups.siteAdmin.includes(groupId));
        else if (accessType === 'user') {
          const role = [...core.state.applicationRoles.values()].find(({ key }) => key === applicationKey);
          if (!role) throw refusal(400, 'The access type user needs an applicationKey.');
          groups = groups.filter(({ groupId }) => role.groups.includes(groupId));
        } else throw refusal(400, `The access type '${accessType}' is unknown.`);
      }
      return buildPage(core, request, groups, {
        maxRows: 1000,
        counts: 'access',
        show: ({ name, groupId }) => ({ name, groupId }),
      });
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/group/member',
    scopes: { classic: ['manage:jira-configuration'], granular: readMembers },
    requiredAccess: 'login-and-browse-users',
    answer: (core, request) => {
      const group = requestedGroup(core, request);
      const inactiveToo = request.query.flag('includeInactiveUsers');
      const members = [...core.state.memberships.membersOf(group.groupId)]
        .map(id => core.state.accounts.getOrThrow(id))
        .filter(account => inactiveToo || account.active);
      return buildPage(core, request, members, {
        maxRows: 50,
        counts: 'access',
        show: account => userDetailsView(core, request.caller, account),
      });
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/group',
    scopes: { classic: ['manage:jira-configuration'], granular: [...readMembers, 'write:group:jira'] },
    requiredAccess: 'administer',
    answer: (core, request) => {
      const { name } = parseBody(request, z.object({ name: z.string().min(1).max(255) }));
      if ([...core.state.groups.values()].some(group => group.name === name))
        throw refusal(400, 'A group with this name exists already.');
      const number = core.state.nextId('group');
      const group: Group = { groupId: `5a0dbed5-0000-4000-8000-${String(number).padStart(12, '0')}`, name };
      core.state.groups.put(group.groupId, group);
      core.audit.write(request.caller, {
        summary: 'Group created',
        category: 'group management',
        object: auditItem.group(group),
      });
      return { status: 201, body: groupView(core, request, group) };
    },
  },
  {
    method: 'DELETE',
    path: '/rest/api/3/group',
    scopes: { classic: ['manage:jira-configuration'], granular: ['delete:group:jira'] },
    requiredAccess: 'administer',
    answer: (core, request) => {
      const group = requestedGroup(core, request);
      for (const accountId of [...core.state.memberships.membersOf(group.groupId)])
        core.state.memberships.remove(group.groupId, accountId);
      core.state.groups.delete(group.groupId);
      core.audit.write(request.caller, {
        summary: 'Group deleted',
        category: 'group management',
        object: auditItem.group(group),
      });
      return { status: 200 };
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/group/user',
    scopes: { classic: ['manage:jira-configuration'], granular: [...readMembers, 'write:group:jira'] },
    requiredAccess: 'administer',
    answer: (core, request) => {
      const group = requestedGroup(core, request);
      const { accountId } = parseBody(request, z.object({ accountId: z.string() }));
      const account = core.state.accounts.get(accountId);
      if (!account || account.kind === 'customer')
        throw refusal(404, `The user '${accountId}' does not exist.`);
      if (core.state.memberships.has(group.groupId, accountId))
        throw refusal(400, `Cannot add user. '${accountId}' is already a member of '${group.name}'.`);
      core.state.memberships.add(group.groupId, accountId);
      core.audit.membershipChanged(request.caller, group, accountId, 'added');
      return { status: 201, body: groupView(core, request, group) };
    },
  },
  {
    method: 'DELETE',
    path: '/rest/api/3/group/user',
    scopes: { classic: ['manage:jira-configuration'], granular: ['write:group:jira'] },
    requiredAccess: 'administer',
    answer: (core, request) => {
      const group = requestedGroup(core, request);
      const accountId = request.query.text('accountId');
      if (accountId === undefined) throw refusal(400, 'The accountId parameter is needed.');
      if (!core.state.memberships.has(group.groupId, accountId))
        throw refusal(404, `The user '${accountId}' is not a member of '${group.name}'.`);
      core.state.memberships.remove(group.groupId, accountId);
      core.audit.membershipChanged(request.caller, group, accountId, 'removed');
      return { status: 200 };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/applicationrole',
    scopes: { classic: ['manage:jira-configuration'], granular: ['read:application-role:jira'] },
    requiredAccess: 'administer',
    answer: core => {
      const roles = [...core.state.applicationRoles.values()];
      return {
        status: 200,
        access: roles.length,
        body: roles.map(role => {
          const members = new Set(role.groups.flatMap(id => [...core.state.memberships.membersOf(id)]));
          // Only active people take a seat.
          const users = [...members].filter(id => {
            const { kind, active } = core.state.accounts.getOrThrow(id);
            return kind === 'atlassian' && active;
          });
          const names = (ids: readonly string[]): string[] =>
            ids.map(id => core.state.groups.getOrThrow(id).name);
          const details = (ids: readonly string[]): unknown[] =>
            ids.map(id => groupNameView(core, core.state.groups.getOrThrow(id)));
          return {
            key: role.key,
            groups: names(role.groups),
            groupDetails: details(role.groups),
            name: role.name,
            defaultGroups: names(role.defaultGroups),
            defaultGroupsDetails: details(role.defaultGroups),
            selectedByDefault: role.key === 'jira-software',
            defined: true,
            numberOfSeats: role.seats,
            remainingSeats: Math.max(0, role.seats - users.length),
            userCount: users.length,
            userCountDescription: role.key === 'jira-servicedesk' ? 'agents' : 'users',
            hasUnlimitedSeats: false,
            platform: role.key === 'jira-core',
          };
        }),
      };
    },
  },
];
