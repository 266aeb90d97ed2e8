import { z } from 'zod';
import { JiraError } from '../../jira/jira-error';
import { idSchema } from '../../jira/id-schemas';
import { type Jira } from '../../jira/jira';
import { type Instant, instant, parseInstant } from '../../domain/instant';
import { type LiveIssue, type IssueState } from '../plan/action';
import {
  type SiteIdentity,
  ISSUE_PROPERTY_KEY,
  jqlForOwnIssues,
  jqlForKey,
  jqlForOwnOpenIssues,
  parseOwnProperty,
} from '../plan/issue-property';
import { type RemediationKey } from '../plan/remediation-key';

/** Jira's limit for a bulk fetch. */
const MAX_ISSUES_PER_REQUEST = 100;

const ISSUE_FIELDS = [
  'status',
  'assignee',
  'duedate',
  'priority',
  'project',
  'statuscategorychangedate',
  'updated',
  'created',
  'creator',
];

const personSchema = z.object({ accountId: idSchema }).nullish();

const issueSchema = z.object({
  id: idSchema,
  key: idSchema,
  fields: z.object({
    status: z.object({ id: idSchema, name: z.string(), statusCategory: z.object({ key: z.string() }) }),
    project: z.object({ id: idSchema }),
    assignee: personSchema,
    creator: personSchema,
    duedate: z.string().nullish(),
    priority: z.object({ id: idSchema }).nullish(),
    statuscategorychangedate: z.string().nullish(),
    updated: z.string().nullish(),
    created: z.string().nullish(),
  }),
  properties: z.record(z.string(), z.unknown()).nullish(),
});
type IssueResponse = z.infer<typeof issueSchema>;

export interface ExistingIssue extends LiveIssue {
  readonly created: Instant;
  readonly creator?: string;
}

const categoryOf = (key: string): LiveIssue['category'] =>
  key === 'new' || key === 'done' ? key : 'indeterminate';

const firstInstantOf = (...texts: readonly (string | null | undefined)[]): Instant =>
  texts.flatMap(text => (text ? (parseInstant(text) ?? []) : []))[0] ?? instant(0);

function parseIssue({ id, key, fields, properties }: IssueResponse, site: SiteIdentity): ExistingIssue {
  const storedValue = properties?.[ISSUE_PROPERTY_KEY];
  const property = parseOwnProperty(storedValue, site);
  return {
    is: 'live',
    id,
    key,
    projectId: fields.project.id,
    category: categoryOf(fields.status.statusCategory.key),
    status: { id: fields.status.id, name: fields.status.name },
    created: firstInstantOf(fields.created),
    categorySince: firstInstantOf(fields.statuscategorychangedate, fields.updated),
    ...(fields.statuscategorychangedate ? {} : { categorySinceIsGuessed: true as const }),
    ...(fields.assignee ? { assignee: fields.assignee.accountId } : {}),
    ...(fields.creator ? { creator: fields.creator.accountId } : {}),
    ...(fields.duedate ? { due: fields.duedate } : {}),
    ...(fields.priority ? { priority: fields.priority.id } : {}),
    ...(property ? { property } : {}),
    ...(property === undefined && storedValue !== undefined && storedValue !== null
      ? { unrecognizedProperty: true as const }
      : {}),
  };
}

/** Reads work items by ID, 100 per request. The result lacks those that Jira doesn't return. @throws JiraError */
export async function fetchIssues(
  jira: Jira,
  ids: readonly string[],
  site: SiteIdentity,
): Promise<ReadonlyMap<string, ExistingIssue>> {
  const issuesById = new Map<string, ExistingIssue>();
  for (let start = 0; start < ids.length; start += MAX_ISSUES_PER_REQUEST) {
    const { issues } = await jira.call('issue.bulk-fetch', {
      body: {
        issueIdsOrKeys: ids.slice(start, start + MAX_ISSUES_PER_REQUEST),
        fields: ISSUE_FIELDS,
        properties: [ISSUE_PROPERTY_KEY],
      },
      responseSchema: z.object({ issues: z.array(issueSchema) }),
    });
    for (const issue of issues) issuesById.set(issue.id, parseIssue(issue, site));
  }
  return issuesById;
}

/** Limits the fallback search by creator, used if Jira can't search by property, to 500 work items. */
const MAX_SEARCH_PAGES = 5;
/** Limits the daily search for copies to 5,000 work items, more than an installation ever has open. */
const MAX_OPEN_ISSUE_PAGES = 50;

/** @returns the IDs that a search finds. @throws JiraError */
async function searchIssueIds(jira: Jira, jql: string, pages = MAX_SEARCH_PAGES): Promise<readonly string[]> {
  const ids: string[] = [];
  let nextPageToken: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const answer = await jira.call('issue.search', {
      query: { jql, maxResults: MAX_ISSUES_PER_REQUEST, fields: 'id', nextPageToken },
      responseSchema: z.object({
        issues: z.array(z.object({ id: idSchema })),
        nextPageToken: z.string().nullish(),
      }),
    });
    ids.push(...answer.issues.map(({ id }) => id));
    if (!answer.nextPageToken) break;
    nextPageToken = answer.nextPageToken;
  }
  return ids;
}

/**
 * Searches by the issue property that the app's manifest indexes. If Jira refuses that query, returns all work items
 * that the app created.
 * @throws JiraError
 */
async function searchCandidateIds(
  jira: Jira,
  key: RemediationKey,
  ownAccount: string,
): Promise<readonly string[]> {
  try {
    return await searchIssueIds(jira, jqlForKey(ownAccount, key));
  } catch (error) {
    if (!(error instanceof JiraError) || error.kind !== 'refused') throw error;
    return searchIssueIds(jira, jqlForOwnIssues(ownAccount));
  }
}

/**
 * Finds the work items with this key that the app created and whose property is still `open` (not closed, not a
 * duplicate), oldest first. Jira's search index may be minutes old, so each result is read by ID and checked.
 * @throws JiraError
 */
export async function findOpenIssuesByKey(
  jira: Jira,
  key: RemediationKey,
  site: SiteIdentity & { readonly ownAccount: string },
): Promise<readonly ExistingIssue[]> {
  const issuesById = await fetchIssues(jira, await searchCandidateIds(jira, key, site.ownAccount), site);
  return [...issuesById.values()]
    .filter(
      ({ property, creator }) =>
        property?.key === key && property.state === 'open' && creator === site.ownAccount,
    )
    .sort((one, other) => Number(one.id) - Number(other.id));
}

/**
 * Finds open work items of the app on this site that aren't on any record: copies that a restore or an automation made
 * in the app's name.
 * @param isOnRecord whether a record has this work item. Those are not read.
 * @throws JiraError
 */
export async function findOpenCopies(
  jira: Jira,
  site: SiteIdentity & { readonly ownAccount: string },
  isOnRecord: (issueId: string) => boolean,
): Promise<readonly ExistingIssue[]> {
  const ids = await searchIssueIds(jira, jqlForOwnOpenIssues(site.ownAccount), MAX_OPEN_ISSUE_PAGES);
  const unrecordedIds = ids.filter(id => !isOnRecord(id));
  if (unrecordedIds.length === 0) return [];
  const issuesById = await fetchIssues(jira, unrecordedIds, site);
  return [...issuesById.values()].filter(
    ({ property, creator, category }) =>
      property?.state === 'open' && creator === site.ownAccount && category !== 'done',
  );
}

const HIDDEN_ISSUE: IssueState = { is: 'hidden', gap: { why: 'hidden', at: 'issue.get' } };

/**
 * Jira answers 404 both for deleted objects and for those that the caller can't see.
 * @throws JiraError of any other kind.
 */
const isReachable = async (request: Promise<unknown>): Promise<boolean> => {
  try {
    await request;
    return true;
  } catch (error) {
    if (error instanceof JiraError && (error.kind === 'not-found' || error.kind === 'denied')) return false;
    throw error;
  }
};

/**
 * Whether the app can see the whole project: no app access rule blocks content, and the app has the Browse permission.
 * A security level on a single work item can't be ruled out. If such a work item reappears, one of the two is closed as
 * a duplicate.
 * @throws JiraError
 */
export async function canSeeWholeProject(jira: Jira, project: string): Promise<boolean> {
  const policy = await jira.call('data-policy.get', {
    responseSchema: z.object({ anyContentBlocked: z.boolean().default(false) }),
  });
  if (policy.anyContentBlocked) return false;
  const projectExists = await isReachable(
    jira.call('project.get', {
      path: { projectIdOrKey: project },
      responseSchema: z.object({ id: idSchema }),
    }),
  );
  if (!projectExists) return false;
  const { permissions } = await jira.call('mypermissions.get', {
    query: { projectId: project, permissions: 'BROWSE_PROJECTS' },
    responseSchema: z.object({
      permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })),
    }),
  });
  return permissions['BROWSE_PROJECTS']?.havePermission === true;
}

/**
 * Finds the state of a work item that the bulk fetch didn't return. It is `deleted` only with proof: if something may
 * hide it, it is `hidden`. If its project no longer exists and the admin now files elsewhere, it counts as deleted.
 * @throws JiraError if Jira can't answer now.
 */
export async function fetchIssueState(
  jira: Jira,
  id: string,
  origin: { readonly project: string | undefined; readonly filesElsewhere: boolean },
  site: SiteIdentity,
  canSeeProject: (project: string) => Promise<boolean> = project => canSeeWholeProject(jira, project),
): Promise<IssueState> {
  try {
    const issue = await jira.call('issue.get', {
      path: { issueIdOrKey: id },
      query: { fields: ISSUE_FIELDS.join(','), properties: ISSUE_PROPERTY_KEY },
      responseSchema: issueSchema,
    });
    return parseIssue(issue, site);
  } catch (error) {
    if (!(error instanceof JiraError) || (error.kind !== 'not-found' && error.kind !== 'denied')) throw error;
    if (error.kind === 'denied' || origin.project === undefined) return HIDDEN_ISSUE;
  }
  if (await canSeeProject(origin.project)) return { is: 'deleted' };
  const projectExists = await isReachable(
    jira.call('project.get', {
      path: { projectIdOrKey: origin.project },
      responseSchema: z.object({ id: idSchema }),
    }),
  );
  return !projectExists && origin.filesElsewhere ? { is: 'deleted' } : HIDDEN_ISSUE;
}
