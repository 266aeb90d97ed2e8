import { JiraError } from '../../jira/jira-error';
import { type Jira } from '../../jira/jira';
import { type Settings } from '../../settings/settings';
import { type LiveIssue, type IssueState } from '../plan/action';
import { RateLimitedError } from './rate-limited-error';
import { fetchIssues, fetchIssueState, canSeeWholeProject } from './issue-queries';
import { type RemediationRecord } from '../plan/remediation-record';
import { isTemporaryFailure } from './jira-failures';
import { type InstalledSite } from '../plan/issue-property';

/** The state of a work item, and the earlier work items of its record that are visible again. */
export interface ObservedIssue {
  readonly issue: IssueState;
  readonly earlierIssues: readonly LiveIssue[];
}

const NOT_FETCHED: IssueState = { is: 'hidden', gap: { why: 'failed', at: 'issue.get' } };

interface ObservationDependencies {
  readonly jira: Jira;
  readonly site: InstalledSite;
  readonly settings: Settings;
}

export const isOutsideFilingSpace = (
  { issueKey, projectId }: RemediationRecord,
  { filing }: Settings,
): boolean =>
  filing.project !== undefined &&
  filing.project !== projectId &&
  filing.project !== issueKey?.slice(0, issueKey.lastIndexOf('-'));

/**
 * Work items that a bulk fetch left out are read one by one, up to this number per run. The next run reads the rest.
 */
const MAX_SINGLE_FETCHES = 100;

/**
 * Reads one work item. After a failure its state is `hidden`, so that the run continues with the others.
 * @throws RateLimitedError if Jira asks to wait.
 */
async function fetchIssueStateSafely(
  { jira, site, settings }: ObservationDependencies,
  record: RemediationRecord,
  issueId: string,
  canSeeProject: (project: string) => Promise<boolean>,
): Promise<IssueState> {
  const origin = { project: record.projectId, filesElsewhere: isOutsideFilingSpace(record, settings) };
  try {
    return await fetchIssueState(jira, issueId, origin, site, canSeeProject);
  } catch (error) {
    if (!(error instanceof JiraError)) throw error;
    if (isTemporaryFailure(error)) throw new RateLimitedError(record.key, { cause: error });
    return { is: 'hidden', gap: { why: 'failed', at: error.operation } };
  }
}

/** Reads all work items of these records by ID. @throws JiraError, RateLimitedError */
export async function observe(
  dependencies: ObservationDependencies,
  records: readonly RemediationRecord[],
): Promise<(record: RemediationRecord | undefined) => ObservedIssue> {
  const { jira, site } = dependencies;
  const ids = records.flatMap(({ issueId, previousIssueIds }) => [issueId ?? [], previousIssueIds].flat());
  const statesById = new Map<string, IssueState>(ids.length === 0 ? [] : await fetchIssues(jira, ids, site));
  // A hidden space hides all its work items, so each space is checked only once.
  const visibilityByProject = new Map<string, Promise<boolean>>();
  const canSeeProject = (project: string): Promise<boolean> => {
    const asked = visibilityByProject.get(project) ?? canSeeWholeProject(jira, project);
    visibilityByProject.set(project, asked);
    return asked;
  };
  let asked = 0;
  for (const record of records) {
    const { issueId } = record;
    if (issueId === undefined || statesById.has(issueId)) continue;
    asked += 1;
    statesById.set(
      issueId,
      asked > MAX_SINGLE_FETCHES
        ? NOT_FETCHED
        : await fetchIssueStateSafely(dependencies, record, issueId, canSeeProject),
    );
  }
  const liveIssues = (id: string): readonly LiveIssue[] => {
    const issue = statesById.get(id);
    return issue?.is === 'live' ? [issue] : [];
  };
  return record => ({
    issue: (record?.issueId === undefined ? undefined : statesById.get(record.issueId)) ?? { is: 'none' },
    earlierIssues: record?.previousIssueIds.flatMap(liveIssues) ?? [],
  });
}
