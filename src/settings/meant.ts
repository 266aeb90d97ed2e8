import { type Finding } from '../terms/finding';
import { type Entry, type ListName, type Settings } from './settings';

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

/** The entries of the settings that say that it is meant to be so. */
export function meantBy(settings: Settings, finding: Finding): readonly Entry[] {
  const names = namesOf(finding);
  return (LISTS_OF[finding.subject.kind] ?? []).flatMap(list =>
    settings[list].filter(({ id }) => names.has(id)),
  );
}
