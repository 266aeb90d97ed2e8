import { z } from 'zod';
import { JiraError } from '../jira/errors';
import { nonEmptyId } from '../jira/id';
import { type Jira } from '../jira/jira';
import { type Instant, instant, instantOf } from '../terms/instant';
import { type Live, type Seen } from './action';
import { type Home, PROPERTY, ownIssues, ownIssuesWith, ownOpenIssues, ownProperty } from './property';
import { type RemediationKey } from './key';

/** Jira's limit for one bulk fetch. */
const AT_ONCE = 100;

const FIELDS = [
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

const person = z.object({ accountId: nonEmptyId }).nullish();

const issueShape = z.object({
  id: nonEmptyId,
  key: nonEmptyId,
  fields: z.object({
    status: z.object({ id: nonEmptyId, name: z.string(), statusCategory: z.object({ key: z.string() }) }),
    project: z.object({ id: nonEmptyId }),
    assignee: person,
    creator: person,
    duedate: z.string().nullish(),
    priority: z.object({ id: nonEmptyId }).nullish(),
    statuscategorychangedate: z.string().nullish(),
    updated: z.string().nullish(),
    created: z.string().nullish(),
  }),
  properties: z.record(z.string(), z.unknown()).nullish(),
});
type Issue = z.infer<typeof issueShape>;

/** A work item with who created it and when. */
export interface Found extends Live {
  readonly created: Instant;
  readonly creator?: string;
}

const categoryOf = (key: string): Live['category'] =>
  key === 'new' || key === 'done' ? key : 'indeterminate';

const momentOf = (...texts: readonly (string | null | undefined)[]): Instant =>
  texts.flatMap(said => (said ? (instantOf(said) ?? []) : []))[0] ?? instant(0);

function foundOf({ id, key, fields, properties }: Issue, home: Home): Found {
  const written = properties?.[PROPERTY];
  const property = ownProperty(written, home);
  return {
    is: 'live',
    id,
    key,
    projectId: fields.project.id,
    category: categoryOf(fields.status.statusCategory.key),
    status: { id: fields.status.id, name: fields.status.name },
    created: momentOf(fields.created),
    categorySince: momentOf(fields.statuscategorychangedate, fields.updated),
    ...(fields.statuscategorychangedate ? {} : { categorySinceIsGuessed: true as const }),
    ...(fields.assignee ? { assignee: fields.assignee.accountId } : {}),
    ...(fields.creator ? { creator: fields.creator.accountId } : {}),
    ...(fields.duedate ? { due: fields.duedate } : {}),
    ...(fields.priority ? { priority: fields.priority.id } : {}),
    ...(property ? { property } : {}),
    ...(property === undefined && written !== undefined && written !== null
      ? { unrecognizedProperty: true as const }
      : {}),
  };
}

/** Reads work items by id, a hundred at a time. Those that Jira doesn't give are missing. @throws JiraError */
export async function readIssues(
  jira: Jira,
  ids: readonly string[],
  home: Home,
): Promise<ReadonlyMap<string, Found>> {
  const found = new Map<string, Found>();
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const { issues } = await jira.call('issue.bulk-fetch', {
      body: { issueIdsOrKeys: ids.slice(start, start + AT_ONCE), fields: FIELDS, properties: [PROPERTY] },
      answer: z.object({ issues: z.array(issueShape) }),
    });
    for (const issue of issues) found.set(issue.id, foundOf(issue, home));
  }
  return found;
}

/** Pages of a search by creator, where Jira doesn't search by property: five hundred work items. */
const PAGES = 5;
/** Pages of the daily search for copies: more work items than an installation ever has open. */
const PAGES_OF_OPEN = 50;

/** The ids that a search names. @throws JiraError */
async function searchedIds(jira: Jira, jql: string, pages = PAGES): Promise<readonly string[]> {
  const ids: string[] = [];
  let nextPageToken: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const answer = await jira.call('issue.search', {
      query: { jql, maxResults: AT_ONCE, fields: 'id', nextPageToken },
      answer: z.object({
        issues: z.array(z.object({ id: nonEmptyId })),
        nextPageToken: z.string().nullish(),
      }),
    });
    ids.push(...answer.issues.map(({ id }) => id));
    if (!answer.nextPageToken) break;
    nextPageToken = answer.nextPageToken;
  }
  return ids;
}

/** By the property that the app's manifest has indexed; where Jira refuses that, everything that the app created. */
async function candidateIds(jira: Jira, key: RemediationKey, ownAccount: string): Promise<readonly string[]> {
  try {
    return await searchedIds(jira, ownIssuesWith(ownAccount, key));
  } catch (error) {
    if (!(error instanceof JiraError) || error.kind !== 'refused') throw error;
    return searchedIds(jira, ownIssues(ownAccount));
  }
}

/**
 * The work items with this key that this app created and that are neither closed by it nor marked as duplicates, oldest
 * first. Search may lag behind by minutes; what it names is read by id before it is believed.
 * @throws JiraError
 */
export async function openTwins(
  jira: Jira,
  key: RemediationKey,
  home: Home & { readonly ownAccount: string },
): Promise<readonly Found[]> {
  const found = await readIssues(jira, await candidateIds(jira, key, home.ownAccount), home);
  return [...found.values()]
    .filter(
      ({ property, creator }) =>
        property?.key === key && property.state === 'open' && creator === home.ownAccount,
    )
    .sort((one, other) => Number(one.id) - Number(other.id));
}

/**
 * Open work items of this app, on this site, that no record has: copies that a restore or an automation made in the app's name.
 * @param isOnRecord whether a record has the work item: those aren't read. @throws JiraError
 */
export async function openCopies(
  jira: Jira,
  home: Home & { readonly ownAccount: string },
  isOnRecord: (issueId: string) => boolean,
): Promise<readonly Found[]> {
  const ids = await searchedIds(jira, ownOpenIssues(home.ownAccount), PAGES_OF_OPEN);
  const unknown = ids.filter(id => !isOnRecord(id));
  if (unknown.length === 0) return [];
  const found = await readIssues(jira, unknown, home);
  return [...found.values()].filter(
    ({ property, creator, category }) =>
      property?.state === 'open' && creator === home.ownAccount && category !== 'done',
  );
}

const hidden: Seen = { is: 'hidden', gap: { why: 'hidden', at: 'issue.get' } };

/** Jira answers 404 for what is deleted and for what the caller may not see. */
const answers = async (asked: Promise<unknown>): Promise<boolean> => {
  try {
    await asked;
    return true;
  } catch (error) {
    if (error instanceof JiraError && (error.kind === 'gone' || error.kind === 'denied')) return false;
    throw error;
  }
};

/**
 * Whether this app sees everything in the project: no app access rule keeps content from it, and it may browse there. A
 * security level on the one work item can't be ruled out; if it comes back, the second one is closed as a duplicate.
 * @throws JiraError
 */
export async function seesAllOf(jira: Jira, project: string): Promise<boolean> {
  const policy = await jira.call('data-policy.get', {
    answer: z.object({ anyContentBlocked: z.boolean().default(false) }),
  });
  if (policy.anyContentBlocked) return false;
  const there = await answers(
    jira.call('project.get', { path: { projectIdOrKey: project }, answer: z.object({ id: nonEmptyId }) }),
  );
  if (!there) return false;
  const { permissions } = await jira.call('mypermissions.get', {
    query: { projectId: project, permissions: 'BROWSE_PROJECTS' },
    answer: z.object({ permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })) }),
  });
  return permissions['BROWSE_PROJECTS']?.havePermission === true;
}

/**
 * What became of a work item that the bulk fetch left out. Never deleted without proof: where something may hide it, it is
 * hidden. Where its project is gone and the admin files elsewhere by now, it is as good as deleted.
 * @throws JiraError where Jira can't say just now.
 */
export async function seenSingly(
  jira: Jira,
  id: string,
  of: { readonly project: string | undefined; readonly filesElsewhere: boolean },
  home: Home,
  seesAll: (project: string) => Promise<boolean> = project => seesAllOf(jira, project),
): Promise<Seen> {
  try {
    const issue = await jira.call('issue.get', {
      path: { issueIdOrKey: id },
      query: { fields: FIELDS.join(','), properties: PROPERTY },
      answer: issueShape,
    });
    return foundOf(issue, home);
  } catch (error) {
    if (!(error instanceof JiraError) || (error.kind !== 'gone' && error.kind !== 'denied')) throw error;
    if (error.kind === 'denied' || of.project === undefined) return hidden;
  }
  if (await seesAll(of.project)) return { is: 'deleted' };
  const projectThere = await answers(
    jira.call('project.get', { path: { projectIdOrKey: of.project }, answer: z.object({ id: nonEmptyId }) }),
  );
  return !projectThere && of.filesElsewhere ? { is: 'deleted' } : hidden;
}
