import { JiraError } from '../jira/errors';
import { type Problem } from './memory';

/** Jira certainly created nothing. After any other failure it may have. */
export const createdNothing = ({ kind }: JiraError): boolean => kind !== 'transient' && kind !== 'schema';

/** Jira, or this app's own allowance, asks to wait: nothing is wrong with the work item. */
export const isPassing = ({ kind }: JiraError): boolean => kind === 'rate-limited' || kind === 'over-budget';

export const problemOf = (error: JiraError): Problem => {
  switch (error.kind) {
    case 'refused':
      return {
        code: 'refused',
        args: { fields: error.fields.length === 0 ? 'none' : error.fields.join(', ') },
      };
    case 'denied':
    case 'gone':
      return { code: error.kind, args: {} };
    default:
      return { code: 'unanswered', args: {} };
  }
};

/** @returns undefined where Jira says that it isn't there or not for this app. @throws JiraError of any other kind. */
export async function unlessRefused<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    const refused =
      error instanceof JiraError && ['gone', 'denied', 'refused', 'schema'].includes(error.kind);
    if (refused) return undefined;
    throw error;
  }
}
