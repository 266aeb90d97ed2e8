import { type OperationId } from '../jira/operations';
import { type Gap } from '../terms/gap';
import { gap } from './source';

/** What Jira tells of an account. */
interface AccountRow {
  readonly accountType?: string | null | undefined;
  readonly active: boolean;
  readonly displayName?: string | null | undefined;
}

/** Jira's account types: an employee, an app (also an agent or service account), a portal customer. */
const KNOWN_TYPES: readonly unknown[] = ['atlassian', 'app', 'customer'];

/** The type of a deleted account, and of an account whose record could not be fetched. */
export const UNKNOWN_TYPE = 'unknown';

/** What Atlassian calls an account whose record was deleted. */
const DELETED_NAME = 'Former user';

/**
 * Whether the account's record was deleted. While Atlassian's user service is down, every record has the same type and is
 * inactive as well; only the name tells the two apart.
 */
const isDeleted = ({ accountType, active, displayName }: AccountRow): boolean =>
  accountType === UNKNOWN_TYPE && !active && displayName?.trim() === DELETED_NAME;

/**
 * Why it is not known what an account is; undefined where it is known.
 * `failed`: the record could not be fetched, and a later pass may read it. `schema`: a type that this app doesn't know, or none.
 */
function accountGap(row: AccountRow, operation: OperationId): Gap | undefined {
  if (KNOWN_TYPES.includes(row.accountType) || isDeleted(row)) return undefined;
  return row.accountType === UNKNOWN_TYPE
    ? gap('failed', `${operation} accountType: unknown`)
    : gap('schema', `${operation} accountType`);
}

/** Accounts by whether it is known what they are. */
export interface KnownAccounts<R> {
  readonly known: readonly R[];
  /** Accounts whose record could not be fetched: reading them again may help. */
  readonly missed: readonly { readonly row: R; readonly gap: Gap }[];
  /** Types that this version doesn't know: reading them again doesn't help. */
  readonly gaps: readonly Gap[];
}

export function knownAccounts<R extends AccountRow>(
  rows: readonly R[],
  operation: OperationId,
): KnownAccounts<R> {
  const read = rows.map(row => ({ row, gap: accountGap(row, operation) }));
  const unknown = read.flatMap(({ row, gap: why }) => (why === undefined ? [] : [{ row, gap: why }]));
  return {
    known: read.flatMap(({ row, gap: why }) => (why === undefined ? [row] : [])),
    missed: unknown.filter(({ gap: { why } }) => why === 'failed'),
    gaps: unknown.flatMap(({ gap: each }) => (each.why === 'failed' ? [] : [each])),
  };
}
