import { z } from 'zod';
import { nonEmptyId } from '../jira/id';
import { type OperationId } from '../jira/operations';
import { readRows, rowsOf } from '../jira/rows';
import { type Gap } from '../terms/gap';
import { type Reading } from '../terms/reading';
import { shownValue } from './api-value';
import { accountIn, idOfObject } from './audit-record';
import { type Change } from './change';
import { account, ownerOf } from './owner';
import { gap, type Touch } from './source';

const share = z.object({ type: z.string() });

/**
 * Shares that stop at the login or before it, as Atlassian's OpenAPI document of 2026-06-10 names them (schema
 * `SharePermission`). `global` is the public. A type on neither list may be public as well.
 */
const NOT_PUBLIC: ReadonlySet<string> = new Set([
  'user',
  'group',
  'project',
  'projectRole',
  'loggedin',
  'authenticated',
  'project-unknown',
]);

/** The part that filters and dashboards have in common. Each share is read by itself. */
export const shared = z.object({
  id: nonEmptyId,
  name: z.string(),
  /** Jira leaves the owner out where the account was deleted. */
  owner: account.nullish(),
  sharePermissions: rowsOf(share),
});
export type Shared = z.infer<typeof shared>;

/**
 * Whether anyone on the internet sees it, and why that isn't known. One public share is enough, whatever the others are.
 * Without one, a share that can't be read, or of a type that this app doesn't know, could be it.
 */
export function publicity(
  operation: OperationId,
  { sharePermissions }: Pick<Shared, 'sharePermissions'>,
): { readonly isPublic: boolean; readonly gaps: readonly Gap[] } {
  const { rows, gaps } = readRows(operation, share, sharePermissions);
  const isPublic = rows.some(({ type }) => type === 'global');
  if (isPublic) return { isPublic, gaps: [] };
  const unrecognized = new Set(rows.flatMap(({ type }) => (NOT_PUBLIC.has(type) ? [] : [shownValue(type)])));
  return {
    isPublic,
    gaps: [
      ...gaps,
      ...[...unrecognized].map(type => gap('schema', `${operation} sharePermissions.type: ${type}`)),
    ],
  };
}

/** What is kept of a public object besides its own: of the owner only id and state. */
export const labelsOf = ({ id, name, owner: held }: Shared) => ({
  id,
  name,
  ...ownerOf(held),
});

/** A filter or dashboard, or the person who owns some: whether the owner is active is shown, and decides who gets the work item. */
export function touchedShared(
  change: Change,
  type: 'FILTER' | 'DASHBOARD',
  { facts }: Reading<{ readonly id: string; readonly owner?: { readonly id: string } | undefined }>,
): Touch {
  const id = idOfObject(change, type);
  if (id !== undefined) return [id];
  const changed = accountIn(change);
  if (changed === undefined || changed === 'unknown') return 'none';
  const owned = facts.filter(({ owner: held }) => held?.id === changed.id).map(each => each.id);
  return owned.length === 0 ? 'none' : owned;
}
