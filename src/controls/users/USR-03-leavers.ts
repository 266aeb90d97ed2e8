import { type SpaceFact } from '../../evidence/facts';
import { sources } from '../../evidence/sources';
import { idsOf } from '../../settings/settings';
import { type Codes, defineControl, each, type ObjectGap } from '../define';
import { distinct } from '../distinct';
import { findingsOf } from '../finding';
import { on } from '../subject';
import { adminPeople } from './admins';

const codes = {
  findings: ['inactive-admin', 'inactive-space-owner'],
  notes: ['inactive-emergency-account', 'inactive-service-account'],
} as const satisfies Codes;

const finding = findingsOf<(typeof codes.findings)[number]>('USR-03');

/** The spaces of each owner whose account is inactive, by account id. */
function orphanedSpaces(
  spaces: readonly SpaceFact[],
): ReadonlyMap<string, readonly [SpaceFact, ...SpaceFact[]]> {
  const byOwner = new Map<string, [SpaceFact, ...SpaceFact[]]>();
  for (const space of distinct(spaces, ({ id }) => id)) {
    if (space.owner?.active !== false) continue;
    const known = byOwner.get(space.owner.id);
    if (known === undefined) byOwner.set(space.owner.id, [space]);
    else known.push(space);
  }
  return byOwner;
}

/** The spaces whose owner could be inactive: Jira doesn't say. */
const unknownOwners = (spaces: readonly SpaceFact[]): readonly ObjectGap[] =>
  spaces
    .filter(({ owner }) => owner !== undefined && owner.active === undefined)
    .map(({ id }) => ({ why: 'schema', source: 'spaces', at: 'project.search lead.active', object: id }));

/** Who left keeps neither admin rights, which an account gets back when it is reactivated, nor a space that needs an owner. */
export const leavers = defineControl({
  id: 'USR-03',
  version: 2,
  area: 'users',
  weight: 'medium',
  review: 'month',
  proof: 'read',
  fixer: 'jira-admin',
  codes,
  needs: { adminGroups: each(sources.adminGroups), spaces: each(sources.spaces) },
  applies: () => true,
  judge: ({ adminGroups, spaces }, { settings, today }) => {
    const emergency = idsOf(settings.emergencyAccounts, today);
    const service = idsOf(settings.serviceAccounts, today);
    const isListed = (id: string): boolean => emergency.has(id) || service.has(id);
    const inactive = adminPeople(adminGroups).filter(({ active }) => !active);
    const orphaned = orphanedSpaces(spaces);
    const listed = [...new Set([...inactive.map(({ id }) => id), ...orphaned.keys()])]
      .filter(isListed)
      .sort();
    return {
      findings: [
        ...inactive
          .filter(({ id }) => !isListed(id))
          .map(({ id, deleted, groups }) =>
            finding('inactive-admin', on.member(id, groups[0].id), 'medium', {
              args: { person: { person: id }, deleted, group: groups[0].name, groups: groups.length },
            }),
          ),
        ...[...orphaned]
          .filter(([id]) => !isListed(id))
          .map(([id, owned]) =>
            finding('inactive-space-owner', on.spaceOwner(id, owned[0]), 'low', {
              args: { person: { person: id }, spaces: owned.length, space: owned[0].name },
              reach: owned.map(space => space.id),
            }),
          ),
      ],
      notes: listed.map(id => ({
        code: emergency.has(id) ? 'inactive-emergency-account' : 'inactive-service-account',
        args: { person: { person: id }, spaces: orphaned.get(id)?.length ?? 0 },
      })),
      gaps: unknownOwners(spaces),
    };
  },
});
