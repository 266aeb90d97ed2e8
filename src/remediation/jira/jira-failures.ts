import { JiraError } from '../../jira/jira-error';
import { type RemediationProblem } from '../plan/remediation-record';

/** True if Jira certainly changed nothing. After any other failure it may have. */
export const hasChangedNothing = ({ kind }: JiraError): boolean => kind !== 'transient' && kind !== 'schema';

/** True if Jira's rate limit or the app's own API point budget is used up. The work item itself has no problem. */
export const isTemporaryFailure = ({ kind }: JiraError): boolean =>
  kind === 'rate-limited' || kind === 'over-budget';

export const problemFromError = (error: JiraError): RemediationProblem => {
  switch (error.kind) {
    case 'refused':
      return {
        code: 'refused',
        args: { fields: error.fields.length === 0 ? 'none' : error.fields.join(', ') },
      };
    case 'denied':
    case 'not-found':
      return { code: error.kind, args: {} };
    default:
      return { code: 'unanswered', args: {} };
  }
};

/**
 * @returns undefined if Jira denies or refuses the request, doesn't find the object, or answers in an unknown shape.
 * @throws JiraError of any other kind.
 */
export async function unlessRefused<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    const refused =
      error instanceof JiraError && ['not-found', 'denied', 'refused', 'schema'].includes(error.kind);
    if (refused) return undefined;
    throw error;
  }
}
