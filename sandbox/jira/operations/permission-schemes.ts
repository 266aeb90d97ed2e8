import { refusal } from '../answer';
import { auditItem } from '../audit-log';
import { parseBody } from '../parse-body';
import { LongList } from '../long-list';
import type { ApiRequest, Operation } from '../operation';
import { grantsOf } from '../scheme-grants';
import { grantView, schemeExpand, schemeView } from '../views/schemes';
import {
  addGrant,
  createScheme,
  requestedEditableScheme,
  grantBody,
  parseHolder,
  removeGrant,
  isSameHolder,
  schemeBody,
  replaceGrants,
} from './scheme-changes';
import { requestedScheme } from './requested-scheme';

const readGrants = [
  'read:application-role:jira',
  'read:field:jira',
  'read:group:jira',
  'read:permission:jira',
  'read:project-role:jira',
  'read:user:jira',
];
const readSchemes = [
  ...readGrants,
  'read:permission-scheme:jira',
  'read:avatar:jira',
  'read:project-category:jira',
  'read:project:jira',
];

/** The scopes of every operation that answers a scheme. */
export const schemeScopes = { classic: ['read:jira-work'], granular: readSchemes };
const writeScheme = {
  classic: ['manage:jira-configuration'],
  granular: [...readSchemes, 'write:permission-scheme:jira'],
};

/** The `expand` of a request. @throws 400 where it names what a scheme doesn't have */
export function requestedExpand(request: ApiRequest): string[] {
  const expand = request.query.list('expand');
  const wrong = expand.filter(name => !schemeExpand.split(',').includes(name));
  if (wrong.length > 0) throw refusal(400, `Can't expand '${wrong.join(',')}'.`);
  return expand;
}
/** Permission schemes and their grants. The list is not paged and has the own scheme of every team-managed space. */
export const permissionSchemeOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/permissionscheme',
    scopes: schemeScopes,
    requiredAccess: 'login',
    answer: (core, request) => {
      const expand = requestedExpand(request);
      const schemes = [...core.state.schemes.values()];
      const grants =
        expand.length === 0 ? 0 : schemes.reduce((sum, scheme) => sum + grantsOf(core, scheme).length, 0);
      return {
        status: 200,
        access: schemes.length + grants,
        // As recorded: the list never expands what a holder names, whatever was asked for.
        body: new LongList('permissionSchemes', function* () {
          for (const scheme of schemes) yield schemeView(core, scheme, expand.length > 0, []);
        }),
      };
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/permissionscheme',
    scopes: writeScheme,
    requiredAccess: 'administer',
    answer: (core, request) => {
      const body = parseBody(request, schemeBody);
      if ([...core.state.schemes.values()].some(({ name }) => name === body.name))
        throw refusal(400, 'A permission scheme with this name exists already.');
      const wanted = (body.permissions ?? []).map(({ permission, holder }) => ({
        permission,
        holder: parseHolder(core, holder),
      }));
      const { id } = createScheme(core, request, body.name, body.description ?? '');
      replaceGrants(core, request, id, wanted);
      return {
        status: 201,
        body: schemeView(core, core.state.schemes.getOrThrow(id), true, requestedExpand(request)),
      };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/permissionscheme/{schemeId}',
    scopes: schemeScopes,
    requiredAccess: 'login',
    answer: (core, request) => {
      const scheme = requestedScheme(core, request.path['schemeId']);
      const expand = requestedExpand(request);
      return {
        status: 200,
        access: 1 + grantsOf(core, scheme).length,
        body: schemeView(core, scheme, true, expand),
      };
    },
  },
  {
    method: 'PUT',
    path: '/rest/api/3/permissionscheme/{schemeId}',
    scopes: writeScheme,
    requiredAccess: 'administer',
    answer: (core, request) => {
      const scheme = requestedEditableScheme(core, request);
      const body = parseBody(request, schemeBody);
      const wanted = body.permissions?.map(({ permission, holder }) => ({
        permission,
        holder: parseHolder(core, holder),
      }));
      const named = { ...scheme, name: body.name, description: body.description ?? scheme.description };
      core.state.schemes.put(scheme.id, named);
      if (named.name !== scheme.name || named.description !== scheme.description)
        core.audit.write(request.caller, {
          summary: 'Permission scheme updated',
          category: 'permissions',
          object: auditItem.scheme(named),
          changes: [
            { fieldName: 'Name', changedFrom: scheme.name, changedTo: named.name },
            { fieldName: 'Description', changedFrom: scheme.description, changedTo: named.description },
          ],
        });
      if (wanted) replaceGrants(core, request, scheme.id, wanted);
      return {
        status: 200,
        body: schemeView(core, core.state.schemes.getOrThrow(scheme.id), true, requestedExpand(request)),
      };
    },
  },
  {
    method: 'DELETE',
    path: '/rest/api/3/permissionscheme/{schemeId}',
    scopes: { classic: ['manage:jira-configuration'], granular: ['delete:permission-scheme:jira'] },
    requiredAccess: 'administer',
    answer: (core, request) => {
      const scheme = requestedEditableScheme(core, request);
      const used = [...core.state.projects.values()].some(project => project.permissionScheme === scheme.id);
      if (scheme.id === 0 || used)
        throw refusal(403, 'A scheme that is the default, or that a project uses, stays.');
      core.state.schemes.delete(scheme.id);
      core.audit.write(request.caller, {
        summary: 'Permission scheme deleted',
        category: 'permissions',
        object: auditItem.scheme(scheme),
      });
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/permissionscheme/{schemeId}/permission',
    scopes: { classic: ['read:jira-work'], granular: readGrants },
    requiredAccess: 'login',
    answer: (core, request) => {
      const scheme = requestedScheme(core, request.path['schemeId']);
      const expand = requestedExpand(request);
      const grants = grantsOf(core, scheme);
      return {
        status: 200,
        access: grants.length,
        body: {
          permissions: grants.map(grant => grantView(core, scheme.id, grant, expand)),
          expand: 'user,group,projectRole,field,all',
        },
      };
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/permissionscheme/{schemeId}/permission',
    scopes: { classic: ['manage:jira-configuration'], granular: [...readGrants, 'write:permission:jira'] },
    requiredAccess: 'administer',
    answer: (core, request) => {
      const scheme = requestedEditableScheme(core, request, 400);
      const { permission, holder: holderInput } = parseBody(request, grantBody);
      const holder = parseHolder(core, holderInput);
      if (
        grantsOf(core, scheme).some(
          grant => grant.permission === permission && isSameHolder(grant.holder, holder),
        )
      )
        throw refusal(400, 'The same permission grant is there already.');
      const grant = addGrant(core, request, scheme, permission, holder);
      return { status: 201, body: grantView(core, scheme.id, grant, requestedExpand(request)) };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/permissionscheme/{schemeId}/permission/{permissionId}',
    scopes: { classic: ['read:jira-work'], granular: readGrants },
    requiredAccess: 'login',
    answer: (core, request) => {
      const scheme = requestedScheme(core, request.path['schemeId']);
      const grant = grantsOf(core, scheme).find(({ id }) => String(id) === request.path['permissionId']);
      if (!grant) throw refusal(404, 'The permission grant was not found.');
      return { status: 200, access: 1, body: grantView(core, scheme.id, grant, requestedExpand(request)) };
    },
  },
  {
    method: 'DELETE',
    path: '/rest/api/3/permissionscheme/{schemeId}/permission/{permissionId}',
    scopes: { classic: ['manage:jira-configuration'], granular: ['delete:permission:jira'] },
    requiredAccess: 'administer',
    answer: (core, request) => {
      const scheme = requestedEditableScheme(core, request, 400);
      const grant = grantsOf(core, scheme).find(({ id }) => String(id) === request.path['permissionId']);
      if (!grant) throw refusal(400, 'The permission grant was not found.');
      removeGrant(core, request, scheme, grant);
      return { status: 204 };
    },
  },
];
