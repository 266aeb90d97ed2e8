import { z } from 'zod';
import { rowsOf } from '../jira/rows';
import { shownValue } from './api-value';
import { isDeletedAccount } from './deleted-account';
import { type Holder, type SchemeFact } from './facts';
import { isKnownPermission } from './known-permissions';
import { headOf, schemeHead } from './scheme-list';

const text = z.union([z.string(), z.number()]).transform(String);

/** One grant of a scheme. */
export const grant = z.object({
  permission: z.string().min(1),
  holder: z.object({
    type: z.string(),
    parameter: text.nullish(),
    value: text.nullish(),
    group: z.object({ name: z.string().nullish(), groupId: z.string().nullish() }).nullish(),
    projectRole: z.object({ id: text.nullish(), name: z.string().nullish() }).nullish(),
    user: z
      .object({
        accountId: z.string().nullish(),
        accountType: z.string().nullish(),
        active: z.boolean().nullish(),
        displayName: z.string().nullish(),
      })
      .nullish(),
  }),
});
type Grant = z.infer<typeof grant>;
type GrantHolder = Grant['holder'];

/** A scheme with its grants, as `expand=all` gives it. Each grant is read by itself. */
export const schemeWithGrants = schemeHead.extend({ permissions: rowsOf(grant) });

/**
 * Known permissions that a control judges in the hands of groups, roles, and everyone with access to an app. Other known ones
 * are not kept of these holders. Of the public, of people, and of holders that aren't recognized all are kept.
 */
const ASKED_ABOUT: ReadonlySet<string> = new Set([
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
  'VIEW_ISSUES',
  'VIEW_PROJECTS',
]);

/**
 * Types of holder that are harmless to every control: people by their part in a work item or space, and portal customers, who
 * don't see Jira itself. From Atlassian's OpenAPI document of 2026-06-10 (operation "Get all permission schemes"), which lists
 * eleven types; the other five are cases of `holderOf`.
 */
const HARMLESS: ReadonlySet<string> = new Set([
  'assignee',
  'groupCustomField',
  'projectLead',
  'reporter',
  'sd.customer.portal.only',
  'userCustomField',
]);

/** The first of the values that says something. */
const firstOf = (...values: readonly (string | null | undefined)[]): string | undefined =>
  values.find((value): value is string => typeof value === 'string' && value.trim() !== '');

const named = (...names: readonly (string | null | undefined)[]): { readonly name?: string } => {
  const name = firstOf(...names);
  return name === undefined ? {} : { name };
};

/**
 * Account types from Atlassian's OpenAPI document of 2026-06-10. Everything but an app's account is a person's: an
 * employee's, a portal customer's, a deleted one.
 */
const IS_PERSON: ReadonlyMap<string, boolean> = new Map([
  ['atlassian', true],
  ['customer', true],
  ['app', false],
]);

/**
 * Whether the account that a grant names is a person's; undefined where its type says nothing that this app knows. Atlassian's
 * examples of holders leave the type out, so that a grant without it names a person until Jira says otherwise.
 */
function isPerson(user: GrantHolder['user']): boolean | undefined {
  const type = firstOf(user?.accountType);
  if (type === undefined) return true;
  return user && isDeletedAccount(user) ? true : IS_PERSON.get(type);
}

function userOf(id: string, user: GrantHolder['user']): Holder {
  const person = isPerson(user);
  return {
    is: 'user',
    id,
    ...(person === undefined ? {} : { person }),
    ...(typeof user?.active === 'boolean' ? { active: user.active } : {}),
  };
}

/** Who holds a grant, or undefined where the type is harmless. `value` is the ID; `parameter` may be a name that changes. */
function holderOf({ type, parameter, value, group, projectRole, user }: GrantHolder): Holder | undefined {
  switch (type) {
    case 'anyone':
      return { is: 'anyone' };
    case 'applicationRole': {
      const role = firstOf(value, parameter);
      return { is: 'application-role', ...(role === undefined ? {} : { role }) };
    }
    case 'group': {
      const id = firstOf(value, group?.groupId, parameter, group?.name);
      return id === undefined
        ? { is: 'unnamed', kind: 'group' }
        : { is: 'group', id, ...named(group?.name, parameter) };
    }
    case 'projectRole': {
      const id = firstOf(value, parameter, projectRole?.id);
      return id === undefined
        ? { is: 'unnamed', kind: 'role' }
        : { is: 'role', id, ...named(projectRole?.name) };
    }
    case 'user': {
      const id = firstOf(value, parameter, user?.accountId);
      return id === undefined ? { is: 'unnamed', kind: 'user' } : userOf(id, user);
    }
    default:
      return HARMLESS.has(type) ? undefined : { is: 'unrecognized', type: shownValue(type) };
  }
}

const isKept = ({ is }: Holder, permission: string): boolean =>
  !['application-role', 'group', 'role'].includes(is) ||
  ASKED_ABOUT.has(permission) ||
  !isKnownPermission(permission);

function keyOf(to: Holder): string {
  switch (to.is) {
    case 'anyone':
      return to.is;
    case 'application-role':
      return `${to.is} ${to.role ?? ''}`;
    case 'unnamed':
      return `${to.is} ${to.kind}`;
    case 'unrecognized':
      return `${to.is} ${to.type}`;
    case 'group':
    case 'role':
    case 'user':
      return `${to.is} ${to.id}`;
  }
}

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
