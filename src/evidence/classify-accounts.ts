import { type OperationId } from '../jira/operations';
import { type Gap } from '../domain/gap';
import { gap } from './source';

interface AccountRow {
  readonly accountType?: string | null | undefined;
  readonly active: boolean;
  readonly displayName?: string | null | undefined;
}

/** Jira's account types: an employee, an app (also an agent or service account), and a portal customer. */
const KNOWN_ACCOUNT_TYPES: readonly unknown[] = ['atlassian', 'app', 'customer'];

/** The type of a deleted account, and of an account whose record Jira couldn't fetch. */
export const UNKNOWN_ACCOUNT_TYPE = 'unknown';

/** Atlassian's display name for an account whose record was deleted. */
const DELETED_ACCOUNT_NAME = 'Former user';

/**
 * Whether the account's record was deleted. While Atlassian's user service is down, every account also has this type
 * and is inactive, so only the name distinguishes a deleted account.
 */
const isDeletedAccountRow = ({ accountType, active, displayName }: AccountRow): boolean =>
  accountType === UNKNOWN_ACCOUNT_TYPE && !active && displayName?.trim() === DELETED_ACCOUNT_NAME;

/**
 * Why the account's type is unknown; undefined if it is known.
 * - `failed`: Jira couldn't fetch the record, and a later pass may succeed.
 * - `schema`: the type is missing, or the app doesn't know it.
 */
function accountGapOf(row: AccountRow, operation: OperationId): Gap | undefined {
  if (KNOWN_ACCOUNT_TYPES.includes(row.accountType) || isDeletedAccountRow(row)) return undefined;
  return row.accountType === UNKNOWN_ACCOUNT_TYPE
    ? gap('failed', `${operation} accountType: unknown`)
    : gap('schema', `${operation} accountType`);
}

export interface ClassifiedAccounts<R> {
  readonly known: readonly R[];
  /** Accounts whose record Jira couldn't fetch. A re-check may succeed. */
  readonly missed: readonly { readonly row: R; readonly gap: Gap }[];
  /** Account types that this version doesn't know. A re-check doesn't help. */
  readonly gaps: readonly Gap[];
}

export function classifyAccounts<R extends AccountRow>(
  rows: readonly R[],
  operation: OperationId,
): ClassifiedAccounts<R> {
  const classified = rows.map(row => ({ row, gap: accountGapOf(row, operation) }));
  const unknown = classified.flatMap(({ row, gap: why }) => (why === undefined ? [] : [{ row, gap: why }]));
  return {
    known: classified.flatMap(({ row, gap: why }) => (why === undefined ? [row] : [])),
    missed: unknown.filter(({ gap: { why } }) => why === 'failed'),
    gaps: unknown.flatMap(({ gap: each }) => (each.why === 'failed' ? [] : [each])),
  };
}
