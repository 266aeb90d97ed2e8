import { z } from 'zod';
import { idSchema } from '../../jira/id-schemas';
import { type Jira } from '../../jira/jira';

const transitionSchema = z.object({
  id: idSchema,
  isAvailable: z.boolean().default(true),
  name: z.string().catch(''),
  to: z.object({ id: idSchema, name: z.string().catch(''), statusCategory: z.object({ key: z.string() }) }),
  fields: z
    .record(z.string(), z.object({ required: z.boolean(), hasDefaultValue: z.boolean().default(false) }))
    .catch({}),
});

const needsNoFields = ({ fields }: z.infer<typeof transitionSchema>): boolean =>
  Object.values(fields).every(({ required, hasDefaultValue }) => !required || hasDefaultValue);

/** Matches Jira's English names of transitions and statuses that end work without a fix. */
const REJECTION_NAME =
  /\b(won.?t|cancel+(ed|led)?|declined?|rejected?|duplicate|abandon(ed)?|obsolete|invalid)\b/i;

const isRejection = ({ name, to }: z.infer<typeof transitionSchema>): boolean =>
  REJECTION_NAME.test(name) || REJECTION_NAME.test(to.name);

/** A workflow transition and the status it leads to. */
export interface IssueTransition {
  readonly transitionId: string;
  readonly category: 'new' | 'indeterminate' | 'done';
  readonly status: { readonly id: string; readonly name: string };
}

/**
 * Finds a transition by the status category of its target, because people rename and translate statuses. Avoids names
 * such as "Won't do" if there is another transition. For `open`, prefers the category `new` to `indeterminate`.
 * @returns undefined if the app has no such transition, or only one with required fields.
 * @throws JiraError
 */
export async function findTransition(
  { jira }: { readonly jira: Jira },
  issue: string,
  to: 'done' | 'open',
): Promise<IssueTransition | undefined> {
  const { transitions } = await jira.call('issue.transitions', {
    path: { issueIdOrKey: issue },
    query: { expand: 'transitions.fields' },
    responseSchema: z.object({ transitions: z.array(transitionSchema) }),
  });
  const open = transitions.filter(candidate => candidate.isAvailable && needsNoFields(candidate));
  const ofCategory = (category: IssueTransition['category']): IssueTransition | undefined => {
    const matches = open.filter(({ to: target }) => target.statusCategory.key === category);
    const preferred = matches.find(candidate => !isRejection(candidate)) ?? matches[0];
    return (
      preferred && {
        transitionId: preferred.id,
        category,
        status: { id: preferred.to.id, name: preferred.to.name },
      }
    );
  };
  return to === 'done' ? ofCategory('done') : (ofCategory('new') ?? ofCategory('indeterminate'));
}

/** Performs the transition. @throws JiraError */
export const applyTransition = (
  { jira }: { readonly jira: Jira },
  issue: string,
  { transitionId: id }: IssueTransition,
): Promise<unknown> =>
  jira.call('issue.transition', {
    path: { issueIdOrKey: issue },
    body: { transition: { id } },
    responseSchema: z.unknown(),
  });
