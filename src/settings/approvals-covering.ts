import { type Day } from '../domain/day';
import { type Finding } from '../domain/finding';
import { resolveApprovals, isExpiringList } from './approvals';
import { type ListEntry, activeEntries, type ListName, type Settings } from './settings';

/** The lists that can approve an object of a kind. A scheme is approved through the spaces that use it. */
const LISTS_BY_SUBJECT_KIND: Readonly<Partial<Record<Finding['subject']['kind'], readonly ListName[]>>> = {
  filter: ['approvedFilters'],
  dashboard: ['approvedDashboards'],
  app: ['knownApps', 'atlassianApps'],
  person: ['reviewedAdmins', 'emergencyAccounts', 'serviceAccounts'],
  scheme: ['approvedSpaces', 'emergencyAccounts', 'serviceAccounts'],
};

/** The IDs that a finding is about: its object, its reach, and the people in its arguments. */
const collectIds = ({ subject, reach = [], args }: Finding): ReadonlySet<string> =>
  new Set([
    subject.id,
    ...reach,
    ...Object.values(args).flatMap(arg => (typeof arg === 'object' && 'person' in arg ? [arg.person] : [])),
  ]);

/** The entries of a list that are valid on a day. For spaces, only those that approve the finding's permission. */
function countingIn(
  settings: Settings,
  list: ListName,
  { today, permission }: { readonly today: Day; readonly permission: Finding['args'][string] | undefined },
): readonly ListEntry[] {
  if (list === 'approvedSpaces')
    return resolveApprovals(settings, list, today).approved.filter(({ permissions }) =>
      permissions.some(each => each === permission),
    );
  return isExpiringList(list)
    ? resolveApprovals(settings, list, today).approved
    : activeEntries(settings[list], today);
}

/** The entries in the settings that approve a finding on a day of the site. */
export function approvalsCovering(settings: Settings, finding: Finding, today: Day): readonly ListEntry[] {
  const ids = collectIds(finding);
  const { permission } = finding.args;
  return (LISTS_BY_SUBJECT_KIND[finding.subject.kind] ?? []).flatMap(list =>
    countingIn(settings, list, { today, permission }).filter(({ id }) => ids.has(id)),
  );
}
