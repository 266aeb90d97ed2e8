import { type Checklist, type ChecklistRow, type WorkItem } from '../domain/checklist';

/** Maximum size of the checklist as JSON, in bytes: the pages load all of it. */
export const MAX_CHECKLIST_BYTES = 40_000;

/** List lengths to try, longest first. A row shows only a few entries; the control's own page shows the rest. */
const TRIM_LEVELS = [
  { workItems: 25, others: 25, events: 60 },
  { workItems: 12, others: 12, events: 40 },
  { workItems: 6, others: 6, events: 30 },
  { workItems: 3, others: 3, events: 20 },
  { workItems: 1, others: 1, events: 10 },
] as const;
type TrimLevel = (typeof TRIM_LEVELS)[number];

/**
 * Work items that need a person's action come first, finished ones last; within a kind, the earliest due date first.
 */
const WORK_ITEM_ORDER: readonly WorkItem['is'][] = [
  'confirming',
  'cannot-file',
  'hidden',
  'open',
  'queued',
  'done',
];

/** Sorts work items without a due date last. */
const AFTER_EVERY_DAY = '~';

const unfinishedFirst = (one: WorkItem, other: WorkItem): number =>
  WORK_ITEM_ORDER.indexOf(one.is) - WORK_ITEM_ORDER.indexOf(other.is) ||
  Number((one.due ?? AFTER_EVERY_DAY) > (other.due ?? AFTER_EVERY_DAY)) -
    Number((one.due ?? AFTER_EVERY_DAY) < (other.due ?? AFTER_EVERY_DAY));

function trimRow(
  { moreWorkItems: _moreWorkItems, ...row }: ChecklistRow,
  { workItems, others }: TrimLevel,
): ChecklistRow {
  const sorted = [...row.workItems].sort(unfinishedFirst);
  const more = sorted.slice(workItems).filter(({ is }) => is !== 'done').length;
  return {
    ...row,
    gaps: row.gaps.slice(0, others),
    notes: row.notes.slice(0, others),
    workItems: sorted.slice(0, workItems),
    ...(more > 0 ? { moreWorkItems: more } : {}),
  };
}

const trimTo = (checklist: Checklist, share: TrimLevel): Checklist => ({
  ...checklist,
  rows: checklist.rows.map(row => trimRow(row, share)),
  events: checklist.events.slice(0, share.events),
  coverage: checklist.coverage.map(each => ({ ...each, gaps: each.gaps.slice(0, share.others) })),
});

/** Trims the checklist's lists to the longest level that fits into one storage value. */
export function trimChecklist(checklist: Checklist): Checklist {
  const candidates = TRIM_LEVELS.map(share => trimTo(checklist, share));
  return (
    candidates.find(each => Buffer.byteLength(JSON.stringify(each)) <= MAX_CHECKLIST_BYTES) ??
    candidates.at(-1) ??
    checklist
  );
}
