import { z } from 'zod';
import { rowsOf } from '../jira/rows';
import { type Holder, type SchemeFact } from './facts';
import { headOf, schemeHead } from './scheme-list';

const text = z.union([z.string(), z.number()]).transform(String);

/** One grant of a scheme. */
export const grant = z.object({
  permission: z.string(),
  holder: z.object({
    type: z.string(),
    parameter: text.nullish(),
    value: text.nullish(),
    group: z.object({ name: z.string().nullish(), groupId: z.string().nullish() }).nullish(),
    projectRole: z.object({ name: z.string().nullish() }).nullish(),
    user: z.object({ accountType: z.string().nullish(), active: z.boolean().nullish() }).nullish(),
  }),
});
type Grant = z.infer<typeof grant>;

/** A scheme with its grants, as `expand=all` gives it. Each grant is read by itself. */
export const schemeWithGrants = schemeHead.extend({ permissions: rowsOf(grant) });

/** What controls ask about of groups, roles and everyone with access to an app. Of the public and of people all is kept. */
const ASKED_ABOUT: readonly string[] = [
  'ADMINISTER_PROJECTS',
  'BROWSE_PROJECTS',
  'DELETE_ALL_ATTACHMENTS',
  'DELETE_ALL_COMMENTS',
  'DELETE_ALL_WORKLOGS',
  'DELETE_ISSUES',
  'EDIT_ALL_COMMENTS',
  'EDIT_ALL_WORKLOGS',
  'EDIT_ISSUES',
  'MODIFY_REPORTER',
];

const named = (name: string | null | undefined) => (typeof name === 'string' ? { name } : {});

/**
 * Who holds a grant, or undefined where no control asks about the kind (reporter, assignee, space owner, custom fields,
 * portal customers) or Jira does not name the holder. `value` is the id; `parameter` may be a name that changes.
 */
function holderOf({ type, parameter, value, group, projectRole, user }: Grant['holder']): Holder | undefined {
  const id = value ?? parameter ?? undefined;
  switch (type) {
    case 'anyone':
      return { is: 'anyone' };
    case 'applicationRole':
      return id === undefined || id === ''
        ? { is: 'application-role' }
        : { is: 'application-role', role: id };
    case 'group': {
      const groupId = value ?? group?.groupId ?? parameter ?? undefined;
      return groupId === undefined
        ? undefined
        : { is: 'group', id: groupId, ...named(group?.name ?? parameter) };
    }
    case 'projectRole':
      return id === undefined ? undefined : { is: 'role', id, ...named(projectRole?.name) };
    case 'user':
      return id === undefined
        ? undefined
        : {
            is: 'user',
            id,
            person: (user?.accountType ?? 'atlassian') === 'atlassian',
            active: user?.active ?? true,
          };
    default:
      return undefined;
  }
}

const isKept = (to: Holder, permission: string): boolean =>
  to.is === 'anyone' || to.is === 'user' || ASKED_ABOUT.includes(permission);

const keyOf = (to: Holder): string =>
  to.is === 'anyone' ? to.is : `${to.is} ${to.is === 'application-role' ? (to.role ?? '') : to.id}`;

/** A scheme as it is kept: grants by holder, permissions sorted, so that equal schemes are equal facts. */
export function schemeFactOf(scheme: z.infer<typeof schemeHead>, given: readonly Grant[]): SchemeFact {
  const grants = new Map<string, { to: Holder; may: Set<string> }>();
  for (const { permission, holder } of given) {
    const to = holderOf(holder);
    if (to === undefined || !isKept(to, permission)) continue;
    const held = grants.get(keyOf(to)) ?? { to, may: new Set() };
    held.may.add(permission);
    grants.set(keyOf(to), held);
  }
  return {
    ...headOf(scheme),
    grants: [...grants]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, { to, may }]) => ({ to, may: [...may].sort() })),
  };
}
