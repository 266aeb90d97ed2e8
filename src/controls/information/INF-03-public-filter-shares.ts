import { resolvePlanInEffect } from '../../evidence/derived/plan-in-effect';
import { sources } from '../../evidence/sources';
import { resolveApprovals } from '../../settings/approvals';
import { type ControlCodes, defineControl, each, mitigates } from '../define-control';
import { uniqueById } from '../unique-by-id';
import { createFindingBuilder } from '../finding-builder';
import { buildIncompleteApprovalNotes } from '../incomplete-approval-notes';
import { isAnySpacePublic, schemeUseContext } from '../schemes-in-use';
import { isSpaceInQuery, findSensitiveSpaces, isSpaceInTitle } from '../sensitive-spaces';
import { on } from '../subject';

const codes = { findings: ['filter-public'], notes: ['approval-incomplete'] } as const satisfies ControlCodes;

const finding = createFindingBuilder<(typeof codes.findings)[number]>('INF-03');

/**
 * A filter shared with the public shows its name and query to anyone, and its work items only if their space is public
 * too.
 */
export const publicFilterShares = defineControl({
  id: 'INF-03',
  version: 2,
  area: 'information',
  weight: 'high',
  review: 'month',
  proof: 'read',
  fixedBy: 'object-owner',
  codes,
  needs: { filters: each(sources.publicFilters), ...schemeUseContext, licenses: mitigates(sources.license) },
  judge: ({ filters, licenses, ...schemes }, { settings, today }) => {
    const approvals = resolveApprovals(settings, 'approvedFilters', today);
    const approvedIds = new Set(approvals.approved.map(({ id }) => id));
    const sensitive = findSensitiveSpaces(schemes.spaces, settings, today);
    // Public grants are in effect only on a paid plan.
    const spacePublic = resolvePlanInEffect(licenses) === 'paid' && isAnySpacePublic(schemes);
    return {
      findings: uniqueById(filters, ({ id }) => id)
        .filter(({ id }) => !approvedIds.has(id))
        .map(filter => {
          const { id, name, query, owner } = filter;
          const namesSensitive = isSpaceInTitle(name, sensitive) || isSpaceInQuery(query, sensitive);
          const severity = spacePublic || namesSensitive ? 'high' : 'medium';
          return finding('filter-public', on.filter(filter), severity, {
            args: { filter: id, name, spacePublic, namesSensitive },
            ...(owner?.active === true ? { owner: owner.id } : {}),
          });
        }),
      notes: buildIncompleteApprovalNotes(approvals.incomplete),
    };
  },
});
