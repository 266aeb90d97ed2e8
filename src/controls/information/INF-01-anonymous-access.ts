import { type SpaceFact } from '../../evidence/facts';
import { planInEffect } from '../../evidence/plan-in-effect';
import { sources } from '../../evidence/sources';
import { approvalsOn } from '../../settings/approvals';
import { type SpaceEntry } from '../../settings/settings';
import { type Severity } from '../../terms/control-terms';
import { type Codes, defineControl, mitigates } from '../define';
import { findingsOf } from '../finding';
import { incompleteNote } from '../incomplete-approvals';
import { BROWSE, writes } from '../permissions';
import {
  eachSchemeInUse,
  impactOf,
  publicPermissions,
  schemesInUse,
  someOf,
  unreadSchemes,
} from '../scheme-use';
import { sensitiveSpaces } from '../sensitive-spaces';
import { on } from '../subject';
import { unrecognizedHolders } from '../unrecognized';

const codes = {
  findings: ['public-browses', 'public-writes', 'public-may'],
  notes: ['public-as-approved', 'approval-incomplete', 'public-latent'],
} as const satisfies Codes;
type Code = (typeof codes.findings)[number];

const finding = findingsOf<Code>('INF-01');

/** Which spaces may be public for which permissions. */
function approvalsOf(entries: readonly SpaceEntry[]): (space: SpaceFact, permission: string) => boolean {
  const approved = new Map<string, Set<string>>();
  for (const { id, permissions } of entries)
    approved.set(id, new Set([...(approved.get(id) ?? []), ...permissions]));
  return ({ id }, permission) => approved.get(id)?.has(permission) === true;
}

const codeOf = (permission: string): Code =>
  permission === BROWSE ? 'public-browses' : writes(permission) ? 'public-writes' : 'public-may';

/** Writing is worst where the public also reads; without Browse most of it can't be reached. */
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

/** What anyone on the internet may do in spaces that aren't approved for it: one finding per scheme and permission. */
export const anonymousAccess = defineControl({
  id: 'INF-01',
  version: 2,
  area: 'information',
  weight: 'critical',
  review: 'quarter',
  proof: 'read',
  fixer: 'jira-admin',
  codes,
  needs: { ...eachSchemeInUse, licences: mitigates(sources.licence) },
  applies: () => true,
  judge: ({ licences, ...facts }, { settings, today }) => {
    const { approved, incomplete } = approvalsOn(settings, 'approvedSpaces', today);
    const isApproved = approvalsOf(approved);
    const sensitive = new Set(sensitiveSpaces(facts.spaces, settings, today).map(({ id }) => id));
    const approvedOnes = new Set<string>();

    const inUse = schemesInUse(facts);
    const findings = inUse.flatMap(({ scheme, spaces }) => {
      const permissions = publicPermissions(scheme);
      return permissions.flatMap(permission => {
        for (const space of spaces) if (isApproved(space, permission)) approvedOnes.add(space.id);
        const open = someOf(spaces, space => !isApproved(space, permission));
        if (open === undefined) return [];
        const code = codeOf(permission);
        const sensitiveOnes = open.filter(({ id }) => sensitive.has(id)).length;
        const severity = severityOf(code, {
          browses: permissions.includes(BROWSE),
          sensitive: sensitiveOnes > 0,
        });
        const { args, ...impact } = impactOf(scheme, open);
        const archived = open.filter(space => space.archived).length;
        return [
          finding(code, on.scheme(scheme), severity, {
            detail: permission,
            args: { ...args, permission, archived, sensitive: sensitiveOnes },
            ...impact,
          }),
        ];
      });
    });
    const isLatent = planInEffect(licences) === 'free';
    const latent = isLatent ? findings : [];
    const latentSpaces = new Set(latent.flatMap(({ reach = [] }) => reach)).size;
    return {
      findings: isLatent ? [] : findings,
      latent,
      notes: [
        ...(approvedOnes.size > 0
          ? [{ code: 'public-as-approved', args: { spaces: approvedOnes.size } }]
          : []),
        ...incompleteNote(incomplete),
        ...(latentSpaces > 0 ? [{ code: 'public-latent', args: { spaces: latentSpaces } }] : []),
      ],
      gaps: [...unreadSchemes(facts), ...inUse.flatMap(({ scheme }) => unrecognizedHolders(scheme))],
    };
  },
});
