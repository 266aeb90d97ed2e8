import {
  administratorPermissions,
  appOnlyPermissions,
  projectPermissions,
  readerPermissions,
} from './permission-catalogue';
import {
  ADD_ONS_ROLE,
  ADMINISTRATORS_ROLE,
  type Grant,
  type Holder,
  type PermissionScheme,
  type Project,
  type TeamAccess,
} from './state/model';
import type { State } from './state/state';

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

/** The grants of a service space's own scheme, as Jira makes it: no group, only roles and portal customers. */
export function serviceGrants(firstId: number, serviceTeamRole: number): Grant[] {
  const grants: Grant[] = [];
  const add = (permission: string, holder: Holder): number =>
    grants.push({ id: firstId + grants.length, permission, holder });
  for (const permission of projectPermissions) {
    add(permission, role(ADD_ONS_ROLE));
    if (permission === 'MANAGE_SPRINTS_PERMISSION') continue;
    add(permission, role(ADMINISTRATORS_ROLE));
    if (permission === 'ADMINISTER_PROJECTS' || permission === 'VIEW_DEV_TOOLS') continue;
    add(permission, role(serviceTeamRole));
    if (forPortalCustomers.includes(permission)) add(permission, { type: 'sd.customer.portal.only' });
  }
  return grants;
}

const forPortalCustomers = [
  'BROWSE_PROJECTS',
  'CREATE_ISSUES',
  'ADD_COMMENTS',
  'CREATE_ATTACHMENTS',
  'EDIT_OWN_COMMENTS',
];

/** What a team-managed space's access level opens, beyond its own roles and apps. */
const beyondRoles: Record<TeamAccess, readonly { holder: Holder; permissions: readonly string[] }[]> = {
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

/** The grants of a team-managed space's own scheme, from its access level. Its roles are Administrator, Member and Viewer; administrators work in it as members. */
export function teamManagedGrants(schemeId: number, project: Project, access: TeamAccess): Grant[] {
  const [administrator, member, viewer] = project.ownRoles ?? [];
  if (!administrator || !member || !viewer) throw new Error(`${project.key} has no roles of its own`);
  const grants: Grant[] = [];
  const add = (permission: string, holder: Holder): number =>
    grants.push({ id: schemeId * 1000 + grants.length, permission, holder });
  for (const permission of projectPermissions) {
    if (permission === 'SERVICEDESK_AGENT') continue;
    add(permission, role(ADD_ONS_ROLE));
    if (administratorPermissions.includes(permission)) add(permission, role(administrator.id));
    else add(permission, role(member.id));
    if (permission === 'BROWSE_PROJECTS')
      for (const { id } of [administrator, viewer]) add(permission, role(id));
    for (const level of beyondRoles[access])
      if (level.permissions.includes(permission)) add(permission, level.holder);
  }
  return grants;
}

/** A scheme's grants, made from the access level where nobody has edited them. */
export function grantsOf(state: State, scheme: PermissionScheme): readonly Grant[] {
  if (scheme.grants) return scheme.grants;
  if (scheme.projectId === undefined || !scheme.access) return [];
  return teamManagedGrants(scheme.id, state.projects.must(scheme.projectId), scheme.access);
}
