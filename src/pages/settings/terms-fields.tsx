import { DatePicker, ErrorMessage, HelperMessage, Label, Stack, TextArea, UserPicker } from '@forge/react';
import { type ReactElement } from 'react';
import { type ListName } from '../../api/contract/settings';
import { usePage } from '../page/page-context';
import { dayInWords } from '../page/time';
import { idOfPerson } from './id-of-person';
import { lastDayOf, needsEnd } from './settings-value';
import { type Terms, type WrongTerms } from './terms-draft';

interface FieldProps {
  /** Tells the fields of several forms on a page apart. */
  readonly id: string;
  readonly list: ListName;
  readonly draft: Terms;
  readonly today: string;
  readonly wrong: WrongTerms;
  readonly change: (part: Partial<Terms>) => void;
}

export function ReasonField({ id, draft, wrong, change }: FieldProps): ReactElement {
  const { say } = usePage();
  return (
    <Stack>
      <Label labelFor={`${id}-reason`}>{say('pages.settings.entry.reason')}</Label>
      <TextArea
        id={`${id}-reason`}
        value={draft.reason}
        minimumRows={2}
        maxLength={1000}
        isInvalid={wrong.reason !== undefined}
        onChange={event => change({ reason: String(event.target.value ?? '') })}
      />
      {wrong.reason === undefined ? (
        <HelperMessage>{say('pages.settings.entry.reasonHelp')}</HelperMessage>
      ) : (
        <ErrorMessage>{say('pages.settings.entry.wrong.reason')}</ErrorMessage>
      )}
    </Stack>
  );
}

export function OwnerField({ id, draft, wrong, change }: FieldProps): ReactElement {
  const { say } = usePage();
  return (
    <Stack>
      <UserPicker
        label={say('pages.settings.entry.owner')}
        name={`${id}-owner`}
        {...(draft.owner === '' ? {} : { defaultValue: draft.owner })}
        onChange={person => change({ owner: idOfPerson(person) })}
      />
      {wrong.owner === undefined ? null : (
        <ErrorMessage>{say('pages.settings.entry.wrong.owner')}</ErrorMessage>
      )}
    </Stack>
  );
}

export function UntilField({ id, list, draft, today, wrong, change }: FieldProps): ReactElement {
  const { say, words } = usePage();
  const lastDay = lastDayOf(list, today);
  const last = lastDay === undefined ? '' : dayInWords(lastDay, words.locale);
  return (
    <Stack>
      <Label labelFor={`${id}-until`}>{say('pages.settings.entry.until')}</Label>
      <DatePicker
        placeholder={say('pages.day')}
        id={`${id}-until`}
        value={draft.until}
        minDate={today}
        {...(lastDay === undefined ? {} : { maxDate: lastDay })}
        isInvalid={wrong.until !== undefined}
        onChange={until => change({ until })}
      />
      {wrong.until !== undefined ? (
        <ErrorMessage>{say(`pages.settings.entry.wrong.${wrong.until}`, { last })}</ErrorMessage>
      ) : (
        <HelperMessage>
          {lastDay !== undefined
            ? say('pages.settings.entry.untilBounded', { last })
            : say(needsEnd(list) ? 'pages.settings.entry.untilNeeded' : 'pages.settings.entry.untilHelp')}
        </HelperMessage>
      )}
    </Stack>
  );
}
