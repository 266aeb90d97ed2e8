import { z } from 'zod';
import { JiraError } from '../jira/errors';
import { type Jira } from '../jira/jira';

/** Whether Jira would take this person as assignee of a new work item. @throws JiraError where Jira can't say just now. */
export async function isAssignable(jira: Jira, projectKey: string, account: string): Promise<boolean> {
  try {
    const found = await jira.call('user.assignable', {
      query: { project: projectKey, accountId: account, maxResults: 1 },
      answer: z.array(z.object({ accountId: z.string() })),
    });
    return found.some(({ accountId }) => accountId === account);
  } catch (error) {
    // An unknown account is answered with 400 or 404.
    if (error instanceof JiraError && (error.kind === 'refused' || error.kind === 'gone')) return false;
    throw error;
  }
}

/** The first that can be assigned, and the first that should have been, where that is another one. @throws JiraError */
export async function assigneeFor(
  jira: Jira,
  projectKey: string,
  candidates: readonly string[],
): Promise<{ readonly account?: string; readonly instead?: string }> {
  const [first] = candidates;
  for (const account of candidates) {
    if (!(await isAssignable(jira, projectKey, account))) continue;
    return account === first || first === undefined ? { account } : { account, instead: first };
  }
  return first === undefined ? {} : { instead: first };
}
