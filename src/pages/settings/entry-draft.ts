import { type ListName } from '../../api/contract/settings';
import { type Entry, KIND_OF, needsEnd } from './settings-value';

/** An entry as it is typed. */
export interface EntryDraft {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
  readonly owner: string;
  readonly until: string;
  readonly permissions: readonly string[];
}

export const emptyDraft: EntryDraft = {
  id: '',
  name: '',
  reason: '',
  owner: '',
  until: '',
  permissions: ['BROWSE_PROJECTS'],
};

export const draftOf = ({ id, name, reason, owner, until = '', permissions }: Entry): EntryDraft => ({
  id,
  name,
  reason,
  owner,
  until,
  permissions: permissions ?? emptyDraft.permissions,
});

export const entryOf = (list: ListName, draft: EntryDraft): Entry => ({
  id: KIND_OF[list] === 'domain' ? draft.id.trim().toLowerCase() : draft.id,
  name: draft.name,
  reason: draft.reason.trim(),
  owner: draft.owner,
  ...(draft.until === '' ? {} : { until: draft.until }),
  ...(list === 'approvedSpaces' ? { permissions: [...draft.permissions] } : {}),
});

/** What is wrong with a field; the words stand in `pages.settings.entry.wrong`. */
export type Wrong = 'id' | 'domain' | 'twice' | 'reason' | 'owner' | 'until';
export type WrongFields = Readonly<Partial<Record<'id' | 'reason' | 'owner' | 'until', Wrong>>>;

const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

const wrongId = (list: ListName, id: string, others: readonly Entry[]): Wrong | undefined => {
  const given = id.trim();
  if (KIND_OF[list] === 'domain' && !DOMAIN.test(given)) return 'domain';
  if (given === '') return 'id';
  return others.some(other => other.id === given.toLowerCase() || other.id === given) ? 'twice' : undefined;
};

/**
 * @param others the list's entries besides this one.
 * @param today the ISO day on the site.
 */
export function wrongFields(
  list: ListName,
  { id, reason, owner, until }: EntryDraft,
  others: readonly Entry[],
  today: string,
): WrongFields {
  const wrong = wrongId(list, id, others);
  const noEnd = until === '' ? needsEnd(list) : until < today;
  return {
    ...(wrong === undefined ? {} : { id: wrong }),
    ...(reason.trim() === '' ? { reason: 'reason' } : {}),
    ...(owner === '' ? { owner: 'owner' } : {}),
    ...(noEnd ? { until: 'until' } : {}),
  };
}
