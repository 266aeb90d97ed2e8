import { type SpaceFact } from '../../evidence/facts';
import { resolvePlanInEffect } from '../../evidence/derived/plan-in-effect';
import { sources } from '../../evidence/sources';
import { resolveApprovals } from '../../settings/approvals';
import { type SpaceApproval } from '../../settings/settings';
import { type Severity } from '../../domain/control-attributes';
import { type ControlCodes, defineControl, mitigates } from '../define-control';
import { createFindingBuilder } from '../finding-builder';
import { buildIncompleteApprovalNotes } from '../incomplete-approval-notes';
import { BROWSE, isWritePermission } from '../permissions';
import {
  schemeUseNeeds,
  schemeImpactOf,
  publicPermissions,
  schemesInUse,
  filterSpaces,
  collectUnreadSchemeGaps,
} from '../schemes-in-use';
import { findSensitiveSpaces } from '../sensitive-spaces';
import { on } from '../subject';
import { collectUnrecognizedHolderGaps } from '../unrecognized-grants';

const codes = {
  findings: ['public-browses', 'public-writes', 'public-may'],
  notes: ['public-as-approved', 'approval-incomplete', 'public-latent'],
} as const satisfies ControlCodes;
type Code = (typeof codes.findings)[number];

const finding = createFindingBuilder<Code>('INF-01');

/** Whether a space is approved to be public for a permission. */
function createApprovalCheck(
  entries: readonly SpaceApproval[],
): (space: SpaceFact, permission: string) => boolean {
  const approved = new Map<string, Set<string>>();
  for (const { id, permissions } of entries)
    approved.set(id, new Set([...(approved.get(id) ?? []), ...permissions]));
  return ({ id }, permission) => approved.get(id)?.has(permission) === true;
}

const findingCodeOf = (permission: string): Code =>
  permission === BROWSE ? 'public-browses' : isWritePermission(permission) ? 'public-writes' : 'public-may';

/** Write access is critical only together with Browse: without it the public can't reach most content. */
const severityOf = (
  code: Code,
  { browses, sensitive }: { browses: boolean; sensitive: boolean },
): Severity => {
  switch (code) {
    case 'public-browses':
      return sensitive ? 'critical' : 'high';
    case 'public-writes':
      return browses ? 'critical' : 'medium';
    case 'public-may':
      return 'medium';
  }
};

/**
 * Anyone on the internet has permissions in spaces that aren't approved for them. One finding per scheme and
 * permission.
 */
export const anonymousAccess = defineControl({
  id: 'INF-01',
  version: 2,
  area: 'information',
  weight: 'critical',
  review: 'quarter',
  proof: 'read',
  fixedBy: 'jira-admin',
  codes,
  needs: { ...schemeUseNeeds, licenses: mitigates(sources.license) },
  judge: ({ licenses, ...facts }, { settings, today }) => {
    const { approved, incomplete } = resolveApprovals(settings, 'approvedSpaces', today);
    const isApproved = createApprovalCheck(approved);
    const sensitiveIds = new Set(findSensitiveSpaces(facts.spaces, settings, today).map(({ id }) => id));
    const approvedIds = new Set<string>();

    const inUse = schemesInUse(facts);
    const findings = inUse.flatMap(({ scheme, spaces }) => {
      const permissions = publicPermissions(scheme);
      return permissions.flatMap(permission => {
        for (const space of spaces) if (isApproved(space, permission)) approvedIds.add(space.id);
        const exposedSpaces = filterSpaces(spaces, space => !isApproved(space, permission));
        if (exposedSpaces === undefined) return [];
        const code = findingCodeOf(permission);
        const sensitiveCount = exposedSpaces.filter(({ id }) => sensitiveIds.has(id)).length;
        const severity = severityOf(code, {
          browses: permissions.includes(BROWSE),
          sensitive: sensitiveCount > 0,
        });
        const { args, ...impact } = schemeImpactOf(scheme, exposedSpaces);
        const archived = exposedSpaces.filter(space => space.archived).length;
        return [
          finding(code, on.scheme(scheme), severity, {
            detail: permission,
            args: { ...args, permission, archived, sensitive: sensitiveCount },
            ...impact,
          }),
        ];
      });
    });
    const isLatent = resolvePlanInEffect(licenses) === 'free';
    const latent = isLatent ? findings : [];
    const latentSpaces = new Set(latent.flatMap(({ reach = [] }) => reach)).size;
    return {
      findings: isLatent ? [] : findings,
      latent,
      notes: [
        ...(approvedIds.size > 0 ? [{ code: 'public-as-approved', args: { spaces: approvedIds.size } }] : []),
        ...buildIncompleteApprovalNotes(incomplete),
        ...(latentSpaces > 0 ? [{ code: 'public-latent', args: { spaces: latentSpaces } }] : []),
      ],
      gaps: [
        ...collectUnreadSchemeGaps(facts),
        ...inUse.flatMap(({ scheme }) => collectUnrecognizedHolderGaps(scheme)),
      ],
    };
  },
});
