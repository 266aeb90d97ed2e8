import { z } from 'zod';
import { type Shop } from './shop';

const transition = z.object({
  id: z.string(),
  isAvailable: z.boolean().default(true),
  to: z.object({ statusCategory: z.object({ key: z.string() }) }),
  fields: z
    .record(z.string(), z.object({ required: z.boolean(), hasDefaultValue: z.boolean().default(false) }))
    .catch({}),
});

const asksForNothing = ({ fields }: z.infer<typeof transition>): boolean =>
  Object.values(fields).every(({ required, hasDefaultValue }) => !required || hasDefaultValue);

/** A step of the workflow, by its id. */
export interface Way {
  readonly transition: string;
}

/**
 * The step to a status of the category, found by the target's category and never by a name: people name and translate
 * their statuses. Back to open is first to what is new, then to what is in progress.
 * @returns undefined where the workflow has no such step for this app, or only one that asks for fields. @throws JiraError
 */
export async function wayTo({ jira }: Shop, issue: string, to: 'done' | 'open'): Promise<Way | undefined> {
  const { transitions } = await jira.call('issue.transitions', {
    path: { issueIdOrKey: issue },
    query: { expand: 'transitions.fields' },
    answer: z.object({ transitions: z.array(transition) }),
  });
  const open = transitions.filter(candidate => candidate.isAvailable && asksForNothing(candidate));
  const ofCategory = (category: string) =>
    open.find(({ to: target }) => target.statusCategory.key === category);
  const way = to === 'done' ? ofCategory('done') : (ofCategory('new') ?? ofCategory('indeterminate'));
  return way && { transition: way.id };
}

/** Takes the step. @throws JiraError */
export const takeWay = ({ jira }: Shop, issue: string, { transition: id }: Way): Promise<unknown> =>
  jira.call('issue.transition', {
    path: { issueIdOrKey: issue },
    body: { transition: { id } },
    answer: z.unknown(),
  });
