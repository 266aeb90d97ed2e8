import { z } from 'zod';
import { rowsSchema } from '../jira/parse-rows';
import { sanitizeApiValue } from './sanitize-api-value';
import { isDeletedAccount } from './deleted-account';
import { type GrantHolder, type SchemeFact } from './facts';
import { isKnownPermission } from './known-permissions';
import { buildSchemeListFact, schemeHeadSchema } from './sources/scheme-list';

const textSchema = z.union([z.string(), z.number()]).transform(String);

export const grantSchema = z.object({
  permission: z.string().min(1),
  holder: z.object({
    type: z.string(),
    parameter: textSchema.nullish(),
    value: textSchema.nullish(),
    group: z.object({ name: z.string().nullish(), groupId: z.string().nullish() }).nullish(),
    projectRole: z.object({ id: textSchema.nullish(), name: z.string().nullish() }).nullish(),
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
type Grant = z.infer<typeof grantSchema>;
type HolderResponse = Grant['holder'];

/** A scheme with its grants, as returned with `expand=all`. Each grant is parsed separately. */
export const schemeWithGrantsSchema = schemeHeadSchema.extend({ permissions: rowsSchema(grantSchema) });

/**
 * Known permissions that controls judge for groups, roles, and everyone with access to a Jira app. For these holders,
 * other known permissions aren't stored. For the public, people, and unrecognized holders, all are stored.
 */
const JUDGED_PERMISSIONS: ReadonlySet<string> = new Set([
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
 * Holder types that are harmless to every control: people by their role in a work item or space, and portal customers,
 * who can't see Jira itself. Atlassian's OpenAPI document of 2026-06-10 (operation "Get all permission schemes") lists
 * eleven types. `parseHolder` handles the other five.
 */
const HARMLESS_HOLDER_TYPES: ReadonlySet<string> = new Set([
  'assignee',
  'groupCustomField',
  'projectLead',
  'reporter',
  'sd.customer.portal.only',
  'userCustomField',
]);

const firstNonEmpty = (...values: readonly (string | null | undefined)[]): string | undefined =>
  values.find((value): value is string => typeof value === 'string' && value.trim() !== '');

const nameField = (...names: readonly (string | null | undefined)[]): { readonly name?: string } => {
  const name = firstNonEmpty(...names);
  return name === undefined ? {} : { name };
};

/**
 * Account types from Atlassian's OpenAPI document of 2026-06-10. Every account except an app's counts as a person's: an
 * employee's, a portal customer's, or a deleted one.
 */
const IS_PERSON: ReadonlyMap<string, boolean> = new Map([
  ['atlassian', true],
  ['customer', true],
  ['app', false],
]);

/**
 * Whether a grant's account is a person's; undefined if the app doesn't know the account type. Atlassian's documented
 * examples omit the type, so a grant without it counts as a person's.
 */
function isPerson(user: HolderResponse['user']): boolean | undefined {
  const type = firstNonEmpty(user?.accountType);
  if (type === undefined) return true;
  return user && isDeletedAccount(user) ? true : IS_PERSON.get(type);
}

function buildUserHolder(id: string, user: HolderResponse['user']): GrantHolder {
  const isPersonAccount = isPerson(user);
  return {
    is: 'user',
    id,
    ...(isPersonAccount === undefined ? {} : { person: isPersonAccount }),
    ...(typeof user?.active === 'boolean' ? { active: user.active } : {}),
  };
}

/**
 * The holder of a grant; undefined if the type is harmless. `value` is the ID. `parameter` can be a name, which may
 * change.
 */
function parseHolder({
  type,
  parameter,
  value,
  group,
  projectRole,
  user,
}: HolderResponse): GrantHolder | undefined {
  switch (type) {
    case 'anyone':
      return { is: 'anyone' };
    case 'applicationRole': {
      const role = firstNonEmpty(value, parameter);
      return { is: 'application-role', ...(role === undefined ? {} : { role }) };
    }
    case 'group': {
      const id = firstNonEmpty(value, group?.groupId, parameter, group?.name);
      return id === undefined
        ? { is: 'unnamed', kind: 'group' }
        : { is: 'group', id, ...nameField(group?.name, parameter) };
    }
    case 'projectRole': {
      const id = firstNonEmpty(value, parameter, projectRole?.id);
      return id === undefined
        ? { is: 'unnamed', kind: 'role' }
        : { is: 'role', id, ...nameField(projectRole?.name) };
    }
    case 'user': {
      const id = firstNonEmpty(value, parameter, user?.accountId);
      return id === undefined ? { is: 'unnamed', kind: 'user' } : buildUserHolder(id, user);
    }
    default:
      return HARMLESS_HOLDER_TYPES.has(type)
        ? undefined
        : { is: 'unrecognized', type: sanitizeApiValue(type) };
  }
}

const isKeptGrant = ({ is }: GrantHolder, permission: string): boolean =>
  !['application-role', 'group', 'role'].includes(is) ||
  JUDGED_PERMISSIONS.has(permission) ||
  !isKnownPermission(permission);

function holderKeyOf(holder: GrantHolder): string {
  switch (holder.is) {
    case 'anyone':
      return holder.is;
    case 'application-role':
      return `${holder.is} ${holder.role ?? ''}`;
    case 'unnamed':
      return `${holder.is} ${holder.kind}`;
    case 'unrecognized':
      return `${holder.is} ${holder.type}`;
    case 'group':
    case 'role':
    case 'user':
      return `${holder.is} ${holder.id}`;
  }
}

/** Builds a scheme's fact. Grants are grouped by holder and sorted, so that equal schemes are equal facts. */
export function buildSchemeFact(
  scheme: z.infer<typeof schemeHeadSchema>,
  rawGrants: readonly Grant[],
): SchemeFact {
  const grants = new Map<string, { holder: GrantHolder; permissions: Set<string> }>();
  for (const { permission, holder: rawHolder } of rawGrants) {
    const holder = parseHolder(rawHolder);
    if (holder === undefined || !isKeptGrant(holder, permission)) continue;
    const grantOfHolder = grants.get(holderKeyOf(holder)) ?? { holder, permissions: new Set() };
    grantOfHolder.permissions.add(permission);
    grants.set(holderKeyOf(holder), grantOfHolder);
  }
  return {
    ...buildSchemeListFact(scheme),
    grants: [...grants]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, { holder, permissions }]) => ({ holder, permissions: [...permissions].sort() })),
  };
}
