import { z } from 'zod';
import { idSchema } from '../jira/id-schemas';
import { type OperationId } from '../jira/operations';
import { parseRows, rowsSchema } from '../jira/parse-rows';
import { type Gap } from '../domain/gap';
import { type Reading } from '../domain/reading';
import { sanitizeApiValue } from './sanitize-api-value';
import { changedAccountOf, changedObjectId } from './audit-record';
import { type Change } from './change';
import { ownerAccountSchema, buildOwner } from './owner';
import { gap, type TouchedKeys } from './source';

const shareSchema = z.object({ type: z.string() });

/**
 * Share types that require a login, from Atlassian's OpenAPI document of 2026-06-10 (schema `SharePermission`).
 * `global` is the public. An unlisted type may be public too.
 */
const NON_PUBLIC_SHARE_TYPES: ReadonlySet<string> = new Set([
  'user',
  'group',
  'project',
  'projectRole',
  'loggedin',
  'authenticated',
  'project-unknown',
]);

/** The fields that filters and dashboards have in common. Each share is parsed separately. */
export const sharedObjectSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** Jira omits the owner if the account was deleted. */
  owner: ownerAccountSchema.nullish(),
  sharePermissions: rowsSchema(shareSchema),
});
export type SharedObject = z.infer<typeof sharedObjectSchema>;

/**
 * Whether anyone on the internet can see the object, and gaps if that is unknown. One public share is enough. Without
 * one, a share of an unreadable or unknown type could be public.
 */
export function resolvePublicAccess(
  operation: OperationId,
  { sharePermissions }: Pick<SharedObject, 'sharePermissions'>,
): { readonly isPublic: boolean; readonly gaps: readonly Gap[] } {
  const { rows, gaps } = parseRows(operation, shareSchema, sharePermissions);
  const isPublic = rows.some(({ type }) => type === 'global');
  if (isPublic) return { isPublic, gaps: [] };
  const unrecognized = new Set(
    rows.flatMap(({ type }) => (NON_PUBLIC_SHARE_TYPES.has(type) ? [] : [sanitizeApiValue(type)])),
  );
  return {
    isPublic,
    gaps: [
      ...gaps,
      ...[...unrecognized].map(type => gap('schema', `${operation} sharePermissions.type: ${type}`)),
    ],
  };
}

/** The fields that all public objects share. Keeps only the owner's ID and state. */
export const buildSharedFact = ({ id, name, owner: ownerAccount }: SharedObject) => ({
  id,
  name,
  ...buildOwner(ownerAccount),
});

/**
 * Finds the changed filter or dashboard, or those that a changed account owns. Whether the owner is active is
 * displayed, and decides who gets the work item.
 */
export function findTouchedSharedObjects(
  change: Change,
  type: 'FILTER' | 'DASHBOARD',
  { facts }: Reading<{ readonly id: string; readonly owner?: { readonly id: string } | undefined }>,
): TouchedKeys {
  const id = changedObjectId(change, type);
  if (id !== undefined) return [id];
  const changedAccount = changedAccountOf(change);
  if (changedAccount === undefined || changedAccount === 'unknown') return 'none';
  const ownedObjects = facts
    .filter(({ owner: objectOwner }) => objectOwner?.id === changedAccount.id)
    .map(each => each.id);
  return ownedObjects.length === 0 ? 'none' : ownedObjects;
}
