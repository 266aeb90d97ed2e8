import { type ListName } from '../../api/contract/settings';
import { lastExpiryDayOf, requiresExpiry } from './settings-value';

/** The terms of an entry in the form. */
export interface EntryTerms {
  readonly reason: string;
  readonly owner: string;
  /** ISO day; empty if it doesn't expire. */
  readonly until: string;
}

/** Errors of fields. Their messages are in `pages.settings.entry.wrong`. */
export type EntryTermsErrors = Readonly<
  Partial<{ reason: 'reason'; owner: 'owner'; until: 'until' | 'untilLate' }>
>;

function findExpiryError(list: ListName, until: string, today: string): EntryTermsErrors['until'] {
  if (until === '') return requiresExpiry(list) ? 'until' : undefined;
  if (until < today) return 'until';
  const lastDay = lastExpiryDayOf(list, today);
  return lastDay !== undefined && until > lastDay ? 'untilLate' : undefined;
}

/** @param today today as an ISO day, in the site's time zone. */
export function findTermsErrors(
  list: ListName,
  { reason, owner, until }: EntryTerms,
  today: string,
): EntryTermsErrors {
  const expiryError = findExpiryError(list, until, today);
  return {
    ...(reason.trim() === '' ? { reason: 'reason' } : {}),
    ...(owner === '' ? { owner: 'owner' } : {}),
    ...(expiryError === undefined ? {} : { until: expiryError }),
  };
}
