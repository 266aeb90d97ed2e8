import { type ListName } from '../../api/contract/settings';
import { type Entry, KIND_OF } from './settings-value';
import { type Terms, type WrongTerms, wrongTerms } from './terms-draft';

/** An entry as it is typed. */
export interface EntryDraft extends Terms {
  readonly id: string;
  readonly name: string;
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
type WrongId = 'id' | 'domain' | 'twice';
export type WrongFields = WrongTerms & Readonly<Partial<{ id: WrongId; permissions: 'permissions' }>>;

const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

const wrongId = (list: ListName, id: string, others: readonly Entry[]): WrongId | undefined => {
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
  draft: EntryDraft,
  others: readonly Entry[],
  today: string,
): WrongFields {
  const wrong = wrongId(list, draft.id, others);
  const isForNothing = list === 'approvedSpaces' && draft.permissions.length === 0;
  return {
    ...(wrong === undefined ? {} : { id: wrong }),
    ...(isForNothing ? { permissions: 'permissions' } : {}),
    ...wrongTerms(list, draft, today),
  };
}
