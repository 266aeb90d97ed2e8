import type { SiteCore } from '../operation';
import type { Viewer } from '../permissions';
import { ADD_ONS_ROLE, type Actor, type Project, type Role } from '../state/model';
import { jiraTime } from '../jira-time';
import { buildAvatarUrls, userView } from './users';

type Json = Record<string, unknown>;

/** Addresses of a space's avatar. */
export function projectAvatars(core: SiteCore, id: number): Json {
  return buildAvatarUrls(
    `${core.url}/rest/api/3/universal_avatar/view/type/project/avatar/${10400 + (id % 20)}`,
  );
}

/** What a list of spaces shows of each; `expand` may ask for `lead`, `description`, `url`, `insight`. */
export function projectView(
  core: SiteCore,
  viewer: Viewer,
  project: Project,
  expand: readonly string[],
): Json {
  const category =
    project.categoryId === undefined ? undefined : core.state.categories.get(project.categoryId);
  const asks = (name: string): boolean => expand.includes(name);
  const lead = core.state.accounts.getOrThrow(project.lead);
  return {
    expand: 'description,lead,issueTypes,url,projectKeys,permissions,insight',
    self: `${core.url}/rest/api/3/project/${project.id}`,
    id: String(project.id),
    key: project.key,
    name: project.name,
    avatarUrls: projectAvatars(core, project.id),
    ...(category
      ? {
          projectCategory: {
            self: `${core.url}/rest/api/3/projectCategory/${category.id}`,
            id: String(category.id),
            name: category.name,
            description: category.description,
          },
        }
      : {}),
    projectTypeKey: project.type,
    simplified: project.style === 'next-gen',
    style: project.style,
    isPrivate: !core.permissions.hasInProject(viewer, project, 'BROWSE_PROJECTS'),
    properties: {},
    ...(asks('description') ? { description: project.description } : {}),
    ...(asks('lead') ? { lead: userView(core, viewer, lead) } : {}),
    ...(asks('insight')
      ? {
          insight: {
            totalIssueCount: project.issues,
            ...(project.issues > 0 ? { lastIssueUpdateTime: jiraTime(project.lastIssueUpdate) } : {}),
          },
        }
      : {}),
    ...(project.status === 'archived'
      ? {
          archived: true,
          archivedDate: jiraTime(project.archivedAt ?? project.lastIssueUpdate),
          archivedBy: userView(
            core,
            viewer,
            core.state.accounts.getOrThrow(project.archivedBy ?? project.lead),
          ),
        }
      : {}),
    ...(project.status === 'deleted'
      ? {
          deleted: true,
          deletedDate: jiraTime(project.archivedAt ?? project.lastIssueUpdate),
          deletedBy: userView(
            core,
            viewer,
            core.state.accounts.getOrThrow(project.archivedBy ?? project.lead),
          ),
        }
      : {}),
  };
}

/** One space by itself, with what `GET /project/{id}` always adds. */
export function fullProjectView(core: SiteCore, viewer: Viewer, project: Project): Json {
  return {
    ...projectView(core, viewer, project, ['description', 'lead', 'insight']),
    assigneeType: project.assigneeType,
    components: project.components.map(component => ({
      self: `${core.url}/rest/api/3/component/${component.id}`,
      id: String(component.id),
      name: component.name,
      isAssigneeTypeValid: false,
    })),
    versions: [],
    roles: Object.fromEntries(
      projectRoles(core, project).map(role => [role.name, roleUrl(core, project, role.id)]),
    ),
  };
}

/** The few facts of a space that shares, roles, schemes and work items carry: the schema `ProjectDetails`. */
export function projectDetailsView(core: SiteCore, project: Project): Json {
  return {
    self: `${core.url}/rest/api/3/project/${project.id}`,
    id: String(project.id),
    key: project.key,
    name: project.name,
    projectTypeKey: project.type,
    simplified: project.style === 'next-gen',
    avatarUrls: projectAvatars(core, project.id),
  };
}

/** A space's roles: a team-managed one has its own, and the add-ons role like every other. */
export function projectRoles(core: SiteCore, project: Project): Role[] {
  if (project.ownRoles) return [...project.ownRoles, core.state.roles.getOrThrow(ADD_ONS_ROLE)];
  return [...core.state.roles.values()];
}

/** Where a space's role is read. */
export function roleUrl(core: SiteCore, project: Project, roleId: number): string {
  return `${core.url}/rest/api/3/project/${project.id}/role/${roleId}`;
}

/** The actors of a space's role; those of the add-ons role are the site's, less what was taken out here. */
export function roleActors(core: SiteCore, project: Project, roleId: number): Actor[] {
  if (roleId !== ADD_ONS_ROLE) return project.actors[roleId] ?? [];
  const removed = project.addOnsRemoved ?? [];
  return core.state.site.addOns
    .map((accountId, index): Actor => ({ id: project.id * 1000 + index, accountId }))
    .filter(actor => !removed.includes(actor.accountId ?? ''));
}

/** The schema `RoleActor`. */
export function actorView(core: SiteCore, actor: Actor): Json {
  if (actor.accountId !== undefined)
    return {
      id: actor.id,
      displayName: core.state.accounts.get(actor.accountId)?.displayName ?? 'Former user',
      type: 'atlassian-user-role-actor',
      actorUser: { accountId: actor.accountId },
    };
  const group = core.state.groups.get(actor.groupId ?? '');
  return {
    id: actor.id,
    displayName: group?.name ?? '',
    type: 'atlassian-group-role-actor',
    name: group?.name ?? '',
    actorGroup: { name: group?.name ?? '', displayName: group?.name ?? '', groupId: actor.groupId },
  };
}

/** A space's role with its actors. */
export function roleView(core: SiteCore, project: Project, role: Role, actors: readonly Actor[]): Json {
  return {
    self: roleUrl(core, project, role.id),
    name: role.name,
    id: role.id,
    description: role.description,
    ...(project.ownRoles?.some(own => own.id === role.id)
      ? { scope: { type: 'PROJECT', project: projectDetailsView(core, project) } }
      : {}),
    actors: actors.map(actor => actorView(core, actor)),
  };
}
