import { type SpaceFact } from '../evidence/facts';
import { type Settings } from '../settings/settings';
import { type ControlId } from '../terms/control-terms';
import { type Finding } from '../terms/finding';
import { FOUND_AT_MOST, PROPOSED, type Found, type ProposedList } from './contract/start';
import { spaceFound, subjectFound } from './found';

/** What a list's entries end: findings of these codes, each about the thing itself or about what it reaches. */
interface Proposal {
  readonly control: ControlId;
  readonly codes: readonly string[];
  readonly by: 'subject' | 'reach';
}

const PROPOSALS: Readonly<Record<ProposedList, Proposal>> = {
  knownApps: { control: 'APP-01', codes: ['app-unknown'], by: 'subject' },
  reviewedAdmins: { control: 'USR-01', codes: ['admin-not-reviewed'], by: 'subject' },
  emergencyAccounts: { control: 'USR-01', codes: ['admin-not-reviewed'], by: 'subject' },
  // An entry approves reading; who may write to a space is looked at one by one.
  approvedSpaces: { control: 'INF-01', codes: ['public-browses'], by: 'reach' },
  approvedFilters: { control: 'INF-03', codes: ['filter-public'], by: 'subject' },
  approvedDashboards: { control: 'INF-04', codes: ['dashboard-public'], by: 'subject' },
};

/** The controls whose findings are proposed from. */
export const PROPOSING: readonly ControlId[] = [
  ...new Set(Object.values(PROPOSALS).map(({ control }) => control)),
];

const foundIn = (
  { codes, by }: Proposal,
  findings: readonly Finding[],
  spaces: ReadonlyMap<string, SpaceFact>,
): readonly Found[] =>
  findings
    .filter(({ code }) => codes.includes(code))
    .flatMap(finding =>
      by === 'subject' ? [subjectFound(finding)] : (finding.reach ?? []).map(id => spaceFound(id, spaces)),
    );

/** Persons are vouched for once, in whatever list. */
const listedIn = (list: ProposedList, settings: Settings): ReadonlySet<string> =>
  new Set(
    (list === 'reviewedAdmins' || list === 'emergencyAccounts'
      ? [...settings.reviewedAdmins, ...settings.emergencyAccounts]
      : settings[list]
    ).map(({ id }) => id),
  );

export interface ProposalsOf {
  readonly list: ProposedList;
  readonly controls: ControlId[];
  readonly found: Found[];
  readonly all: number;
}

/** What of the open findings could be entered into each list, and isn't yet; each thing once. Pure. */
export function proposalsOf(
  findings: ReadonlyMap<ControlId, readonly Finding[]>,
  spaces: readonly SpaceFact[],
  settings: Settings,
): readonly ProposalsOf[] {
  const known = new Map(spaces.map(space => [space.id, space]));
  return PROPOSED.map(list => {
    const proposal = PROPOSALS[list];
    const listed = listedIn(list, settings);
    const things = new Map(
      foundIn(proposal, findings.get(proposal.control) ?? [], known).map(each => [each.id, each]),
    );
    const open = [...things.values()].filter(({ id }) => !listed.has(id));
    return { list, controls: [proposal.control], found: open.slice(0, FOUND_AT_MOST), all: open.length };
  });
}
