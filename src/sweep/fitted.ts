import { type Checklist, type Row, type WorkItem } from '../terms/checklist';

/** What the checklist takes at most, as JSON: the pages load it whole. */
export const MOST_BYTES = 40_000;

/** How much of each list stays, the most that fits. A row shows a handful; its control's own page tells the rest. */
const SHARES = [
  { workItems: 25, others: 25, events: 60 },
  { workItems: 12, others: 12, events: 40 },
  { workItems: 6, others: 6, events: 30 },
  { workItems: 3, others: 3, events: 20 },
  { workItems: 1, others: 1, events: 10 },
] as const;
type Share = (typeof SHARES)[number];

/** Work items that wait for somebody come first, those that are over last; of a kind, what is due first. */
const ORDER: readonly WorkItem['is'][] = ['confirming', 'cannot-file', 'hidden', 'open', 'queued', 'done'];

/** After every day: what has none. */
const NEVER = '~';

const unfinishedFirst = (one: WorkItem, other: WorkItem): number =>
  ORDER.indexOf(one.is) - ORDER.indexOf(other.is) ||
  Number((one.due ?? NEVER) > (other.due ?? NEVER)) - Number((one.due ?? NEVER) < (other.due ?? NEVER));

function cutRow({ moreWorkItems: _counted, ...row }: Row, { workItems, others }: Share): Row {
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

const cut = (checklist: Checklist, share: Share): Checklist => ({
  ...checklist,
  rows: checklist.rows.map(row => cutRow(row, share)),
  events: checklist.events.slice(0, share.events),
  coverage: checklist.coverage.map(each => ({ ...each, gaps: each.gaps.slice(0, share.others) })),
});

/** The checklist with its lists cut to what fits into one value: the fewer there are, the more of each. */
export function fitted(checklist: Checklist): Checklist {
  const cuts = SHARES.map(share => cut(checklist, share));
  return cuts.find(each => Buffer.byteLength(JSON.stringify(each)) <= MOST_BYTES) ?? cuts.at(-1) ?? checklist;
}
