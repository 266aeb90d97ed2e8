import { type Row, type WorkItem } from '../../terms/checklist';
import { SEVERITIES } from '../../terms/control-terms';
import { idOf, type Reader, termOf, type Waiting } from './waiting';

type Filed = WorkItem & { readonly issueKey: string };

const isFiled = (item: WorkItem): item is Filed => item.issueKey !== undefined;

/** One that was not seen in Jira just now has no status, and nobody knows whose it is. */
const isNobodys = ({ assignee, status }: WorkItem): boolean => assignee === undefined && status !== undefined;

function waitingOf(row: Row, item: Filed, { account, today }: Reader): Waiting['item'] | undefined {
  const { is, issueKey, open = 0, of = open, assignee, due, notDone } = item;
  const about = { control: idOf(row), issueKey, remain: open, of, ...termOf(due, today) };
  if (is !== 'open' && is !== 'confirming') return undefined;
  if (notDone === true && open > 0)
    return { is: 'fix-failed', ...about, ...(assignee === undefined ? {} : { assignee }) };
  if (is === 'confirming') return open > 0 ? { is: 'moved-to-done', ...about } : undefined;
  return assignee === account || isNobodys(item)
    ? { is: 'work-item', ...about, assigned: assignee !== undefined }
    : undefined;
}

/** Work items that are open: the reader's and nobody's, and whosever was moved to Done and isn't. */
export const filedItems = (rows: readonly Row[], reader: Reader): readonly Waiting[] =>
  rows.flatMap(row =>
    row.workItems.filter(isFiled).flatMap(filed => {
      const item = waitingOf(row, filed, reader);
      return item === undefined ? [] : [{ item, severity: filed.severity ?? row.weight }];
    }),
  );

interface Unfiled {
  readonly row: Row;
  readonly problem: NonNullable<WorkItem['problem']>;
}

const unfiledIn = (row: Row): readonly Unfiled[] =>
  row.workItems.flatMap(({ is, problem }) =>
    problem === undefined || (is !== 'cannot-file' && is !== 'hidden') ? [] : [{ row, problem }],
  );

/**
 * What could not be filed. One cause is one line, however many work items wait for it.
 * @param told the code of a cause that has a line already.
 */
export function notFiled(rows: readonly Row[], told?: string): readonly Waiting[] {
  const causes = new Map<string, Unfiled[]>();
  for (const unfiled of rows.flatMap(unfiledIn)) {
    if (unfiled.problem.code === told) continue;
    const cause = JSON.stringify(unfiled.problem);
    causes.set(cause, [...(causes.get(cause) ?? []), unfiled]);
  }
  return [...causes.values()].flatMap(all => {
    const [first] = [...all].sort(
      (one, other) => SEVERITIES.indexOf(one.row.weight) - SEVERITIES.indexOf(other.row.weight),
    );
    if (first === undefined) return [];
    const { row, problem } = first;
    return [
      {
        item: { is: 'not-filed', control: idOf(row), count: all.length, problem } as const,
        severity: row.weight,
      },
    ];
  });
}
