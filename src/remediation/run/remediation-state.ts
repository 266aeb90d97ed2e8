import { type ControlId, type Severity } from '../../domain/control-attributes';
import { type Instant } from '../../domain/instant';
import { issueUrl } from '../text/object-url';
import { type RepairPlace, type RemediationKey } from '../plan/remediation-key';
import { type StoredProblem, type RemediationRecord } from '../plan/remediation-record';
import { type LiveIssue, type IssueState, isAnnouncedNotDone } from '../plan/action';
import { type InstalledSite } from '../plan/issue-property';
import { type PlannedItem, type DesiredItem, findingsSinceMove } from '../plan/desired-items';

/**
 * The state of a work item, for the pages. `queued`: to be filed in a coming scan. `confirming`: a person moved it to
 * Done, and its findings await a re-check. `cannot-file`: see `problem`.
 */
export interface RemediationState {
  readonly key: RemediationKey;
  readonly control: ControlId;
  readonly place: RepairPlace;
  readonly is: 'open' | 'confirming' | 'done' | 'queued' | 'cannot-file' | 'hidden';
  readonly issueId?: string;
  readonly issueKey?: string;
  readonly url?: string;
  readonly category?: LiveIssue['category'];
  /** The name of the status on this site. */
  readonly status?: string;
  readonly assignee?: string;
  /** ISO day. */
  readonly due?: string;
  readonly severity?: Severity;
  /** The numbers of open findings (`open`) and of findings that it was filed for (`of`). */
  readonly open: number;
  readonly of: number;
  /** A person moved it to Done, and the app commented that it isn't. */
  readonly notDone: boolean;
  /** Why it can't be filed or seen. For a filed work item: the last failure, which is retried. */
  readonly problem?: StoredProblem;
  /** Keys of the findings that need a re-check before the app knows whether the work item is done. */
  readonly recheckKeys: readonly string[];
}

interface RemediationStatesInput {
  readonly items: readonly PlannedItem[];
  readonly records: readonly RemediationRecord[];
  readonly issueStates: ReadonlyMap<RemediationKey, IssueState>;
  readonly site: InstalledSite;
  readonly now: Instant;
}

function resolveStatus(
  item: PlannedItem | undefined,
  record: RemediationRecord | undefined,
  issue: IssueState | undefined,
): RemediationState['is'] {
  if (record?.issueId === undefined) return record?.problem === undefined ? 'queued' : 'cannot-file';
  if (issue?.is === 'hidden' && issue.gap.why === 'hidden') return 'hidden';
  if (record.state === 'done') return item?.is === 'desired' ? 'queued' : 'done';
  return issue?.is === 'live' && issue.category === 'done' ? 'confirming' : 'open';
}

/** Findings in state `closing` are excluded, because their confirmation is already scheduled. */
const findKeysToRecheck = (
  { trackedFindings }: DesiredItem,
  { categorySince }: LiveIssue,
): readonly string[] => {
  const { remaining } = findingsSinceMove(trackedFindings, categorySince);
  return trackedFindings
    .filter(tracked => tracked.state !== 'closing' && !remaining.includes(tracked))
    .map(({ finding }) => finding.key);
};

const issueMembers = (live: LiveIssue | undefined): Partial<RemediationState> =>
  live === undefined
    ? {}
    : {
        category: live.category,
        status: live.status.name,
        ...(live.assignee === undefined ? {} : { assignee: live.assignee }),
        ...(live.due === undefined ? {} : { due: live.due }),
      };

function buildRemediationState(
  key: RemediationKey,
  identity: { control: ControlId; place: RepairPlace },
  { items, records, issueStates, site }: RemediationStatesInput,
): RemediationState {
  const item = items.find(candidate => candidate.key === key);
  const record = records.find(candidate => candidate.key === key);
  const issue = issueStates.get(key);
  const desired = item?.is === 'desired' ? item : undefined;
  const is = resolveStatus(item, record, issue);
  const issueKey = record?.issueKey;
  const [problem] = [record?.problem ?? [], Object.values(record?.failures ?? {})].flat();
  return {
    key,
    ...identity,
    is,
    ...(record?.issueId === undefined ? {} : { issueId: record.issueId }),
    ...(issueKey === undefined ? {} : { issueKey, url: issueUrl(issueKey, site.baseUrl) }),
    ...issueMembers(issue?.is === 'live' ? issue : undefined),
    ...(desired === undefined ? {} : { severity: desired.severity }),
    open: desired?.trackedFindings.length ?? 0,
    of: Math.max(record?.filedCount ?? 0, desired?.trackedFindings.length ?? 0),
    notDone: desired !== undefined && record !== undefined && isAnnouncedNotDone(record),
    ...(is === 'hidden'
      ? { problem: { code: 'hidden', args: {} } as const }
      : problem === undefined
        ? {}
        : { problem: { code: problem.code, args: problem.args } }),
    recheckKeys:
      is === 'confirming' && desired && issue?.is === 'live' ? findKeysToRecheck(desired, issue) : [],
  };
}

/** The states of all work items that exist or are planned. */
export function buildRemediationStates(input: RemediationStatesInput): readonly RemediationState[] {
  const identities = new Map<RemediationKey, { control: ControlId; place: RepairPlace }>();
  for (const { key, control, place, state, issueId } of input.records) {
    // A work item that was deleted after everything was fixed isn't shown.
    if (state !== 'done' || issueId !== undefined) identities.set(key, { control, place });
  }
  for (const item of input.items) {
    if (item.is === 'desired') identities.set(item.key, { control: item.control.id, place: item.place });
  }
  return [...identities].map(([key, identity]) => buildRemediationState(key, identity, input));
}
