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

/**
 * Moves a work item to a status of the category, found by the target's category and never by a name: people name and
 * translate their statuses. Back to open is first to what is new, then to what is in progress.
 * @returns false where the workflow has no such step for this app, or only one that asks for fields. @throws JiraError
 */
export async function moved({ jira }: Shop, issue: string, to: 'done' | 'open'): Promise<boolean> {
  const { transitions } = await jira.call('issue.transitions', {
    path: { issueIdOrKey: issue },
    query: { expand: 'transitions.fields' },
    answer: z.object({ transitions: z.array(transition) }),
  });
  const open = transitions.filter(candidate => candidate.isAvailable && asksForNothing(candidate));
  const ofCategory = (category: string) =>
    open.find(({ to: target }) => target.statusCategory.key === category);
  const way = to === 'done' ? ofCategory('done') : (ofCategory('new') ?? ofCategory('indeterminate'));
  if (way === undefined) return false;
  await jira.call('issue.transition', {
    path: { issueIdOrKey: issue },
    body: { transition: { id: way.id } },
    answer: z.unknown(),
  });
  return true;
}
