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

/** Whether the next call would fail for the same reason, so that a pass over single objects had better stop. */
export const stopsPass = ({ kind }: JiraError): boolean =>
  kind === 'rate-limited' || kind === 'over-budget' || kind === 'transient';
