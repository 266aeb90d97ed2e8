import { type SpaceFact } from '../evidence/facts';
import { type Settings } from '../settings/settings';
import { type ControlId } from '../domain/control-attributes';
import { type Finding } from '../domain/finding';
import {
  MAX_CANDIDATES,
  PROPOSAL_LISTS,
  type ProposalCandidate,
  type ProposalList,
} from './contract/proposals';
import { buildSpaceCandidate, buildSubjectCandidate } from './proposal-candidates';

/** The findings that a list's entries resolve: these codes, each about the object itself or the spaces it reaches. */
interface ProposalRule {
  readonly control: ControlId;
  readonly codes: readonly string[];
  readonly per: 'subject' | 'reach';
}

const PROPOSAL_RULES: Readonly<Record<ProposalList, ProposalRule>> = {
  knownApps: { control: 'APP-01', codes: ['app-unknown'], per: 'subject' },
  reviewedAdmins: { control: 'USR-01', codes: ['admin-not-reviewed'], per: 'subject' },
  emergencyAccounts: { control: 'USR-01', codes: ['admin-not-reviewed'], per: 'subject' },
  // Entries approve read access only. Write access has to be approved individually.
  approvedSpaces: { control: 'INF-01', codes: ['public-browses'], per: 'reach' },
  approvedFilters: { control: 'INF-03', codes: ['filter-public'], per: 'subject' },
  approvedDashboards: { control: 'INF-04', codes: ['dashboard-public'], per: 'subject' },
};

/** The controls whose findings lead to proposals. */
export const PROPOSAL_CONTROLS: readonly ControlId[] = [
  ...new Set(Object.values(PROPOSAL_RULES).map(({ control }) => control)),
];

const candidatesIn = (
  { codes, per: by }: ProposalRule,
  findings: readonly Finding[],
  spaces: ReadonlyMap<string, SpaceFact>,
): readonly ProposalCandidate[] =>
  findings
    .filter(({ code }) => codes.includes(code))
    .flatMap(finding =>
      by === 'subject'
        ? [buildSubjectCandidate(finding)]
        : (finding.reach ?? []).map(id => buildSpaceCandidate(id, spaces)),
    );

/** A person needs only one entry, in any of the lists of people. */
const listedIdsFor = (list: ProposalList, settings: Settings): ReadonlySet<string> =>
  new Set(
    (list === 'reviewedAdmins' || list === 'emergencyAccounts'
      ? [...settings.reviewedAdmins, ...settings.emergencyAccounts]
      : settings[list]
    ).map(({ id }) => id),
  );

export interface ListProposals {
  readonly list: ProposalList;
  readonly controls: ControlId[];
  readonly candidates: ProposalCandidate[];
  readonly total: number;
}

/** Objects of open findings that could be added to each list, without duplicates and existing entries. Pure. */
export function buildProposals(
  findings: ReadonlyMap<ControlId, readonly Finding[]>,
  spaces: readonly SpaceFact[],
  settings: Settings,
): readonly ListProposals[] {
  const spacesById = new Map(spaces.map(space => [space.id, space]));
  return PROPOSAL_LISTS.map(list => {
    const proposal = PROPOSAL_RULES[list];
    const listed = listedIdsFor(list, settings);
    const candidatesById = new Map(
      candidatesIn(proposal, findings.get(proposal.control) ?? [], spacesById).map(each => [each.id, each]),
    );
    const open = [...candidatesById.values()].filter(({ id }) => !listed.has(id));
    return {
      list,
      controls: [proposal.control],
      candidates: open.slice(0, MAX_CANDIDATES),
      total: open.length,
    };
  });
}
