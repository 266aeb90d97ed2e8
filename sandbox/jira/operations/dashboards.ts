import { z } from 'zod';
import { refusal } from '../answer';
import { parseBody } from '../parse-body';
import type { ApiRequest, SiteCore, Operation } from '../operation';
import { buildPage } from '../build-page';
import { recordShareChange, createBrowseCheck, isSharedWith, shareBody, parseShares } from '../sharing';
import type { Dashboard } from '../state/model';
import { VisibleLists } from '../visible-lists';
import { dashboardView } from '../views/shares';

const visibleDashboards = new VisibleLists<Dashboard>();

const readDashboard = [
  'read:dashboard:jira',
  'read:group:jira',
  'read:project:jira',
  'read:project-role:jira',
  'read:user:jira',
  'read:application-role:jira',
  'read:avatar:jira',
  'read:issue-type-hierarchy:jira',
  'read:issue-type:jira',
  'read:project-category:jira',
  'read:project-version:jira',
  'read:project.component:jira',
];
const writeDashboard = {
  classic: ['write:jira-work'],
  granular: [...readDashboard, 'write:dashboard:jira'],
};

const dashboardBody = z
  .object({
    name: z.string().min(1),
    description: z.string().optional(),
    sharePermissions: z.array(shareBody),
    editPermissions: z.array(shareBody),
  })
  .loose();

const EXPANDED_BY_DEFAULT = ['owner', 'sharePermissions', 'editPermissions', 'isWritable'];
const EXPANDABLE = [
  'description',
  'owner',
  'viewUrl',
  'favourite',
  'favouritedCount',
  ...EXPANDED_BY_DEFAULT.slice(1),
];

function canSeeDashboard(
  core: SiteCore,
  request: ApiRequest,
  dashboard: Dashboard,
  browses = createBrowseCheck(core, request.caller),
): boolean {
  if (request.caller !== undefined && request.caller.accountId === dashboard.owner) return true;
  const shares = [...dashboard.shares, ...dashboard.edits];
  const hides = request.isFromApp && core.switches.publicDashboardsForApps === 'hidden';
  return isSharedWith(
    core,
    request.caller,
    hides ? shares.filter(({ type }) => type !== 'global') : shares,
    browses,
  );
}

function requestedDashboard(core: SiteCore, request: ApiRequest, status: 400 | 404 = 404): Dashboard {
  const dashboard = core.state.dashboards.get(Number(request.path['id']));
  if (!dashboard || !canSeeDashboard(core, request, dashboard))
    throw refusal(status, `The dashboard with id '${request.path['id']}' does not exist.`);
  return dashboard;
}

const SORT_KEYS: Record<string, (dashboard: Dashboard) => string | number> = {
  id: dashboard => dashboard.id,
  name: dashboard => dashboard.name.toLowerCase(),
  description: dashboard => dashboard.description,
  owner: dashboard => dashboard.owner ?? '',
  favorite_count: dashboard => dashboard.favorites,
  is_favorite: () => 0,
};

function searchDashboards(core: SiteCore, request: ApiRequest): readonly Dashboard[] {
  const { query } = request;
  const orderBy = query.text('orderBy') ?? 'name';
  const value = SORT_KEYS[orderBy.replace(/^[+-]/, '')];
  if (!value) throw refusal(400, `Can't order by '${orderBy}'.`);
  if (query.text('owner') !== undefined && query.text('accountId') !== undefined)
    throw refusal(400, 'Name the owner or the accountId, not both.');
  const wrong = query.list('expand').filter(name => !EXPANDABLE.includes(name));
  if (wrong.length > 0) throw refusal(400, `Can't expand '${wrong.join(',')}'.`);
  const searchKey = query.with({ startAt: '', maxResults: '', expand: '' }).toString();
  return visibleDashboards.rows(core, `dashboards ${request.caller?.accountId ?? ''} ${searchKey}`, () => {
    const browses = createBrowseCheck(core, request.caller);
    const owner = query.text('accountId') ?? query.text('owner');
    const text = query.text('dashboardName')?.toLowerCase();
    const projectId = query.text('projectId');
    const groupId = query.text('groupId');
    const found = [...core.state.dashboards.values()].filter(
      dashboard =>
        (query.text('status') ?? 'active') === 'active' &&
        (owner === undefined || owner === '' || dashboard.owner === owner) &&
        (text === undefined || dashboard.name.toLowerCase().includes(text)) &&
        (projectId === undefined || dashboard.shares.some(share => share.projectId === Number(projectId))) &&
        (groupId === undefined || dashboard.shares.some(share => share.groupId === groupId)) &&
        canSeeDashboard(core, request, dashboard, browses),
    );
    const sign = orderBy.startsWith('-') ? -1 : 1;
    return found.sort((one, other) => {
      const [a, b] = [value(one), value(other)];
      return a < b ? -sign : a > b ? sign : one.id - other.id;
    });
  });
}

/** The dashboard, where the caller may change it; an admin may with `extendAdminPermissions`. */
function requestedWritableDashboard(core: SiteCore, request: ApiRequest): Dashboard {
  const dashboard = core.state.dashboards.get(Number(request.path['id']));
  const owner = request.caller?.accountId === dashboard?.owner;
  const admin = request.query.flag('extendAdminPermissions') && core.permissions.isJiraAdmin(request.caller);
  if (!dashboard || dashboard.system || !(owner || admin))
    throw refusal(404, `The dashboard with id '${request.path['id']}' does not exist.`);
  return dashboard;
}

/** Dashboards and their shares. Jira has no event of them. */
export const dashboardOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/dashboard/search',
    scopes: { classic: ['read:jira-work'], granular: readDashboard },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const found = searchDashboards(core, request);
      const expand = request.query.list('expand');
      return buildPage(core, request, found, {
        maxRows: 100,
        counts: 'core',
        show: dashboard => dashboardView(core, request.caller, dashboard, expand),
      });
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/dashboard',
    scopes: writeDashboard,
    requiredAccess: 'login',
    answer: (core, request) => {
      const body = parseBody(request, dashboardBody);
      const dashboard: Dashboard = {
        id: core.state.nextId('dashboard'),
        name: body.name,
        description: body.description ?? '',
        owner: request.caller?.accountId ?? '',
        shares: parseShares(core, request, body.sharePermissions),
        edits: parseShares(core, request, body.editPermissions),
        favorites: 0,
      };
      core.state.dashboards.put(dashboard.id, dashboard);
      recordShareChange(core, request.caller, 'dashboard', dashboard, []);
      return { status: 200, body: dashboardView(core, request.caller, dashboard, EXPANDED_BY_DEFAULT) };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/dashboard/{id}',
    scopes: { classic: ['read:jira-work'], granular: readDashboard },
    requiredAccess: 'nothing',
    answer: (core, request) => ({
      status: 200,
      core: 1,
      body: dashboardView(core, request.caller, requestedDashboard(core, request), EXPANDED_BY_DEFAULT),
    }),
  },
  {
    method: 'PUT',
    path: '/rest/api/3/dashboard/{id}',
    scopes: writeDashboard,
    requiredAccess: 'login',
    answer: (core, request) => {
      const dashboard = requestedWritableDashboard(core, request);
      const body = parseBody(request, dashboardBody);
      const after: Dashboard = {
        ...dashboard,
        name: body.name,
        description: body.description ?? '',
        shares: parseShares(core, request, body.sharePermissions),
        edits: parseShares(core, request, body.editPermissions),
      };
      core.state.dashboards.put(after.id, after);
      recordShareChange(core, request.caller, 'dashboard', after, dashboard.shares);
      return { status: 200, body: dashboardView(core, request.caller, after, EXPANDED_BY_DEFAULT) };
    },
  },
  {
    method: 'DELETE',
    path: '/rest/api/3/dashboard/{id}',
    scopes: { classic: ['write:jira-work'], granular: ['delete:dashboard:jira'] },
    requiredAccess: 'login',
    answer: (core, request) => {
      const dashboard = requestedDashboard(core, request, 400);
      if (dashboard.owner !== request.caller?.accountId)
        throw refusal(400, 'You are not permitted to delete this dashboard.');
      core.state.dashboards.delete(dashboard.id);
      return { status: 204 };
    },
  },
];
