import { JiraError, type JiraErrorKind } from '../jira/jira-error';
import { type Gap, type GapReason } from '../domain/gap';

/** The only mapping from Jira errors to gap reasons. */
const GAP_REASON_BY_ERROR_KIND: Readonly<Record<JiraErrorKind, GapReason>> = {
  denied: 'denied',
  // For a list, 404 means that the site lacks the operation. Sources handle 404 for single objects themselves.
  'not-found': 'unsupported',
  'rate-limited': 'rate-limited',
  transient: 'failed',
  refused: 'failed',
  schema: 'schema',
  'over-budget': 'over-budget',
  'not-recorded': 'not-recorded',
};

/** @throws any other error: it is a defect of the app, not a gap. */
export function asJiraError(error: unknown): JiraError {
  if (error instanceof JiraError) return error;
  throw error;
}

/**
 * The gap that a failed call causes.
 * @throws any error except JiraError.
 */
export function gapFromError(thrown: unknown): Gap {
  const error = asJiraError(thrown);
  return {
    why: GAP_REASON_BY_ERROR_KIND[error.kind],
    at: error.at === undefined ? error.operation : `${error.operation} ${error.at}`,
  };
}

/** Whether the next call would fail too, because Jira's quota or the app's own allowance of API points is used up. */
export const isLimitReached = ({ kind, limit }: JiraError): boolean =>
  kind === 'over-budget' || (kind === 'rate-limited' && limit !== 'burst');

/** Whether Jira itself failed, not the requested object. */
const isJiraFailure = ({ kind }: JiraError): boolean => kind === 'transient' || kind === 'rate-limited';

/**
 * Whether a pass should stop and continue later. A recording gives the same answer every time, so its passes never
 * stop.
 */
export const shouldStopPass = (error: JiraError, { live }: { readonly live: boolean }): boolean =>
  live && (isLimitReached(error) || isJiraFailure(error));

/** After this many failures in a row, Jira itself is probably failing. */
const MAX_FAILURES_IN_A_ROW = 5;

/**
 * @returns a function to call after each object, with its error or undefined. It returns true when the pass should
 * stop.
 */
export function createStopCheck({
  live,
}: {
  readonly live: boolean;
}): (error: JiraError | undefined) => boolean {
  let failuresInARow = 0;
  return error => {
    failuresInARow = error !== undefined && isJiraFailure(error) ? failuresInARow + 1 : 0;
    return live && error !== undefined && (isLimitReached(error) || failuresInARow >= MAX_FAILURES_IN_A_ROW);
  };
}
