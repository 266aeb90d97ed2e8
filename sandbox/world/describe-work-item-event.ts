import { z } from 'zod';
import type { ActivityLine } from '../browser/bench-port';
import type { ProductEvent } from '../ports';

interface TextNode {
  readonly text?: string | undefined;
  readonly content?: readonly TextNode[] | undefined;
}
const textNode: z.ZodType<TextNode> = z.lazy(() =>
  z.object({ text: z.string().optional(), content: z.array(textNode).optional() }),
);

const issueEvent = z.object({
  issue: z.object({ key: z.string(), fields: z.object({ summary: z.string() }) }),
  changelog: z
    .object({ items: z.array(z.object({ field: z.string(), toString: z.string().nullable() })) })
    .optional(),
  comment: z.object({ body: textNode }).optional(),
});

const plainTextOf = ({ text, content = [] }: TextNode): string => text ?? content.map(plainTextOf).join('');

/** What Jira's pages call the fields that its events name otherwise. */
const FIELD_LABELS: Readonly<Record<string, string>> = {
  summary: 'title',
  description: 'text',
  duedate: 'due date',
};

const listFormat = new Intl.ListFormat('en');

/** What somebody did to a work item, in plain words; undefined where the event tells of nothing that a person would. */
export function describeWorkItemEvent(
  { name, payload }: Pick<ProductEvent, 'name' | 'payload'>,
  actorName: string,
): ActivityLine | undefined {
  const parsed = issueEvent.safeParse(payload);
  if (!parsed.success) return undefined;
  const { issue, changelog, comment } = parsed.data;
  const { key } = issue;
  const about = { workItem: key };
  const detail = issue.fields.summary;
  switch (name) {
    case 'avi:jira:created:issue':
      return { text: `${actorName} created ${key}`, detail, subject: about };
    case 'avi:jira:commented:issue': {
      const [first] = comment?.body.content ?? [];
      return {
        text: `${actorName} commented on ${key}`,
        detail: first === undefined ? detail : plainTextOf(first),
        subject: about,
      };
    }
    case 'avi:jira:updated:issue': {
      const items = changelog?.items ?? [];
      const status = items.find(({ field }) => field === 'status')?.toString;
      if (typeof status === 'string')
        return { text: `${actorName} moved ${key} to ${status}`, detail, subject: about };
      const fields = items.map(({ field }) => `the ${FIELD_LABELS[field] ?? field.toLowerCase()}`);
      return fields.length === 0
        ? undefined
        : { text: `${actorName} changed ${listFormat.format(fields)} of ${key}`, detail, subject: about };
    }
    default:
      return undefined;
  }
}
