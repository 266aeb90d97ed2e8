import { Hono } from 'hono';
import { z } from 'zod';
import { Refusal, refusal } from './answer';
import { auditItem } from './audit-log';
import type { Identities } from './identities';
import { installApp, uninstallApp } from './app-installs';
import { setOption } from './operations/site-settings';
import type { SiteCore } from './operation';
import type { Viewer } from './permissions';
import { expandedUserView } from './views/users';

interface SandboxRouteDependencies {
  core: SiteCore;
  identities: Identities;
  settle: () => Promise<void>;
}

/**
 * What has no public operation in Jira, for the bench and for tests: `/sandbox/...`, by a person in Basic authentication or with
 * a token; and Atlassian's user management under `/admin-api`.
 */
export function createSandboxRoutes({ core, identities, settle }: SandboxRouteDependencies): Hono {
  const app = new Hono();

  const addRoute = (
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    action: (asked: { caller: Viewer; path: Record<string, string>; body: unknown }) => unknown,
    status: 200 | 204 = 200,
  ): void => {
    app.on(method, path, async context => {
      const identity = identities.identify(context.req.header('authorization'));
      if (!identity.known || !core.permissions.isJiraAdmin(identity.account))
        return context.json({ message: 'Only a Jira admin may do this.' }, identity.known ? 403 : 401);
      const text = await context.req.text();
      try {
        const body: unknown = text === '' ? undefined : JSON.parse(text);
        const result = action({ caller: identity.account, path: { ...context.req.param() }, body });
        await settle();
        return status === 204 ? context.body(null, 204) : context.json(result ?? {}, 200);
      } catch (error) {
        if (!(error instanceof Refusal) && !(error instanceof z.ZodError) && !(error instanceof SyntaxError))
          throw error;
        return context.json({ message: error.message }, 400);
      }
    });
  };

  addRoute('POST', '/sandbox/apps', ({ body }) => {
    const asked = z.object({ id: z.string(), name: z.string() }).parse(body);
    return { accountId: installApp(core, asked).accountId };
  });
  addRoute(
    'DELETE',
    '/sandbox/apps/:id',
    ({ path }) => {
      uninstallApp(core, path['id'] ?? '');
    },
    204,
  );
  addRoute(
    'PUT',
    '/sandbox/licence',
    ({ body }) => {
      const plans = z
        .object({
          plan: z.enum(['UNLICENSED', 'FREE', 'PAID']),
          premium: z.boolean().optional(),
          /** Apps whose license expired. */
          expired: z.array(z.enum(['jira-software', 'jira-core', 'jira-servicedesk'])).optional(),
        })
        .parse(body);
      const { site } = core.state;
      for (const key of ['jira-software', 'jira-core', 'jira-servicedesk'] as const)
        site.plans[key] = plans.expired?.includes(key) === true ? 'UNLICENSED' : plans.plan;
      site.premium = plans.premium ?? site.premium;
      core.state.siteChanged();
    },
    204,
  );
  addRoute(
    'PUT',
    '/sandbox/options/:key',
    ({ caller, path, body }) => {
      setOption(core, caller, path['key'] ?? '', z.object({ value: z.boolean() }).parse(body).value);
    },
    204,
  );
  addRoute(
    'PUT',
    '/sandbox/groups/:id/admin-access',
    ({ caller, path, body }) => {
      const { admin } = z.object({ admin: z.boolean() }).parse(body);
      const group = core.state.groups.get(path['id'] ?? '');
      if (group === undefined) throw refusal(404, 'There is no such group.');
      const { adminGroups } = core.state.site;
      const others = adminGroups.admin.filter(id => id !== group.groupId);
      const admins = admin ? [...others, group.groupId] : others;
      core.state.site.adminGroups = { ...adminGroups, admin: admins };
      const { globalGrants } = core.state.site;
      const granted = (globalGrants['ADMINISTER'] ?? []).filter(id => id !== group.groupId);
      core.state.site.globalGrants = {
        ...globalGrants,
        ADMINISTER: admin ? [...granted, group.groupId] : granted,
      };
      core.state.siteChanged();
      core.audit.write(caller, {
        summary: admin ? 'Global permission added' : 'Global permission deleted',
        category: 'permissions',
        object: { name: 'Global Permissions', typeName: 'PERMISSIONS' },
        changes: [
          { fieldName: 'Group', ...(admin ? { changedTo: group.name } : { changedFrom: group.name }) },
          {
            fieldName: 'Permission',
            ...(admin ? { changedTo: 'Administer Jira' } : { changedFrom: 'Administer Jira' }),
          },
        ],
      });
    },
    204,
  );
  addRoute(
    'PUT',
    '/sandbox/projects/:key/access',
    ({ caller, path, body }) => {
      const { access } = z.object({ access: z.enum(['private', 'limited', 'open', 'public']) }).parse(body);
      const project = core.state.project(path['key'] ?? '');
      const scheme = project && core.state.schemes.get(project.permissionScheme);
      if (!project || scheme?.projectId === undefined) throw refusal(400, 'This is no team-managed space.');
      const after = { ...scheme, access };
      delete after.grants;
      core.state.schemes.put(scheme.id, after);
      core.audit.write(caller, {
        summary: 'Permission scheme updated',
        category: 'permissions',
        object: auditItem.scheme(scheme),
        associated: [auditItem.project(project)],
      });
    },
    204,
  );
  addRoute(
    'PUT',
    '/sandbox/projects/:key/workflow',
    ({ path, body }) => {
      const { workflow } = z.object({ workflow: z.enum(['open', 'guarded']) }).parse(body);
      const project = core.state.project(path['key'] ?? '');
      if (!project) throw refusal(400, 'There is no such space.');
      core.state.projects.put(project.id, { ...project, workflow });
    },
    204,
  );
  addRoute(
    'PUT',
    '/sandbox/projects/:key/create-screen',
    ({ path, body }) => {
      const { without } = z.object({ without: z.array(z.string()) }).parse(body);
      const project = core.state.project(path['key'] ?? '');
      if (!project) throw refusal(400, 'There is no such space.');
      core.state.projects.put(project.id, { ...project, offScreen: without });
    },
    204,
  );
  addRoute(
    'PUT',
    '/sandbox/projects/:key/data-policy',
    ({ path, body }) => {
      const { hiddenFromApps } = z.object({ hiddenFromApps: z.boolean() }).parse(body);
      const project = core.state.project(path['key'] ?? '');
      if (!project) throw refusal(400, 'There is no such space.');
      const after = { ...project };
      if (hiddenFromApps) after.hiddenFromApps = true;
      else delete after.hiddenFromApps;
      core.state.projects.put(project.id, after);
    },
    204,
  );

  for (const change of ['disable', 'enable'] as const)
    addRoute(
      'POST',
      `/admin-api/users/:accountId/manage/lifecycle/${change}`,
      ({ path }) => {
        const account = core.state.accounts.get(path['accountId'] ?? '');
        if (!account || account.kind === 'app') throw refusal(404, 'There is no such person.');
        const after = { ...account, active: change === 'enable' };
        core.state.accounts.put(account.accountId, after);
        // Done in Atlassian's administration: Jira's log names nobody.
        core.audit.write(undefined, {
          summary: 'User updated',
          category: 'user management',
          object: auditItem.user(account.accountId),
          changes: [
            {
              fieldName: 'Active / Inactive',
              changedFrom: account.active ? 'Active' : 'Inactive',
              changedTo: after.active ? 'Active' : 'Inactive',
            },
          ],
          associated: [auditItem.user(account.accountId)],
        });
        core.events.raise(
          'avi:jira:updated:user',
          undefined,
          { user: expandedUserView(core, undefined, after, ['groups', 'applicationRoles']) },
          { named: false },
        );
      },
      204,
    );
  return app;
}
