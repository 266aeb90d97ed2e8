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
import { KeepEditing, useClosing } from '../page/closing';
import { usePage } from '../page/page-context';
import { permissionName } from '../page/permission-names';
import { draftOf, emptyDraft, type EntryDraft, entryOf, wrongFields, type WrongFields } from './entry-draft';
import { idOfPerson } from './id-of-person';
import { type Entry, KIND_OF } from './settings-value';
import { OwnerField, ReasonField, UntilField } from './terms-fields';
import { ThingPicker } from './thing-picker';

interface FieldsProps {
  readonly list: ListName;
  readonly draft: EntryDraft;
  readonly isNew: boolean;
  readonly today: string;
  readonly wrong: WrongFields;
  readonly change: (part: Partial<EntryDraft>) => void;
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
      wrong={wrong.id && say(`pages.settings.entry.wrong.${wrong.id}`)}
    />
  );
}

/** Chosen with a picker, which says itself what is wrong with the choice. */
const isPicked = ({ list, isNew }: FieldsProps): boolean =>
  isNew && !['person', 'domain'].includes(KIND_OF[list]);

function Permissions({ draft, wrong, change }: FieldsProps): ReactElement {
  const page = usePage();
  const { say, words } = page;
  const options = words.names('permissions').map(value => ({ value, label: permissionName(page, value) }));
  return (
    <Stack>
      <Label labelFor="entry-permissions">{say('pages.settings.entry.permissions')}</Label>
      <Select
        inputId="entry-permissions"
        isMulti
        isInvalid={wrong.permissions !== undefined}
        options={options}
        value={options.filter(({ value }) => draft.permissions.includes(value))}
        onChange={(chosen: readonly { value: string }[] | null) =>
          change({ permissions: (chosen ?? []).map(({ value }) => value) })
        }
      />
      {wrong.permissions === undefined ? null : (
        <ErrorMessage>{say('pages.settings.entry.wrong.permissions')}</ErrorMessage>
      )}
    </Stack>
  );
}

function Fields(props: FieldsProps): ReactElement {
  const { say } = usePage();
  const { list, wrong } = props;
  const terms = { ...props, id: 'entry' };
  return (
    <Stack space="space.150">
      <Stack>
        <ThingField {...props} />
        {wrong.id === undefined || isPicked(props) ? null : (
          <ErrorMessage>{say(`pages.settings.entry.wrong.${wrong.id}`)}</ErrorMessage>
        )}
      </Stack>
      {list === 'approvedSpaces' ? <Permissions {...props} /> : null}
      <ReasonField {...terms} />
      <OwnerField {...terms} />
      <UntilField {...terms} />
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
  const closing = useClosing(touched.size > 0, close);
  const isNew = entry === undefined;
  const wrong = wrongFields(list, draft, others, today);
  const shown: WrongFields = Object.fromEntries(
    Object.entries(wrong).filter(([field]) => touched.has(field)),
  );
  const finish = (): void => {
    if (Object.keys(wrong).length > 0) setTouched(new Set(Object.keys(wrong)));
    else done(entryOf(list, draft));
  };
  const args = { isNew: isNew ? 'yes' : 'no', list: say(`pages.settings.list.${list}`) };
  return (
    <ModalTransition>
      <Modal onClose={closing.ask} width="medium">
        <ModalHeader>
          <ModalTitle>{say('pages.settings.entry.title', args)}</ModalTitle>
        </ModalHeader>
        {closing.isAsked ? <KeepEditing closing={closing} /> : null}
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
