import { JiraError, type JiraErrorKind } from '../jira/errors';
import { type Gap, type GapReason } from '../terms/gap';

/** The one place where a failure at Jira becomes a reason for not knowing. */
const REASON: Readonly<Record<JiraErrorKind, GapReason>> = {
  denied: 'denied',
  // Of lists, which are never gone: the site lacks the operation. Objects that are gone are told apart by their sources.
  gone: 'unsupported',
  'rate-limited': 'rate-limited',
  transient: 'failed',
  refused: 'failed',
  schema: 'schema',
  'over-budget': 'over-budget',
  'not-recorded': 'not-recorded',
};

/** @throws what is no JiraError: that is a defect of this app, not a gap in what the site said. */
export function jiraErrorOf(error: unknown): JiraError {
  if (error instanceof JiraError) return error;
  throw error;
}

/**
 * Why something is not known, of what a call threw.
 * @throws what is no JiraError.
 */
export function gapOf(thrown: unknown): Gap {
  const error = jiraErrorOf(thrown);
  return {
    why: REASON[error.kind],
    at: error.at === undefined ? error.operation : `${error.operation} ${error.at}`,
  };
}

/** Whether whatever is asked next would fail as well: Jira's quota, or this app's own allowance, is spent. */
export const isSpent = ({ kind, limit }: JiraError): boolean =>
  kind === 'over-budget' || (kind === 'rate-limited' && limit !== 'burst');

/** Whether Jira itself failed, and not the object that was asked for. */
const isPassing = ({ kind }: JiraError): boolean => kind === 'transient' || kind === 'rate-limited';

/** Whether a pass had better stop and come back later. A recording says the same however often it is asked. */
export const stopsPass = (error: JiraError, { live }: { readonly live: boolean }): boolean =>
  live && (isSpent(error) || isPassing(error));

/** So many objects that fail one after the other mean that Jira fails, not they. */
const IN_A_ROW = 5;

/** @returns told of each object that failed (or didn't: undefined), whether a pass over single objects had better stop. */
export function patience({ live }: { readonly live: boolean }): (error: JiraError | undefined) => boolean {
  let failed = 0;
  return error => {
    failed = error !== undefined && isPassing(error) ? failed + 1 : 0;
    return live && error !== undefined && (isSpent(error) || failed >= IN_A_ROW);
  };
}
