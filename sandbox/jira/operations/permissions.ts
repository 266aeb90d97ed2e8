import { z } from 'zod';
import { notAdmin, refusal } from '../answer';
import { bodyOf } from '../body';
import type { Ask, Core, Operation } from '../operation';
import { permissionCatalogue } from '../permission-catalogue';
import type { Viewer } from '../permissions';
import type { Project } from '../state/model';

const projectPermissionsBody = z.object({
  permissions: z.array(z.string()).min(1),
  projects: z.array(z.number()).max(1000).optional(),
  issues: z.array(z.number()).max(1000).optional(),
});

function holds(core: Core, viewer: Viewer, key: string, project: Project | undefined): boolean {
  const definition = permissionCatalogue.get(key);
  if (definition?.type === 'GLOBAL') return core.permissions.global(viewer, key);
  if (project) return core.permissions.project(viewer, project, key);
  // Without a space Jira says whether the caller holds it anywhere.
  for (const candidate of core.state.projects.values())
    if (core.permissions.project(viewer, candidate, key)) return true;
  return false;
}

function projectAsked(core: Core, ask: Ask): Project | undefined {
  const issueName = ask.query.text('issueKey') ?? ask.query.text('issueId');
  const name = ask.query.text('projectKey') ?? ask.query.text('projectId');
  if (issueName !== undefined) {
    const issue = core.state.issue(issueName);
    const project = issue && core.state.projects.get(issue.projectId);
    if (!project || !core.permissions.sees(ask.caller, project))
      throw refusal(404, 'Issue does not exist or you do not have permission to see it.');
    return project;
  }
  if (name === undefined) return undefined;
  const project = core.state.project(name);
  if (!project || !core.permissions.sees(ask.caller, project))
    throw refusal(404, `No project could be found with key '${name}'.`);
  return project;
}

/** What permissions there are, and who holds them. */
export const permissionOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/mypermissions',
    scopes: { classic: ['read:jira-work'], granular: ['read:permission:jira'] },
    needs: 'nothing',
    answer: (core, ask) => {
      const keys = ask.query.list('permissions');
      if (keys.length === 0) throw refusal(400, "The 'permissions' query parameter is required.");
      const unknown = keys.filter(key => !permissionCatalogue.has(key));
      if (unknown.length > 0)
        throw refusal(
          400,
          unknown.map(key => `Unrecognized permission: ${key}`),
        );
      const project = projectAsked(core, ask);
      const permissions = Object.fromEntries(
        keys.map(key => {
          const definition = permissionCatalogue.get(key);
          return [key, { ...definition, havePermission: holds(core, ask.caller, key, project) }];
        }),
      );
      return { status: 200, access: keys.length, body: { permissions } };
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/permissions/check',
    reads: true,
    scopes: { classic: [], granular: ['read:permission:jira'] },
    needs: 'nothing',
    answer: (core, ask) => {
      const body = bodyOf(
        ask,
        z.object({
          accountId: z.string().optional(),
          globalPermissions: z.array(z.string()).optional(),
          projectPermissions: z.array(projectPermissionsBody).optional(),
        }),
      );
      const account = body.accountId === undefined ? ask.caller : core.state.accounts.get(body.accountId);
      if (body.accountId !== undefined && body.accountId !== ask.caller?.accountId) {
        if (!core.permissions.isJiraAdmin(ask.caller)) throw notAdmin();
        if (!account) throw refusal(400, `The account '${body.accountId}' is unknown.`);
      }
      const keys = [
        ...(body.globalPermissions ?? []),
        ...(body.projectPermissions ?? []).flatMap(asked => asked.permissions),
      ];
      const unknown = keys.filter(key => !permissionCatalogue.has(key));
      if (unknown.length > 0)
        throw refusal(
          400,
          unknown.map(key => `Unrecognized permission: ${key}`),
        );
      const globalPermissions = (body.globalPermissions ?? []).filter(key =>
        core.permissions.global(account, key),
      );
      const projectPermissions = (body.projectPermissions ?? []).flatMap(asked =>
        asked.permissions.map(permission => ({
          permission,
          projects: (asked.projects ?? []).filter(id => {
            const project = core.state.projects.get(id);
            return project !== undefined && core.permissions.project(account, project, permission);
          }),
          issues: (asked.issues ?? []).filter(id => {
            const issue = core.state.issues.get(id);
            const project = issue && core.state.projects.get(issue.projectId);
            return project !== undefined && core.permissions.project(account, project, permission, issue);
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
    needs: 'login',
    answer: () => ({
      status: 200,
      access: permissionCatalogue.size,
      body: {
        permissions: Object.fromEntries(
          [...permissionCatalogue.values()].map(({ key, name, type, description }) => [
            key,
            { key, name, type, description },
          ]),
        ),
      },
    }),
  },
];
