import { type ListName } from '../../api/contract/settings';
import { lastDayOf, needsEnd } from './settings-value';

/** What every entry says besides the thing itself, as it is typed. */
export interface Terms {
  readonly reason: string;
  readonly owner: string;
  /** ISO day; empty where there is no end. */
  readonly until: string;
}

/** What is wrong with a field; the words stand in `pages.settings.entry.wrong`. */
export type WrongTerms = Readonly<
  Partial<{ reason: 'reason'; owner: 'owner'; until: 'until' | 'untilLate' }>
>;

function wrongUntil(list: ListName, until: string, today: string): WrongTerms['until'] {
  if (until === '') return needsEnd(list) ? 'until' : undefined;
  if (until < today) return 'until';
  const lastDay = lastDayOf(list, today);
  return lastDay !== undefined && until > lastDay ? 'untilLate' : undefined;
}

/** @param today the ISO day on the site. */
export function wrongTerms(list: ListName, { reason, owner, until }: Terms, today: string): WrongTerms {
  const end = wrongUntil(list, until, today);
  return {
    ...(reason.trim() === '' ? { reason: 'reason' } : {}),
    ...(owner === '' ? { owner: 'owner' } : {}),
    ...(end === undefined ? {} : { until: end }),
  };
}
