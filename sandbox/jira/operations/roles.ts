import { z } from 'zod';
import { refusal } from '../answer';
import { auditItem } from '../audit-log';
import { parseBody } from '../parse-body';
import type { ApiRequest, SiteCore, Operation } from '../operation';
import { ADD_ONS_ROLE, type Actor, type Project, type Role } from '../state/model';
import { roleActors, roleUrl, projectRoles, roleView } from '../views/projects';
import { requestedProject } from './requested-project';

const readRoles = [
  'read:user:jira',
  'read:group:jira',
  'read:project-role:jira',
  'read:project:jira',
  'read:avatar:jira',
  'read:project-category:jira',
];

/** Jira answers 404 to whoever doesn't administer the space. */
function requireAdministered(core: SiteCore, request: ApiRequest): Project {
  const project = requestedProject(core, request);
  if (!core.permissions.canAdminister(request.caller, project))
    throw refusal(404, 'You cannot see the roles of this project.');
  return project;
}

function requestedRole(core: SiteCore, request: ApiRequest, project: Project): Role {
  const role = projectRoles(core, project).find(({ id }) => String(id) === request.path['id']);
  if (!role) throw refusal(404, `Can not retrieve a role actor for role with id ${request.path['id']}.`);
  return role;
}

const actorIds = (actors: readonly Actor[], kind: 'accountId' | 'groupId'): string =>
  actors.flatMap(actor => actor[kind] ?? []).join(', ');

/** Puts the actors in place and writes the record that Jira writes: both lists, before and after. */
function setActors(core: SiteCore, request: ApiRequest, project: Project, role: Role, after: Actor[]): void {
  const before = roleActors(core, project, role.id);
  if (role.id === ADD_ONS_ROLE) {
    const kept = after.map(actor => actor.accountId);
    core.state.projects.put(project.id, {
      ...project,
      addOnsRemoved: core.state.site.addOns.filter(accountId => !kept.includes(accountId)),
    });
  } else core.state.projects.put(project.id, { ...project, actors: { ...project.actors, [role.id]: after } });
  const changes = (
    [
      ['Users', 'accountId'],
      ['Groups', 'groupId'],
    ] as const
  )
    .map(([fieldName, kind]) => ({
      fieldName,
      changedFrom: actorIds(before, kind),
      changedTo: actorIds(after, kind),
    }))
    .filter(({ changedFrom, changedTo }) => changedFrom !== changedTo);
  if (changes.length === 0) return;
  core.audit.write(request.caller, {
    summary: 'Project roles changed',
    category: 'projects',
    object: auditItem.role(role),
    changes,
    associated: [auditItem.project(project)],
  });
}

/** Roles of the site and of spaces, and who is in them. */
export const roleOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/role',
    scopes: { classic: ['manage:jira-configuration'], granular: readRoles },
    requiredAccess: 'administer',
    answer: core => {
      const roles = [...core.state.roles.values()];
      return {
        status: 200,
        access: roles.length,
        body: roles.map(role => ({
          self: `${core.url}/rest/api/3/role/${role.id}`,
          name: role.name,
          id: role.id,
          description: role.description,
          actors: [],
        })),
      };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/project/{projectIdOrKey}/role',
    scopes: { classic: ['read:jira-work'], granular: ['read:project-role:jira'] },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const project = requireAdministered(core, request);
      const roles = projectRoles(core, project);
      return {
        status: 200,
        access: roles.length,
        body: Object.fromEntries(roles.map(role => [role.name, roleUrl(core, project, role.id)])),
      };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/project/{projectIdOrKey}/role/{id}',
    scopes: { classic: ['read:jira-work'], granular: readRoles },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const project = requireAdministered(core, request);
      const role = requestedRole(core, request, project);
      const activeOnly = request.query.flag('excludeInactiveUsers');
      const actors = roleActors(core, project, role.id).filter(
        actor =>
          !activeOnly ||
          actor.accountId === undefined ||
          core.state.accounts.get(actor.accountId)?.active === true,
      );
      return { status: 200, access: actors.length, body: roleView(core, project, role, actors) };
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/project/{projectIdOrKey}/role/{id}',
    scopes: { classic: ['manage:jira-configuration'], granular: [...readRoles, 'write:project-role:jira'] },
    requiredAccess: 'login',
    answer: (core, request) => {
      const project = requireAdministered(core, request);
      const role = requestedRole(core, request, project);
      const named = parseBody(
        request,
        z.object({
          user: z.array(z.string()).optional(),
          group: z.array(z.string()).optional(),
          groupId: z.array(z.string()).optional(),
        }),
      );
      const before = roleActors(core, project, role.id);
      const fresh: Actor[] = [];
      for (const accountId of named.user ?? []) {
        if (!core.state.accounts.get(accountId))
          throw refusal(404, `The user '${accountId}' does not exist.`);
        fresh.push({ id: core.state.nextId('actor'), accountId });
      }
      for (const name of [...(named.group ?? []), ...(named.groupId ?? [])]) {
        const group = [...core.state.groups.values()].find(one => one.groupId === name || one.name === name);
        if (!group) throw refusal(404, `The group '${name}' does not exist.`);
        fresh.push({ id: core.state.nextId('actor'), groupId: group.groupId });
      }
      if (fresh.length === 0) throw refusal(400, 'Name a user or a group.');
      const known = fresh.find(actor =>
        before.some(one => one.accountId === actor.accountId && one.groupId === actor.groupId),
      );
      if (known)
        throw refusal(400, `'${known.accountId ?? known.groupId ?? ''}' is already a member of the role.`);
      setActors(core, request, project, role, [...before, ...fresh]);
      const now = core.state.projects.getOrThrow(project.id);
      return { status: 200, body: roleView(core, now, role, roleActors(core, now, role.id)) };
    },
  },
  {
    method: 'DELETE',
    path: '/rest/api/3/project/{projectIdOrKey}/role/{id}',
    scopes: { classic: ['manage:jira-project'], granular: ['delete:project-role:jira'] },
    requiredAccess: 'login',
    answer: (core, request) => {
      const project = requireAdministered(core, request);
      const role = requestedRole(core, request, project);
      const user = request.query.text('user');
      const group = request.query.text('groupId') ?? request.query.text('group');
      if ((user === undefined) === (group === undefined))
        throw refusal(400, 'Name either a user or a group.');
      const before = roleActors(core, project, role.id);
      const after = before.filter(actor => {
        if (user !== undefined) return actor.accountId !== user;
        const name = actor.groupId === undefined ? undefined : core.state.groups.get(actor.groupId)?.name;
        return actor.groupId !== group && name !== group;
      });
      if (after.length === before.length) throw refusal(404, 'The role does not have this actor.');
      setActors(core, request, project, role, after);
      return { status: 204 };
    },
  },
];
