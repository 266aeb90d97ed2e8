import { z } from 'zod';
import { type Day, monthsAfter } from '../terms/day';
import { type Entry, holding, type ListName, LISTS, type Settings, type SpaceEntry } from './settings';

/** An account id of Atlassian's: a name that someone typed is none. */
export const accountId = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\w:-]*$/);

const reason = z.string().trim().min(1).max(1000);

/** What every entry of a list says, whatever way it comes in. */
export const entryTerms = z.object({ reason, owner: accountId });

/** What an approval with an expiry says as well: the last day on which it is valid. */
export const approvalTerms = entryTerms.extend({ until: z.iso.date() });

/** The lists in which findings can be approved on their control's page: what may be public, and apps. */
export const APPROVING = [
  'approvedSpaces',
  'approvedFilters',
  'approvedDashboards',
  'knownApps',
  'atlassianApps',
] as const;
export type ApprovingList = (typeof APPROVING)[number];

/** Those whose entries count only with an expiry: what may be public, and apps that an admin marks as Atlassian's own. */
export const EXPIRING = [
  'approvedSpaces',
  'approvedFilters',
  'approvedDashboards',
  'atlassianApps',
] as const satisfies readonly ApprovingList[];
export type ExpiringList = (typeof EXPIRING)[number];

export const isExpiring = (list: ListName): list is ExpiringList =>
  EXPIRING.some(expiring => expiring === list);

/** Such an entry is valid for so many months at most: then someone looks again. */
const APPROVED_MONTHS = 12;

/** The last day that an entry of the list may name; undefined where there is none. */
export const lastDayFor = (list: ListName, today: Day): Day | undefined =>
  isExpiring(list) ? monthsAfter(today, APPROVED_MONTHS) : undefined;

/** A field of an entry that is missing or does not fit. `too_late`: it names a day after the last possible one. */
export interface EntryFault {
  readonly field: 'permissions' | 'reason' | 'owner' | 'until';
  readonly why: 'required' | 'too_late';
}

const FIELDS = ['permissions', 'reason', 'owner', 'until'] as const;

/** What keeps an entry of a list from counting, in the order of its fields. */
export function faultsOf(
  list: ListName,
  entry: Entry & Partial<Pick<SpaceEntry, 'permissions'>>,
  today: Day,
): readonly EntryFault[] {
  const read = (isExpiring(list) ? approvalTerms : entryTerms).safeParse(entry);
  const wrong = new Set(read.error?.issues.map(({ path: [field] }) => field));
  if (list === 'approvedSpaces' && (entry.permissions ?? []).length === 0) wrong.add('permissions');
  const faults = FIELDS.filter(field => wrong.has(field)).map(field => ({ field, why: 'required' as const }));
  const lastDay = lastDayFor(list, today);
  const isLate = lastDay !== undefined && entry.until !== undefined && entry.until > lastDay;
  return isLate && !wrong.has('until') ? [...faults, { field: 'until', why: 'too_late' }] : faults;
}

/** The approvals of a list that count on a day of the site, and those that say too little to count. */
export function approvalsOn<L extends ExpiringList>(
  settings: Settings,
  list: L,
  today: Day,
): { readonly approved: Settings[L]; readonly incomplete: Settings[L] };
export function approvalsOn(settings: Settings, list: ExpiringList, today: Day) {
  const entries = holding<Entry>(settings[list], today);
  const isComplete = (entry: Entry): boolean => faultsOf(list, entry, today).length === 0;
  return { approved: entries.filter(isComplete), incomplete: entries.filter(entry => !isComplete(entry)) };
}

/** An entry of a list that does not count, with what is wrong with it. */
export interface IncompleteEntry {
  readonly list: ListName;
  readonly index: number;
  readonly id: string;
  readonly faults: readonly EntryFault[];
}

/** The entries of these lists that have faults, in the order of the settings. */
export const incompleteEntries = (
  settings: Settings,
  today: Day,
  lists: readonly ListName[] = EXPIRING,
): readonly IncompleteEntry[] =>
  LISTS.filter(list => lists.includes(list)).flatMap(list =>
    settings[list].flatMap((entry, index) => {
      const faults = faultsOf(list, entry, today);
      return faults.length === 0 ? [] : [{ list, index, id: entry.id, faults }];
    }),
  );
