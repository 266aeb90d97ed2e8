import { z } from 'zod';
import type { ProductEvent } from '../ports';

const issueEvent = z.object({
  issue: z.object({ key: z.string(), fields: z.object({ summary: z.string() }) }),
  changelog: z
    .object({ items: z.array(z.object({ field: z.string(), toString: z.string().nullable() })) })
    .optional(),
});

/** What somebody did to a work item, in plain words; undefined where the event tells of nothing that a person would. */
export function workItemNews(
  { name, payload }: Pick<ProductEvent, 'name' | 'payload'>,
  who: string,
): { text: string; detail?: string } | undefined {
  const read = issueEvent.safeParse(payload);
  if (!read.success) return undefined;
  const { issue, changelog } = read.data;
  const detail = issue.fields.summary;
  switch (name) {
    case 'avi:jira:created:issue':
      return { text: `${who} opened ${issue.key}`, detail };
    case 'avi:jira:commented:issue':
      return { text: `${who} commented on ${issue.key}`, detail };
    case 'avi:jira:updated:issue': {
      const status = changelog?.items.find(({ field }) => field === 'status')?.toString;
      return typeof status === 'string'
        ? { text: `${who} moved ${issue.key} to ${status}`, detail }
        : undefined;
    }
    default:
      return undefined;
  }
}
