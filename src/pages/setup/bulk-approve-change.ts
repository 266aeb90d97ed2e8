import { type SettingsChange } from '../../api/contract/settings';
import { type ProposalCandidate, type ProposalList } from '../../api/contract/proposals';
import { type EntryValue, type EditableSettings } from '../settings/settings-value';
import { type EntryTerms } from '../settings/entry-terms';

/** Converts a selection to entries of its list. */
export const buildEntries = (
  candidates: readonly ProposalCandidate[],
  { reason, owner, until }: EntryTerms,
): EntryValue[] =>
  candidates.map(({ id, name = '' }) => ({
    id,
    name,
    reason: reason.trim(),
    owner,
    ...(until === '' ? {} : { until }),
  }));

/** Public spaces are approved for reading. Other permissions are approved individually, in the settings. */
const READ_PERMISSIONS = ['BROWSE_PROJECTS'];

type ProposalListValues = Pick<EditableSettings, ProposalList>;

/** Replaces one list in the settings, as a change of its group. */
function buildListsChange(settings: EditableSettings, lists: Partial<ProposalListValues>): SettingsChange {
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

const toListValue = (list: ProposalList, entries: readonly EntryValue[]): Partial<ProposalListValues> =>
  list === 'approvedSpaces'
    ? {
        approvedSpaces: entries.map(entry => ({
          ...entry,
          permissions: entry.permissions ?? READ_PERMISSIONS,
        })),
      }
    : { [list]: entries };

/** The change that adds entries. Without entries, it is the stored group. */
export const buildAdditionChange = (
  settings: EditableSettings,
  list: ProposalList,
  entries: readonly EntryValue[],
): SettingsChange => buildListsChange(settings, toListValue(list, [...settings[list], ...entries]));

/** The change that removes entries again. Keeps entries that were added in the meantime. */
export const buildRemovalChange = (
  settings: EditableSettings,
  list: ProposalList,
  ids: readonly string[],
): SettingsChange =>
  buildListsChange(
    settings,
    toListValue(
      list,
      settings[list].filter(({ id }) => !ids.includes(id)),
    ),
  );
