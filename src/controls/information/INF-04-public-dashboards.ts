import { planInEffect } from '../../evidence/plan-in-effect';
import { sources } from '../../evidence/sources';
import { approvalsOn } from '../../settings/approvals';
import { type Codes, defineControl, each, mitigates } from '../define';
import { distinct } from '../distinct';
import { findingsOf } from '../finding';
import { incompleteNote } from '../incomplete-approvals';
import { anySpacePublic, schemesColour } from '../scheme-use';
import { sensitiveSpaces, titleNames } from '../sensitive-spaces';
import { on } from '../subject';

const codes = { findings: ['dashboard-public'], notes: ['approval-incomplete'] } as const satisfies Codes;

const finding = findingsOf<(typeof codes.findings)[number]>('INF-04');

/** A dashboard shared with the public shows its name and layout to anyone; its gadgets show what the public may see. */
export const publicDashboards = defineControl({
  id: 'INF-04',
  version: 2,
  area: 'information',
  weight: 'high',
  review: 'month',
  proof: 'read',
  fixer: 'object-owner',
  codes,
  needs: {
    dashboards: each(sources.publicDashboards),
    ...schemesColour,
    licences: mitigates(sources.licence),
  },
  applies: () => true,
  judge: ({ dashboards, licences, ...schemes }, { settings, today }) => {
    const approvals = approvalsOn(settings, 'approvedDashboards', today);
    const approved = new Set(approvals.approved.map(({ id }) => id));
    const sensitive = sensitiveSpaces(schemes.spaces, settings, today);
    // Public grants are in effect only on a paid plan.
    const spacePublic = planInEffect(licences) === 'paid' && anySpacePublic(schemes);
    return {
      findings: distinct(dashboards, ({ id }) => id)
        .filter(({ id }) => !approved.has(id))
        .map(dashboard => {
          const { id, name, owner } = dashboard;
          const namesSensitive = titleNames(name, sensitive);
          const severity = spacePublic || namesSensitive ? 'high' : 'medium';
          return finding('dashboard-public', on.dashboard(dashboard), severity, {
            args: { dashboard: id, name, spacePublic, namesSensitive },
            ...(owner?.active === true ? { owner: owner.id } : {}),
          });
        }),
      notes: incompleteNote(approvals.incomplete),
    };
  },
});
