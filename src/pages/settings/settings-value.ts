import { type AdminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { type ListName, type SettingsChange } from '../../api/contract/settings';
import { isApproving, lastApprovedDay } from '../../settings/approvals';
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
  sensitiveSpaces: 'space',
  ownDomains: 'domain',
  emergencyAccounts: 'person',
  serviceAccounts: 'person',
};

/** What is open to the public on purpose is so until a day: nobody approves for ever. */
export const needsEnd = (list: ListName): boolean => isApproving(list);

/** The last day that an entry of this list may name; undefined where there is none. */
export const lastDayOf = (list: ListName, today: string): string | undefined =>
  isApproving(list) ? lastApprovedDay(today) : undefined;

/** The end that is proposed, in days from today. */
const HOLDS = 180;

export const proposedEnd = (today: string): string => daysAfter(today, HOLDS);
