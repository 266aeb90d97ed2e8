import { type ApplicationRoleFact } from '../../evidence/facts';
import { sources } from '../../evidence/sources';
import { activeIds } from '../../settings/settings';
import { type Finding } from '../../domain/finding';
import { type ControlCodes, defineControl, each, type ObjectGap, complete } from '../define-control';
import { createFindingBuilder } from '../finding-builder';
import { on } from '../subject';
import { type AdminPerson, collectAdminPeople } from './admin-people';

const codes = {
  findings: ['admin-not-reviewed', 'admins-too-many', 'admins-too-few'],
  notes: ['generic-name', 'emergency-admin', 'service-admin'],
} as const satisfies ControlCodes;

const finding = createFindingBuilder<(typeof codes.findings)[number]>('USR-01');

/**
 * Jira returned an application role without its number of people. This affects only the judgment of the number of
 * admins.
 */
const MISSING_COUNT_GAP: ObjectGap = {
  why: 'schema',
  source: 'adminGroups',
  object: 'admins',
  at: 'application-role.list userCount',
};

/** One admin is a single point of failure. */
const MIN_ADMINS = 2;

/** How many admins a site with this number of active people may have. */
const maxAdminsFor = (people: number): number =>
  people <= 250 ? 4 : people <= 1_000 ? 6 : people <= 5_000 ? 10 : 15;

/** The number of admins concerns the admin groups as a whole, so only a new pass of them can confirm it. */
const ADMINS_SUBJECT = { kind: 'site', id: 'admins', source: 'adminGroups', confirmBy: 'pass' } as const;

/**
 * The size of the site: the largest number of people in one Jira app. Undefined if Jira doesn't return it for each app.
 */
function countPeople(roles: readonly ApplicationRoleFact[]): number | undefined {
  const counts = roles.flatMap(({ people }) => people ?? []);
  return counts.length === 0 || counts.length < roles.length ? undefined : Math.max(...counts);
}

/** Emergency accounts count toward the minimum number of admins but not toward the maximum. */
function buildCountFindings(
  regularAdmins: number,
  emergencyAdmins: number,
  people: number,
): readonly Finding[] {
  const maxAdmins = maxAdminsFor(people);
  if (regularAdmins + emergencyAdmins < MIN_ADMINS)
    return [
      finding('admins-too-few', ADMINS_SUBJECT, 'high', {
        args: { admins: regularAdmins + emergencyAdmins, fewest: MIN_ADMINS },
      }),
    ];
  if (regularAdmins > maxAdmins)
    return [
      finding('admins-too-many', ADMINS_SUBJECT, 'high', {
        args: { admins: regularAdmins, most: maxAdmins, people },
      }),
    ];
  return [];
}

const buildAdminNote = (code: (typeof codes.notes)[number], { id, groups: [group] }: AdminPerson) => ({
  code,
  args: { person: { person: id }, group: group.name },
});

/** Each Jira admin was reviewed by name, and there are neither too few nor too many. */
export const namedAdmins = defineControl({
  id: 'USR-01',
  version: 2,
  area: 'users',
  weight: 'high',
  review: 'quarter',
  proof: 'read',
  fixedBy: 'organization-admin',
  codes,
  needs: {
    adminGroups: each(sources.adminGroups),
    allAdminGroups: complete(sources.adminGroups),
    allRoles: complete(sources.applicationRoles),
  },
  judge: ({ adminGroups, allAdminGroups, allRoles }, { settings, today }) => {
    const reviewedIds = activeIds(settings.reviewedAdmins, today);
    const emergencyIds = activeIds(settings.emergencyAccounts, today);
    const serviceIds = activeIds(settings.serviceAccounts, today);
    const activeAdmins = collectAdminPeople(adminGroups).filter(person => person.active);
    const people = allRoles === undefined ? undefined : countPeople(allRoles);
    const emergencyAdmins = activeAdmins.filter(({ id }) => emergencyIds.has(id));
    const serviceAdmins = activeAdmins.filter(({ id }) => serviceIds.has(id) && !emergencyIds.has(id));
    const regularAdmins = activeAdmins.filter(({ id }) => !emergencyIds.has(id) && !serviceIds.has(id));
    return {
      findings: [
        ...regularAdmins
          .filter(({ id }) => !reviewedIds.has(id))
          .map(({ id, groups }) =>
            finding('admin-not-reviewed', on.adminGroupMember(id, groups[0].id), 'high', {
              args: { person: { person: id }, group: groups[0].name, groups: groups.length },
            }),
          ),
        ...(allAdminGroups === undefined || people === undefined
          ? []
          : buildCountFindings(regularAdmins.length, emergencyAdmins.length, people)),
      ],
      notes: [
        ...regularAdmins
          .filter(({ genericName }) => genericName)
          .map(person => buildAdminNote('generic-name', person)),
        ...emergencyAdmins.map(person => buildAdminNote('emergency-admin', person)),
        ...serviceAdmins.map(person => buildAdminNote('service-admin', person)),
      ],
      gaps: allRoles !== undefined && people === undefined ? [MISSING_COUNT_GAP] : [],
    };
  },
});
