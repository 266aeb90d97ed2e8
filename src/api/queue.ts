import { LISTS, type Settings } from '../settings/settings';
import { type Checklist, type Row } from '../terms/checklist';
import { type ControlId, SEVERITIES } from '../terms/control-terms';
import { dayAt, daysAfter } from '../terms/day';
import { type Instant } from '../terms/instant';
import { type QueueItem } from './contract/home';

/** Entries of the settings are named so many days before they end. */
const ENDS_SOON = 14;

/** Gaps that a person can do something about. The others pass by themselves, or say what no API tells. */
const NEEDS_A_PERSON = new Set(['denied', 'failed', 'schema', 'hidden', 'unsupported']);

const worstFirst = (one: Row, other: Row): number =>
  SEVERITIES.indexOf(one.weight) - SEVERITIES.indexOf(other.weight);

// Rows bear the ids that this same app wrote.
const idOf = ({ control }: Row): ControlId => control as ControlId;

const movedToDone = (rows: readonly Row[]): QueueItem[] =>
  rows.flatMap(row =>
    row.workItems.flatMap(({ issueKey, is }): QueueItem[] =>
      issueKey !== undefined && is === 'confirming' && row.open > 0
        ? [{ is: 'moved-to-done', control: idOf(row), issueKey, remain: row.open }]
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

const unreadable = ({ rows, coverage }: Checklist): QueueItem[] =>
  coverage.flatMap(({ source, gaps }): QueueItem[] => {
    const gap = gaps.find(({ why }) => NEEDS_A_PERSON.has(why));
    if (gap === undefined) return [];
    const waiting = rows.filter(row => row.gaps.some(each => each.source === source)).length;
    return [
      {
        is: 'cant-read',
        source,
        why: gap.why,
        controls: waiting,
        ...(gap.at === undefined ? {} : { at: gap.at }),
      },
    ];
  });

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
  const open = rows.reduce((sum, row) => sum + row.open, 0);
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
    ...movedToDone(rows),
    ...notFiled(rows),
    ...unreadable(checklist),
    ...notFiling(rows, settings),
    ...ending(settings, now),
    ...unstated(rows, account, now),
  ];
}
