import { type ChecklistRow, type WorkItem } from '../../domain/checklist';
import { SEVERITIES } from '../../domain/control-attributes';
import { controlIdOf, type ForYouViewer, deadlineOf, type PrioritizedItem } from './prioritized-item';

type FiledWorkItem = WorkItem & { readonly issueKey: string };

const isFiled = (item: WorkItem): item is FiledWorkItem => item.issueKey !== undefined;

/** A work item that wasn't visible in Jira has no status, and its assignee is unknown. */
const isUnassigned = ({ assignee, status }: WorkItem): boolean =>
  assignee === undefined && status !== undefined;

function buildWorkItemItem(
  row: ChecklistRow,
  item: FiledWorkItem,
  { account, today }: ForYouViewer,
): PrioritizedItem['item'] | undefined {
  const { is, issueKey, open = 0, of = open, assignee, due, fixFailed: notDone } = item;
  const shared = { control: controlIdOf(row), issueKey, remaining: open, of, ...deadlineOf(due, today) };
  if (is !== 'open' && is !== 'confirming') return undefined;
  if (notDone === true && open > 0)
    return { is: 'fix-failed', ...shared, ...(assignee === undefined ? {} : { assignee }) };
  if (is === 'confirming') return open > 0 ? { is: 'moved-to-done', ...shared } : undefined;
  return assignee === account || isUnassigned(item)
    ? { is: 'work-item', ...shared, assigned: assignee !== undefined }
    : undefined;
}

/**
 * Open work items of the reader and unassigned ones, and all that were moved to Done although findings are still open.
 */
export const openWorkItemItems = (
  rows: readonly ChecklistRow[],
  viewer: ForYouViewer,
): readonly PrioritizedItem[] =>
  rows.flatMap(row =>
    row.workItems.filter(isFiled).flatMap(workItem => {
      const item = buildWorkItemItem(row, workItem, viewer);
      return item === undefined ? [] : [{ item, severity: workItem.severity ?? row.weight }];
    }),
  );

interface UnfiledWorkItem {
  readonly row: ChecklistRow;
  readonly problem: NonNullable<WorkItem['problem']>;
}

const unfiledWorkItemsIn = (row: ChecklistRow): readonly UnfiledWorkItem[] =>
  row.workItems.flatMap(({ is, problem }) =>
    problem === undefined || (is !== 'cannot-file' && is !== 'hidden') ? [] : [{ row, problem }],
  );

/**
 * Work items that couldn't be filed. Each cause is one item, regardless of how many work items it affects.
 * @param listedCause the code of a cause that already has an item.
 */
export function notFiledItems(
  rows: readonly ChecklistRow[],
  listedCause?: string,
): readonly PrioritizedItem[] {
  const byCause = new Map<string, UnfiledWorkItem[]>();
  for (const unfiled of rows.flatMap(unfiledWorkItemsIn)) {
    if (unfiled.problem.code === listedCause) continue;
    const cause = JSON.stringify(unfiled.problem);
    byCause.set(cause, [...(byCause.get(cause) ?? []), unfiled]);
  }
  return [...byCause.values()].flatMap(all => {
    const [first] = [...all].sort(
      (one, other) => SEVERITIES.indexOf(one.row.weight) - SEVERITIES.indexOf(other.row.weight),
    );
    if (first === undefined) return [];
    const { row, problem } = first;
    return [
      {
        item: { is: 'not-filed', control: controlIdOf(row), count: all.length, problem } as const,
        severity: row.weight,
      },
    ];
  });
}
