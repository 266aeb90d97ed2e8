import { JiraError } from '../../jira/jira-error';
import { type ControlId } from '../../domain/control-attributes';
import { type Instant } from '../../domain/instant';
import { type Action, type LiveIssue, type IssueState, type FilingTarget } from '../plan/action';
import { executeAction } from './execute-action';
import { type ActionEffect } from './issue-actions';
import { RateLimitedError } from '../jira/rate-limited-error';
import { type RemediationKey } from '../plan/remediation-key';
import { type ObservedIssue } from '../jira/observe-issues';
import { type RemediationRecord, type RemediationProblem } from '../plan/remediation-record';
import { recordMoveToDone } from './move-to-done';
import { RETRY_AFTER } from '../plan/timeouts';
import { planActions } from '../plan/plan-actions';
import { isTemporaryFailure, problemFromError } from '../jira/jira-failures';
import { WriteConflict, type FilingContext, saveRecord } from './filing-context';
import { type PlannedItem } from '../plan/desired-items';

/** What the app did, or why it failed, for the audit trail. */
export interface RemediationOutcome {
  readonly key: RemediationKey;
  readonly control: ControlId;
  readonly effect: ActionEffect | 'failed' | 'write-conflict';
  readonly issueId?: string;
  readonly issueKey?: string;
  readonly problem?: RemediationProblem;
}

/** How often one run plans the same work item at most. */
const MAX_ROUNDS = 3;

const buildOutcome = (
  item: PlannedItem,
  record: RemediationRecord | undefined,
  effect: RemediationOutcome['effect'],
  problem?: RemediationProblem,
): RemediationOutcome => ({
  key: item.key,
  control: item.is === 'desired' ? item.control.id : item.control,
  effect,
  ...(record?.issueId === undefined ? {} : { issueId: record.issueId }),
  ...(record?.issueKey === undefined ? {} : { issueKey: record.issueKey }),
  ...(problem === undefined ? {} : { problem }),
});

/** Whether other items would fail too. Problems with the summary or description concern only this work item. */
const concernsAllItems = (problem: RemediationProblem): boolean =>
  problem.code !== 'unanswered' &&
  !/^(summary|description)(, (summary|description))*$/.test(String(problem.args['fields'] ?? ''));

/** Actions whose failure doesn't stop the actions after them. */
const INDEPENDENT_ACTIONS: ReadonlySet<Action['is']> = new Set([
  'record-move',
  'assign',
  'schedule',
  'close-duplicates',
  'mark-duplicate',
  'record-changed-property',
  'report-property',
]);

/** A rewrite doesn't need the comment about a change. A close or reopen does need its comment. */
const isIndependent = (action: Action): boolean =>
  INDEPENDENT_ACTIONS.has(action.is) || (action.is === 'comment' && action.kind === 'change');

/** Avoids a retry of a recent failure in every slice. */
const isRetryDelayed = ({ failures }: RemediationRecord, { is }: Action, now: Instant): boolean =>
  (failures[is]?.at ?? -Infinity) + RETRY_AFTER > now;

const saveFailures = async (
  context: FilingContext,
  record: RemediationRecord,
  failures: RemediationRecord['failures'],
): Promise<RemediationRecord> => saveRecord(context, { ...record, failures }, record);

/** Removes failures of actions that are no longer planned. @throws WriteConflict */
async function pruneFailures(
  context: FilingContext,
  record: RemediationRecord,
  actions: readonly Action[],
): Promise<RemediationRecord> {
  const plannedActions = new Set<string>(actions.map(({ is }) => is));
  const remaining = Object.entries(record.failures).filter(([step]) => plannedActions.has(step));
  return remaining.length === Object.keys(record.failures).length
    ? record
    : saveFailures(context, record, Object.fromEntries(remaining));
}

/** Plans and executes the actions for one work item. */
export class WorkItemRun {
  readonly outcomes: RemediationOutcome[] = [];
  filedCount = 0;
  blockingProblem: RemediationProblem | undefined;
  record: RemediationRecord | undefined;
  issue: IssueState;
  earlierIssues: readonly LiveIssue[];
  readonly #context: FilingContext;
  readonly #item: PlannedItem;

  constructor(
    context: FilingContext,
    item: PlannedItem,
    record: RemediationRecord | undefined,
    { issue, earlierIssues }: ObservedIssue,
  ) {
    this.#context = context;
    this.#item = item;
    this.record = record;
    this.issue = issue;
    this.earlierIssues = earlierIssues;
  }

  #addOutcome(effect: RemediationOutcome['effect'], problem?: RemediationProblem): void {
    this.outcomes.push(buildOutcome(this.#item, this.record, effect, problem));
  }

  /** @throws RateLimitedError if Jira asks to wait; WriteConflict */
  async #handleFailure(action: Action, error: JiraError): Promise<void> {
    if (isTemporaryFailure(error)) throw new RateLimitedError(this.#item.key, { cause: error });
    const problem = problemFromError(error);
    this.#addOutcome('failed', problem);
    // `fileWorkItem` already stored the problem of a failed create.
    if (action.is === 'create') {
      if (concernsAllItems(problem)) this.blockingProblem = problem;
    } else if (this.record !== undefined) {
      const failures = { ...this.record.failures, [action.is]: { ...problem, at: this.#context.now } };
      this.record = await saveFailures(this.#context, this.record, failures);
    }
  }

  /** @returns how the loop continues. @throws JiraError, WriteConflict */
  async #execute(action: Action): Promise<'done' | 'done, look again' | 'stop'> {
    const { record, issue } = this;
    const result = await executeAction(this.#context, action, {
      item: this.#item,
      record,
      issue: issue.is === 'live' ? issue : undefined,
    });
    this.record = result.record;
    if (result.issue !== undefined) this.issue = result.issue;
    if (result.error !== undefined) throw result.error;
    if (this.record?.failures[action.is] !== undefined) {
      const { [action.is]: _over, ...failures } = this.record.failures;
      this.record = await saveFailures(this.#context, this.record, failures);
    }
    if (result.effect !== undefined) this.#addOutcome(result.effect);
    if (result.effect === 'created') this.filedCount += 1;
    if (result.effect === 'no-transition') return 'stop';
    return result.effect === 'claim-released' || result.effect === 'adopted' ? 'done, look again' : 'done';
  }

  /** @returns whether the item has to be planned again. @throws RateLimitedError, WriteConflict */
  async #executeAll(actions: readonly Action[]): Promise<boolean> {
    let replan = false;
    for (const action of actions) {
      let ending: 'done' | 'done, look again' | 'stop' = 'stop';
      try {
        if (this.record === undefined || !isRetryDelayed(this.record, action, this.#context.now))
          ending = await this.#execute(action);
      } catch (error) {
        if (!(error instanceof JiraError)) throw error;
        await this.#handleFailure(action, error);
      }
      if (ending === 'stop' && !isIndependent(action)) break;
      replan ||= ending === 'done, look again';
    }
    return replan;
  }

  /** @throws WriteConflict */
  async #recordMove(): Promise<void> {
    if (this.record === undefined) return;
    const { issue, record } = recordMoveToDone(this.#item, this.record, this.issue);
    this.issue = issue;
    if (record !== undefined) this.record = await saveRecord(this.#context, record, this.record);
  }

  /** @throws RateLimitedError if Jira asks to wait. */
  async run(target: FilingTarget, remainingCap: number): Promise<this> {
    const { now, settings } = this.#context;
    try {
      await this.#recordMove();
      for (let round = 0; round < MAX_ROUNDS; round += 1) {
        const { record, issue, earlierIssues } = this;
        const cap = { left: remainingCap - this.filedCount };
        const { timeZone } = settings;
        const actions = planActions({
          item: this.#item,
          issue,
          earlierIssues,
          record,
          target,
          cap,
          now,
          timeZone,
        });
        if (record !== undefined) this.record = await pruneFailures(this.#context, record, actions);
        const replan = await this.#executeAll(actions);
        this.earlierIssues = [];
        if (!replan) break;
      }
    } catch (error) {
      if (!(error instanceof WriteConflict)) throw error;
      this.#addOutcome('write-conflict');
    }
    return this;
  }
}
