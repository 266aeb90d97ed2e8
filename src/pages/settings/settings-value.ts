import { type AdminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { type ListName, type SettingsChange } from '../../api/contract/settings';
import { isExpiringList, latestExpiryFor } from '../../settings/approvals';
import { daysAfter } from '../../domain/day';

export type SettingsValue = OutputOf<AdminCalls['settings']>;
export type EditableSettings = SettingsValue['settings'];

/** An entry of a list. Only spaces have permissions. */
export type EntryValue = EditableSettings['approvedFilters'][number] & { readonly permissions?: string[] };

export type ChangeValueOf<G extends SettingsChange['group']> = Extract<SettingsChange, { group: G }>['value'];

/** The kind of objects in each list. */
export type ListObjectKind = 'space' | 'filter' | 'dashboard' | 'app' | 'person' | 'domain';

export const OBJECT_KINDS: Readonly<Record<ListName, ListObjectKind>> = {
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

/** Approvals, and apps marked as Atlassian's own, must expire. */
export const requiresExpiry = (list: ListName): boolean => isExpiringList(list);

/** The latest allowed expiry day in this list; undefined if there is none. */
export const lastExpiryDayOf = latestExpiryFor;

/** The proposed expiry, in days from today. */
const PROPOSED_DAYS = 180;

export const proposeExpiry = (today: string): string => daysAfter(today, PROPOSED_DAYS);
