import {
  Button,
  ErrorMessage,
  Label,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
  Select,
  Stack,
  Textfield,
  UserPicker,
} from '@forge/react';
import { type ReactElement, type ReactNode, useState } from 'react';
import { type ListName } from '../../api/contract/settings';
import { UnsavedInputWarning, useCloseConfirmation } from '../shared/close-confirmation';
import { usePage } from '../shared/page-context';
import { permissionName } from '../shared/permission-names';
import {
  buildEntryDraft,
  emptyDraft,
  type EntryDraft,
  buildEntry,
  findEntryErrors,
  type EntryErrors,
} from './entry-draft';
import { pickedAccountId } from './picked-account-id';
import { type EntryValue, OBJECT_KINDS } from './settings-value';
import { OwnerField, ReasonField, ExpiryField } from './entry-terms-fields';
import { ObjectPicker } from './object-picker';

interface EntryFieldsProps {
  readonly list: ListName;
  readonly draft: EntryDraft;
  readonly isNew: boolean;
  readonly today: string;
  readonly errors: EntryErrors;
  readonly onChange: (changes: Partial<EntryDraft>) => void;
}

/** The field for the object: a person, a domain, or an object that has a name in Jira. */
function ObjectField({ list, draft, isNew, errors, onChange }: EntryFieldsProps): ReactNode {
  const { formatMessage } = usePage();
  const kind = OBJECT_KINDS[list];
  const label = formatMessage(`pages.settings.entry.${kind}`);
  if (!isNew && kind !== 'person')
    return (
      <Stack>
        <Label labelFor="entry-thing">{label}</Label>
        <Textfield id="entry-thing" value={draft.name === '' ? draft.id : draft.name} isDisabled />
      </Stack>
    );
  if (kind === 'person')
    return (
      <UserPicker
        label={label}
        name="entry-person"
        {...(draft.id === '' ? {} : { defaultValue: draft.id })}
        onChange={person => onChange({ id: pickedAccountId(person), name: '' })}
      />
    );
  if (kind === 'domain')
    return (
      <Stack>
        <Label labelFor="entry-domain">{label}</Label>
        <Textfield
          id="entry-domain"
          placeholder={formatMessage('pages.settings.entry.domainHint')}
          value={draft.id}
          isInvalid={errors.id !== undefined}
          onChange={event => onChange({ id: String(event.target.value ?? '') })}
        />
      </Stack>
    );
  return (
    <ObjectPicker
      id="entry-thing"
      label={label}
      kind={kind}
      placeholder={formatMessage('pages.settings.entry.search')}
      selected={draft.id === '' ? undefined : draft}
      onSelect={object => onChange({ id: object?.id ?? '', name: object?.name ?? '' })}
      error={errors.id && formatMessage(`pages.settings.entry.wrong.${errors.id}`)}
    />
  );
}

/** Whether the object is chosen with a picker, which displays its own errors. */
const usesPicker = ({ list, isNew }: EntryFieldsProps): boolean =>
  isNew && !['person', 'domain'].includes(OBJECT_KINDS[list]);

function PermissionsField({ draft, errors, onChange }: EntryFieldsProps): ReactElement {
  const page = usePage();
  const { formatMessage, messages } = page;
  const options = messages
    .childNames('permissions')
    .map(value => ({ value, label: permissionName(page, value) }));
  return (
    <Stack>
      <Label labelFor="entry-permissions">{formatMessage('pages.settings.entry.permissions')}</Label>
      <Select
        inputId="entry-permissions"
        isMulti
        isInvalid={errors.permissions !== undefined}
        options={options}
        value={options.filter(({ value }) => draft.permissions.includes(value))}
        onChange={(chosen: readonly { value: string }[] | null) =>
          onChange({ permissions: (chosen ?? []).map(({ value }) => value) })
        }
      />
      {errors.permissions === undefined ? null : (
        <ErrorMessage>{formatMessage('pages.settings.entry.wrong.permissions')}</ErrorMessage>
      )}
    </Stack>
  );
}

function EntryFields(props: EntryFieldsProps): ReactElement {
  const { formatMessage } = usePage();
  const { list, errors } = props;
  const termsProps = { ...props, id: 'entry' };
  return (
    <Stack space="space.150">
      <Stack>
        <ObjectField {...props} />
        {errors.id === undefined || usesPicker(props) ? null : (
          <ErrorMessage>{formatMessage(`pages.settings.entry.wrong.${errors.id}`)}</ErrorMessage>
        )}
      </Stack>
      {list === 'approvedSpaces' ? <PermissionsField {...props} /> : null}
      <ReasonField {...termsProps} />
      <OwnerField {...termsProps} />
      <ExpiryField {...termsProps} />
    </Stack>
  );
}

/** A dialog to add or edit an entry: object, reason, owner, and expiry. */
export function EntryModal({
  list,
  entry,
  others,
  today,
  onDone,
  onClose,
}: {
  list: ListName;
  /** Missing for a new entry. */
  entry?: EntryValue;
  others: readonly EntryValue[];
  today: string;
  onDone: (entry: EntryValue) => void;
  onClose: () => void;
}): ReactElement {
  const { formatMessage } = usePage();
  const [draft, setDraft] = useState<EntryDraft>(entry === undefined ? emptyDraft : buildEntryDraft(entry));
  const [touchedFields, setTouchedFields] = useState<ReadonlySet<string>>(new Set());
  const closeConfirmation = useCloseConfirmation(touchedFields.size > 0, onClose);
  const isNew = entry === undefined;
  const errors = findEntryErrors(list, draft, others, today);
  const shownErrors: EntryErrors = Object.fromEntries(
    Object.entries(errors).filter(([field]) => touchedFields.has(field)),
  );
  const submit = (): void => {
    if (Object.keys(errors).length > 0) setTouchedFields(new Set(Object.keys(errors)));
    else onDone(buildEntry(list, draft));
  };
  const args = { isNew: isNew ? 'yes' : 'no', list: formatMessage(`pages.settings.list.${list}`) };
  return (
    <ModalTransition>
      <Modal onClose={closeConfirmation.requestClose} width="medium">
        <ModalHeader>
          <ModalTitle>{formatMessage('pages.settings.entry.title', args)}</ModalTitle>
        </ModalHeader>
        {closeConfirmation.isConfirming ? <UnsavedInputWarning confirmation={closeConfirmation} /> : null}
        <ModalBody>
          <EntryFields
            list={list}
            draft={draft}
            isNew={isNew}
            today={today}
            errors={shownErrors}
            onChange={part => {
              setDraft(previous => ({ ...previous, ...part }));
              setTouchedFields(previous => new Set([...previous, ...Object.keys(part)]));
            }}
          />
        </ModalBody>
        <ModalFooter>
          <Button appearance="subtle" onClick={onClose}>
            {formatMessage('pages.cancel')}
          </Button>
          <Button appearance="primary" onClick={submit}>
            {formatMessage('pages.settings.entry.done', args)}
          </Button>
        </ModalFooter>
      </Modal>
    </ModalTransition>
  );
}
