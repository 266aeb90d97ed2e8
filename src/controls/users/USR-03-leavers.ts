import { type SpaceFact } from '../../evidence/facts';
import { sources } from '../../evidence/sources';
import { activeIds } from '../../settings/settings';
import { type ControlCodes, defineControl, each, type ObjectGap } from '../define-control';
import { uniqueById } from '../unique-by-id';
import { createFindingBuilder } from '../finding-builder';
import { on } from '../subject';
import { collectAdminPeople } from './admin-people';

const codes = {
  findings: ['inactive-admin', 'inactive-space-owner'],
  notes: ['inactive-emergency-account', 'inactive-service-account'],
} as const satisfies ControlCodes;

const finding = createFindingBuilder<(typeof codes.findings)[number]>('USR-03');

/** Spaces with an inactive owner, by the owner's account ID. */
function groupSpacesByInactiveOwner(
  spaces: readonly SpaceFact[],
): ReadonlyMap<string, readonly [SpaceFact, ...SpaceFact[]]> {
  const byOwner = new Map<string, [SpaceFact, ...SpaceFact[]]>();
  for (const space of uniqueById(spaces, ({ id }) => id)) {
    if (space.owner?.active !== false) continue;
    const known = byOwner.get(space.owner.id);
    if (known === undefined) byOwner.set(space.owner.id, [space]);
    else known.push(space);
  }
  return byOwner;
}

/** Gaps for spaces whose owner could be inactive, because Jira doesn't return it. */
const collectUnknownOwnerGaps = (spaces: readonly SpaceFact[]): readonly ObjectGap[] =>
  spaces
    .filter(({ owner }) => owner !== undefined && owner.active === undefined)
    .map(({ id }) => ({ why: 'schema', source: 'spaces', at: 'project.search lead.active', object: id }));

/** People who left have no admin rights, which reactivating the account would restore, and own no spaces. */
export const leavers = defineControl({
  id: 'USR-03',
  version: 2,
  area: 'users',
  weight: 'medium',
  review: 'month',
  proof: 'read',
  fixedBy: 'jira-admin',
  codes,
  needs: { adminGroups: each(sources.adminGroups), spaces: each(sources.spaces) },
  judge: ({ adminGroups, spaces }, { settings, today }) => {
    const emergencyIds = activeIds(settings.emergencyAccounts, today);
    const serviceIds = activeIds(settings.serviceAccounts, today);
    const isListed = (id: string): boolean => emergencyIds.has(id) || serviceIds.has(id);
    const inactiveAdmins = collectAdminPeople(adminGroups).filter(({ active }) => !active);
    const spacesByOwner = groupSpacesByInactiveOwner(spaces);
    const listedIds = [...new Set([...inactiveAdmins.map(({ id }) => id), ...spacesByOwner.keys()])]
      .filter(isListed)
      .sort();
    return {
      findings: [
        ...inactiveAdmins
          .filter(({ id }) => !isListed(id))
          .map(({ id, deleted, groups }) =>
            finding('inactive-admin', on.adminGroupMember(id, groups[0].id), 'medium', {
              args: { person: { person: id }, deleted, group: groups[0].name, groups: groups.length },
            }),
          ),
        ...[...spacesByOwner]
          .filter(([id]) => !isListed(id))
          .map(([id, ownedSpaces]) =>
            finding('inactive-space-owner', on.spaceOwner(id, ownedSpaces[0]), 'low', {
              args: { person: { person: id }, spaces: ownedSpaces.length, space: ownedSpaces[0].name },
              reach: ownedSpaces.map(space => space.id),
            }),
          ),
      ],
      notes: listedIds.map(id => ({
        code: emergencyIds.has(id) ? 'inactive-emergency-account' : 'inactive-service-account',
        args: { person: { person: id }, spaces: spacesByOwner.get(id)?.length ?? 0 },
      })),
      gaps: collectUnknownOwnerGaps(spaces),
    };
  },
});
