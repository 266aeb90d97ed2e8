import { type Messages } from '../../messages/messages';
import { type Control } from '../../controls/define-control';
import { type Everyone } from '../../controls/everyone';
import { JiraError } from '../../jira/jira-error';
import { type Jira } from '../../jira/jira';
import { type ControlHistory } from '../../posture/compare-findings';
import { type Settings } from '../../settings/settings';
import { type ControlId } from '../../domain/control-attributes';
import { type Instant, instant } from '../../domain/instant';
import { type IssueState, type FilingTarget } from '../plan/action';
import { closeCopies } from './close-copies';
import { RateLimitedError } from '../jira/rate-limited-error';
import { type RemediationKey } from '../plan/remediation-key';
import { type ObservedIssue, observe } from '../jira/observe-issues';
import { type RemediationRecord, type RemediationStore } from '../plan/remediation-record';
import { type StoredIssueState, type StoredIssueStates, findUnchangedIssueState } from './stored-issue-state';
import { type EvidenceSummary } from '../text/phrases';
import { type PreflightResult, findBlockingProblem, runPreflight, filingTargetId } from '../jira/preflight';
import { isTemporaryFailure } from '../jira/jira-failures';
import { needsScheduling } from '../plan/schedule';
import { type FilingContext } from './filing-context';
import { type InstalledSite } from '../plan/issue-property';
import { type RemediationState, buildRemediationStates } from './remediation-state';
import { type RemediationOutcome, WorkItemRun } from './work-item-run';
import { announcementDelayedUntil } from '../plan/announcement-timing';
import { type PlannedItem, planItems } from '../plan/desired-items';

export interface RemediationInput {
  readonly jira: Jira;
  readonly store: RemediationStore;
  readonly controls: readonly Control[];
  readonly histories: ReadonlyMap<ControlId, ControlHistory>;
  readonly settings: Settings;
  readonly site: InstalledSite;
  readonly evidence: ReadonlyMap<ControlId, EvidenceSummary>;
  /** Undefined while the site's default groups aren't known. */
  readonly everyone: Everyone | undefined;
  readonly now: Instant;
  readonly messages: Messages;
  /** When this tick started. Work items claimed since then count against the cap, in any slice and with any result. */
  readonly tickStartedAt: Instant;
  /** The last observed states that may still be valid. Work items without one are read. */
  readonly observed: StoredIssueStates;
  /** Whether to search for copies of work items too. Once a day is enough. */
  readonly searchCopies: boolean;
  /** Called between two work items. If it returns true, the run stops and the next call continues. */
  readonly shouldPause: () => boolean;
}

export interface RemediationResult {
  readonly outcomes: readonly RemediationOutcome[];
  /** One for each work item that exists or is planned. */
  readonly states: readonly RemediationState[];
  /**
   * `done`: all items are processed. `paused`: time ran out; the next call can continue at once. `waiting`: Jira asked
   * to wait or didn't answer, or another run wrote a record in the meantime.
   */
  readonly ended: 'done' | 'paused' | 'waiting';
  /** The last observed states after this run. */
  readonly observed: StoredIssueStates;
  readonly searchedCopies: boolean;
  /** When the earliest delayed announcement is due. Missing if none is delayed. */
  readonly nextAnnouncementAt?: Instant;
}

/** Whether the item may need filing or a new priority. Only then is the preflight worth its API calls. */
const needsTarget = (item: PlannedItem, record: RemediationRecord | undefined, issue: IssueState): boolean =>
  item.is === 'desired' &&
  (record?.issueId === undefined ||
    issue.is === 'deleted' ||
    (issue.is === 'live' &&
      (record.state === 'done' ? issue.category === 'done' : needsScheduling(item, record))));

const resolveTarget = (result: PreflightResult | undefined, settings: Settings): FilingTarget => {
  const id = filingTargetId(settings.filing);
  if (result === undefined) return { is: 'not-asked', id };
  const problem = findBlockingProblem(result);
  return problem === undefined ? { is: 'ready', id } : { is: 'blocked', id, problem };
};

/**
 * @returns undefined if Jira can't answer now. Then nothing is filed.
 * @throws RateLimitedError if Jira asks to wait.
 */
async function checkTarget({
  jira,
  settings,
  everyone,
}: RemediationInput): Promise<PreflightResult | undefined> {
  try {
    return await runPreflight(jira, settings, everyone);
  } catch (error) {
    if (!(error instanceof JiraError)) throw error;
    if (isTemporaryFailure(error)) throw new RateLimitedError('the target', { cause: error });
    return undefined;
  }
}

const isRelevant = ({ key, state }: RemediationRecord, items: readonly PlannedItem[]): boolean =>
  state !== 'done' || items.some(item => item.key === key);

/**
 * Files, updates, reopens, and closes all work items. Failures of Jira become outcomes and are never thrown; failures
 * of the store are thrown. Calling it again continues where it stopped. After the next call there is at most one open
 * work item per key, and none is lost.
 */
export async function remediate(input: RemediationInput): Promise<RemediationResult> {
  const { jira, store, controls, histories, settings, site, evidence, now, messages } = input;
  const records = await store.all();
  const items = planItems({ controls, histories, settings, records: records, now });
  const recordsByKey = new Map(records.map(record => [record.key, record]));
  const relevant = records.filter(record => isRelevant(record, items));
  const outcomes: RemediationOutcome[] = [];
  const issueStates = new Map<RemediationKey, IssueState>();
  const observed = new Map<string, StoredIssueState>();
  const renderer = { messages, baseUrl: site.baseUrl, locale: messages.locale, timeZone: settings.timeZone };
  let filedCount = records.filter(
    ({ claimedAt }) => claimedAt !== undefined && claimedAt >= input.tickStartedAt,
  ).length;
  let ended: RemediationResult['ended'] = 'done';
  let searchedCopies = false;

  const itemOf = new Map(items.map(item => [item.key, item]));
  const when = { observed: input.observed, now, timeZone: settings.timeZone };
  const atRest = new Map(
    relevant.flatMap(record => {
      const issue = findUnchangedIssueState(itemOf.get(record.key), record, when);
      return issue === undefined ? [] : [[record.key, issue] as const];
    }),
  );
  const keepState = ({ issueId, revision }: RemediationRecord, issue: IssueState): void => {
    if (issueId !== undefined && issue.is === 'live') observed.set(issueId, { revision, issue });
  };

  try {
    for (const record of relevant) {
      const issue = atRest.get(record.key);
      if (issue === undefined) continue;
      issueStates.set(record.key, issue);
      keepState(record, issue);
    }
    const read = await observe(
      input,
      relevant.filter(({ key }) => !atRest.has(key)),
    );
    const observedFor = (record: RemediationRecord | undefined): ObservedIssue => {
      const issue = record === undefined ? undefined : atRest.get(record.key);
      return issue === undefined ? read(record) : { issue, earlierIssues: [] };
    };
    for (const record of relevant) {
      const { issue } = observedFor(record);
      issueStates.set(record.key, issue);
      keepState(record, issue);
    }
    const isTargetNeeded = items.some(item => {
      const record = recordsByKey.get(item.key);
      return needsTarget(item, record, observedFor(record).issue);
    });
    const preflightResult = isTargetNeeded ? await checkTarget(input) : undefined;
    if (isTargetNeeded && preflightResult === undefined) ended = 'waiting';
    const belongsToOther: FilingContext['isOnOtherRecord'] = (issueId, key) =>
      [...recordsByKey.values()].some(
        record =>
          record.key !== key && (record.issueId === issueId || record.previousIssueIds.includes(issueId)),
      );
    const context: FilingContext = {
      jira,
      store,
      site,
      settings,
      renderer,
      evidence,
      now,
      isOnOtherRecord: belongsToOther,
      preflight: preflightResult,
    };
    let target = resolveTarget(preflightResult, settings);
    for (const item of items) {
      if (input.shouldPause()) {
        ended = 'paused';
        break;
      }
      const record = recordsByKey.get(item.key);
      const remainingCap = settings.filing.cap - filedCount;
      const run = await new WorkItemRun(context, item, record, observedFor(record)).run(target, remainingCap);
      filedCount += run.filedCount;
      outcomes.push(...run.outcomes);
      if (run.outcomes.some(({ effect: did }) => did === 'write-conflict')) ended = 'waiting';
      issueStates.set(item.key, run.issue);
      // The actions changed the work item, so its observed state is outdated.
      if (run.outcomes.length > 0 && record?.issueId !== undefined) observed.delete(record.issueId);
      if (run.record === undefined) recordsByKey.delete(item.key);
      else recordsByKey.set(item.key, run.record);
      if (run.blockingProblem !== undefined) target = { is: 'not-asked', id: target.id };
    }
    if (input.searchCopies && ended === 'done' && recordsByKey.size > 0) {
      outcomes.push(...(await closeCopies(context, [...recordsByKey.values()])));
      searchedCopies = true;
    }
  } catch (error) {
    if (!(error instanceof RateLimitedError) && !(error instanceof JiraError)) throw error;
    ended = 'waiting';
  }

  const currentRecords = outcomes.length === 0 ? [...recordsByKey.values()] : await store.all();
  const delayedUntil = items.flatMap(
    item => announcementDelayedUntil(item, recordsByKey.get(item.key), now) ?? [],
  );
  return {
    outcomes,
    ended,
    observed,
    searchedCopies,
    ...(delayedUntil.length === 0 ? {} : { nextAnnouncementAt: instant(Math.min(...delayedUntil)) }),
    states: buildRemediationStates({ items, records: currentRecords, issueStates, site, now }),
  };
}
