import { JiraError } from '../../jira/jira-error';
import { RateLimitedError } from '../jira/rate-limited-error';
import { findOpenCopies } from '../jira/issue-queries';
import { type RemediationRecord } from '../plan/remediation-record';
import { markDuplicate } from './claim';
import { isTemporaryFailure, problemFromError } from '../jira/jira-failures';
import { type FilingContext } from './filing-context';
import { type RemediationOutcome } from './work-item-run';

/**
 * Closes open copies of the app's work items, which a restore or an automation made. A copy is closed only if the
 * record of its key has another work item; otherwise it is adopted when the key is filed. A copy that can't be closed
 * is retried with the next search.
 * @throws JiraError if the search failed; RateLimitedError if Jira asks to wait.
 */
export async function closeCopies(
  context: FilingContext,
  records: readonly RemediationRecord[],
): Promise<readonly RemediationOutcome[]> {
  const recordedIds = new Set(
    records.flatMap(({ issueId, previousIssueIds }) => [issueId ?? [], previousIssueIds].flat()),
  );
  const byKey = new Map<string, RemediationRecord>(records.map(record => [record.key, record]));
  const copies = await findOpenCopies(context.jira, context.site, id => recordedIds.has(id));
  const outcomes: RemediationOutcome[] = [];
  for (const copy of copies) {
    const record = byKey.get(copy.property?.key ?? '');
    if (record?.issueKey === undefined) continue;
    const identity = { key: record.key, control: record.control, issueId: copy.id, issueKey: copy.key };
    try {
      await markDuplicate(context, copy, record.issueKey);
      outcomes.push({ ...identity, effect: 'duplicate-closed' });
    } catch (error) {
      if (!(error instanceof JiraError)) throw error;
      if (isTemporaryFailure(error)) throw new RateLimitedError(record.key, { cause: error });
      outcomes.push({ ...identity, effect: 'failed', problem: problemFromError(error) });
    }
  }
  return outcomes;
}
