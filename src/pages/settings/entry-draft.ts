import { type ListName } from '../../api/contract/settings';
import { type EntryValue, OBJECT_KINDS } from './settings-value';
import { type EntryTerms, type EntryTermsErrors, findTermsErrors } from './entry-terms';

/** An entry in the form. */
export interface EntryDraft extends EntryTerms {
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

export const buildEntryDraft = ({
  id,
  name,
  reason,
  owner,
  until = '',
  permissions,
}: EntryValue): EntryDraft => ({
  id,
  name,
  reason,
  owner,
  until,
  permissions: permissions ?? emptyDraft.permissions,
});

export const buildEntry = (list: ListName, draft: EntryDraft): EntryValue => ({
  id: OBJECT_KINDS[list] === 'domain' ? draft.id.trim().toLowerCase() : draft.id,
  name: draft.name,
  reason: draft.reason.trim(),
  owner: draft.owner,
  ...(draft.until === '' ? {} : { until: draft.until }),
  ...(list === 'approvedSpaces' ? { permissions: [...draft.permissions] } : {}),
});

/** Errors of fields. Their messages are in `pages.settings.entry.wrong`. */
type IdError = 'id' | 'domain' | 'twice';
export type EntryErrors = EntryTermsErrors & Readonly<Partial<{ id: IdError; permissions: 'permissions' }>>;

const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

const findIdError = (list: ListName, id: string, others: readonly EntryValue[]): IdError | undefined => {
  const trimmedId = id.trim();
  if (OBJECT_KINDS[list] === 'domain' && !DOMAIN.test(trimmedId)) return 'domain';
  if (trimmedId === '') return 'id';
  return others.some(other => other.id === trimmedId.toLowerCase() || other.id === trimmedId)
    ? 'twice'
    : undefined;
};

/**
 * @param others the other entries of the list.
 * @param today today as an ISO day, in the site's time zone.
 */
export function findEntryErrors(
  list: ListName,
  draft: EntryDraft,
  others: readonly EntryValue[],
  today: string,
): EntryErrors {
  const idError = findIdError(list, draft.id, others);
  const hasNoPermissions = list === 'approvedSpaces' && draft.permissions.length === 0;
  return {
    ...(idError === undefined ? {} : { id: idError }),
    ...(hasNoPermissions ? { permissions: 'permissions' } : {}),
    ...findTermsErrors(list, draft, today),
  };
}
