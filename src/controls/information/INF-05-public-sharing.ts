import { PUBLIC_SHARING_KEY } from '../../evidence/sources/site-properties';
import { sources } from '../../evidence/sources';
import { resolveApprovals } from '../../settings/approvals';
import { type ControlCodes, defineControl, each, complete } from '../define-control';
import { createFindingBuilder } from '../finding-builder';
import { on } from '../subject';

const codes = {
  findings: ['public-sharing-on'],
  notes: ['public-sharing-used'],
  gaps: ['plan-or-unset', 'schema'],
} as const satisfies ControlCodes;

const finding = createFindingBuilder<(typeof codes.findings)[number]>('INF-05');

/** While public sharing is on, anyone who may share can put a filter or dashboard on the internet. */
export const publicSharing = defineControl({
  id: 'INF-05',
  version: 2,
  area: 'information',
  weight: 'low',
  review: 'quarter',
  proof: 'read',
  fixedBy: 'jira-admin',
  codes,
  needs: { properties: each(sources.siteProperties), allProperties: complete(sources.siteProperties) },
  judge: ({ properties, allProperties }, { settings, today }) => {
    const value = properties.find(({ key }) => key === PUBLIC_SHARING_KEY)?.value;
    if (value === 'false' || (value === undefined && allProperties === undefined)) return { findings: [] };
    if (value !== 'true') {
      const why = value === undefined ? 'plan-or-unset' : 'schema';
      return { findings: [], gaps: [{ why, at: PUBLIC_SHARING_KEY }] };
    }
    const publicSpaces = new Set(
      resolveApprovals(settings, 'approvedSpaces', today).approved.map(({ id }) => id),
    ).size;
    return publicSpaces > 0
      ? { findings: [], notes: [{ code: 'public-sharing-used', args: { spaces: publicSpaces } }] }
      : { findings: [finding('public-sharing-on', on.setting(PUBLIC_SHARING_KEY), 'low')] };
  },
});
