import { z } from 'zod';
import { refusal } from '../answer';
import { bodyOf } from '../body';
import type { Ask, Core, Operation } from '../operation';
import { pageOf } from '../paged';
import { auditShares, browsingOnce, openTo, shareBody, sharesOf } from '../sharing';
import type { Dashboard } from '../state/model';
import { VisibleLists } from '../visible-lists';
import { dashboardView } from '../views/shares';

const lists = new VisibleLists<Dashboard>();

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

const whole = ['owner', 'sharePermissions', 'editPermissions', 'isWritable'];
const expandable = ['description', 'owner', 'viewUrl', 'favourite', 'favouritedCount', ...whole.slice(1)];

function sees(core: Core, ask: Ask, dashboard: Dashboard, browses = browsingOnce(core, ask.caller)): boolean {
  if (ask.caller !== undefined && ask.caller.accountId === dashboard.owner) return true;
  const shares = [...dashboard.shares, ...dashboard.edits];
  const hides = ask.byApp && core.switches.publicDashboardsForApps === 'hidden';
  return openTo(core, ask.caller, hides ? shares.filter(({ type }) => type !== 'global') : shares, browses);
}

function dashboardAsked(core: Core, ask: Ask, status: 400 | 404 = 404): Dashboard {
  const dashboard = core.state.dashboards.get(Number(ask.path['id']));
  if (!dashboard || !sees(core, ask, dashboard))
    throw refusal(status, `The dashboard with id '${ask.path['id']}' does not exist.`);
  return dashboard;
}

const order: Record<string, (dashboard: Dashboard) => string | number> = {
  id: dashboard => dashboard.id,
  name: dashboard => dashboard.name.toLowerCase(),
  description: dashboard => dashboard.description,
  owner: dashboard => dashboard.owner ?? '',
  favorite_count: dashboard => dashboard.favourites,
  is_favorite: () => 0,
};

function search(core: Core, ask: Ask): readonly Dashboard[] {
  const { query } = ask;
  const orderBy = query.text('orderBy') ?? 'name';
  const value = order[orderBy.replace(/^[+-]/, '')];
  if (!value) throw refusal(400, `Can't order by '${orderBy}'.`);
  if (query.text('owner') !== undefined && query.text('accountId') !== undefined)
    throw refusal(400, 'Name the owner or the accountId, not both.');
  const wrong = query.list('expand').filter(name => !expandable.includes(name));
  if (wrong.length > 0) throw refusal(400, `Can't expand '${wrong.join(',')}'.`);
  const asked = query.with({ startAt: '', maxResults: '', expand: '' }).toString();
  return lists.rows(core, `dashboards ${ask.caller?.accountId ?? ''} ${asked}`, () => {
    const browses = browsingOnce(core, ask.caller);
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
        sees(core, ask, dashboard, browses),
    );
    const sign = orderBy.startsWith('-') ? -1 : 1;
    return found.sort((one, other) => {
      const [a, b] = [value(one), value(other)];
      return a < b ? -sign : a > b ? sign : one.id - other.id;
    });
  });
}

/** The dashboard, where the caller may change it; an admin may with `extendAdminPermissions`. */
function writable(core: Core, ask: Ask): Dashboard {
  const dashboard = core.state.dashboards.get(Number(ask.path['id']));
  const owner = ask.caller?.accountId === dashboard?.owner;
  const admin = ask.query.flag('extendAdminPermissions') && core.permissions.isJiraAdmin(ask.caller);
  if (!dashboard || dashboard.system || !(owner || admin))
    throw refusal(404, `The dashboard with id '${ask.path['id']}' does not exist.`);
  return dashboard;
}

/** Dashboards and their shares. Jira has no event of them. */
export const dashboardOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/dashboard/search',
    scopes: { classic: ['read:jira-work'], granular: readDashboard },
    needs: 'nothing',
    answer: (core, ask) => {
      const found = search(core, ask);
      const expand = ask.query.list('expand');
      return pageOf(core, ask, found, {
        most: 100,
        counts: 'core',
        show: dashboard => dashboardView(core, ask.caller, dashboard, expand),
      });
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/dashboard',
    scopes: writeDashboard,
    needs: 'login',
    answer: (core, ask) => {
      const body = bodyOf(ask, dashboardBody);
      const dashboard: Dashboard = {
        id: core.state.nextId('dashboard'),
        name: body.name,
        description: body.description ?? '',
        owner: ask.caller?.accountId ?? '',
        shares: sharesOf(core, ask, body.sharePermissions),
        edits: sharesOf(core, ask, body.editPermissions),
        favourites: 0,
      };
      core.state.dashboards.put(dashboard.id, dashboard);
      auditShares(core, ask.caller, 'dashboard', dashboard, []);
      return { status: 200, body: dashboardView(core, ask.caller, dashboard, whole) };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/dashboard/{id}',
    scopes: { classic: ['read:jira-work'], granular: readDashboard },
    needs: 'nothing',
    answer: (core, ask) => ({
      status: 200,
      core: 1,
      body: dashboardView(core, ask.caller, dashboardAsked(core, ask), whole),
    }),
  },
  {
    method: 'PUT',
    path: '/rest/api/3/dashboard/{id}',
    scopes: writeDashboard,
    needs: 'login',
    answer: (core, ask) => {
      const dashboard = writable(core, ask);
      const body = bodyOf(ask, dashboardBody);
      const after: Dashboard = {
        ...dashboard,
        name: body.name,
        description: body.description ?? '',
        shares: sharesOf(core, ask, body.sharePermissions),
        edits: sharesOf(core, ask, body.editPermissions),
      };
      core.state.dashboards.put(after.id, after);
      auditShares(core, ask.caller, 'dashboard', after, dashboard.shares);
      return { status: 200, body: dashboardView(core, ask.caller, after, whole) };
    },
  },
  {
    method: 'DELETE',
    path: '/rest/api/3/dashboard/{id}',
    scopes: { classic: ['write:jira-work'], granular: ['delete:dashboard:jira'] },
    needs: 'login',
    answer: (core, ask) => {
      const dashboard = dashboardAsked(core, ask, 400);
      if (dashboard.owner !== ask.caller?.accountId)
        throw refusal(400, 'You are not permitted to delete this dashboard.');
      core.state.dashboards.delete(dashboard.id);
      return { status: 204 };
    },
  },
];
