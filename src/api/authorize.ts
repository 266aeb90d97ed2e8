import { z } from 'zod';
import { JiraError } from '../jira/errors';
import { nonEmptyId } from '../jira/id';
import { type Memory } from '../remediation/memory';
import { readRemediationOf } from '../storage/remediations';
import { type Instant } from '../terms/instant';
import { ApiError } from './answer';
import { type Caller, type Role } from './caller';
import { type SiteAccess } from './site-access';
import { hasPermission, roleOn } from './work-item-role';

/** A work item of the app's, and what the caller is to it. */
export interface CalledWorkItem {
  readonly memory: Memory;
  readonly role: Role;
}

/** A caller whom Jira vouched for. `workItem` is there where the call is about one. */
export interface Authorized {
  readonly account: string;
  readonly workItem?: CalledWorkItem;
}

const forbidden = (): ApiError => new ApiError({ code: 'forbidden' });

const granted = z.object({ globalPermissions: z.array(z.string()) });
/**
 * Whether Jira says that the account administers it. Asked as the app, by the account that the platform names; an app that
 * may not ask about others asks in the person's own name, which only tells of that person.
 */
async function isJiraAdmin(account: string, { app, person }: SiteAccess): Promise<boolean> {
  try {
    const { globalPermissions } = await app.call('permissions.check', {
      body: { globalPermissions: ['ADMINISTER'], accountId: account },
      answer: granted,
    });
    return globalPermissions.includes('ADMINISTER');
  } catch (error) {
    if (!(error instanceof JiraError)) throw error;
  }
  return hasPermission(person, 'ADMINISTER');
}

const namesWorkItem = z.object({ issue: z.string().regex(/^\d{1,19}$/) });
const seenIssue = z.object({
  id: nonEmptyId,
  fields: z.object({ assignee: z.object({ accountId: z.string() }).nullish() }).optional(),
});

/**
 * The record of the work item that the input names, once Jira has shown it to the person, with what they are to it. The
 * property on the work item says nothing: anyone who may edit it may write, change or remove that.
 */
async function seenWorkItem(
  account: string,
  input: unknown,
  access: SiteAccess,
  now: Instant,
): Promise<CalledWorkItem> {
  const named = namesWorkItem.safeParse(input);
  if (!named.success) throw forbidden();
  const { issue } = named.data;
  try {
    const seen = await access.person.call('issue.get', {
      path: { issueIdOrKey: issue },
      query: { fields: 'assignee' },
      answer: seenIssue,
    });
    if (seen.id !== issue) throw forbidden();
    const memory = await readRemediationOf(issue, now);
    if (memory === undefined) throw forbidden();
    const assignee = seen.fields?.assignee?.accountId;
    return { memory, role: await roleOn(memory, { account, assignee }, access) };
  } catch (error) {
    if (error instanceof JiraError && (error.kind === 'denied' || error.kind === 'gone')) throw forbidden();
    throw error;
  }
}

/**
 * Lets a call through or refuses it. Nothing that the browser sent says who calls: `account` is the platform's, and Jira is
 * asked each time. An unknown kind of caller is refused.
 * @throws ApiError `forbidden`; JiraError where Jira could not be asked, which refuses as well.
 */
export async function authorize(
  caller: Caller,
  account: string | undefined,
  input: unknown,
  access: SiteAccess,
  now: Instant,
): Promise<Authorized> {
  if (account === undefined || account === '') throw forbidden();
  switch (caller) {
    case 'jira-admin':
      if (!(await isJiraAdmin(account, access))) throw forbidden();
      return { account };
    case 'viewer-of-work-item':
      return { account, workItem: await seenWorkItem(account, input, access, now) };
    case 'actor-on-work-item': {
      const workItem = await seenWorkItem(account, input, access, now);
      if (workItem.role === 'viewer') throw forbidden();
      return { account, workItem };
    }
    default:
      throw forbidden();
  }
}
