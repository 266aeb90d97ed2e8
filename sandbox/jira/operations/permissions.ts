import { z } from 'zod';
import { notAdmin, refusal } from '../answer';
import { parseBody } from '../parse-body';
import type { ApiRequest, SiteCore, Operation } from '../operation';
import { permissionCatalog } from '../permission-catalog';
import type { Viewer } from '../permissions';
import type { Project } from '../state/model';

const projectPermissionsBody = z.object({
  permissions: z.array(z.string()).min(1),
  projects: z.array(z.number()).max(1000).optional(),
  issues: z.array(z.number()).max(1000).optional(),
});

function holdsPermission(core: SiteCore, viewer: Viewer, key: string, project: Project | undefined): boolean {
  const definition = permissionCatalog.get(key);
  if (definition?.type === 'GLOBAL') return core.permissions.hasGlobal(viewer, key);
  if (project) return core.permissions.hasInProject(viewer, project, key);
  // Without a space Jira says whether the caller holds it anywhere.
  for (const candidate of core.state.projects.values())
    if (core.permissions.hasInProject(viewer, candidate, key)) return true;
  return false;
}

function requestedContextProject(core: SiteCore, request: ApiRequest): Project | undefined {
  const issueName = request.query.text('issueKey') ?? request.query.text('issueId');
  const name = request.query.text('projectKey') ?? request.query.text('projectId');
  if (issueName !== undefined) {
    const issue = core.state.issue(issueName);
    const project = issue && core.state.projects.get(issue.projectId);
    if (!project || !core.permissions.canSee(request.caller, project))
      throw refusal(404, 'Issue does not exist or you do not have permission to see it.');
    return project;
  }
  if (name === undefined) return undefined;
  const project = core.state.project(name);
  if (!project || !core.permissions.canSee(request.caller, project))
    throw refusal(404, `No project could be found with key '${name}'.`);
  return project;
}

/** What permissions there are, and who holds them. */
export const permissionOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/mypermissions',
    scopes: { classic: ['read:jira-work'], granular: ['read:permission:jira'] },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const keys = request.query.list('permissions');
      if (keys.length === 0) throw refusal(400, "The 'permissions' query parameter is required.");
      const unknown = keys.filter(key => !permissionCatalog.has(key));
      if (unknown.length > 0)
        throw refusal(
          400,
          unknown.map(key => `Unrecognized permission: ${key}`),
        );
      const project = requestedContextProject(core, request);
      const permissions = Object.fromEntries(
        keys.map(key => {
          const definition = permissionCatalog.get(key);
          return [
            key,
            { ...definition, havePermission: holdsPermission(core, request.caller, key, project) },
          ];
        }),
      );
      return { status: 200, access: keys.length, body: { permissions } };
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/permissions/check',
    isReadOnly: true,
    scopes: { classic: [], granular: ['read:permission:jira'] },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const body = parseBody(
        request,
        z.object({
          accountId: z.string().optional(),
          globalPermissions: z.array(z.string()).optional(),
          projectPermissions: z.array(projectPermissionsBody).optional(),
        }),
      );
      const account = body.accountId === undefined ? request.caller : core.state.accounts.get(body.accountId);
      if (body.accountId !== undefined && body.accountId !== request.caller?.accountId) {
        if (!core.permissions.isJiraAdmin(request.caller)) throw notAdmin();
        if (!account) throw refusal(400, `The account '${body.accountId}' is unknown.`);
      }
      const keys = [
        ...(body.globalPermissions ?? []),
        ...(body.projectPermissions ?? []).flatMap(permissionQuery => permissionQuery.permissions),
      ];
      const unknown = keys.filter(key => !permissionCatalog.has(key));
      if (unknown.length > 0)
        throw refusal(
          400,
          unknown.map(key => `Unrecognized permission: ${key}`),
        );
      const globalPermissions = (body.globalPermissions ?? []).filter(key =>
        core.permissions.hasGlobal(account, key),
      );
      const projectPermissions = (body.projectPermissions ?? []).flatMap(permissionQuery =>
        permissionQuery.permissions.map(permission => ({
          permission,
          projects: (permissionQuery.projects ?? []).filter(id => {
            const project = core.state.projects.get(id);
            return project !== undefined && core.permissions.hasInProject(account, project, permission);
          }),
          issues: (permissionQuery.issues ?? []).filter(id => {
            const issue = core.state.issues.get(id);
            const project = issue && core.state.projects.get(issue.projectId);
            return (
              project !== undefined && core.permissions.hasInProject(account, project, permission, issue)
            );
          }),
        })),
      );
      return { status: 200, access: keys.length, body: { globalPermissions, projectPermissions } };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/permissions',
    scopes: { classic: ['manage:jira-configuration'], granular: ['read:permission:jira'] },
    requiredAccess: 'login',
    answer: () => ({
      status: 200,
      access: permissionCatalog.size,
      body: {
        permissions: Object.fromEntries(
          [...permissionCatalog.values()].map(({ key, name, type, description }) => [
            key,
            { key, name, type, description },
          ]),
        ),
      },
    }),
  },
];
