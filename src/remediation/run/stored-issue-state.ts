import { z } from 'zod';
import { type Instant, instant } from '../../domain/instant';
import { type LiveIssue } from '../plan/action';
import { type RemediationRecord } from '../plan/remediation-record';
import { recordMoveToDone } from './move-to-done';
import { planActions } from '../plan/plan-actions';
import { issuePropertySchema } from '../plan/issue-property';
import { type PlannedItem } from '../plan/desired-items';

/*
 * Reading a work item costs one API point. So the app stores the last observed state and skips the read if that state
 * needs no action. The app never acts on a stored state: it reads the work item and plans again first.
 */

const liveIssueSchema: z.ZodType<LiveIssue> = z.object({
  is: z.literal('live'),
  id: z.string(),
  key: z.string(),
  projectId: z.string(),
  category: z.enum(['new', 'indeterminate', 'done']),
  status: z.object({ id: z.string(), name: z.string() }),
  categorySince: z.number().transform(instant),
  categorySinceIsGuessed: z.literal(true).exactOptional(),
  assignee: z.string().exactOptional(),
  due: z.string().exactOptional(),
  priority: z.string().exactOptional(),
  property: issuePropertySchema.exactOptional(),
  unrecognizedProperty: z.literal(true).exactOptional(),
});

/**
 * The last observed state, with the record's revision at that time. A later revision may have changed the work item.
 */
export const storedIssueStateSchema = z.object({ revision: z.number(), issue: liveIssueSchema });
export type StoredIssueState = z.infer<typeof storedIssueStateSchema>;

/** Stored states by work item ID. */
export type StoredIssueStates = ReadonlyMap<string, StoredIssueState>;

/** @returns the stored state if it needs no action; undefined if the work item has to be read. */
export function findUnchangedIssueState(
  item: PlannedItem | undefined,
  record: RemediationRecord,
  {
    observed: issueStates,
    now,
    timeZone,
  }: { readonly observed: StoredIssueStates; readonly now: Instant; readonly timeZone: string },
): LiveIssue | undefined {
  const { issueId, revision, state, previousIssueIds: previous, failures } = record;
  const known = issueId === undefined || state === 'done' ? undefined : issueStates.get(issueId);
  if (known?.revision !== revision || previous.length > 0 || Object.keys(failures).length > 0)
    return undefined;
  if (item === undefined) return known.issue;
  const { issue, record: moved } = recordMoveToDone(item, record, known.issue);
  if (moved !== undefined) return undefined;
  // Plans as if filing were possible: any possible action is a reason to read the work item.
  const target = { is: 'ready', id: '' } as const;
  const actions = planActions({
    item,
    issue,
    earlierIssues: [],
    record,
    target,
    cap: { left: 1 },
    now,
    timeZone,
  });
  return actions.length === 0 ? known.issue : undefined;
}
