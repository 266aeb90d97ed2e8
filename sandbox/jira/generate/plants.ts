import type { Account, Dashboard, Filter, Grant, PermissionScheme, Project } from '../state/model';
import type { SiteDraft } from './draft';
import type { Schemes } from './schemes';

const FIXED_KEYS = ['SEC', 'HELP', 'FIN', 'PAY', 'PUB', 'OSS'];

const ids = (projects: readonly Project[]): string[] => projects.map(({ id }) => String(id));

/** Adds grants to a company-managed scheme. */
function open(draft: SiteDraft, scheme: PermissionScheme, added: readonly Omit<Grant, 'id'>[]): void {
  const grants = [...(scheme.grants ?? [])];
  for (const grant of added) grants.push({ ...grant, id: draft.state.nextId('grant') });
  scheme.grants = grants;
}

function copyScheme(draft: SiteDraft, scheme: PermissionScheme, name: string): PermissionScheme {
  const id = draft.state.nextId('scheme');
  const grants = (scheme.grants ?? []).map(grant => ({ ...grant, id: draft.state.nextId('grant') }));
  return draft.state.schemes.seed(id, { id, name, description: '', grants });
}

/** Opens spaces to anyone: a shared scheme with three spaces, one that takes comments, one of an archived space, a team-managed space. */
function plantAnonymous(draft: SiteDraft, schemes: Schemes, projects: readonly Project[]): void {
  const { state, plants } = draft;
  const base = schemes.shared[1] ?? schemes.security;
  const anyone = { type: 'anyone' };
  const reaching = (scheme: PermissionScheme, reached: readonly Project[], permission: string): void => {
    for (const project of reached) project.permissionScheme = scheme.id;
    open(draft, scheme, [{ permission, holder: anyone }]);
    plants.push({
      control: 'INF-01',
      kind: 'scheme-anyone',
      id: String(scheme.id),
      permission,
      spaces: ids(reached),
    });
  };
  const external = copyScheme(draft, base, 'External reporting');
  reaching(
    external,
    projects.filter(({ key }) => ['PAY', 'PUB', 'OSS'].includes(key)),
    'BROWSE_PROJECTS',
  );

  const free = projects.filter(
    ({ style, type, key }) => style === 'classic' && type !== 'service_desk' && !FIXED_KEYS.includes(key),
  );
  const feedback = copyScheme(draft, base, 'Customer feedback');
  const listening = free.filter(({ status }) => status === 'live').slice(0, 1);
  reaching(feedback, listening, 'BROWSE_PROJECTS');
  reaching(feedback, listening, 'ADD_COMMENTS');

  const old = copyScheme(draft, base, 'Old launches');
  reaching(old, free.filter(({ status }) => status === 'archived').slice(0, 1), 'BROWSE_PROJECTS');

  const team = projects.find(({ style, status }) => style === 'next-gen' && status === 'live');
  const own = team && state.schemes.get(team.permissionScheme);
  if (team && own) {
    own.access = 'public';
    plants.push({
      control: 'INF-01',
      kind: 'scheme-anyone',
      id: String(own.id),
      permission: 'BROWSE_PROJECTS',
      spaces: ids([team]),
    });
  }
}

/** Gives everyone rights that are for few, and single people rights in schemes in use. */
function plantWide(draft: SiteDraft, schemes: Schemes, projects: readonly Project[]): void {
  const { plants, staff } = draft;
  const base = schemes.shared[1] ?? schemes.security;
  const used = new Set(plants.flatMap(({ spaces }) => spaces ?? []));
  const free = projects.filter(
    ({ id, style, type, status, key }) =>
      style === 'classic' &&
      type !== 'service_desk' &&
      status === 'live' &&
      !FIXED_KEYS.includes(key) &&
      !used.has(String(id)),
  );
  const everyone = copyScheme(draft, base, 'Shared services');
  const [first, second, third] = [free.slice(0, 2), free.slice(2, 3), free.slice(3, 5)];
  for (const project of first) project.permissionScheme = everyone.id;
  open(draft, everyone, [{ permission: 'DELETE_ISSUES', holder: { type: 'applicationRole' } }]);
  plants.push({
    control: 'INF-02',
    kind: 'scheme-everyone',
    id: String(everyone.id),
    permission: 'DELETE_ISSUES',
    spaces: ids(first),
  });

  const group = draft.groups['software'];
  const edited = copyScheme(draft, base, 'Content teams');
  for (const project of second) project.permissionScheme = edited.id;
  if (group)
    open(draft, edited, [
      {
        permission: 'EDIT_ALL_COMMENTS',
        holder: { type: 'group', parameter: group.name, value: group.groupId },
      },
    ]);
  plants.push({
    control: 'INF-02',
    kind: 'scheme-everyone',
    id: String(edited.id),
    permission: 'EDIT_ALL_COMMENTS',
    spaces: ids(second),
  });

  const personal = copyScheme(draft, base, 'Transition scheme');
  for (const project of third) project.permissionScheme = personal.id;
  const [one, other] = [staff[5], staff[6]];
  const holders: [Account | undefined, string][] = [
    [one, 'ADMINISTER_PROJECTS'],
    [other, 'EDIT_ISSUES'],
  ];
  for (const [account, permission] of holders) {
    if (!account) continue;
    const { accountId } = account;
    open(draft, personal, [{ permission, holder: { type: 'user', parameter: accountId, value: accountId } }]);
    plants.push({
      control: 'USR-06',
      kind: 'user-holder',
      id: String(personal.id),
      permission,
      accountId,
      spaces: ids(third),
    });
  }
}

/** Shares filters and a dashboard with the public. */
function plantPublic(draft: SiteDraft, filters: readonly Filter[], dashboards: readonly Dashboard[]): void {
  const names: [number, string, string | undefined, string][] = [
    [40, 'Open payment bugs', draft.lee.accountId, 'project = PAY AND type = Bug AND statusCategory != Done'],
    [77, 'Roadmap for partners', undefined, 'project = PUB ORDER BY duedate ASC'],
    [120, 'Help wanted', undefined, 'project = OSS AND labels = help-wanted'],
  ];
  for (const [place, name, owner, jql] of names) {
    const filter = filters[place % filters.length];
    if (!filter) continue;
    filter.name = name;
    filter.jql = jql;
    filter.owner = owner ?? filter.owner;
    filter.shares = [{ id: draft.state.nextId('share'), type: 'global' }];
    draft.plants.push({
      control: 'INF-03',
      kind: 'filter-public',
      id: String(filter.id),
      accountId: filter.owner,
    });
  }
  const dashboard = dashboards[33 % dashboards.length];
  if (!dashboard) return;
  dashboard.name = 'Launch status';
  dashboard.shares = [{ id: draft.state.nextId('share'), type: 'global' }];
  draft.plants.push({
    control: 'INF-04',
    kind: 'dashboard-public',
    id: String(dashboard.id),
    accountId: dashboard.owner ?? '',
  });
}

/** Leaves spaces with owners who have left. */
function plantLeavers(draft: SiteDraft, leavers: readonly Account[], projects: readonly Project[]): void {
  const live = projects.filter(({ status, key }) => status === 'live' && !FIXED_KEYS.includes(key));
  const orphans = [live[live.length - 1], live[live.length - 4]];
  orphans.forEach((project, index) => {
    const leaver = leavers[index + 1];
    if (!project || !leaver) return;
    project.lead = leaver.accountId;
    draft.plants.push({
      control: 'USR-03',
      kind: 'inactive-owner',
      id: String(project.id),
      accountId: leaver.accountId,
    });
  });
}

/** Puts all of Jira on Free: grants to anyone stay, and have no effect. */
function plantFreePlan({ state, plants }: SiteDraft): void {
  for (const key of ['jira-software', 'jira-core', 'jira-servicedesk'] as const)
    state.site.plans[key] = 'FREE';
  const effective = plants.filter(({ kind }) => kind !== 'scheme-anyone' && kind !== 'default-scheme-open');
  plants.splice(0, plants.length, ...effective);
  plants.push({ control: 'POL-07', kind: 'audit-log-plan', id: 'audit' });
}

/** Leaves an account in an admin group though it was deleted. */
function plantDeletedAdmin({ state, groups, plants }: SiteDraft): void {
  const accountId = '5f00000000000000deadbeef';
  state.accounts.seed(accountId, {
    accountId,
    kind: 'unknown',
    displayName: 'Former user',
    active: false,
    timeZone: 'Etc/UTC',
  });
  const group = groups['jiraAdmins'];
  if (group) state.memberships.seed(group.groupId, accountId);
  plants.push({ control: 'USR-03', kind: 'inactive-admin', id: accountId, accountId });
}

/** Makes wrong, on purpose, what the controls look for, and notes each. */
export function plantExposures(
  draft: SiteDraft,
  schemes: Schemes,
  made: {
    projects: readonly Project[];
    filters: readonly Filter[];
    dashboards: readonly Dashboard[];
    leavers: readonly Account[];
  },
): void {
  const { state, choice, plants } = draft;
  if (choice.clean) state.site.properties['jira.option.globalsharing'] = 'false';
  else {
    plantAnonymous(draft, schemes, made.projects);
    plantWide(draft, schemes, made.projects);
    plantPublic(draft, made.filters, made.dashboards);
    plantLeavers(draft, made.leavers, made.projects);
    state.site.properties['jira.option.globalsharing'] = 'true';
    plants.push({ control: 'INF-05', kind: 'sharing-on', id: 'jira.option.globalsharing' });
  }
  if (choice.deletedAdmin) plantDeletedAdmin(draft);
  if (choice.defaultSchemeOpen) {
    open(draft, state.schemes.getOrThrow(0), [{ permission: 'CREATE_ISSUES', holder: { type: 'anyone' } }]);
    plants.push({ control: 'INF-21', kind: 'default-scheme-open', id: '0', permission: 'CREATE_ISSUES' });
  }
  if (choice.softwareSchemeOpen) {
    const [, software] = schemes.shared;
    if (software) {
      open(draft, software, [{ permission: 'CREATE_ISSUES', holder: { type: 'anyone' } }]);
      plants.push({
        control: 'INF-21',
        kind: 'default-scheme-open',
        id: String(software.id),
        permission: 'CREATE_ISSUES',
      });
    }
  }
  if (choice.freePlan) plantFreePlan(draft);
  if (choice.expiredLicense) state.site.plans['jira-servicedesk'] = 'UNLICENSED';
}
