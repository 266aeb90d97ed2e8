import { planInEffect } from '../../evidence/plan-in-effect';
import { sources } from '../../evidence/sources';
import { approvalsOn } from '../../settings/approvals';
import { type Codes, defineControl, each, mitigates } from '../define';
import { distinct } from '../distinct';
import { findingsOf } from '../finding';
import { incompleteNote } from '../incomplete-approvals';
import { anySpacePublic, schemesColour } from '../scheme-use';
import { queryNames, sensitiveSpaces, titleNames } from '../sensitive-spaces';
import { on } from '../subject';

const codes = { findings: ['filter-public'], notes: ['approval-incomplete'] } as const satisfies Codes;

const finding = findingsOf<(typeof codes.findings)[number]>('INF-03');

/** A filter shared with the public shows its name and query to anyone; its work items only where their space is public too. */
export const publicFilters = defineControl({
  id: 'INF-03',
  version: 2,
  area: 'information',
  weight: 'high',
  review: 'month',
  proof: 'read',
  fixer: 'object-owner',
  codes,
  needs: { filters: each(sources.publicFilters), ...schemesColour, licences: mitigates(sources.licence) },
  applies: () => true,
  judge: ({ filters, licences, ...schemes }, { settings, today }) => {
    const approvals = approvalsOn(settings, 'approvedFilters', today);
    const approved = new Set(approvals.approved.map(({ id }) => id));
    const sensitive = sensitiveSpaces(schemes.spaces, settings, today);
    // Public grants are in effect only on a paid plan.
    const spacePublic = planInEffect(licences) === 'paid' && anySpacePublic(schemes);
    return {
      findings: distinct(filters, ({ id }) => id)
        .filter(({ id }) => !approved.has(id))
        .map(filter => {
          const { id, name, query, owner } = filter;
          const namesSensitive = titleNames(name, sensitive) || queryNames(query, sensitive);
          const severity = spacePublic || namesSensitive ? 'high' : 'medium';
          return finding('filter-public', on.filter(filter), severity, {
            args: { filter: id, name, spacePublic, namesSensitive },
            ...(owner?.active === true ? { owner: owner.id } : {}),
          });
        }),
      notes: incompleteNote(approvals.incomplete),
    };
  },
});
