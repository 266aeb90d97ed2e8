import {
  administratorPermissions,
  appOnlyPermissions,
  projectPermissions,
  readerPermissions,
} from './permission-catalog';
import {
  ADD_ONS_ROLE,
  ADMINISTRATORS_ROLE,
  type Grant,
  type Holder,
  type PermissionScheme,
  type Project,
  SERVICE_TEAM_ROLE,
  type TeamAccess,
} from './state/model';
import type { SiteState } from './state/site-state';
import type { SiteSwitches } from './switches';

const role = (id: number): Holder => ({ type: 'projectRole', parameter: String(id), value: String(id) });
const anyLoggedIn: Holder = { type: 'applicationRole' };
const anyone: Holder = { type: 'anyone' };

/** The grants of Jira's default scheme, as recorded on real sites: administrators, apps, and everyone with access to an app. */
export function defaultGrants(firstId: number, everyday: Holder = anyLoggedIn): Grant[] {
  const grants: Grant[] = [];
  const add = (permission: string, holder: Holder): number =>
    grants.push({ id: firstId + grants.length, permission, holder });
  for (const permission of projectPermissions) {
    add(permission, role(ADD_ONS_ROLE));
    if (administratorPermissions.includes(permission)) add(permission, role(ADMINISTRATORS_ROLE));
    else if (!appOnlyPermissions.includes(permission)) add(permission, everyday);
  }
  return grants;
}

/** The grants of a service space's own scheme, as recorded where Jira made one: no group, only roles and portal customers. */
export function serviceGrants(firstId: number): Grant[] {
  const grants: Grant[] = [];
  const add = (permission: string, holder: Holder): number =>
    grants.push({ id: firstId + grants.length, permission, holder });
  for (const permission of projectPermissions) {
    if (permission === 'MANAGE_SPRINTS_PERMISSION') continue;
    add(permission, role(ADD_ONS_ROLE));
    add(permission, role(ADMINISTRATORS_ROLE));
    if (ADMINISTRATOR_PERMISSIONS.includes(permission)) continue;
    add(permission, role(SERVICE_TEAM_ROLE));
    if (PORTAL_CUSTOMER_PERMISSIONS.includes(permission))
      add(permission, { type: 'sd.customer.portal.only' });
  }
  return grants;
}

/** What the people who answer requests don't get. */
const ADMINISTRATOR_PERMISSIONS = [
  'ADMINISTER_PROJECTS',
  'VIEW_DEV_TOOLS',
  'EDIT_ALL_WORKLOGS',
  'DELETE_ALL_WORKLOGS',
];

const PORTAL_CUSTOMER_PERMISSIONS = [
  'BROWSE_PROJECTS',
  'ASSIGN_ISSUES',
  'CLOSE_ISSUES',
  'CREATE_ISSUES',
  'DELETE_ISSUES',
  'EDIT_ISSUES',
  'LINK_ISSUES',
  'MODIFY_REPORTER',
  'MOVE_ISSUES',
  'RESOLVE_ISSUES',
  'SCHEDULE_ISSUES',
  'SET_ISSUE_SECURITY',
  'TRANSITION_ISSUES',
  'MANAGE_WATCHERS',
  'VIEW_VOTERS_AND_WATCHERS',
  'ADD_COMMENTS',
  'DELETE_OWN_COMMENTS',
  'EDIT_OWN_COMMENTS',
  'CREATE_ATTACHMENTS',
  'DELETE_OWN_ATTACHMENTS',
];

/** What a team-managed space's access level opens, beyond its own roles and apps. */
const ACCESS_LEVEL_GRANTS: Record<
  TeamAccess,
  readonly { holder: typeof anyone | typeof anyLoggedIn; permissions: readonly string[] }[]
> = {
  private: [],
  limited: [{ holder: anyLoggedIn, permissions: [...readerPermissions, 'ADD_COMMENTS'] }],
  open: [
    {
      holder: anyLoggedIn,
      permissions: [
        ...readerPermissions,
        'ADD_COMMENTS',
        'CREATE_ISSUES',
        'EDIT_ISSUES',
        'TRANSITION_ISSUES',
        'ASSIGN_ISSUES',
        'ASSIGNABLE_USER',
        'CREATE_ATTACHMENTS',
      ],
    },
  ],
  public: [
    { holder: anyone, permissions: ['BROWSE_PROJECTS'] },
    { holder: anyLoggedIn, permissions: [...readerPermissions, 'ADD_COMMENTS'] },
  ],
};

/** A site's schemes, and how it writes down who may use any app of Jira. */
export interface SchemeSite {
  state: SiteState;
  switches: Pick<SiteSwitches, 'teamAccessHolder'>;
}

/** Everyone who logs in, as a team-managed space's grants name them. */
function everyoneIn({ state, switches }: SchemeSite): readonly Holder[] {
  if (switches.teamAccessHolder === 'any-app') return [anyLoggedIn];
  const groups = new Set([...state.applicationRoles.values()].flatMap(({ defaultGroups }) => defaultGroups));
  return [...groups].map(groupId => ({
    type: 'group',
    parameter: state.groups.getOrThrow(groupId).name,
    value: groupId,
  }));
}

/** The grants of a team-managed space's own scheme, from its access level. Its roles are Administrator, Member and Viewer; administrators work in it as members. */
function teamManagedGrants(
  site: SchemeSite,
  schemeId: number,
  project: Project,
  access: TeamAccess,
): Grant[] {
  const [administrator, member, viewer] = project.ownRoles ?? [];
  if (!administrator || !member || !viewer) throw new Error(`${project.key} has no roles of its own`);
  const grants: Grant[] = [];
  const everyone = everyoneIn(site);
  const add = (permission: string, holder: Holder): number =>
    grants.push({ id: schemeId * 1000 + grants.length, permission, holder });
  for (const permission of projectPermissions) {
    if (permission === 'SERVICEDESK_AGENT') continue;
    add(permission, role(ADD_ONS_ROLE));
    if (administratorPermissions.includes(permission)) add(permission, role(administrator.id));
    else add(permission, role(member.id));
    if (permission === 'BROWSE_PROJECTS')
      for (const { id } of [administrator, viewer]) add(permission, role(id));
    for (const level of ACCESS_LEVEL_GRANTS[access])
      if (level.permissions.includes(permission))
        for (const holder of level.holder === anyLoggedIn ? everyone : [level.holder])
          add(permission, holder);
  }
  return grants;
}

/** A scheme's grants, made from the access level where nobody has edited them. */
export function grantsOf(site: SchemeSite, scheme: PermissionScheme): readonly Grant[] {
  if (scheme.grants) return scheme.grants;
  if (scheme.projectId === undefined || !scheme.access) return [];
  return teamManagedGrants(site, scheme.id, site.state.projects.getOrThrow(scheme.projectId), scheme.access);
}
