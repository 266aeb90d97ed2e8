import type { SiteCore } from '../operation';
import { permissionCatalog } from '../permission-catalog';
import { grantsOf } from '../scheme-grants';
import { type Grant, type Holder, type PermissionScheme, SOFTWARE_SCHEME } from '../state/model';
import { projectDetailsView } from './projects';
import { groupNameView } from './users';

type Json = Record<string, unknown>;

/** What a scheme can be asked to expand. */
export const schemeExpand = 'permissions,user,group,projectRole,field,all';

const HOLDER_EXPANDS: Record<string, string> = { group: 'group', projectRole: 'projectRole', user: 'user' };

function isExpanded(expand: readonly string[], name: string): boolean {
  return expand.includes('all') || expand.includes(name);
}

const schemeName = ({ switches }: SiteCore, { name }: PermissionScheme): string =>
  name === SOFTWARE_SCHEME && switches.softwareScheme === 'renamed' ? 'Engineering spaces' : name;

/** A scheme; its grants come only where `withGrants` says so. */
export function schemeView(
  core: SiteCore,
  scheme: PermissionScheme,
  withGrants: boolean,
  expand: readonly string[],
): Json {
  const project = scheme.projectId === undefined ? undefined : core.state.projects.get(scheme.projectId);
  return {
    expand: schemeExpand,
    id: scheme.id,
    self: `${core.url}/rest/api/3/permissionscheme/${scheme.id}`,
    name: schemeName(core, scheme),
    description: scheme.description,
    ...(project ? { scope: { type: 'PROJECT', project: projectDetailsView(core, project) } } : {}),
    ...(withGrants
      ? { permissions: grantsOf(core, scheme).map(grant => grantView(core, scheme.id, grant, expand)) }
      : {}),
  };
}

/** The schema `PermissionGrant`; `expand` adds what the holder names. */
export function grantView(
  core: SiteCore,
  schemeId: number,
  grant: Grant,
  expand: readonly string[] = [],
): Json {
  return {
    id: grant.id,
    self: `${core.url}/rest/api/3/permissionscheme/${schemeId}/permission/${grant.id}`,
    holder: holderView(core, grant.holder, expand),
    permission: grant.permission,
  };
}

function holderView(core: SiteCore, holder: Holder, expand: readonly string[]): Json {
  const name = HOLDER_EXPANDS[holder.type];
  const view: Json = {
    type: holder.type,
    ...(holder.parameter === undefined ? {} : { parameter: holder.parameter }),
    ...(holder.value === undefined ? {} : { value: holder.value }),
    ...(name === undefined ? {} : { expand: name }),
  };
  if (name === undefined || !isExpanded(expand, name)) return view;
  if (holder.type === 'group') {
    const group = core.state.groups.get(holder.value ?? '');
    if (group) view['group'] = groupNameView(core, group);
  } else if (holder.type === 'projectRole') {
    const role = core.state.roles.get(Number(holder.parameter));
    if (role)
      view['projectRole'] = {
        self: `${core.url}/rest/api/3/role/${role.id}`,
        name: role.name,
        id: role.id,
        description: role.description,
      };
  } else {
    const account = core.state.accounts.get(holder.parameter ?? '');
    if (account)
      view['user'] = {
        self: `${core.url}/rest/api/3/user?accountId=${account.accountId}`,
        accountId: account.accountId,
        displayName: account.displayName,
        active: account.active,
      };
  }
  return view;
}

/** A holder as the audit log words it: what it is, and its display name. */
export function describeHolder(core: SiteCore, holder: Holder): { type: string; value: string } {
  switch (holder.type) {
    case 'anyone':
      return { type: 'Group', value: 'Anyone' };
    case 'applicationRole':
      return { type: 'Application Role', value: holder.parameter ?? 'Any logged in user' };
    case 'group':
      return { type: 'Group', value: holder.parameter ?? '' };
    case 'projectRole': {
      const id = Number(holder.parameter);
      return { type: 'Project Role', value: core.state.roles.get(id)?.name ?? String(id) };
    }
    case 'user':
      return {
        type: 'Single User',
        value: core.state.accounts.get(holder.parameter ?? '')?.displayName ?? holder.parameter ?? '',
      };
    case 'projectLead':
      return { type: 'Project Lead', value: '' };
    case 'reporter':
      return { type: 'Reporter', value: '' };
    default:
      return { type: holder.type, value: holder.parameter ?? '' };
  }
}

/** A permission's name as the audit log writes it, never its key. */
export function permissionLabel(key: string): string {
  return permissionCatalog.get(key)?.name ?? key;
}
