import { type Entry, type ListName, LISTS, type Settings } from '../../settings/settings';
import { type Checklist, openInAll, type Row } from '../../terms/checklist';
import { dayAt, daysAfter } from '../../terms/day';
import { instant } from '../../terms/instant';
import { idOf, type Reader, termOf, type Waiting, worstOf } from './waiting';

/** Statements and entries of the settings are named so many days before they end. */
const ENDS_SOON = 14;

/** The day on which a row's statement runs out; undefined where there is none. */
const lastDayOf = ({ stated }: Row, timeZone: string): string | undefined =>
  stated === undefined ? undefined : dayAt(instant(stated.validUntil), timeZone);

const isUnstated = ({ status, gaps }: Row): boolean =>
  status === 'due' || gaps.some(({ why }) => why === 'not-attested');

/** What waits for a statement, or soon will, except where somebody else owns it. */
export const statements = (
  rows: readonly Row[],
  { timeZone }: Settings,
  { account, today }: Reader,
): readonly Waiting[] =>
  rows
    .filter(({ owner }) => owner === undefined || owner === account)
    .flatMap(row => {
      const lastDay = lastDayOf(row, timeZone);
      const runsOut = lastDay !== undefined && lastDay < daysAfter(today, ENDS_SOON);
      if (!isUnstated(row) && !runsOut) return [];
      const term = termOf(lastDay, today);
      // One that ran out earlier today is over, though its day is not.
      const over = term.over || (lastDay !== undefined && isUnstated(row));
      return [{ item: { is: 'attest', control: idOf(row), ...term, over }, severity: row.weight } as const];
    });

/** What is meant to be so ends silently: nobody is harmed before the finding comes back. */
const OF_ENTRIES = 'low';

function ofList(list: ListName, entries: readonly Entry[], today: string): readonly Waiting[] {
  const days = new Map<string, Entry[]>();
  for (const entry of entries) {
    const { until } = entry;
    if (until === undefined || until >= daysAfter(today, ENDS_SOON)) continue;
    days.set(until, [...(days.get(until) ?? []), entry]);
  }
  return [...days].flatMap(([until, those]) => {
    const [first] = those;
    if (first === undefined) return [];
    const { id, name } = first;
    const item = { is: 'entries-end', list, id, name, count: those.length, ...termOf(until, today) } as const;
    return [{ item, severity: OF_ENTRIES }];
  });
}

/** Entries that end soon or have ended. Those of one list and one day were made together: they are one line. */
export const endingEntries = (settings: Settings, { today }: Reader): readonly Waiting[] =>
  LISTS.flatMap(list => ofList(list, settings[list], today));

/** Open work items describe security gaps to whoever can read the space. */
export const filingStopped = ({ filingStopped: problem }: Checklist): readonly Waiting[] =>
  problem === undefined ? [] : [{ item: { is: 'filing-stopped', problem }, severity: 'critical' }];

/** Nothing is filed before somebody said where and from which starting point. */
export function notFiling(rows: readonly Row[], { filing, baseline }: Settings): readonly Waiting[] {
  const { open } = openInAll(rows);
  const hasPlace = filing.project !== undefined && filing.issueType !== undefined;
  if (open === 0 || (hasPlace && baseline !== undefined)) return [];
  const severity = worstOf(rows.filter(({ status }) => status === 'not-met'));
  return [{ item: { is: 'not-filing', missing: hasPlace ? 'baseline' : 'project', open }, severity }];
}
