import { z } from 'zod';
import { type SiteClient, SiteError } from '../site/site-client';

const named = z.object({ name: z.string() });

const person = z.object({ accountId: z.string(), displayName: z.string() });

const status = named.extend({ statusCategory: z.object({ key: z.string() }) });

const comment = z.object({
  id: z.string(),
  author: person.nullish(),
  body: z.unknown().optional(),
  created: z.string(),
});

const brief = z.object({ key: z.string(), fields: z.object({ summary: z.string(), status }) });

const workItem = z.object({
  id: z.string(),
  key: z.string(),
  fields: z.object({
    summary: z.string(),
    description: z.unknown().optional(),
    issuetype: named.extend({ id: z.string() }).nullish(),
    project: z.object({
      id: z.string(),
      key: z.string(),
      name: z.string(),
      projectTypeKey: z.string().nullish(),
    }),
    status,
    priority: named.nullish(),
    assignee: person.nullish(),
    reporter: person.nullish(),
    duedate: z.string().nullish(),
    resolution: named.nullish(),
    labels: z.array(z.string()).default([]),
    created: z.string(),
    updated: z.string(),
    parent: brief.nullish(),
    subtasks: z.array(brief).default([]),
    comment: z.object({ comments: z.array(comment) }).optional(),
  }),
});

const transition = z.object({ id: z.string(), name: z.string(), to: status });

const searched = z.object({ issues: z.array(workItem), nextPageToken: z.string().optional() });

export type WorkItem = z.infer<typeof workItem>;
export type Status = z.infer<typeof status>;
export type Comment = z.infer<typeof comment>;
export type Transition = z.infer<typeof transition>;

/** The fields that the list shows; a work item's own page asks for all. */
const LISTED = 'summary,issuetype,project,status,priority,assignee,reporter,duedate,labels,created,updated';

const ISSUE = '/rest/api/3/issue';

/** A work item with everything that its page shows. @throws SiteError */
export async function workItemByKey(site: SiteClient, key: string): Promise<WorkItem> {
  return workItem.parse(await site.get(`${ISSUE}/${encodeURIComponent(key)}?fields=*all`));
}

/** The first 100 work items that the query finds. The search lags behind, as Jira's does. */
export async function workItemsBy(site: SiteClient, jql: string): Promise<WorkItem[]> {
  const query = new URLSearchParams({ jql, fields: LISTED, maxResults: '100' });
  return searched.parse(await site.get(`/rest/api/3/search/jql?${query.toString()}`)).issues;
}

/** What the person may move the work item to. */
export async function transitionsOf(site: SiteClient, key: string): Promise<Transition[]> {
  const answer = await site.get(`${ISSUE}/${encodeURIComponent(key)}/transitions`);
  return z.object({ transitions: z.array(transition) }).parse(answer).transitions;
}

export async function moveWorkItem(site: SiteClient, key: string, transitionId: string): Promise<void> {
  await site.post(`${ISSUE}/${encodeURIComponent(key)}/transitions`, { transition: { id: transitionId } });
}

export async function addComment(site: SiteClient, key: string, body: unknown): Promise<void> {
  await site.post(`${ISSUE}/${encodeURIComponent(key)}/comment`, { body });
}

/** Whether the work item carries the entity property. */
export async function hasProperty(site: SiteClient, key: string, propertyKey: string): Promise<boolean> {
  try {
    await site.get(`${ISSUE}/${encodeURIComponent(key)}/properties/${encodeURIComponent(propertyKey)}`);
    return true;
  } catch (error) {
    if (error instanceof SiteError && error.status === 404) return false;
    throw error;
  }
}
