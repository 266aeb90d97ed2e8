import { DAY } from '../../clock';
import { customFields } from '../custom-fields';
import {
  ADMINISTRATORS_ROLE,
  type Account,
  type Group,
  type Project,
  SERVICE_TEAM_ROLE,
  type TeamAccess,
} from '../state/model';
import type { SiteDraft } from './draft';
import { DEVELOPERS_ROLE, type Schemes } from './schemes';
import { departments, subjects } from './sample-names';

/** Spaces that every site has, so that demos and tests can name them. */
const FIXED_SPACES: readonly {
  key: string;
  name: string;
  type: Project['type'];
  use: 'security' | 'service' | 'shared';
}[] = [
  { key: 'SEC', name: 'Security', type: 'business', use: 'security' },
  { key: 'HELP', name: 'Help desk', type: 'service_desk', use: 'service' },
  { key: 'FIN', name: 'Finance controls', type: 'business', use: 'security' },
  { key: 'PAY', name: 'Payments', type: 'software', use: 'shared' },
  { key: 'PUB', name: 'Public roadmap', type: 'software', use: 'shared' },
  { key: 'OSS', name: 'Open source', type: 'software', use: 'shared' },
];

/** The access levels of team-managed spaces, none of them public. */
function accessLevel(draft: SiteDraft): TeamAccess {
  const level = draft.random.fraction();
  return level < 0.5 ? 'private' : level < 0.75 ? 'limited' : 'open';
}

/** A key of two to four letters from the name, with letters added until it is free. */
function unusedKey(name: string, taken: Set<string>): string {
  const words = name.toUpperCase().split(/\s+/);
  const base =
    words.length > 1
      ? words
          .map(word => word.slice(0, 2))
          .join('')
          .slice(0, 4)
      : name.toUpperCase().slice(0, 4);
  for (let number = 0; ; number += 1) {
    let suffix = '';
    for (let rest = number; rest > 0; rest = Math.floor((rest - 1) / 26))
      suffix = String.fromCharCode(65 + ((rest - 1) % 26)) + suffix;
    const key = base + suffix;
    if (!taken.has(key)) {
      taken.add(key);
      return key;
    }
  }
}

/** Makes the spaces: 40 % team-managed with a scheme of their own, one in twelve archived. */
export function makeSpaces(draft: SiteDraft, schemes: Schemes, teams: readonly Group[]): Project[] {
  const { state, random, amounts } = draft;
  const taken = new Set(FIXED_SPACES.map(({ key }) => key));
  const names = new Set<string>();
  const owners = draft.staff.slice(0, Math.max(20, Math.floor(draft.staff.length / 12)));
  let actor = 10_000;
  const projects: Project[] = [];
  const put = (project: Project): Project => {
    projects.push(project);
    return state.projects.seed(project.id, project);
  };
  const classic = (
    id: number,
    key: string,
    name: string,
    type: Project['type'],
    scheme: number,
    lead: Account,
  ): Project => {
    const project: Project = {
      id,
      key,
      name,
      description: '',
      type,
      style: 'classic',
      status: 'live',
      lead: lead.accountId,
      assigneeType: random.chance(0.3) ? 'PROJECT_LEAD' : 'UNASSIGNED',
      categoryId: random.pick([...state.categories.keys()]),
      permissionScheme: scheme,
      notificationScheme: 10_000,
      workflow: 'open',
      actors: {
        [ADMINISTRATORS_ROLE]: [
          { id: (actor += 1), accountId: lead.accountId },
          { id: (actor += 1), groupId: draft.groups['jiraAdmins']?.groupId ?? '' },
        ],
        [type === 'service_desk' ? SERVICE_TEAM_ROLE : DEVELOPERS_ROLE]: [
          { id: (actor += 1), groupId: random.pick(teams).groupId },
        ],
      },
      components: [],
      requiredFields: [],
      issues: random.whole(0, 4000),
      lastIssueUpdate: draft.now - random.whole(0, 500) * DAY,
    };
    return put(project);
  };

  for (const [number, { key, name, type, use }] of FIXED_SPACES.entries()) {
    const scheme = { security: schemes.security.id, service: schemes.service[0]?.id ?? 0, shared: 10_000 }[
      use
    ];
    names.add(name);
    const project = classic(
      10_000 + number,
      key,
      name,
      type,
      scheme,
      key === 'PAY' ? draft.owner : draft.lee,
    );
    project.lastIssueUpdate = draft.now - random.whole(0, 20) * DAY;
    if (key === 'SEC') {
      project.issues = 0;
      project.components = ['Policy', 'Users', 'Information', 'Apps'].map((component, index) => ({
        id: 10_100 + index,
        name: component,
      }));
      project.assigneeType = 'UNASSIGNED';
    }
    if (key === 'FIN') project.requiredFields = Object.keys(customFields);
  }

  for (let number = FIXED_SPACES.length; number < amounts.spaces; number += 1) {
    const id = 10_000 + number;
    let name = `${random.pick(departments)} ${random.pick(subjects)}`;
    for (let round = 2; names.has(name); round += 1) name = `${name.replace(/ \d+$/, '')} ${round}`;
    names.add(name);
    const key = unusedKey(name, taken);
    const lead = random.pick(owners);
    let project: Project;
    if (number % 5 < 2) project = makeTeamManaged(draft, id, key, name, lead, put);
    else {
      const type = random.chance(0.06) ? 'service_desk' : random.chance(0.25) ? 'business' : 'software';
      const service = schemes.service[0]?.id ?? 0;
      const scheme = type === 'service_desk' ? service : random.pick(schemes.shared).id;
      project = classic(id, key, name, type, scheme, lead);
    }
    if (number % 12 === 7) {
      project.status = 'archived';
      project.archivedAt = draft.now - random.whole(20, 300) * DAY;
      project.archivedBy = draft.ana.accountId;
    }
  }
  state.site.next['actor'] = 900_000;
  return projects;
}

function makeTeamManaged(
  draft: SiteDraft,
  id: number,
  key: string,
  name: string,
  lead: Account,
  put: (project: Project) => Project,
): Project {
  const { state, random } = draft;
  const roleId = 20_000 + (id - 10_000) * 3;
  const roles = ['Administrator', 'Member', 'Viewer'].map((role, index) => ({
    id: roleId + index,
    name: role,
    description: `${role} of ${name}`,
  }));
  const schemeId = 20_000 + (id - 10_000);
  const members = [lead, random.pick(draft.staff), random.pick(draft.staff)];
  state.schemes.seed(schemeId, {
    id: schemeId,
    name: `${key}: Simplified Permission Scheme`,
    description: '',
    projectId: id,
    access: accessLevel(draft),
  });
  return put({
    id,
    key,
    name,
    description: '',
    type: random.chance(0.7) ? 'software' : 'business',
    style: 'next-gen',
    status: 'live',
    lead: lead.accountId,
    assigneeType: 'UNASSIGNED',
    permissionScheme: schemeId,
    notificationScheme: 10_000,
    workflow: 'open',
    ownRoles: roles,
    actors: {
      [roleId]: [{ id: id * 100, accountId: lead.accountId }],
      [roleId + 1]: members.map((member, index) => ({
        id: id * 100 + 1 + index,
        accountId: member.accountId,
      })),
    },
    components: [],
    requiredFields: [],
    issues: random.whole(0, 900),
    lastIssueUpdate: draft.now - random.whole(0, 400) * DAY,
  });
}

/** Lets each guest into one team-managed space, as a viewer: Jira gives a guest no second one. */
export function assignGuests(guests: readonly Account[], projects: readonly Project[]): void {
  const open = projects.filter(({ style, status }) => style === 'next-gen' && status === 'live');
  guests.forEach(({ accountId }, number) => {
    const project = open[number % open.length];
    const viewer = project?.ownRoles?.at(-1);
    if (!project || !viewer) return;
    const before = project.actors[viewer.id] ?? [];
    project.actors[viewer.id] = [...before, { id: project.id * 100 + 50 + before.length, accountId }];
  });
}
