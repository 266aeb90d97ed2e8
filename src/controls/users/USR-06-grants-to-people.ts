import { type SchemeFact } from '../../evidence/facts';
import { sources } from '../../evidence/sources';
import { idsOf } from '../../settings/settings';
import { schemeCause } from '../cause';
import { type Codes, defineControl, mitigates } from '../define';
import { findingsOf } from '../finding';
import { ADMINISTER } from '../permissions';
import { eachSchemeInUse, impactOf, schemesInUse, unreadSchemes } from '../scheme-use';
import { on } from '../subject';
import { unknownAccounts, unrecognizedHolders } from '../unrecognized';

const codes = {
  findings: ['person-granted'],
  notes: ['listed-account-granted'],
} as const satisfies Codes;

const finding = findingsOf<(typeof codes.findings)[number]>('USR-06');

/** The permissions that a scheme gives to single people, by account id. */
function grantedPeople({ grants }: SchemeFact): ReadonlyMap<string, ReadonlySet<string>> {
  const people = new Map<string, Set<string>>();
  for (const { to, may } of grants) {
    if (to.is !== 'user' || to.person !== true) continue;
    const known = people.get(to.id) ?? new Set();
    for (const permission of may) known.add(permission);
    people.set(to.id, known);
  }
  return people;
}

/** In how many schemes each person holds something: a service account may hold a grant in every space. */
function schemesBy(grants: readonly { readonly person: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { person } of grants) counts.set(person, (counts.get(person) ?? 0) + 1);
  return counts;
}

/** A grant to a person outlives their role and stands in no access review: one finding per scheme and person. */
export const grantsToPeople = defineControl({
  id: 'USR-06',
  version: 2,
  area: 'users',
  weight: 'medium',
  review: 'month',
  proof: 'read',
  fixer: 'jira-admin',
  codes,
  needs: { ...eachSchemeInUse, licences: mitigates(sources.licence) },
  applies: () => true,
  judge: ({ licences, ...facts }, { settings, today }) => {
    const emergency = idsOf(settings.emergencyAccounts, today);
    const service = idsOf(settings.serviceAccounts, today);
    const inUse = schemesInUse(facts);
    const grants = inUse.flatMap(({ scheme, spaces }) =>
      [...grantedPeople(scheme)].map(([person, may]) => ({ scheme, spaces, person, may })),
    );
    const isListed = ({ person }: { readonly person: string }): boolean =>
      emergency.has(person) || service.has(person);
    return {
      findings: grants
        .filter(grant => !isListed(grant))
        .map(({ scheme, spaces, person, may }) => {
          const administers = may.has(ADMINISTER);
          const { args, ...impact } = impactOf(scheme, spaces);
          return finding('person-granted', on.scheme(scheme), administers ? 'medium' : 'low', {
            detail: person,
            args: { ...args, person: { person }, permissions: may.size, administers },
            ...impact,
            ...schemeCause(licences),
          });
        }),
      notes: [...schemesBy(grants.filter(isListed))].map(([person, schemes]) => ({
        code: 'listed-account-granted',
        args: { person: { person }, schemes },
      })),
      gaps: [
        ...unreadSchemes(facts),
        ...inUse.flatMap(({ scheme }) => [...unrecognizedHolders(scheme), ...unknownAccounts(scheme)]),
      ],
    };
  },
});
