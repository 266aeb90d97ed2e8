import { type Day } from '../terms/day';
import { type Finding } from '../terms/finding';
import { approvalsOn, isExpiring } from './approvals';
import { type Entry, holding, type ListName, type Settings } from './settings';

/** The lists that can say of a thing that it is meant to be as it is. A scheme is meant through the spaces that use it. */
const LISTS_OF: Readonly<Partial<Record<Finding['subject']['kind'], readonly ListName[]>>> = {
  filter: ['approvedFilters'],
  dashboard: ['approvedDashboards'],
  app: ['knownApps', 'atlassianApps'],
  person: ['reviewedAdmins', 'emergencyAccounts', 'serviceAccounts'],
  scheme: ['approvedSpaces', 'emergencyAccounts', 'serviceAccounts'],
};

/** Whom and what a finding is about: its object, what that opens, and the people whom it names. */
const namesOf = ({ subject, reach = [], args }: Finding): ReadonlySet<string> =>
  new Set([
    subject.id,
    ...reach,
    ...Object.values(args).flatMap(arg => (typeof arg === 'object' && 'person' in arg ? [arg.person] : [])),
  ]);

/** The entries of a list that count on a day, and for what the finding is about. */
function countingIn(
  settings: Settings,
  list: ListName,
  { today, permission }: { readonly today: Day; readonly permission: Finding['args'][string] | undefined },
): readonly Entry[] {
  if (list === 'approvedSpaces')
    return approvalsOn(settings, list, today).approved.filter(({ permissions }) =>
      permissions.some(each => each === permission),
    );
  return isExpiring(list) ? approvalsOn(settings, list, today).approved : holding(settings[list], today);
}

/** The entries of the settings that say, on a day of the site, that it is meant to be so. */
export function meantBy(settings: Settings, finding: Finding, today: Day): readonly Entry[] {
  const names = namesOf(finding);
  const { permission } = finding.args;
  return (LISTS_OF[finding.subject.kind] ?? []).flatMap(list =>
    countingIn(settings, list, { today, permission }).filter(({ id }) => names.has(id)),
  );
}
