import { type SchemeFact } from '../../evidence/facts';
import { sources } from '../../evidence/sources';
import { activeIds } from '../../settings/settings';
import { planCause } from '../plan-cause';
import { type ControlCodes, defineControl, mitigates } from '../define-control';
import { createFindingBuilder } from '../finding-builder';
import { ADMINISTER } from '../permissions';
import { schemeUseNeeds, schemeImpactOf, schemesInUse, collectUnreadSchemeGaps } from '../schemes-in-use';
import { on } from '../subject';
import { collectUnknownAccountGaps, collectUnrecognizedHolderGaps } from '../unrecognized-grants';

const codes = {
  findings: ['person-granted'],
  notes: ['listed-account-granted'],
} as const satisfies ControlCodes;

const finding = createFindingBuilder<(typeof codes.findings)[number]>('USR-06');

/** The permissions that a scheme grants to individual people, by account ID. */
function collectPermissionsByPerson({ grants }: SchemeFact): ReadonlyMap<string, ReadonlySet<string>> {
  const people = new Map<string, Set<string>>();
  for (const { holder, permissions } of grants) {
    if (holder.is !== 'user' || holder.person !== true) continue;
    const known = people.get(holder.id) ?? new Set();
    for (const permission of permissions) known.add(permission);
    people.set(holder.id, known);
  }
  return people;
}

/** The number of schemes with grants for each person. A service account may have a grant in every space. */
function countSchemesByPerson(grants: readonly { readonly person: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { person } of grants) counts.set(person, (counts.get(person) ?? 0) + 1);
  return counts;
}

/**
 * A grant to an individual outlives the person's role, and access reviews don't show it. One finding per scheme and
 * person.
 */
export const grantsToPeople = defineControl({
  id: 'USR-06',
  version: 2,
  area: 'users',
  weight: 'medium',
  review: 'month',
  proof: 'read',
  fixedBy: 'jira-admin',
  codes,
  needs: { ...schemeUseNeeds, licenses: mitigates(sources.license) },
  judge: ({ licenses, ...facts }, { settings, today }) => {
    const emergencyIds = activeIds(settings.emergencyAccounts, today);
    const serviceIds = activeIds(settings.serviceAccounts, today);
    const inUse = schemesInUse(facts);
    const grants = inUse.flatMap(({ scheme, spaces }) =>
      [...collectPermissionsByPerson(scheme)].map(([person, permissions]) => ({
        scheme,
        spaces,
        person,
        permissions,
      })),
    );
    const isListed = ({ person }: { readonly person: string }): boolean =>
      emergencyIds.has(person) || serviceIds.has(person);
    return {
      findings: grants
        .filter(grant => !isListed(grant))
        .map(({ scheme, spaces, person, permissions }) => {
          const administers = permissions.has(ADMINISTER);
          const { args, ...impact } = schemeImpactOf(scheme, spaces);
          return finding('person-granted', on.scheme(scheme), administers ? 'medium' : 'low', {
            detail: person,
            args: { ...args, person: { person }, permissions: permissions.size, administers },
            ...impact,
            ...planCause(licenses),
          });
        }),
      notes: [...countSchemesByPerson(grants.filter(isListed))].map(([person, schemes]) => ({
        code: 'listed-account-granted',
        args: { person: { person }, schemes },
      })),
      gaps: [
        ...collectUnreadSchemeGaps(facts),
        ...inUse.flatMap(({ scheme }) => [
          ...collectUnrecognizedHolderGaps(scheme),
          ...collectUnknownAccountGaps(scheme),
        ]),
      ],
    };
  },
});
