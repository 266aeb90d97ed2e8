import { LISTS, type Settings } from '../settings/settings';
import { type Checklist, type Coverage, openInAll, type Row } from '../terms/checklist';
import { type ControlId, SEVERITIES } from '../terms/control-terms';
import { dayAt, daysAfter } from '../terms/day';
import { type Gap, type GapReason } from '../terms/gap';
import { type Instant } from '../terms/instant';
import { type QueueItem } from './contract/home';

/** Entries of the settings are named so many days before they end. */
const ENDS_SOON = 14;

/** Gaps that a person can do something about. The others pass by themselves, or say what no API or no plan gives. */
const NEEDS_A_PERSON: ReadonlySet<GapReason> = new Set(['denied', 'failed', 'schema', 'hidden']);

const worstFirst = (one: Row, other: Row): number =>
  SEVERITIES.indexOf(one.weight) - SEVERITIES.indexOf(other.weight);

// Rows bear the ids that this same app wrote.
const idOf = ({ control }: Row): ControlId => control as ControlId;

/** Only while it is read again: what the app has reopened or confirmed waits for nobody here. */
const movedToDone = (rows: readonly Row[]): QueueItem[] =>
  rows.flatMap(row =>
    row.workItems.flatMap(({ issueKey, is, open = 0, of = open }): QueueItem[] =>
      issueKey !== undefined && is === 'confirming' && open > 0
        ? [{ is: 'moved-to-done', control: idOf(row), issueKey, remain: open, of }]
        : [],
    ),
  );

const notFiled = (rows: readonly Row[]): QueueItem[] =>
  rows.flatMap(row =>
    row.workItems.flatMap(({ is, problem }): QueueItem[] =>
      problem === undefined || (is !== 'cannot-file' && is !== 'hidden')
        ? []
        : [{ is: 'not-filed', control: idOf(row), problem }],
    ),
  );

/** Why a source can't be read, where a person can do something about it: as it is now, else as it was read. */
function troubleOf({ gaps, failing }: Coverage): (Gap & { readonly since?: number }) | undefined {
  if (failing !== undefined && NEEDS_A_PERSON.has(failing.why)) return failing;
  return gaps.find(({ why }) => NEEDS_A_PERSON.has(why));
}

const rowsWaitingFor = (rows: readonly Row[], sources: readonly string[]): number =>
  rows.filter(row => row.gaps.some(({ source }) => source !== undefined && sources.includes(source))).length;

interface Trouble extends Gap {
  readonly source: Coverage['source'];
  readonly since?: number;
  readonly stands: boolean;
}

const troublesOf = (coverage: readonly Coverage[]): readonly Trouble[] =>
  coverage.flatMap(each => {
    const trouble = troubleOf(each);
    return trouble === undefined
      ? []
      : [{ ...trouble, source: each.source, stands: each.state === 'complete' }];
  });

/** One cause is one line, however much it keeps from being read. */
function lostRights({ rows, coverage, appMayRead }: Checklist): QueueItem[] {
  if (appMayRead !== false) return [];
  const sources = troublesOf(coverage).flatMap(({ why, source }) => (why === 'denied' ? [source] : []));
  return [{ is: 'lost-rights', sources: sources.length, controls: rowsWaitingFor(rows, sources) }];
}

const unreadable = ({ rows, coverage, appMayRead }: Checklist): QueueItem[] =>
  troublesOf(coverage)
    .filter(({ why }) => appMayRead !== false || why !== 'denied')
    .map(trouble => ({ is: 'cant-read', ...trouble, controls: rowsWaitingFor(rows, [trouble.source]) }));

/** What waits for a statement, except where somebody else owns it. */
const unstated = (rows: readonly Row[], account: string, now: Instant): QueueItem[] =>
  rows
    .filter(({ owner }) => owner === undefined || owner === account)
    .filter(({ status, gaps }) => status === 'due' || gaps.some(({ why }) => why === 'not-attested'))
    .map(row => ({
      is: 'attest',
      control: idOf(row),
      ...(row.stated !== undefined && row.stated.validUntil < now ? { lapsedAt: row.stated.validUntil } : {}),
    }));

const ending = (settings: Settings, now: Instant): QueueItem[] => {
  const today = dayAt(now, settings.timeZone);
  return LISTS.flatMap(list =>
    settings[list].flatMap(({ id, name, until }): QueueItem[] =>
      until === undefined || until >= daysAfter(today, ENDS_SOON)
        ? []
        : [{ is: 'entry-ends', list, id, name, until, over: until < today }],
    ),
  );
};

/** Nothing is filed before somebody said where and from which starting point. */
function notFiling(rows: readonly Row[], { filing, baseline }: Settings): QueueItem[] {
  const { open } = openInAll(rows);
  if (open === 0) return [];
  if (filing.project === undefined || filing.issueType === undefined)
    return [{ is: 'not-filing', missing: 'project', open }];
  return baseline === undefined ? [{ is: 'not-filing', missing: 'baseline', open }] : [];
}

/** What waits for the person with `account`, most pressing first. Pure. */
export function queueOf(
  checklist: Checklist,
  settings: Settings,
  account: string,
  now: Instant,
): readonly QueueItem[] {
  const rows = [...checklist.rows].sort(worstFirst);
  return [
    ...lostRights(checklist),
    ...movedToDone(rows),
    ...notFiled(rows),
    ...unreadable(checklist),
    ...notFiling(rows, settings),
    ...ending(settings, now),
    ...unstated(rows, account, now),
  ];
}
