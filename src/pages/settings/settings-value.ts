import { type AdminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { type ListName, type SettingsChange } from '../../api/contract/settings';
import { isExpiring, lastDayFor } from '../../settings/approvals';
import { daysAfter } from '../../terms/day';

/** What the settings page shows. */
export type SettingsValue = OutputOf<AdminCalls['settings']>;
export type Settings = SettingsValue['settings'];

/** One entry of a list. Only spaces have permissions. */
export type Entry = Settings['approvedFilters'][number] & { readonly permissions?: string[] };

export type ChangeOf<G extends SettingsChange['group']> = Extract<SettingsChange, { group: G }>['value'];

/** What the things of a list are. */
export type Kind = 'space' | 'filter' | 'dashboard' | 'app' | 'person' | 'domain';

export const KIND_OF: Readonly<Record<ListName, Kind>> = {
  reviewedAdmins: 'person',
  approvedSpaces: 'space',
  approvedFilters: 'filter',
  approvedDashboards: 'dashboard',
  knownApps: 'app',
  atlassianApps: 'app',
  sensitiveSpaces: 'space',
  ownDomains: 'domain',
  emergencyAccounts: 'person',
  serviceAccounts: 'person',
};

/** What is public on purpose, or marked as Atlassian's own, is approved until a day. */
export const needsEnd = (list: ListName): boolean => isExpiring(list);

/** The last day that an entry of this list may name; undefined where there is none. */
export const lastDayOf = lastDayFor;

/** The end that is proposed, in days from today. */
const HOLDS = 180;

export const proposedEnd = (today: string): string => daysAfter(today, HOLDS);
