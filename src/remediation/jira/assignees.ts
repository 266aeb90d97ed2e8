import { z } from 'zod';
import { JiraError } from '../../jira/jira-error';
import { idSchema } from '../../jira/id-schemas';
import { type Jira } from '../../jira/jira';
import { unlessRefused } from './jira-failures';

/** A space. Some operations need its ID, others its key. */
export interface SpaceReference {
  readonly id: string;
  readonly key: string;
}

const ASSIGNEE_PERMISSIONS = ['BROWSE_PROJECTS', 'ASSIGNABLE_USER'];

const grantedPermissionsSchema = z.object({
  projectPermissions: z.array(z.object({ permission: z.string(), projects: z.array(z.coerce.string()) })),
});

/**
 * Whether this person can browse the space and be assigned there. Returns true if the app may not ask about other
 * people: the user search already showed that the person is assignable.
 * @throws JiraError if Jira can't answer now.
 */
async function hasAssigneePermissions(jira: Jira, { id }: SpaceReference, account: string): Promise<boolean> {
  try {
    const { projectPermissions } = await jira.call('permissions.check', {
      body: {
        accountId: account,
        globalPermissions: [],
        projectPermissions: [{ permissions: ASSIGNEE_PERMISSIONS, projects: [Number(id)], issues: [] }],
      },
      responseSchema: grantedPermissionsSchema,
    });
    return ASSIGNEE_PERMISSIONS.every(required =>
      projectPermissions.some(({ permission, projects }) => permission === required && projects.includes(id)),
    );
  } catch (error) {
    if (error instanceof JiraError && error.kind === 'denied') return true;
    // Jira answers 400 or 404 for an unknown account.
    if (error instanceof JiraError && (error.kind === 'refused' || error.kind === 'not-found')) return false;
    throw error;
  }
}

/**
 * Whether this person can get a new work item: Jira accepts them as assignee, and they can browse the space.
 * @throws JiraError if Jira can't answer now.
 */
export async function isAssignable(jira: Jira, space: SpaceReference, account: string): Promise<boolean> {
  const users = await unlessRefused(
    jira.call('user.assignable', {
      query: { project: space.key, accountId: account, maxResults: 1 },
      responseSchema: z.array(z.object({ accountId: idSchema })),
    }),
  );
  return (
    users?.some(({ accountId }) => accountId === account) === true &&
    (await hasAssigneePermissions(jira, space, account))
  );
}

/**
 * @returns the first assignable candidate as `account`. `intendedAssignee` is the first candidate, if that is another
 * person.
 * @throws JiraError
 */
export async function resolveAssignee(
  jira: Jira,
  space: SpaceReference,
  candidates: readonly string[],
): Promise<{ readonly account?: string; readonly intendedAssignee?: string }> {
  const [first] = candidates;
  for (const account of candidates) {
    if (!(await isAssignable(jira, space, account))) continue;
    return account === first || first === undefined ? { account } : { account, intendedAssignee: first };
  }
  return first === undefined ? {} : { intendedAssignee: first };
}
