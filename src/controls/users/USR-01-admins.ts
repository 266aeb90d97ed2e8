import { type ApplicationRoleFact } from '../../evidence/facts';
import { sources } from '../../evidence/sources';
import { idsOf } from '../../settings/settings';
import { type Finding } from '../../terms/finding';
import { type Codes, defineControl, each, type ObjectGap, whole } from '../define';
import { findingsOf } from '../finding';
import { on } from '../subject';
import { type AdminPerson, adminPeople } from './admins';

const codes = {
  findings: ['admin-not-reviewed', 'admins-too-many', 'admins-too-few'],
  notes: ['generic-name', 'emergency-admin', 'service-admin'],
} as const satisfies Codes;

const finding = findingsOf<(typeof codes.findings)[number]>('USR-01');

/** Jira names an app's role without its number of people: of the admins, only their number can't be judged. */
const NO_COUNT: ObjectGap = {
  why: 'schema',
  source: 'adminGroups',
  object: 'admins',
  at: 'application-role.list userCount',
};

/** One admin is a single point of failure. */
const FEWEST = 2;

/** How many admins a site of so many active people needs at most. */
const mostFor = (people: number): number =>
  people <= 250 ? 4 : people <= 1_000 ? 6 : people <= 5_000 ? 10 : 15;

/** The count is about the admin groups as a whole: it is read again by a new pass of them. */
const theAdmins = { kind: 'site', id: 'admins', source: 'adminGroups', again: 'pass' } as const;

/** The size of the site: the largest number of people with a seat in one Jira app. Undefined where Jira doesn't say it of each. */
function peopleIn(roles: readonly ApplicationRoleFact[]): number | undefined {
  const counts = roles.flatMap(({ people }) => people ?? []);
  return counts.length === 0 || counts.length < roles.length ? undefined : Math.max(...counts);
}

/** Emergency accounts don't make admins too many, and do keep them from being too few. */
function countFindings(everyday: number, emergency: number, people: number): readonly Finding[] {
  const most = mostFor(people);
  if (everyday + emergency < FEWEST)
    return [
      finding('admins-too-few', theAdmins, 'high', {
        args: { admins: everyday + emergency, fewest: FEWEST },
      }),
    ];
  if (everyday > most)
    return [finding('admins-too-many', theAdmins, 'high', { args: { admins: everyday, most, people } })];
  return [];
}

const note = (code: (typeof codes.notes)[number], { id, groups: [group] }: AdminPerson) => ({
  code,
  args: { person: { person: id }, group: group.name },
});

/** Each person who can administer Jira was looked at by name, and they are neither one nor a crowd. */
export const fewNamedAdmins = defineControl({
  id: 'USR-01',
  version: 2,
  area: 'users',
  weight: 'high',
  review: 'quarter',
  proof: 'read',
  fixer: 'organization-admin',
  codes,
  needs: {
    adminGroups: each(sources.adminGroups),
    allAdminGroups: whole(sources.adminGroups),
    allRoles: whole(sources.applicationRoles),
  },
  applies: () => true,
  judge: ({ adminGroups, allAdminGroups, allRoles }, { settings, today }) => {
    const reviewed = idsOf(settings.reviewedAdmins, today);
    const emergency = idsOf(settings.emergencyAccounts, today);
    const service = idsOf(settings.serviceAccounts, today);
    const active = adminPeople(adminGroups).filter(person => person.active);
    const people = allRoles === undefined ? undefined : peopleIn(allRoles);
    const emergencyOnes = active.filter(({ id }) => emergency.has(id));
    const serviceOnes = active.filter(({ id }) => service.has(id) && !emergency.has(id));
    const everyday = active.filter(({ id }) => !emergency.has(id) && !service.has(id));
    return {
      findings: [
        ...everyday
          .filter(({ id }) => !reviewed.has(id))
          .map(({ id, groups }) =>
            finding('admin-not-reviewed', on.member(id, groups[0].id), 'high', {
              args: { person: { person: id }, group: groups[0].name, groups: groups.length },
            }),
          ),
        ...(allAdminGroups === undefined || people === undefined
          ? []
          : countFindings(everyday.length, emergencyOnes.length, people)),
      ],
      notes: [
        ...everyday.filter(({ genericName }) => genericName).map(person => note('generic-name', person)),
        ...emergencyOnes.map(person => note('emergency-admin', person)),
        ...serviceOnes.map(person => note('service-admin', person)),
      ],
      gaps: allRoles !== undefined && people === undefined ? [NO_COUNT] : [],
    };
  },
});
