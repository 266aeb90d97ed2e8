import { z } from 'zod';
import { type Day, monthsAfter } from '../domain/day';
import {
  type ListEntry,
  activeEntries,
  type ListName,
  LIST_NAMES,
  type Settings,
  type SpaceApproval,
} from './settings';

/** An Atlassian account ID. A typed name doesn't match. */
export const accountIdSchema = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\w:-]*$/);

const reasonSchema = z.string().trim().min(1).max(1000);

/** What every list entry needs, from any input. */
export const entryTermsSchema = z.object({ reason: reasonSchema, owner: accountIdSchema });

/** What an approval with an expiry needs in addition: the last day on which it is valid. */
export const approvalTermsSchema = entryTermsSchema.extend({ until: z.iso.date() });

/** The lists whose entries can be added on a control's page: public objects and apps. */
export const APPROVABLE_LISTS = [
  'approvedSpaces',
  'approvedFilters',
  'approvedDashboards',
  'knownApps',
  'atlassianApps',
] as const;
export type ApprovableList = (typeof APPROVABLE_LISTS)[number];

/** The lists whose entries need an expiry: public objects, and apps that an admin marks as Atlassian's own. */
export const EXPIRING_LISTS = [
  'approvedSpaces',
  'approvedFilters',
  'approvedDashboards',
  'atlassianApps',
] as const satisfies readonly ApprovableList[];
export type ExpiringList = (typeof EXPIRING_LISTS)[number];

export const isExpiringList = (list: ListName): list is ExpiringList =>
  EXPIRING_LISTS.some(expiringList => expiringList === list);

/** An approval is valid for at most this number of months. Then it needs another review. */
const MAX_APPROVAL_MONTHS = 12;

/** The latest expiry that an entry may have; undefined if the list has no limit. */
export const latestExpiryFor = (list: ListName, today: Day): Day | undefined =>
  isExpiringList(list) ? monthsAfter(today, MAX_APPROVAL_MONTHS) : undefined;

/** A missing or invalid field of an entry. `too_late`: the expiry is after the latest one allowed. */
export interface EntryFault {
  readonly field: 'permissions' | 'reason' | 'owner' | 'until';
  readonly why: 'required' | 'too_late';
}

const ENTRY_FIELDS = ['permissions', 'reason', 'owner', 'until'] as const;

/** The faults that make an entry invalid, in the order of its fields. */
export function findEntryFaults(
  list: ListName,
  entry: ListEntry & Partial<Pick<SpaceApproval, 'permissions'>>,
  today: Day,
): readonly EntryFault[] {
  const parsed = (isExpiringList(list) ? approvalTermsSchema : entryTermsSchema).safeParse(entry);
  const invalidFields = new Set(parsed.error?.issues.map(({ path: [field] }) => field));
  if (list === 'approvedSpaces' && (entry.permissions ?? []).length === 0) invalidFields.add('permissions');
  const faults = ENTRY_FIELDS.filter(field => invalidFields.has(field)).map(field => ({
    field,
    why: 'required' as const,
  }));
  const latestExpiry = latestExpiryFor(list, today);
  const isTooLate = latestExpiry !== undefined && entry.until !== undefined && entry.until > latestExpiry;
  return isTooLate && !invalidFields.has('until') ? [...faults, { field: 'until', why: 'too_late' }] : faults;
}

/** The valid approvals of a list on a day of the site, and the incomplete ones, which don't count. */
export function resolveApprovals<L extends ExpiringList>(
  settings: Settings,
  list: L,
  today: Day,
): { readonly approved: Settings[L]; readonly incomplete: Settings[L] };
export function resolveApprovals(settings: Settings, list: ExpiringList, today: Day) {
  const entries = activeEntries<ListEntry>(settings[list], today);
  const isComplete = (entry: ListEntry): boolean => findEntryFaults(list, entry, today).length === 0;
  return { approved: entries.filter(isComplete), incomplete: entries.filter(entry => !isComplete(entry)) };
}

export interface IncompleteEntry {
  readonly list: ListName;
  readonly index: number;
  readonly id: string;
  readonly faults: readonly EntryFault[];
}

/** The invalid entries of these lists, in the order of the settings. */
export const incompleteEntries = (
  settings: Settings,
  today: Day,
  lists: readonly ListName[] = EXPIRING_LISTS,
): readonly IncompleteEntry[] =>
  LIST_NAMES.filter(list => lists.includes(list)).flatMap(list =>
    settings[list].flatMap((entry, index) => {
      const faults = findEntryFaults(list, entry, today);
      return faults.length === 0 ? [] : [{ list, index, id: entry.id, faults }];
    }),
  );
