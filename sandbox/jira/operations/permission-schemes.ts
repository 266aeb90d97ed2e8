import { z } from 'zod';
import { refusal } from '../answer';
import { auditItem } from '../audit';
import { bodyOf } from '../body';
import type { Ask, Core, Operation } from '../operation';
import { grantsOf } from '../scheme-grants';
import type { Grant, Holder, PermissionScheme } from '../state/model';
import { grantView, holderInWords, permissionInWords, schemeExpand, schemeView } from '../views/schemes';

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

const holderBody = z.object({
  type: z.string(),
  parameter: z.string().optional(),
  value: z.string().optional(),
  expand: z.string().optional(),
});
const grantBody = z.object({ permission: z.string(), holder: holderBody });
const schemeBody = z.object({
  name: z.string().min(1),
  description: z.string().optional(),
  permissions: z.array(grantBody).optional(),
});

const holderTypes = new Set([
  'anyone',
  'applicationRole',
  'assignee',
  'group',
  'groupCustomField',
  'projectLead',
  'projectRole',
  'reporter',
  'sd.customer.portal.only',
  'user',
  'userCustomField',
]);

/** The scheme asked for. @throws 404 */
export function schemeAsked(core: Core, id: string | undefined): PermissionScheme {
  const scheme = id !== undefined && /^\d+$/.test(id) ? core.state.schemes.get(Number(id)) : undefined;
  if (!scheme) throw refusal(404, 'The permission scheme was not found, or you may not see it.');
  return scheme;
}

/** The `expand` of a request. @throws 400 where it names what a scheme doesn't have */
export function schemeExpandAsked(ask: Ask): string[] {
  const expand = ask.query.list('expand');
  const wrong = expand.filter(name => !schemeExpand.split(',').includes(name));
  if (wrong.length > 0) throw refusal(400, `Can't expand '${wrong.join(',')}'.`);
  return expand;
}

function holderOf(core: Core, asked: z.output<typeof holderBody>): Holder {
  const { type } = asked;
  if (!holderTypes.has(type)) throw refusal(400, `The holder type '${type}' is unknown.`);
  const named = asked.value ?? asked.parameter;
  if (type === 'group') {
    const group = [...core.state.groups.values()].find(
      ({ groupId, name }) => groupId === named || name === named,
    );
    if (!group) throw refusal(400, `The group '${named ?? ''}' does not exist.`);
    return { type, parameter: group.name, value: group.groupId };
  }
  if (type === 'user') {
    if (named === undefined || !core.state.accounts.get(named))
      throw refusal(400, `The user '${named ?? ''}' does not exist.`);
    return { type, parameter: named, value: named };
  }
  if (type === 'projectRole') {
    if (!core.state.roles.get(Number(named)))
      throw refusal(400, `The project role '${named ?? ''}' does not exist.`);
    return { type, parameter: String(named), value: String(named) };
  }
  return { type, ...(named === undefined ? {} : { parameter: named, value: named }) };
}

const sameHolder = (one: Holder, other: Holder): boolean =>
  one.type === other.type && one.parameter === other.parameter;

/** @throws 403 for a team-managed space's own scheme: its access is changed in the space. */
function editable(core: Core, ask: Ask): PermissionScheme {
  const scheme = schemeAsked(core, ask.path['schemeId']);
  if (scheme.projectId !== undefined)
    throw refusal(403, 'The permissions of a team-managed project are changed in its own settings.');
  return scheme;
}

function addGrant(core: Core, ask: Ask, scheme: PermissionScheme, permission: string, holder: Holder): Grant {
  const grant: Grant = { id: core.state.nextId('grant'), permission, holder };
  core.state.schemes.put(scheme.id, { ...scheme, grants: [...grantsOf(core.state, scheme), grant] });
  const words = holderInWords(core, holder);
  core.audit.grantChanged(ask.caller, scheme, 'added', {
    permission: permissionInWords(permission),
    ...words,
  });
  return grant;
}

function removeGrant(core: Core, ask: Ask, scheme: PermissionScheme, grant: Grant): void {
  const rest = grantsOf(core.state, scheme).filter(({ id }) => id !== grant.id);
  core.state.schemes.put(scheme.id, { ...scheme, grants: rest });
  const words = holderInWords(core, grant.holder);
  core.audit.grantChanged(ask.caller, scheme, 'removed', {
    permission: permissionInWords(grant.permission),
    ...words,
  });
}

/** Adds and takes away until the scheme grants exactly what is asked for. */
function setGrants(
  core: Core,
  ask: Ask,
  schemeId: number,
  wanted: readonly { permission: string; holder: Holder }[],
): void {
  const kept = (
    grant: { permission: string; holder: Holder },
    others: readonly { permission: string; holder: Holder }[],
  ): boolean =>
    others.some(other => other.permission === grant.permission && sameHolder(other.holder, grant.holder));
  for (const grant of grantsOf(core.state, core.state.schemes.must(schemeId)))
    if (!kept(grant, wanted)) removeGrant(core, ask, core.state.schemes.must(schemeId), grant);
  for (const grant of wanted) {
    const scheme = core.state.schemes.must(schemeId);
    if (!kept(grant, grantsOf(core.state, scheme)))
      addGrant(core, ask, scheme, grant.permission, grant.holder);
  }
}

function create(core: Core, ask: Ask, name: string, description: string): PermissionScheme {
  const scheme: PermissionScheme = { id: core.state.nextId('scheme'), name, description, grants: [] };
  core.state.schemes.put(scheme.id, scheme);
  core.audit.write(ask.caller, {
    summary: 'Permission scheme created',
    category: 'permissions',
    object: auditItem.scheme(scheme),
    changes: [
      { fieldName: 'Description', changedTo: description },
      { fieldName: 'Name', changedTo: name },
    ],
  });
  return scheme;
}

/** Permission schemes and their grants. The list is not paged and has the own scheme of every team-managed space. */
export const permissionSchemeOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/permissionscheme',
    scopes: schemeScopes,
    needs: 'login',
    answer: (core, ask) => {
      const expand = schemeExpandAsked(ask);
      const schemes = [...core.state.schemes.values()];
      const grants =
        expand.length === 0
          ? 0
          : schemes.reduce((sum, scheme) => sum + grantsOf(core.state, scheme).length, 0);
      return {
        status: 200,
        access: schemes.length + grants,
        body: {
          permissionSchemes: schemes.map(scheme => schemeView(core, scheme, expand.length > 0, expand)),
        },
      };
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/permissionscheme',
    scopes: writeScheme,
    needs: 'administer',
    answer: (core, ask) => {
      const body = bodyOf(ask, schemeBody);
      if ([...core.state.schemes.values()].some(({ name }) => name === body.name))
        throw refusal(400, 'A permission scheme with this name exists already.');
      const wanted = (body.permissions ?? []).map(({ permission, holder }) => ({
        permission,
        holder: holderOf(core, holder),
      }));
      const { id } = create(core, ask, body.name, body.description ?? '');
      setGrants(core, ask, id, wanted);
      return {
        status: 201,
        body: schemeView(core, core.state.schemes.must(id), true, schemeExpandAsked(ask)),
      };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/permissionscheme/{schemeId}',
    scopes: schemeScopes,
    needs: 'login',
    answer: (core, ask) => {
      const scheme = schemeAsked(core, ask.path['schemeId']);
      const expand = schemeExpandAsked(ask);
      return {
        status: 200,
        access: 1 + grantsOf(core.state, scheme).length,
        body: schemeView(core, scheme, true, expand),
      };
    },
  },
  {
    method: 'PUT',
    path: '/rest/api/3/permissionscheme/{schemeId}',
    scopes: writeScheme,
    needs: 'administer',
    answer: (core, ask) => {
      const scheme = editable(core, ask);
      const body = bodyOf(ask, schemeBody);
      const wanted = body.permissions?.map(({ permission, holder }) => ({
        permission,
        holder: holderOf(core, holder),
      }));
      const named = { ...scheme, name: body.name, description: body.description ?? scheme.description };
      core.state.schemes.put(scheme.id, named);
      if (named.name !== scheme.name || named.description !== scheme.description)
        core.audit.write(ask.caller, {
          summary: 'Permission scheme updated',
          category: 'permissions',
          object: auditItem.scheme(named),
          changes: [
            { fieldName: 'Name', changedFrom: scheme.name, changedTo: named.name },
            { fieldName: 'Description', changedFrom: scheme.description, changedTo: named.description },
          ],
        });
      if (wanted) setGrants(core, ask, scheme.id, wanted);
      return {
        status: 200,
        body: schemeView(core, core.state.schemes.must(scheme.id), true, schemeExpandAsked(ask)),
      };
    },
  },
  {
    method: 'DELETE',
    path: '/rest/api/3/permissionscheme/{schemeId}',
    scopes: { classic: ['manage:jira-configuration'], granular: ['delete:permission-scheme:jira'] },
    needs: 'administer',
    answer: (core, ask) => {
      const scheme = editable(core, ask);
      const used = [...core.state.projects.values()].some(project => project.permissionScheme === scheme.id);
      if (scheme.id === 0 || used)
        throw refusal(403, 'A scheme that is the default, or that a project uses, stays.');
      core.state.schemes.delete(scheme.id);
      core.audit.write(ask.caller, {
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
    needs: 'login',
    answer: (core, ask) => {
      const scheme = schemeAsked(core, ask.path['schemeId']);
      const expand = schemeExpandAsked(ask);
      const grants = grantsOf(core.state, scheme);
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
    needs: 'administer',
    answer: (core, ask) => {
      const scheme = editable(core, ask);
      const { permission, holder: asked } = bodyOf(ask, grantBody);
      const holder = holderOf(core, asked);
      if (
        grantsOf(core.state, scheme).some(
          grant => grant.permission === permission && sameHolder(grant.holder, holder),
        )
      )
        throw refusal(400, 'The same permission grant is there already.');
      const grant = addGrant(core, ask, scheme, permission, holder);
      return { status: 201, body: grantView(core, scheme.id, grant, schemeExpandAsked(ask)) };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/permissionscheme/{schemeId}/permission/{permissionId}',
    scopes: { classic: ['read:jira-work'], granular: readGrants },
    needs: 'login',
    answer: (core, ask) => {
      const scheme = schemeAsked(core, ask.path['schemeId']);
      const grant = grantsOf(core.state, scheme).find(({ id }) => String(id) === ask.path['permissionId']);
      if (!grant) throw refusal(404, 'The permission grant was not found.');
      return { status: 200, access: 1, body: grantView(core, scheme.id, grant, schemeExpandAsked(ask)) };
    },
  },
  {
    method: 'DELETE',
    path: '/rest/api/3/permissionscheme/{schemeId}/permission/{permissionId}',
    scopes: { classic: ['manage:jira-configuration'], granular: ['delete:permission:jira'] },
    needs: 'administer',
    answer: (core, ask) => {
      const scheme = editable(core, ask);
      const grant = grantsOf(core.state, scheme).find(({ id }) => String(id) === ask.path['permissionId']);
      if (!grant) throw refusal(400, 'The permission grant was not found.');
      removeGrant(core, ask, scheme, grant);
      return { status: 204 };
    },
  },
];
