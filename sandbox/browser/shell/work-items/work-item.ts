import { z } from 'zod';
import { type SiteClient, SiteError } from '../site/site-client';

const namedSchema = z.object({ name: z.string() });

const personSchema = z.object({ accountId: z.string(), displayName: z.string() });

const statusSchema = namedSchema.extend({ statusCategory: z.object({ key: z.string() }) });

const commentSchema = z.object({
  id: z.string(),
  author: personSchema.nullish(),
  body: z.unknown().optional(),
  created: z.string(),
});

const briefWorkItemSchema = z.object({
  key: z.string(),
  fields: z.object({ summary: z.string(), status: statusSchema }),
});

const workItemSchema = z.object({
  id: z.string(),
  key: z.string(),
  fields: z.object({
    summary: z.string(),
    description: z.unknown().optional(),
    issuetype: namedSchema.extend({ id: z.string() }).nullish(),
    project: z.object({
      id: z.string(),
      key: z.string(),
      name: z.string(),
      projectTypeKey: z.string().nullish(),
    }),
    status: statusSchema,
    priority: namedSchema.nullish(),
    assignee: personSchema.nullish(),
    reporter: personSchema.nullish(),
    duedate: z.string().nullish(),
    resolution: namedSchema.nullish(),
    labels: z.array(z.string()).default([]),
    created: z.string(),
    updated: z.string(),
    parent: briefWorkItemSchema.nullish(),
    subtasks: z.array(briefWorkItemSchema).default([]),
    comment: z.object({ comments: z.array(commentSchema) }).optional(),
  }),
});

const transitionSchema = z.object({ id: z.string(), name: z.string(), to: statusSchema });

const searchResultSchema = z.object({
  issues: z.array(workItemSchema),
  nextPageToken: z.string().optional(),
});

export type WorkItem = z.infer<typeof workItemSchema>;
export type Status = z.infer<typeof statusSchema>;
export type Comment = z.infer<typeof commentSchema>;
export type Transition = z.infer<typeof transitionSchema>;

/** The fields that the list shows; a work item's own page asks for all. */
const LIST_FIELDS =
  'summary,issuetype,project,status,priority,assignee,reporter,duedate,labels,created,updated';

const ISSUE_PATH = '/rest/api/3/issue';

/** A work item with everything that its page shows. @throws SiteError */
export async function fetchWorkItem(site: SiteClient, key: string): Promise<WorkItem> {
  return workItemSchema.parse(await site.get(`${ISSUE_PATH}/${encodeURIComponent(key)}?fields=*all`));
}

/** The first 100 work items that the query finds. The search lags behind, as Jira's does. */
export async function searchWorkItems(site: SiteClient, jql: string): Promise<WorkItem[]> {
  const query = new URLSearchParams({ jql, fields: LIST_FIELDS, maxResults: '100' });
  return searchResultSchema.parse(await site.get(`/rest/api/3/search/jql?${query.toString()}`)).issues;
}

/** What the person may move the work item to. */
export async function fetchTransitions(site: SiteClient, key: string): Promise<Transition[]> {
  const answer = await site.get(`${ISSUE_PATH}/${encodeURIComponent(key)}/transitions`);
  return z.object({ transitions: z.array(transitionSchema) }).parse(answer).transitions;
}

export async function moveWorkItem(site: SiteClient, key: string, transitionId: string): Promise<void> {
  await site.post(`${ISSUE_PATH}/${encodeURIComponent(key)}/transitions`, {
    transition: { id: transitionId },
  });
}

export async function addComment(site: SiteClient, key: string, body: unknown): Promise<void> {
  await site.post(`${ISSUE_PATH}/${encodeURIComponent(key)}/comment`, { body });
}

/** Whether the work item carries the entity property. */
export async function hasProperty(site: SiteClient, key: string, propertyKey: string): Promise<boolean> {
  try {
    await site.get(`${ISSUE_PATH}/${encodeURIComponent(key)}/properties/${encodeURIComponent(propertyKey)}`);
    return true;
  } catch (error) {
    if (error instanceof SiteError && error.status === 404) return false;
    throw error;
  }
}
