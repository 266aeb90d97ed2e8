import { type ListEntry, type ListName, LIST_NAMES, type Settings } from '../../settings/settings';
import { type Checklist, sumOpenFindings, type ChecklistRow } from '../../domain/checklist';
import { dayAt, daysAfter } from '../../domain/day';
import { instant } from '../../domain/instant';
import {
  controlIdOf,
  type ForYouViewer,
  deadlineOf,
  type PrioritizedItem,
  worstWeightOf,
} from './prioritized-item';

/** Attestations and settings entries appear this many days before they expire. */
const EXPIRY_NOTICE_DAYS = 14;

/** The last valid day of a row's attestation; undefined if there is none. */
const attestationLastDayOf = ({ attestation: stated }: ChecklistRow, timeZone: string): string | undefined =>
  stated === undefined ? undefined : dayAt(instant(stated.validUntil), timeZone);

const needsAttestation = ({ status, gaps }: ChecklistRow): boolean =>
  status === 'due' || gaps.some(({ why }) => why === 'not-attested');

/** Attestations that are missing or expire soon, except those of other owners. */
export const attestationItems = (
  rows: readonly ChecklistRow[],
  { timeZone }: Settings,
  { account, today }: ForYouViewer,
): readonly PrioritizedItem[] =>
  rows
    .filter(({ owner }) => owner === undefined || owner === account)
    .flatMap(row => {
      const lastDay = attestationLastDayOf(row, timeZone);
      const expiresSoon = lastDay !== undefined && lastDay < daysAfter(today, EXPIRY_NOTICE_DAYS);
      if (!needsAttestation(row) && !expiresSoon) return [];
      const deadline = deadlineOf(lastDay, today);
      // An attestation that expired earlier today is overdue, although today hasn't ended.
      const overdue = deadline.overdue || (lastDay !== undefined && needsAttestation(row));
      return [
        {
          item: { is: 'attest', control: controlIdOf(row), ...deadline, overdue },
          severity: row.weight,
        } as const,
      ];
    });

/** An expired entry only brings its finding back, so it has low severity. */
const ENTRY_SEVERITY = 'low';

function expiringInList(
  list: ListName,
  entries: readonly ListEntry[],
  today: string,
): readonly PrioritizedItem[] {
  const entriesByDay = new Map<string, ListEntry[]>();
  for (const entry of entries) {
    const { until } = entry;
    if (until === undefined || until >= daysAfter(today, EXPIRY_NOTICE_DAYS)) continue;
    entriesByDay.set(until, [...(entriesByDay.get(until) ?? []), entry]);
  }
  return [...entriesByDay].flatMap(([until, sameDayEntries]) => {
    const [first] = sameDayEntries;
    if (first === undefined) return [];
    const { id, name } = first;
    const item = {
      is: 'entries-expiring',
      list,
      id,
      name,
      count: sameDayEntries.length,
      ...deadlineOf(until, today),
    } as const;
    return [{ item, severity: ENTRY_SEVERITY }];
  });
}

/**
 * Entries that expire soon or have expired. Entries of one list with the same day were made together and become one
 * item.
 */
export const expiringEntryItems = (settings: Settings, { today }: ForYouViewer): readonly PrioritizedItem[] =>
  LIST_NAMES.flatMap(list => expiringInList(list, settings[list], today));

/** Critical, because open work items describe security gaps to everyone who can read the space. */
export const filingStoppedItems = ({ filingStopped: problem }: Checklist): readonly PrioritizedItem[] =>
  problem === undefined ? [] : [{ item: { is: 'filing-stopped', problem }, severity: 'critical' }];

/** Work items aren't filed until an admin has chosen a space and a baseline. */
export function filingNotSetUpItems(
  rows: readonly ChecklistRow[],
  { filing, baseline }: Settings,
): readonly PrioritizedItem[] {
  const { open } = sumOpenFindings(rows);
  const hasFilingSpace = filing.project !== undefined && filing.issueType !== undefined;
  if (open === 0 || (hasFilingSpace && baseline !== undefined)) return [];
  const severity = worstWeightOf(rows.filter(({ status }) => status === 'not-met'));
  return [
    { item: { is: 'filing-not-set-up', missing: hasFilingSpace ? 'baseline' : 'project', open }, severity },
  ];
}
