import { type SpaceFact } from '../evidence/facts';
import { type ApprovableList, resolveApprovals } from '../settings/approvals';
import { type ListEntry, type Settings, type SpaceApproval } from '../settings/settings';
import { type ControlId } from '../domain/control-attributes';
import { type Day } from '../domain/day';
import { type Finding } from '../domain/finding';
import { type OutputOf } from './contract/call';
import { type approvalOptionsCall } from './contract/approve';
import { type ProposalCandidate } from './contract/proposals';
import { buildSpaceCandidate, buildSubjectCandidate } from './proposal-candidates';

/** The settings lists in which a control's findings can be approved. */
const APPROVAL_LISTS: Readonly<Partial<Record<ControlId, readonly [ApprovableList, ...ApprovableList[]]>>> = {
  'INF-01': ['approvedSpaces'],
  'INF-03': ['approvedFilters'],
  'INF-04': ['approvedDashboards'],
  'APP-01': ['knownApps', 'atlassianApps'],
};

/** The lists in which a control's findings can be approved, default first; undefined if there is none. */
export const approvalListsFor = (control: ControlId) => APPROVAL_LISTS[control];

type ApprovableObject = OutputOf<typeof approvalOptionsCall>['objects'][number];

const permissionsOf = ({ args: { permission } }: Finding): string[] =>
  typeof permission === 'string' ? [permission] : [];

/**
 * The spaces that the findings make accessible, with the permissions to approve: those already approved plus those in
 * the findings.
 */
function approvableSpaces(
  findings: readonly Finding[],
  spaces: readonly SpaceFact[],
  approved: readonly SpaceApproval[],
): (ProposalCandidate & Pick<ApprovableObject, 'permissions'>)[] {
  const spacesById = new Map(spaces.map(space => [space.id, space]));
  const permissions = new Map<string, Set<string>>();
  for (const finding of findings)
    for (const id of finding.reach ?? []) {
      const approvedPermissions = approved
        .filter(entry => entry.id === id)
        .flatMap(entry => entry.permissions);
      permissions.set(
        id,
        new Set([...(permissions.get(id) ?? approvedPermissions), ...permissionsOf(finding)]),
      );
    }
  return [...permissions].map(([id, granted]) => ({
    ...buildSpaceCandidate(id, spacesById),
    permissions: [...granted].sort(),
  }));
}

/** The objects to approve for the findings, without duplicates, sorted by name. */
export function collectApprovableObjects(
  list: ApprovableList,
  findings: readonly Finding[],
  spaces: readonly SpaceFact[],
  settings: Settings,
  today: Day,
): ApprovableObject[] {
  const objects: readonly (ProposalCandidate & Pick<ApprovableObject, 'permissions'>)[] =
    list === 'approvedSpaces'
      ? approvableSpaces(findings, spaces, resolveApprovals(settings, 'approvedSpaces', today).approved)
      : [...new Map(findings.map(finding => [finding.subject.id, buildSubjectCandidate(finding)])).values()];
  return objects
    .map(({ name, ...object }) => ({ ...object, name: name ?? object.id }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

type PreviousEntry = ListEntry & { readonly permissions?: string[] };

/** Replaces the entries with these IDs in a list of the settings. */
export function withReplacedEntries(
  settings: Settings,
  list: ApprovableList,
  ids: readonly string[],
  entries: readonly PreviousEntry[],
): Settings {
  const others = settings[list].filter(({ id }) => !ids.includes(id));
  return { ...settings, [list]: [...others, ...entries] };
}
