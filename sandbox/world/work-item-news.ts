import { z } from 'zod';
import type { Line } from '../browser/bench-port';
import type { ProductEvent } from '../ports';

interface Node {
  readonly text?: string | undefined;
  readonly content?: readonly Node[] | undefined;
}
const node: z.ZodType<Node> = z.lazy(() =>
  z.object({ text: z.string().optional(), content: z.array(node).optional() }),
);

const issueEvent = z.object({
  issue: z.object({ key: z.string(), fields: z.object({ summary: z.string() }) }),
  changelog: z
    .object({ items: z.array(z.object({ field: z.string(), toString: z.string().nullable() })) })
    .optional(),
  comment: z.object({ body: node }).optional(),
});

const letters = ({ text, content = [] }: Node): string => text ?? content.map(letters).join('');

/** What Jira's pages call the fields that its events name otherwise. */
const FIELDS: Readonly<Record<string, string>> = {
  summary: 'title',
  description: 'text',
  duedate: 'due date',
};

const listed = new Intl.ListFormat('en');

/** What somebody did to a work item, in plain words; undefined where the event tells of nothing that a person would. */
export function workItemNews(
  { name, payload }: Pick<ProductEvent, 'name' | 'payload'>,
  who: string,
): Line | undefined {
  const read = issueEvent.safeParse(payload);
  if (!read.success) return undefined;
  const { issue, changelog, comment } = read.data;
  const { key } = issue;
  const about = { workItem: key };
  const detail = issue.fields.summary;
  switch (name) {
    case 'avi:jira:created:issue':
      return { text: `${who} opened ${key}`, detail, about };
    case 'avi:jira:commented:issue': {
      const [first] = comment?.body.content ?? [];
      return {
        text: `${who} commented on ${key}`,
        detail: first === undefined ? detail : letters(first),
        about,
      };
    }
    case 'avi:jira:updated:issue': {
      const items = changelog?.items ?? [];
      const status = items.find(({ field }) => field === 'status')?.toString;
      if (typeof status === 'string') return { text: `${who} moved ${key} to ${status}`, detail, about };
      const fields = items.map(({ field }) => `the ${FIELDS[field] ?? field.toLowerCase()}`);
      return fields.length === 0
        ? undefined
        : { text: `${who} changed ${listed.format(fields)} of ${key}`, detail, about };
    }
    default:
      return undefined;
  }
}
