import { z } from 'zod';
import { JiraError } from '../jira/errors';
import { nonEmptyId } from '../jira/id';
import { type Jira } from '../jira/jira';
import { unlessRefused } from './refusals';

/** A space, by the id and the key that different operations ask for. */
export interface Space {
  readonly id: string;
  readonly key: string;
}

const BOTH = ['BROWSE_PROJECTS', 'ASSIGNABLE_USER'];

const granted = z.object({
  projectPermissions: z.array(z.object({ permission: z.string(), projects: z.array(z.coerce.string()) })),
});

/**
 * Whether Jira says that this person sees the space and can be assigned there. An app that may not ask about others takes
 * it for granted: that the person is assignable it knows from the search.
 * @throws JiraError where Jira can't say just now.
 */
async function seesAndIsAssignable(jira: Jira, { id }: Space, account: string): Promise<boolean> {
  try {
    const { projectPermissions } = await jira.call('permissions.check', {
      body: {
        accountId: account,
        globalPermissions: [],
        projectPermissions: [{ permissions: BOTH, projects: [Number(id)], issues: [] }],
      },
      answer: granted,
    });
    return BOTH.every(wanted =>
      projectPermissions.some(({ permission, projects }) => permission === wanted && projects.includes(id)),
    );
  } catch (error) {
    if (error instanceof JiraError && error.kind === 'denied') return true;
    // An unknown account is answered with 400 or 404.
    if (error instanceof JiraError && (error.kind === 'refused' || error.kind === 'gone')) return false;
    throw error;
  }
}

/**
 * Whether this person can be given a new work item: Jira takes them as assignee, and they see it.
 * @throws JiraError where Jira can't say just now.
 */
export async function isAssignable(jira: Jira, space: Space, account: string): Promise<boolean> {
  const found = await unlessRefused(
    jira.call('user.assignable', {
      query: { project: space.key, accountId: account, maxResults: 1 },
      answer: z.array(z.object({ accountId: nonEmptyId })),
    }),
  );
  return (
    found?.some(({ accountId }) => accountId === account) === true &&
    (await seesAndIsAssignable(jira, space, account))
  );
}

/** The first that can be assigned, and the first that should have been, where that is another one. @throws JiraError */
export async function assigneeFor(
  jira: Jira,
  space: Space,
  candidates: readonly string[],
): Promise<{ readonly account?: string; readonly instead?: string }> {
  const [first] = candidates;
  for (const account of candidates) {
    if (!(await isAssignable(jira, space, account))) continue;
    return account === first || first === undefined ? { account } : { account, instead: first };
  }
  return first === undefined ? {} : { instead: first };
}
