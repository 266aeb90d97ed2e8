/** Atlassian's display name for an account whose record was deleted. */
export const DELETED_ACCOUNT_DISPLAY_NAME = 'Former user';

/**
 * Whether the account's record was deleted. While Atlassian's user service is down, every account has the same type and
 * is inactive, so only the name distinguishes a deleted account.
 */
export const isDeletedAccount = (account: {
  readonly accountType?: string | null | undefined;
  readonly active?: boolean | null | undefined;
  readonly displayName?: string | null | undefined;
}): boolean =>
  account.accountType === 'unknown' &&
  account.active === false &&
  account.displayName?.trim() === DELETED_ACCOUNT_DISPLAY_NAME;
