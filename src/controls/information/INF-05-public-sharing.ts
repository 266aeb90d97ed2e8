import { PUBLIC_SHARING } from '../../evidence/site-properties';
import { sources } from '../../evidence/sources';
import { approvalsOn } from '../../settings/approvals';
import { type Codes, defineControl, each, whole } from '../define';
import { findingsOf } from '../finding';
import { on } from '../subject';

const codes = {
  findings: ['public-sharing-on'],
  notes: ['public-sharing-used'],
  gaps: ['plan-or-unset', 'schema'],
} as const satisfies Codes;

const finding = findingsOf<(typeof codes.findings)[number]>('INF-05');

/** While public sharing is on, anyone who may share can put a filter or dashboard on the internet. */
export const publicSharing = defineControl({
  id: 'INF-05',
  version: 2,
  area: 'information',
  weight: 'low',
  review: 'quarter',
  proof: 'read',
  fixer: 'jira-admin',
  codes,
  needs: { properties: each(sources.siteProperties), allProperties: whole(sources.siteProperties) },
  applies: () => true,
  judge: ({ properties, allProperties }, { settings, today }) => {
    const value = properties.find(({ key }) => key === PUBLIC_SHARING)?.value;
    if (value === 'false' || (value === undefined && allProperties === undefined)) return { findings: [] };
    if (value !== 'true') {
      const why = value === undefined ? 'plan-or-unset' : 'schema';
      return { findings: [], gaps: [{ why, at: PUBLIC_SHARING }] };
    }
    const publicSpaces = new Set(approvalsOn(settings, 'approvedSpaces', today).approved.map(({ id }) => id))
      .size;
    return publicSpaces > 0
      ? { findings: [], notes: [{ code: 'public-sharing-used', args: { spaces: publicSpaces } }] }
      : { findings: [finding('public-sharing-on', on.setting(PUBLIC_SHARING), 'low')] };
  },
});
