/** What Atlassian calls an account whose record was deleted. */
export const DELETED_NAME = 'Former user';

/**
 * Whether the account's record was deleted. While Atlassian's user service is down, every record has the same type and state.
 * Only the name tells the two apart.
 */
export const isDeletedAccount = (account: {
  readonly accountType?: string | null | undefined;
  readonly active?: boolean | null | undefined;
  readonly displayName?: string | null | undefined;
}): boolean =>
  account.accountType === 'unknown' &&
  account.active === false &&
  account.displayName?.trim() === DELETED_NAME;
