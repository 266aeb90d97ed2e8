import { type SettingsChange } from '../../api/contract/settings';
import { type Found, type ProposedList } from '../../api/contract/start';
import { type Entry, type Settings } from '../settings/settings-value';
import { type Terms } from '../settings/terms-draft';

/** One selection as entries of its list. */
export const entriesOf = (found: readonly Found[], { reason, owner, until }: Terms): Entry[] =>
  found.map(({ id, name = '' }) => ({
    id,
    name,
    reason: reason.trim(),
    owner,
    ...(until === '' ? {} : { until }),
  }));

/** Public spaces are approved for reading; more is approved one by one, in the settings. */
const READING = ['BROWSE_PROJECTS'];

type Lists = Pick<Settings, ProposedList>;

/** The settings with one list put in place of what it was, as its group is saved. */
function changeOf(settings: Settings, lists: Partial<Lists>): SettingsChange {
  const next = { ...settings, ...lists };
  const { owners, reviewedAdmins, emergencyAccounts, serviceAccounts } = next;
  const { approvedSpaces, approvedFilters, approvedDashboards, knownApps, atlassianApps, ownDomains } = next;
  return lists.reviewedAdmins !== undefined || lists.emergencyAccounts !== undefined
    ? { group: 'people', value: { owners, reviewedAdmins, emergencyAccounts, serviceAccounts } }
    : {
        group: 'open',
        value: { approvedSpaces, approvedFilters, approvedDashboards, knownApps, atlassianApps, ownDomains },
      };
}

const listOf = (list: ProposedList, entries: readonly Entry[]): Partial<Lists> =>
  list === 'approvedSpaces'
    ? { approvedSpaces: entries.map(entry => ({ ...entry, permissions: entry.permissions ?? READING })) }
    : { [list]: entries };

/** The change that enters something. Entering nothing is the group as it is stored. */
export const changeWith = (
  settings: Settings,
  list: ProposedList,
  entries: readonly Entry[],
): SettingsChange => changeOf(settings, listOf(list, [...settings[list], ...entries]));

/** The change that takes entries out again, whatever else was entered meanwhile. */
export const changeWithout = (
  settings: Settings,
  list: ProposedList,
  ids: readonly string[],
): SettingsChange =>
  changeOf(
    settings,
    listOf(
      list,
      settings[list].filter(({ id }) => !ids.includes(id)),
    ),
  );
