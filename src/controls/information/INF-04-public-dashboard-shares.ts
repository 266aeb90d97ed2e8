import { resolvePlanInEffect } from '../../evidence/derived/plan-in-effect';
import { sources } from '../../evidence/sources';
import { resolveApprovals } from '../../settings/approvals';
import { type ControlCodes, defineControl, each, mitigates } from '../define-control';
import { uniqueById } from '../unique-by-id';
import { createFindingBuilder } from '../finding-builder';
import { buildIncompleteApprovalNotes } from '../incomplete-approval-notes';
import { isAnySpacePublic, schemeUseContext } from '../schemes-in-use';
import { findSensitiveSpaces, isSpaceInTitle } from '../sensitive-spaces';
import { on } from '../subject';

const codes = {
  findings: ['dashboard-public'],
  notes: ['approval-incomplete'],
} as const satisfies ControlCodes;

const finding = createFindingBuilder<(typeof codes.findings)[number]>('INF-04');

/** A dashboard shared with the public shows its name and layout to anyone; its gadgets show what the public may see. */
export const publicDashboardShares = defineControl({
  id: 'INF-04',
  version: 2,
  area: 'information',
  weight: 'high',
  review: 'month',
  proof: 'read',
  fixedBy: 'object-owner',
  codes,
  needs: {
    dashboards: each(sources.publicDashboards),
    ...schemeUseContext,
    licenses: mitigates(sources.license),
  },
  judge: ({ dashboards, licenses, ...schemes }, { settings, today }) => {
    const approvals = resolveApprovals(settings, 'approvedDashboards', today);
    const approvedIds = new Set(approvals.approved.map(({ id }) => id));
    const sensitive = findSensitiveSpaces(schemes.spaces, settings, today);
    // Public grants are in effect only on a paid plan.
    const spacePublic = resolvePlanInEffect(licenses) === 'paid' && isAnySpacePublic(schemes);
    return {
      findings: uniqueById(dashboards, ({ id }) => id)
        .filter(({ id }) => !approvedIds.has(id))
        .map(dashboard => {
          const { id, name, owner } = dashboard;
          const namesSensitive = isSpaceInTitle(name, sensitive);
          const severity = spacePublic || namesSensitive ? 'high' : 'medium';
          return finding('dashboard-public', on.dashboard(dashboard), severity, {
            args: { dashboard: id, name, spacePublic, namesSensitive },
            ...(owner?.active === true ? { owner: owner.id } : {}),
          });
        }),
      notes: buildIncompleteApprovalNotes(approvals.incomplete),
    };
  },
});
