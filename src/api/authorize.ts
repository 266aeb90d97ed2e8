import { z } from 'zod';
import { JiraError } from '../jira/jira-error';
import { idSchema } from '../jira/id-schemas';
import { type RemediationRecord } from '../remediation/plan/remediation-record';
import { readRecordOfIssue } from '../storage/remediation-records';
import { type Instant } from '../domain/instant';
import { ApiError } from './api-response';
import { type Caller, type WorkItemRole } from './caller';
import { type SiteAccess } from './site-access';
import { hasPermission, resolveWorkItemRole } from './work-item-role';

/** A work item that the app filed, and the caller's role. */
export interface AuthorizedWorkItem {
  readonly record: RemediationRecord;
  readonly role: WorkItemRole;
}

/** A caller authorized by Jira. `workItem` is set only if the call is about a work item. */
export interface AuthorizedCaller {
  readonly account: string;
  readonly workItem?: AuthorizedWorkItem;
}

const forbidden = (): ApiError => new ApiError({ code: 'forbidden' });

const grantedPermissionsSchema = z.object({ globalPermissions: z.array(z.string()) });
/**
 * Whether the account is a Jira admin. Asks Jira as the app about the account ID from Forge. If the app may not ask
 * about other accounts, asks as the person instead, which answers only for that person.
 */
async function isJiraAdmin(account: string, { app, person }: SiteAccess): Promise<boolean> {
  try {
    const { globalPermissions } = await app.call('permissions.check', {
      body: { globalPermissions: ['ADMINISTER'], accountId: account },
      responseSchema: grantedPermissionsSchema,
    });
    return globalPermissions.includes('ADMINISTER');
  } catch (error) {
    if (!(error instanceof JiraError)) throw error;
  }
  return hasPermission(person, 'ADMINISTER');
}

const workItemInputSchema = z.object({ issue: z.string().regex(/^\d{1,19}$/) });
const visibleIssueSchema = z.object({
  id: idSchema,
  fields: z.object({ assignee: z.object({ accountId: z.string() }).nullish() }).optional(),
});

/**
 * Fetches the record and the caller's role for the work item in the input, after checking that the person can see it in
 * Jira. Ignores the property on the work item, because anyone who can edit the work item can change it.
 */
async function fetchVisibleWorkItem(
  account: string,
  input: unknown,
  access: SiteAccess,
  now: Instant,
): Promise<AuthorizedWorkItem> {
  const parsedInput = workItemInputSchema.safeParse(input);
  if (!parsedInput.success) throw forbidden();
  const { issue } = parsedInput.data;
  try {
    const visibleIssue = await access.person.call('issue.get', {
      path: { issueIdOrKey: issue },
      query: { fields: 'assignee' },
      responseSchema: visibleIssueSchema,
    });
    if (visibleIssue.id !== issue) throw forbidden();
    const record = await readRecordOfIssue(issue, now);
    if (record === undefined) throw forbidden();
    const assignee = visibleIssue.fields?.assignee?.accountId;
    return { record, role: await resolveWorkItemRole(record, { account, assignee }, access) };
  } catch (error) {
    if (error instanceof JiraError && (error.kind === 'denied' || error.kind === 'not-found'))
      throw forbidden();
    throw error;
  }
}

/**
 * Authorizes a call. The account comes from Forge, never from the browser, and Jira is asked at every call. Unknown
 * caller types are rejected.
 * @throws ApiError `forbidden`; JiraError if Jira can't be asked, which also rejects the call.
 */
export async function authorize(
  caller: Caller,
  account: string | undefined,
  input: unknown,
  access: SiteAccess,
  now: Instant,
): Promise<AuthorizedCaller> {
  if (account === undefined || account === '') throw forbidden();
  switch (caller) {
    case 'jira-admin':
      if (!(await isJiraAdmin(account, access))) throw forbidden();
      return { account };
    case 'viewer-of-work-item':
      return { account, workItem: await fetchVisibleWorkItem(account, input, access, now) };
    case 'actor-on-work-item': {
      const workItem = await fetchVisibleWorkItem(account, input, access, now);
      if (workItem.role === 'viewer') throw forbidden();
      return { account, workItem };
    }
    default:
      throw forbidden();
  }
}
