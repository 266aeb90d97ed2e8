import { DatePicker, ErrorMessage, HelperMessage, Label, Stack, TextArea, UserPicker } from '@forge/react';
import { type ReactElement } from 'react';
import { type ListName } from '../../api/contract/settings';
import { usePage } from '../shared/page-context';
import { formatLongDay } from '../shared/time-format';
import { pickedAccountId } from './picked-account-id';
import { lastExpiryDayOf, requiresExpiry } from './settings-value';
import { type EntryTerms, type EntryTermsErrors } from './entry-terms';

interface TermsFieldProps {
  /** Makes field IDs unique if a page has several forms. */
  readonly id: string;
  readonly list: ListName;
  readonly draft: EntryTerms;
  readonly today: string;
  readonly errors: EntryTermsErrors;
  readonly onChange: (changes: Partial<EntryTerms>) => void;
}

export function ReasonField({ id, draft, errors, onChange }: TermsFieldProps): ReactElement {
  const { formatMessage } = usePage();
  return (
    <Stack>
      <Label labelFor={`${id}-reason`}>{formatMessage('pages.settings.entry.reason')}</Label>
      <TextArea
        id={`${id}-reason`}
        value={draft.reason}
        minimumRows={2}
        maxLength={1000}
        isInvalid={errors.reason !== undefined}
        onChange={event => onChange({ reason: String(event.target.value ?? '') })}
      />
      {errors.reason === undefined ? (
        <HelperMessage>{formatMessage('pages.settings.entry.reasonHelp')}</HelperMessage>
      ) : (
        <ErrorMessage>{formatMessage('pages.settings.entry.wrong.reason')}</ErrorMessage>
      )}
    </Stack>
  );
}

export function OwnerField({ id, draft, errors, onChange }: TermsFieldProps): ReactElement {
  const { formatMessage } = usePage();
  return (
    <Stack>
      <UserPicker
        label={formatMessage('pages.settings.entry.owner')}
        name={`${id}-owner`}
        {...(draft.owner === '' ? {} : { defaultValue: draft.owner })}
        onChange={person => onChange({ owner: pickedAccountId(person) })}
      />
      {errors.owner === undefined ? null : (
        <ErrorMessage>{formatMessage('pages.settings.entry.wrong.owner')}</ErrorMessage>
      )}
    </Stack>
  );
}

export function ExpiryField({ id, list, draft, today, errors, onChange }: TermsFieldProps): ReactElement {
  const { formatMessage, messages } = usePage();
  const lastDay = lastExpiryDayOf(list, today);
  const lastDayText = lastDay === undefined ? '' : formatLongDay(lastDay, messages.locale);
  return (
    <Stack>
      <Label labelFor={`${id}-until`}>{formatMessage('pages.settings.entry.until')}</Label>
      <DatePicker
        placeholder={formatMessage('pages.day')}
        id={`${id}-until`}
        value={draft.until}
        minDate={today}
        {...(lastDay === undefined ? {} : { maxDate: lastDay })}
        isInvalid={errors.until !== undefined}
        onChange={until => onChange({ until })}
      />
      {errors.until !== undefined ? (
        <ErrorMessage>
          {formatMessage(`pages.settings.entry.wrong.${errors.until}`, { last: lastDayText })}
        </ErrorMessage>
      ) : (
        <HelperMessage>
          {lastDay !== undefined
            ? formatMessage('pages.settings.entry.untilBounded', { last: lastDayText })
            : formatMessage(
                requiresExpiry(list) ? 'pages.settings.entry.untilNeeded' : 'pages.settings.entry.untilHelp',
              )}
        </HelperMessage>
      )}
    </Stack>
  );
}
