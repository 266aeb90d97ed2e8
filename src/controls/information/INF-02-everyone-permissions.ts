import { type SchemeFact } from '../../evidence/facts';
import { sources } from '../../evidence/sources';
import { type Finding } from '../../domain/finding';
import { planCause } from '../plan-cause';
import { type ControlCodes, defineControl, each, mitigates, type ObjectGap } from '../define-control';
import { buildEveryone, grantPathArgs, UNREAD_HOLDER_GAPS } from '../everyone';
import { createFindingBuilder } from '../finding-builder';
import { BROWSE, isOthersWorkPermission, canShowWorkItems } from '../permissions';
import { isKnownPermission } from '../../evidence/known-permissions';
import {
  schemeUseNeeds,
  schemeImpactOf,
  schemesInUse,
  filterSpaces,
  collectUnreadSchemeGaps,
} from '../schemes-in-use';
import { findSensitiveSpaces } from '../sensitive-spaces';
import { on } from '../subject';
import { buildUnknownPermissionGap, collectUnrecognizedHolderGaps } from '../unrecognized-grants';

const codes = {
  findings: ['everyone-over-others', 'everyone-browses-sensitive'],
  notes: ['everyone-browses'],
  gaps: ['never-read'],
} as const satisfies ControlCodes;

const finding = createFindingBuilder<(typeof codes.findings)[number]>('INF-02');

const collectGrantedPermissions = ({ grants }: SchemeFact): readonly string[] =>
  [...new Set(grants.flatMap(({ permissions }) => permissions))].sort();

/**
 * Everyone has permissions over other people's work, or can browse sensitive spaces. One finding per scheme and
 * permission.
 */
export const everyonePermissions = defineControl({
  id: 'INF-02',
  version: 2,
  area: 'information',
  weight: 'high',
  review: 'quarter',
  proof: 'read',
  fixedBy: 'jira-admin',
  codes,
  needs: {
    ...schemeUseNeeds,
    applicationRoles: each(sources.applicationRoles),
    licenses: mitigates(sources.license),
  },
  judge: ({ licenses, ...facts }, { settings, today }) => {
    const cause = planCause(licenses);
    const everyone = buildEveryone(facts.applicationRoles);
    const sensitiveIds = new Set(findSensitiveSpaces(facts.spaces, settings, today).map(({ id }) => id));
    const findings: Finding[] = [];
    const unreadKinds = new Set<'group' | 'role'>();
    const browsableIds = new Set<string>();

    const gaps: ObjectGap[] = [];

    for (const { scheme, spaces } of schemesInUse(facts)) {
      gaps.push(...collectUnrecognizedHolderGaps(scheme));
      for (const permission of collectGrantedPermissions(scheme)) {
        const isUnknown =
          !isKnownPermission(permission) ||
          (canShowWorkItems(permission) && spaces.some(({ id }) => sensitiveIds.has(id)));
        const isBrowse = permission === BROWSE;
        if (!isBrowse && !isOthersWorkPermission(permission) && !isUnknown) continue;
        const reachedSpaces = filterSpaces(spaces, ({ id }) => !isBrowse || sensitiveIds.has(id));
        const holder = everyone.findHolder(scheme, permission);
        if (holder !== undefined && isBrowse)
          for (const { id } of spaces) if (!sensitiveIds.has(id)) browsableIds.add(id);
        if (reachedSpaces === undefined) continue;
        if (holder === undefined) {
          for (const kind of everyone.findPossibleHolderKinds(scheme, permission)) unreadKinds.add(kind);
          continue;
        }
        if (isUnknown) {
          gaps.push(buildUnknownPermissionGap(scheme, permission));
          continue;
        }
        const { args, ...impact } = schemeImpactOf(scheme, reachedSpaces);
        findings.push(
          finding(
            isBrowse ? 'everyone-browses-sensitive' : 'everyone-over-others',
            on.scheme(scheme),
            isBrowse ? 'high' : 'medium',
            {
              detail: permission,
              args: { ...args, permission, ...grantPathArgs(holder) },
              ...impact,
              ...cause,
            },
          ),
        );
      }
    }
    return {
      findings,
      notes: browsableIds.size > 0 ? [{ code: 'everyone-browses', args: { spaces: browsableIds.size } }] : [],
      gaps: [
        ...collectUnreadSchemeGaps(facts),
        ...gaps,
        ...[...unreadKinds].sort().map(kind => UNREAD_HOLDER_GAPS[kind]),
      ],
    };
  },
});
