import {
  Button,
  DatePicker,
  ErrorMessage,
  HelperMessage,
  Label,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
  Select,
  Stack,
  TextArea,
  Textfield,
  UserPicker,
} from '@forge/react';
import { type ReactElement, type ReactNode, useState } from 'react';
import { type ListName } from '../../api/contract/settings';
import { usePage } from '../page/page-context';
import { draftOf, emptyDraft, type EntryDraft, entryOf, wrongFields, type WrongFields } from './entry-draft';
import { type Entry, KIND_OF, needsEnd } from './settings-value';
import { ThingPicker } from './thing-picker';

interface FieldsProps {
  readonly list: ListName;
  readonly draft: EntryDraft;
  readonly isNew: boolean;
  readonly today: string;
  readonly wrong: WrongFields;
  readonly change: (part: Partial<EntryDraft>) => void;
}

function Wrong({ wrong, help }: { wrong: WrongFields[keyof WrongFields]; help?: string }): ReactElement {
  const { say } = usePage();
  if (wrong !== undefined) return <ErrorMessage>{say(`pages.settings.entry.wrong.${wrong}`)}</ErrorMessage>;
  return help === undefined ? <></> : <HelperMessage>{help}</HelperMessage>;
}

/** The thing itself: a person, a domain, or something that Jira knows by name. */
function ThingField({ list, draft, isNew, wrong, change }: FieldsProps): ReactNode {
  const { say } = usePage();
  const kind = KIND_OF[list];
  const label = say(`pages.settings.entry.${kind}`);
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
        onChange={person => change({ id: idOfPerson(person), name: '' })}
      />
    );
  if (kind === 'domain')
    return (
      <Stack>
        <Label labelFor="entry-domain">{label}</Label>
        <Textfield
          id="entry-domain"
          placeholder={say('pages.settings.entry.domainHint')}
          value={draft.id}
          isInvalid={wrong.id !== undefined}
          onChange={event => change({ id: String(event.target.value ?? '') })}
        />
      </Stack>
    );
  return (
    <ThingPicker
      id="entry-thing"
      label={label}
      kind={kind}
      placeholder={say('pages.settings.entry.search')}
      chosen={draft.id === '' ? undefined : draft}
      choose={thing => change({ id: thing?.id ?? '', name: thing?.name ?? '' })}
      isInvalid={wrong.id !== undefined}
    />
  );
}

/** A cleared picker tells nobody, whatever its type promises. */
export const idOfPerson = (person: unknown): string =>
  typeof person === 'object' && person !== null && 'id' in person && typeof person.id === 'string'
    ? person.id
    : '';

function Permissions({ draft, change }: FieldsProps): ReactElement {
  const { say, words } = usePage();
  const options = words
    .names('permissions')
    .map(value => ({ value, label: words.plain(permissionKey(value)) }));
  return (
    <Stack>
      <Label labelFor="entry-permissions">{say('pages.settings.entry.permissions')}</Label>
      <Select
        inputId="entry-permissions"
        isMulti
        options={options}
        value={options.filter(({ value }) => draft.permissions.includes(value))}
        onChange={(chosen: readonly { value: string }[] | null) =>
          change({ permissions: (chosen ?? []).map(({ value }) => value) })
        }
      />
    </Stack>
  );
}

// The names come from the same file as the words.
const permissionKey = (permission: string): 'permissions.BROWSE_PROJECTS' =>
  `permissions.${permission}` as 'permissions.BROWSE_PROJECTS';

function Fields(props: FieldsProps): ReactElement {
  const { say } = usePage();
  const { list, draft, today, wrong, change } = props;
  return (
    <Stack space="space.150">
      <Stack>
        <ThingField {...props} />
        <Wrong wrong={wrong.id} />
      </Stack>
      {list === 'approvedSpaces' ? <Permissions {...props} /> : null}
      <Stack>
        <Label labelFor="entry-reason">{say('pages.settings.entry.reason')}</Label>
        <TextArea
          id="entry-reason"
          value={draft.reason}
          maxLength={1000}
          isInvalid={wrong.reason !== undefined}
          onChange={event => change({ reason: String(event.target.value ?? '') })}
        />
        <Wrong wrong={wrong.reason} help={say('pages.settings.entry.reasonHelp')} />
      </Stack>
      <Stack>
        <UserPicker
          label={say('pages.settings.entry.owner')}
          name="entry-owner"
          {...(draft.owner === '' ? {} : { defaultValue: draft.owner })}
          onChange={person => change({ owner: idOfPerson(person) })}
        />
        <Wrong wrong={wrong.owner} />
      </Stack>
      <Stack>
        <Label labelFor="entry-until">{say('pages.settings.entry.until')}</Label>
        <DatePicker
          placeholder={say('pages.day')}
          id="entry-until"
          value={draft.until}
          minDate={today}
          isInvalid={wrong.until !== undefined}
          onChange={until => change({ until })}
        />
        <Wrong
          wrong={wrong.until}
          help={say(needsEnd(list) ? 'pages.settings.entry.untilNeeded' : 'pages.settings.entry.untilHelp')}
        />
      </Stack>
    </Stack>
  );
}

/** Adds an entry to a list, or changes one: what, why, who answers for it, until when. */
export function EntryModal({
  list,
  entry,
  others,
  today,
  done,
  close,
}: {
  list: ListName;
  /** Missing for a new one. */
  entry?: Entry;
  others: readonly Entry[];
  today: string;
  done: (entry: Entry) => void;
  close: () => void;
}): ReactElement {
  const { say } = usePage();
  const [draft, setDraft] = useState<EntryDraft>(entry === undefined ? emptyDraft : draftOf(entry));
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const isNew = entry === undefined;
  const wrong = wrongFields(list, draft, others, today);
  const shown: WrongFields = Object.fromEntries(
    Object.entries(wrong).filter(([field]) => touched.has(field)),
  );
  const finish = (): void => {
    if (Object.keys(wrong).length > 0) setTouched(new Set(['id', 'reason', 'owner', 'until']));
    else done(entryOf(list, draft));
  };
  const args = { isNew: isNew ? 'yes' : 'no', list: say(`pages.settings.list.${list}`) };
  return (
    <ModalTransition>
      <Modal onClose={close} width="medium">
        <ModalHeader>
          <ModalTitle>{say('pages.settings.entry.title', args)}</ModalTitle>
        </ModalHeader>
        <ModalBody>
          <Fields
            list={list}
            draft={draft}
            isNew={isNew}
            today={today}
            wrong={shown}
            change={part => {
              setDraft(known => ({ ...known, ...part }));
              setTouched(known => new Set([...known, ...Object.keys(part)]));
            }}
          />
        </ModalBody>
        <ModalFooter>
          <Button appearance="subtle" onClick={close}>
            {say('pages.cancel')}
          </Button>
          <Button appearance="primary" onClick={finish}>
            {say('pages.settings.entry.done', args)}
          </Button>
        </ModalFooter>
      </Modal>
    </ModalTransition>
  );
}
