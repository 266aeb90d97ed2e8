import { refusal } from '../answer';
import { auditItem } from '../audit';
import { bodyOf } from '../body';
import { LongList } from '../long-list';
import type { Ask, Operation } from '../operation';
import { grantsOf } from '../scheme-grants';
import { grantView, schemeExpand, schemeView } from '../views/schemes';
import {
  addGrant,
  createdScheme,
  editableScheme,
  grantBody,
  holderOf,
  removeGrant,
  sameHolder,
  schemeBody,
  setGrants,
} from './scheme-changes';
import { schemeAsked } from './scheme-asked';

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
export function schemeExpandAsked(ask: Ask): string[] {
  const expand = ask.query.list('expand');
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
    needs: 'login',
    answer: (core, ask) => {
      const expand = schemeExpandAsked(ask);
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
    needs: 'administer',
    answer: (core, ask) => {
      const body = bodyOf(ask, schemeBody);
      if ([...core.state.schemes.values()].some(({ name }) => name === body.name))
        throw refusal(400, 'A permission scheme with this name exists already.');
      const wanted = (body.permissions ?? []).map(({ permission, holder }) => ({
        permission,
        holder: holderOf(core, holder),
      }));
      const { id } = createdScheme(core, ask, body.name, body.description ?? '');
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
        access: 1 + grantsOf(core, scheme).length,
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
      const scheme = editableScheme(core, ask);
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
      const scheme = editableScheme(core, ask);
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
    needs: 'administer',
    answer: (core, ask) => {
      const scheme = editableScheme(core, ask, 400);
      const { permission, holder: asked } = bodyOf(ask, grantBody);
      const holder = holderOf(core, asked);
      if (
        grantsOf(core, scheme).some(
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
      const grant = grantsOf(core, scheme).find(({ id }) => String(id) === ask.path['permissionId']);
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
      const scheme = editableScheme(core, ask, 400);
      const grant = grantsOf(core, scheme).find(({ id }) => String(id) === ask.path['permissionId']);
      if (!grant) throw refusal(400, 'The permission grant was not found.');
      removeGrant(core, ask, scheme, grant);
      return { status: 204 };
    },
  },
];
