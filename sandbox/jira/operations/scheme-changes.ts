import { z } from 'zod';
import { refusal } from '../answer';
import { auditItem } from '../audit-log';
import type { ApiRequest, SiteCore } from '../operation';
import { grantsOf } from '../scheme-grants';
import type { Grant, Holder, PermissionScheme } from '../state/model';
import { describeHolder, permissionLabel } from '../views/schemes';
import { requestedScheme } from './requested-scheme';

const holderBody = z.object({
  type: z.string(),
  parameter: z.string().optional(),
  value: z.string().optional(),
  expand: z.string().optional(),
});
/** A grant as a request carries it. */
export const grantBody = z.object({ permission: z.string(), holder: holderBody });
/** A scheme as a request carries it. */
export const schemeBody = z.object({
  name: z.string().min(1),
  description: z.string().optional(),
  permissions: z.array(grantBody).optional(),
});

const holderTypes = new Set([
  'anyone',
  'applicationRole',
  'assignee',
  'group',
  'groupCustomField',
  'projectLead',
  'projectRole',
  'reporter',
  'sd.customer.portal.only',
  'user',
  'userCustomField',
]);
/** The holder that a request names. @throws 400 */
export function parseHolder(core: SiteCore, input: z.output<typeof holderBody>): Holder {
  const { type } = input;
  if (!holderTypes.has(type)) throw refusal(400, `The holder type '${type}' is unknown.`);
  const named = input.value ?? input.parameter;
  if (type === 'group') {
    const group = [...core.state.groups.values()].find(
      ({ groupId, name }) => groupId === named || name === named,
    );
    if (!group) throw refusal(400, `The group '${named ?? ''}' does not exist.`);
    return { type, parameter: group.name, value: group.groupId };
  }
  if (type === 'user') {
    if (named === undefined || !core.state.accounts.get(named))
      throw refusal(400, `The user '${named ?? ''}' does not exist.`);
    return { type, parameter: named, value: named };
  }
  if (type === 'projectRole') {
    if (!core.state.roles.get(Number(named)))
      throw refusal(400, `The project role '${named ?? ''}' does not exist.`);
    return { type, parameter: String(named), value: String(named) };
  }
  return { type, ...(named === undefined ? {} : { parameter: named, value: named }) };
}

/** Whether two holders are the same. */
export const isSameHolder = (one: Holder, other: Holder): boolean =>
  one.type === other.type && one.parameter === other.parameter;

/** @throws 403 for a team-managed space's own scheme: its access is changed in the space. */
export function requestedEditableScheme(
  core: SiteCore,
  request: ApiRequest,
  missing: 400 | 404 = 404,
): PermissionScheme {
  const scheme = requestedScheme(core, request.path['schemeId'], missing);
  if (scheme.projectId !== undefined)
    throw refusal(403, 'The permissions of a team-managed project are changed in its own settings.');
  return scheme;
}

/** Adds a grant and writes its record. */
export function addGrant(
  core: SiteCore,
  request: ApiRequest,
  scheme: PermissionScheme,
  permission: string,
  holder: Holder,
): Grant {
  const grant: Grant = { id: core.state.nextId('grant'), permission, holder };
  core.state.schemes.put(scheme.id, { ...scheme, grants: [...grantsOf(core, scheme), grant] });
  const words = describeHolder(core, holder);
  core.audit.grantChanged(request.caller, scheme, 'added', {
    permission: permissionLabel(permission),
    ...words,
  });
  return grant;
}

/** Takes a grant away and writes its record. */
export function removeGrant(
  core: SiteCore,
  request: ApiRequest,
  scheme: PermissionScheme,
  grant: Grant,
): void {
  const rest = grantsOf(core, scheme).filter(({ id }) => id !== grant.id);
  core.state.schemes.put(scheme.id, { ...scheme, grants: rest });
  const words = describeHolder(core, grant.holder);
  core.audit.grantChanged(request.caller, scheme, 'removed', {
    permission: permissionLabel(grant.permission),
    ...words,
  });
}

/** Adds and takes away until the scheme grants exactly what is asked for. */
export function replaceGrants(
  core: SiteCore,
  request: ApiRequest,
  schemeId: number,
  wanted: readonly { permission: string; holder: Holder }[],
): void {
  const kept = (
    grant: { permission: string; holder: Holder },
    others: readonly { permission: string; holder: Holder }[],
  ): boolean =>
    others.some(other => other.permission === grant.permission && isSameHolder(other.holder, grant.holder));
  for (const grant of grantsOf(core, core.state.schemes.getOrThrow(schemeId)))
    if (!kept(grant, wanted)) removeGrant(core, request, core.state.schemes.getOrThrow(schemeId), grant);
  for (const grant of wanted) {
    const scheme = core.state.schemes.getOrThrow(schemeId);
    if (!kept(grant, grantsOf(core, scheme))) addGrant(core, request, scheme, grant.permission, grant.holder);
  }
}

/** A new scheme without grants, with its record. */
export function createScheme(
  core: SiteCore,
  request: ApiRequest,
  name: string,
  description: string,
): PermissionScheme {
  const scheme: PermissionScheme = { id: core.state.nextId('scheme'), name, description, grants: [] };
  core.state.schemes.put(scheme.id, scheme);
  core.audit.write(request.caller, {
    summary: 'Permission scheme created',
    category: 'permissions',
    object: auditItem.scheme(scheme),
    changes: [
      { fieldName: 'Description', changedTo: description },
      { fieldName: 'Name', changedTo: name },
    ],
  });
  return scheme;
}
