import type { Account, Dashboard, Filter, Group, Project, Share } from '../state/model';
import type { SiteDraft } from './draft';
import { dashboardNames, filterNames } from './sample-names';

/** Shares as people choose them: most are private, none is public. */
function createShare(
  draft: SiteDraft,
  id: number,
  projects: readonly Project[],
  teams: readonly Group[],
): Share[] {
  const { random } = draft;
  const kind = random.fraction();
  if (kind < 0.55) return [];
  if (kind < 0.7) return [{ id, type: 'loggedin' }];
  if (kind < 0.8) return [{ id, type: 'group', groupId: random.pick(teams).groupId }];
  if (kind < 0.98) return [{ id, type: 'project', projectId: random.pick(projects).id }];
  return [{ id, type: 'user', accountId: random.pick(draft.staff).accountId }];
}

function createJql(draft: SiteDraft, project: Project): string {
  return draft.random.pick([
    `project = ${project.key} AND statusCategory != Done ORDER BY created DESC`,
    `project = ${project.key} AND type = Bug AND resolution is EMPTY`,
    'assignee = currentUser() AND statusCategory != Done',
    `project = ${project.key} AND updated >= -7d`,
    `project = ${project.key} AND priority in (Highest, High)`,
    `reporter = currentUser() ORDER BY updated DESC`,
  ]);
}

/** Filters, none of them public. */
export function makeFilters(
  draft: SiteDraft,
  projects: readonly Project[],
  teams: readonly Group[],
): Filter[] {
  const { state, random, amounts } = draft;
  const filters: Filter[] = [];
  for (let number = 0; number < amounts.filters; number += 1) {
    const project = random.pick(projects);
    const owner: Account = random.pick(draft.staff);
    const id = 10_000 + number;
    const filter: Filter = {
      id,
      name: `${project.key} ${random.pick(filterNames)} ${number}`,
      description: '',
      owner: owner.accountId,
      jql: createJql(draft, project),
      shares: createShare(draft, id, projects, teams),
      edits: [],
      favorites: random.whole(0, 12),
    };
    filters.push(state.filters.seed(id, filter));
  }
  state.site.next['share'] = 1_000_000;
  state.site.next['filter'] = 10_000 + amounts.filters + 500;
  return filters;
}

/** Dashboards, none of them public but the system one. */
export function makeDashboards(
  draft: SiteDraft,
  projects: readonly Project[],
  teams: readonly Group[],
): Dashboard[] {
  const { state, random, amounts } = draft;
  state.dashboards.seed(10_000, {
    id: 10_000,
    name: 'Default dashboard',
    description: '',
    shares: [{ id: 10_000, type: 'global' }],
    edits: [],
    favorites: 0,
    system: true,
  });
  const dashboards: Dashboard[] = [];
  for (let number = 1; number < amounts.dashboards; number += 1) {
    const id = 10_000 + number;
    const dashboard: Dashboard = {
      id,
      name: `${random.pick(projects).name} ${random.pick(dashboardNames)}`,
      description: '',
      owner: random.pick(draft.staff).accountId,
      shares: createShare(draft, 500_000 + id, projects, teams),
      edits: [],
      favorites: random.whole(0, 8),
    };
    dashboards.push(state.dashboards.seed(id, dashboard));
  }
  state.site.next['dashboard'] = 10_000 + amounts.dashboards + 500;
  return dashboards;
}
