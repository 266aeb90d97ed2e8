import { type SpaceFact } from '../evidence/facts';
import { type ApprovingList, approvalsOn } from '../settings/approvals';
import { type Entry, type Settings, type SpaceEntry } from '../settings/settings';
import { type ControlId } from '../terms/control-terms';
import { type Day } from '../terms/day';
import { type Finding } from '../terms/finding';
import { type OutputOf } from './contract/call';
import { type approvable } from './contract/approve';
import { type Found } from './contract/start';
import { spaceFound, subjectFound } from './found';

/** What the findings of a control may be entered as. */
const LISTS: Readonly<Partial<Record<ControlId, readonly [ApprovingList, ...ApprovingList[]]>>> = {
  'INF-01': ['approvedSpaces'],
  'INF-03': ['approvedFilters'],
  'INF-04': ['approvedDashboards'],
  'APP-01': ['knownApps', 'atlassianApps'],
};

/** The lists in which a control's findings can be approved, the usual one first; undefined where there is none. */
export const approvingLists = (control: ControlId) => LISTS[control];

type Thing = OutputOf<typeof approvable>['things'][number];

const permissionIn = ({ args: { permission } }: Finding): string[] =>
  typeof permission === 'string' ? [permission] : [];

/** The spaces that the findings open, each with what it would be approved for: what it is already, and what is open. */
function spacesIn(
  findings: readonly Finding[],
  spaces: readonly SpaceFact[],
  approved: readonly SpaceEntry[],
): (Found & Pick<Thing, 'permissions'>)[] {
  const known = new Map(spaces.map(space => [space.id, space]));
  const permissions = new Map<string, Set<string>>();
  for (const finding of findings)
    for (const id of finding.reach ?? []) {
      const already = approved.filter(entry => entry.id === id).flatMap(entry => entry.permissions);
      permissions.set(id, new Set([...(permissions.get(id) ?? already), ...permissionIn(finding)]));
    }
  return [...permissions].map(([id, may]) => ({ ...spaceFound(id, known), permissions: [...may].sort() }));
}

/** What the findings are about, each thing once, by name. */
export function thingsIn(
  list: ApprovingList,
  findings: readonly Finding[],
  spaces: readonly SpaceFact[],
  settings: Settings,
  today: Day,
): Thing[] {
  const things: readonly (Found & Pick<Thing, 'permissions'>)[] =
    list === 'approvedSpaces'
      ? spacesIn(findings, spaces, approvalsOn(settings, 'approvedSpaces', today).approved)
      : [...new Map(findings.map(finding => [finding.subject.id, subjectFound(finding)])).values()];
  return things
    .map(({ name, ...thing }) => ({ ...thing, name: name ?? thing.id }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

type Before = Entry & { readonly permissions?: string[] };

/** The settings with some entries of a list put in place of those with these ids. */
export function replaced(
  settings: Settings,
  list: ApprovingList,
  ids: readonly string[],
  entries: readonly Before[],
): Settings {
  const others = settings[list].filter(({ id }) => !ids.includes(id));
  return { ...settings, [list]: [...others, ...entries] };
}
