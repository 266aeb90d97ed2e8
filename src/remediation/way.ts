import { z } from 'zod';
import { nonEmptyId } from '../jira/id';
import { type Shop } from './shop';

const transition = z.object({
  id: nonEmptyId,
  isAvailable: z.boolean().default(true),
  name: z.string().catch(''),
  to: z.object({ id: nonEmptyId, name: z.string().catch(''), statusCategory: z.object({ key: z.string() }) }),
  fields: z
    .record(z.string(), z.object({ required: z.boolean(), hasDefaultValue: z.boolean().default(false) }))
    .catch({}),
});

const asksForNothing = ({ fields }: z.infer<typeof transition>): boolean =>
  Object.values(fields).every(({ required, hasDefaultValue }) => !required || hasDefaultValue);

/** How steps and statuses that end something undone are called where a site has Jira's own English names. */
const REFUSAL = /\b(won.?t|cancel+(ed|led)?|declined?|rejected?|duplicate|abandon(ed)?|obsolete|invalid)\b/i;

const refuses = ({ name, to }: z.infer<typeof transition>): boolean =>
  REFUSAL.test(name) || REFUSAL.test(to.name);

/** A step of the workflow, by its id, and how the work item stands after it. */
export interface Way {
  readonly transition: string;
  readonly category: 'new' | 'indeterminate' | 'done';
  readonly status: { readonly id: string; readonly name: string };
}

/**
 * The step to a status of the category, found by the target's category and not by its name: people name and translate
 * their statuses. Of several, one that doesn't say that nothing was done is preferred. Back to open is first to what is new, then to what is in progress.
 * @returns undefined where the workflow has no such step for this app, or only one that asks for fields. @throws JiraError
 */
export async function wayTo({ jira }: Shop, issue: string, to: 'done' | 'open'): Promise<Way | undefined> {
  const { transitions } = await jira.call('issue.transitions', {
    path: { issueIdOrKey: issue },
    query: { expand: 'transitions.fields' },
    answer: z.object({ transitions: z.array(transition) }),
  });
  const open = transitions.filter(candidate => candidate.isAvailable && asksForNothing(candidate));
  const ofCategory = (category: Way['category']): Way | undefined => {
    const ways = open.filter(({ to: target }) => target.statusCategory.key === category);
    const way = ways.find(candidate => !refuses(candidate)) ?? ways[0];
    return way && { transition: way.id, category, status: { id: way.to.id, name: way.to.name } };
  };
  return to === 'done' ? ofCategory('done') : (ofCategory('new') ?? ofCategory('indeterminate'));
}

/** Takes the step. @throws JiraError */
export const takeWay = ({ jira }: Shop, issue: string, { transition: id }: Way): Promise<unknown> =>
  jira.call('issue.transition', {
    path: { issueIdOrKey: issue },
    body: { transition: { id } },
    answer: z.unknown(),
  });
