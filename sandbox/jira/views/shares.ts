import type { SiteCore } from '../operation';
import type { Dashboard, Filter, Share } from '../state/model';
import type { Viewer } from '../permissions';
import { projectDetailsView } from './projects';
import { groupNameView, userBeanView, userView } from './users';

type Json = Record<string, unknown>;

/** A share; a space that is gone leaves `project-unknown`. */
export function shareView(core: SiteCore, share: Share): Json {
  const base = { id: share.id };
  if (share.type === 'group') {
    const group = core.state.groups.get(share.groupId ?? '');
    return { ...base, type: 'group', ...(group ? { group: groupNameView(core, group) } : {}) };
  }
  if (share.type === 'user') {
    const account = core.state.accounts.get(share.accountId ?? '');
    return { ...base, type: 'user', ...(account ? { user: userBeanView(core, account) } : {}) };
  }
  if (share.type === 'project' || share.type === 'projectRole') {
    const project = core.state.projects.get(share.projectId ?? -1);
    if (!project || project.status === 'deleted') return { ...base, type: 'project-unknown' };
    const role = core.state.roles.get(share.roleId ?? -1);
    return {
      ...base,
      type: 'project',
      project: projectDetailsView(core, project),
      ...(share.type === 'projectRole' && role
        ? {
            role: {
              self: `${core.url}/rest/api/3/project/${project.id}/role/${role.id}`,
              name: role.name,
              id: role.id,
              description: role.description,
            },
          }
        : {}),
    };
  }
  return { ...base, type: share.type };
}

const filterAddresses = (core: SiteCore, filter: Filter): Json => ({
  viewUrl: `${core.url}/issues/?filter=${filter.id}`,
  searchUrl: `${core.url}/rest/api/3/search/jql?jql=${encodeURIComponent(filter.jql)}`,
});

/** What a filter search can be asked to expand. */
export const filterExpand =
  'description,owner,jql,searchUrl,viewUrl,favourite,favouritedCount,sharePermissions,editPermissions,isWritable,approximateLastUsed,subscriptions';

/** A filter in a search: only what `expand` asks for beside id and name. */
export function filterRowView(
  core: SiteCore,
  viewer: Viewer,
  filter: Filter,
  expand: readonly string[],
): Json {
  const asks = (name: string): boolean => expand.includes(name);
  const addresses = filterAddresses(core, filter);
  return {
    expand: filterExpand,
    self: `${core.url}/rest/api/3/filter/${filter.id}`,
    id: String(filter.id),
    name: filter.name,
    ...(asks('description') ? { description: filter.description } : {}),
    ...(asks('owner') ? { owner: userView(core, viewer, core.state.accounts.getOrThrow(filter.owner)) } : {}),
    ...(asks('jql') ? { jql: filter.jql } : {}),
    ...(asks('viewUrl') ? { viewUrl: addresses['viewUrl'] } : {}),
    ...(asks('searchUrl') ? { searchUrl: addresses['searchUrl'] } : {}),
    ...(asks('favourite') ? { favourite: false } : {}),
    ...(asks('favouritedCount') ? { favouritedCount: filter.favorites } : {}),
    ...(asks('sharePermissions')
      ? { sharePermissions: filter.shares.map(share => shareView(core, share)) }
      : {}),
    ...(asks('editPermissions')
      ? { editPermissions: filter.edits.map(share => shareView(core, share)) }
      : {}),
    ...(asks('subscriptions') ? { subscriptions: [] } : {}),
  };
}

/** A filter by itself, with its shares. */
export function filterView(core: SiteCore, viewer: Viewer, filter: Filter): Json {
  const nobody = { size: 0, items: [], 'max-results': 0, 'start-index': 0, 'end-index': 0 };
  return {
    self: `${core.url}/rest/api/3/filter/${filter.id}`,
    id: String(filter.id),
    name: filter.name,
    description: filter.description,
    owner: userView(core, viewer, core.state.accounts.getOrThrow(filter.owner)),
    jql: filter.jql,
    ...filterAddresses(core, filter),
    favourite: false,
    favouritedCount: filter.favorites,
    sharePermissions: filter.shares.map(share => shareView(core, share)),
    editPermissions: filter.edits.map(share => shareView(core, share)),
    sharedUsers: nobody,
    subscriptions: nobody,
  };
}

/** A dashboard; the system dashboard has no owner and is shared with everyone. */
export function dashboardView(
  core: SiteCore,
  viewer: Viewer,
  dashboard: Dashboard,
  expand: readonly string[],
): Json {
  const owner = dashboard.owner === undefined ? undefined : core.state.accounts.get(dashboard.owner);
  return {
    id: String(dashboard.id),
    self: `${core.url}/rest/api/3/dashboard/${dashboard.id}`,
    name: dashboard.name,
    description: dashboard.description,
    isFavourite: false,
    ...(owner && expand.includes('owner') ? { owner: userBeanView(core, owner) } : {}),
    popularity: dashboard.favorites,
    ...(expand.includes('sharePermissions')
      ? { sharePermissions: dashboard.shares.map(share => shareView(core, share)) }
      : {}),
    ...(expand.includes('editPermissions')
      ? { editPermissions: dashboard.edits.map(share => shareView(core, share)) }
      : {}),
    ...(expand.includes('isWritable')
      ? { isWritable: viewer !== undefined && viewer.accountId === dashboard.owner }
      : {}),
    view: `${core.url}/jira/dashboards/${dashboard.id}`,
    systemDashboard: dashboard.system === true,
  };
}
