import { type UserFact } from '../../evidence/facts';
import { sources } from '../../evidence/sources';
import { idsOf } from '../../settings/settings';
import { type Finding } from '../../terms/finding';
import { type Codes, defineControl, each, whole } from '../define';
import { distinct } from '../distinct';
import { findingsOf } from '../finding';
import { on } from '../subject';
import { type AdminPerson, adminPeople } from './admins';

const codes = {
  findings: ['admin-not-reviewed', 'admins-too-many', 'admins-too-few'],
  notes: ['generic-name', 'emergency-admin', 'service-admin'],
} as const satisfies Codes;

const finding = findingsOf<(typeof codes.findings)[number]>('USR-01');

/** One admin is a single point of failure. */
const FEWEST = 2;

/** How many admins a site of so many active people needs at most. */
const mostFor = (people: number): number =>
  people <= 250 ? 4 : people <= 1_000 ? 6 : people <= 5_000 ? 10 : 15;

/** The count is about the admin groups as a whole: it is read again by a new pass of them. */
const theAdmins = { kind: 'site', id: 'admins', source: 'adminGroups', again: 'pass' } as const;

const activePeople = (users: readonly UserFact[]): number =>
  distinct(
    users.filter(fact => fact.is === 'tally'),
    ({ page }) => page,
  ).reduce((sum, { people }) => sum + people, 0);

/** Emergency accounts don't make admins too many, and do keep them from being too few. */
function countFindings(
  everyday: number,
  emergency: number,
  users: readonly UserFact[] | undefined,
): readonly Finding[] {
  if (users === undefined) return [];
  const people = activePeople(users);
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
  version: 1,
  area: 'users',
  weight: 'high',
  review: 'quarter',
  proof: 'read',
  fixer: 'organization-admin',
  codes,
  needs: {
    adminGroups: each(sources.adminGroups),
    allAdminGroups: whole(sources.adminGroups),
    users: whole(sources.users),
  },
  applies: () => true,
  judge: ({ adminGroups, allAdminGroups, users }, { settings, today }) => {
    const reviewed = idsOf(settings.reviewedAdmins, today);
    const emergency = idsOf(settings.emergencyAccounts, today);
    const service = idsOf(settings.serviceAccounts, today);
    const people = adminPeople(adminGroups).filter(({ active }) => active);
    const emergencyOnes = people.filter(({ id }) => emergency.has(id));
    const serviceOnes = people.filter(({ id }) => service.has(id) && !emergency.has(id));
    const everyday = people.filter(({ id }) => !emergency.has(id) && !service.has(id));
    return {
      findings: [
        ...everyday
          .filter(({ id }) => !reviewed.has(id))
          .map(({ id, groups }) =>
            finding('admin-not-reviewed', on.member(id, groups[0].id), 'high', {
              args: { person: { person: id }, group: groups[0].name, groups: groups.length },
            }),
          ),
        ...(allAdminGroups === undefined ? [] : countFindings(everyday.length, emergencyOnes.length, users)),
      ],
      notes: [
        ...everyday.filter(({ genericName }) => genericName).map(person => note('generic-name', person)),
        ...emergencyOnes.map(person => note('emergency-admin', person)),
        ...serviceOnes.map(person => note('service-admin', person)),
      ],
    };
  },
});
