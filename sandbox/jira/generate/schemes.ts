import { defaultGrants, serviceGrants } from '../scheme-grants';
import {
  type Grant,
  type Group,
  type Holder,
  type PermissionScheme,
  SERVICE_TEAM_ROLE,
  SOFTWARE_SCHEME,
} from '../state/model';
import type { SiteState } from '../state/site-state';
import type { Random } from './random';
import { departments } from './sample-names';

/** The role of those who work in a software or business space. */
export const DEVELOPERS_ROLE = 10004;

/** The site's roles. */
export function makeRoles(state: SiteState): void {
  const roles: [number, string, string][] = [
    [10002, 'Administrators', 'Administer the space.'],
    [
      10003,
      'atlassian-addons-project-access',
      'A project role that represents Connect add-ons declaring a scope that requires more than read issue permissions',
    ],
    [DEVELOPERS_ROLE, 'Developers', 'Work on the space.'],
    [SERVICE_TEAM_ROLE, 'Service Desk Team', 'Answer the requests of a service space.'],
    [10006, 'Viewers', 'Read the space.'],
  ];
  for (const [id, name, description] of roles) state.roles.seed(id, { id, name, description });
}

/** Company-managed schemes: what they are for, and the ones that spaces use. */
export interface Schemes {
  /** Schemes that many spaces share. */
  shared: PermissionScheme[];
  /** Service spaces' own. */
  service: PermissionScheme[];
  /** In no use: whatever they grant opens nothing. */
  unused: PermissionScheme[];
  security: PermissionScheme;
}

/**
 * Makes the company-managed schemes, none of them open further than Jira's default.
 * @param office who alone works in the spaces that hold lists of weaknesses and salaries.
 */
export function makeSchemes(
  state: SiteState,
  random: Random,
  count: number,
  { teams, office }: { teams: readonly Group[]; office: Group },
): Schemes {
  let nextGrant = 10_000;
  const add = (id: number, name: string, description: string, grants: Grant[]): PermissionScheme => {
    nextGrant += grants.length;
    return state.schemes.seed(id, { id, name, description, grants });
  };
  const held = (group: Group): Holder => ({ type: 'group', parameter: group.name, value: group.groupId });
  const shared = [
    add(
      0,
      'Default Permission Scheme',
      'This is the default Permission Scheme. Any new projects that are created will be assigned this scheme.',
      defaultGrants(nextGrant),
    ),
    add(10_000, SOFTWARE_SCHEME, 'Spaces of the software teams', defaultGrants(nextGrant)),
  ];
  const security = add(
    10_001,
    'Controls scheme',
    'For those who look after the site',
    defaultGrants(nextGrant, held(office)),
  );
  const service = [
    add(10_002, 'Jira Service Management Permission Scheme for Project HELP', '', serviceGrants(nextGrant)),
  ];
  const unused = [
    add(10_003, 'Old public tracker (not used)', 'Kept for reference', [
      ...defaultGrants(nextGrant),
      { id: nextGrant + 500, permission: 'BROWSE_PROJECTS', holder: { type: 'anyone' } },
      { id: nextGrant + 501, permission: 'ADD_COMMENTS', holder: { type: 'anyone' } },
    ]),
  ];
  nextGrant += 1000;
  for (let id = 10_004; shared.length + service.length + unused.length + 1 < count; id += 1) {
    const department = departments[id % departments.length] ?? 'Team';
    const name = `${department} scheme${id > 10_004 + departments.length ? ` ${id - 10_000}` : ''}`;
    if (id % 9 === 0) unused.push(add(id, `${name} (old)`, '', defaultGrants(nextGrant)));
    else if (id % 3 === 0) shared.push(add(id, name, '', defaultGrants(nextGrant, held(random.pick(teams)))));
    else shared.push(add(id, name, '', defaultGrants(nextGrant)));
  }
  state.site.next['grant'] = nextGrant + 10_000;
  state.site.next['scheme'] = 11_000;
  return { shared, service, unused, security };
}
