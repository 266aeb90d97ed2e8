import {
  Box,
  Button,
  ButtonGroup,
  DynamicTable,
  Heading,
  Inline,
  Stack,
  Text,
  UserPicker,
  xcss,
} from '@forge/react';
import { type ReactElement, useState } from 'react';
import { usePage } from '../shared/page-context';
import { Person } from '../shared/person';
import { pickedAccountId } from './picked-account-id';
import { ListEditor } from './list-editor';
import { SaveBar } from './save-bar';
import { type ChangeValueOf, type SettingsValue } from './settings-value';
import { useSettingsGroup } from './use-settings-group';

const PEOPLE_LISTS = ['reviewedAdmins', 'emergencyAccounts', 'serviceAccounts'] as const;

const pickerBox = xcss({ width: '280px' });

type PeopleChange = ChangeValueOf<'people'>;

/** Owners of the controls. */
export function OwnersTable({
  controls,
  owners,
  onOwnersChange,
}: {
  controls: SettingsValue['controls'];
  owners: PeopleChange['owners'];
  onOwnersChange: (owners: PeopleChange['owners']) => void;
}): ReactElement {
  const { formatMessage, controlTextOf, takesFocus } = usePage();
  const [editedControl, setEditedControl] = useState<string>();
  // Changing an owner removes the used button or picker, so the row's first button takes the focus. Its key changes
  // because `autoFocus` only works on creation.
  const [lastChanged, setLastChanged] = useState<{ readonly control: string; readonly count: number }>();
  const isFirst = (control: string): boolean => takesFocus && control === controls[0];
  const ownersWithout = (control: string): PeopleChange['owners'] =>
    Object.fromEntries(Object.entries(owners).filter(([id]) => id !== control));
  const setOwner = (control: string, account: string): void => {
    setEditedControl(undefined);
    setLastChanged({ control, count: (lastChanged?.count ?? 0) + 1 });
    onOwnersChange(account === '' ? ownersWithout(control) : { ...owners, [control]: account });
  };
  return (
    <Stack space="space.100" alignInline="stretch">
      <Heading as="h2" size="xsmall">
        {formatMessage('pages.settings.people.owners')}
      </Heading>
      <Text color="color.text.subtle">{formatMessage('pages.settings.people.intro')}</Text>
      <DynamicTable
        label={formatMessage('pages.settings.people.owners')}
        head={{
          cells: [
            { key: 'control', content: formatMessage('pages.rows.head.name'), width: 44 },
            { key: 'owner', content: formatMessage('pages.rows.head.owner'), width: 32 },
            { key: 'actions', content: formatMessage('pages.settings.head.actions'), width: 24 },
          ],
        }}
        rows={controls.map(control => ({
          key: control,
          cells: [
            {
              key: `control ${control}`,
              content: (
                <Text>
                  {formatMessage('pages.rows.named', {
                    id: control,
                    title: controlTextOf(control).plainText('title'),
                  })}
                </Text>
              ),
            },
            {
              key: `owner ${control}`,
              content:
                editedControl === control ? (
                  <Box xcss={pickerBox}>
                    <UserPicker
                      label={formatMessage('pages.settings.people.ownerOf', {
                        id: control,
                        title: controlTextOf(control).plainText('title'),
                      })}
                      name={`owner-${control}`}
                      onChange={person => setOwner(control, pickedAccountId(person))}
                    />
                  </Box>
                ) : (
                  <Person account={owners[control]} />
                ),
            },
            {
              key: `actions ${control}`,
              content: (
                <ButtonGroup
                  label={formatMessage('pages.settings.people.ownerOf', {
                    id: control,
                    title: controlTextOf(control).plainText('title'),
                  })}
                >
                  <Inline shouldWrap>
                    <Button
                      key={lastChanged?.control === control ? lastChanged.count : 0}
                      autoFocus={
                        lastChanged === undefined ? isFirst(control) : lastChanged.control === control
                      }
                      appearance="subtle"
                      spacing="compact"
                      onClick={() => setEditedControl(editedControl === control ? undefined : control)}
                    >
                      {formatMessage(
                        editedControl === control
                          ? 'pages.cancel'
                          : owners[control] === undefined
                            ? 'pages.settings.people.choose'
                            : 'pages.settings.people.change',
                      )}
                    </Button>
                    {owners[control] === undefined ? null : (
                      <Button appearance="subtle" spacing="compact" onClick={() => setOwner(control, '')}>
                        {formatMessage('pages.settings.people.clear')}
                      </Button>
                    )}
                  </Inline>
                </ButtonGroup>
              ),
            },
          ],
        }))}
      />
    </Stack>
  );
}

/** Owners of controls, and lists of reviewed accounts. */
export function PeopleGroup({ value, onSaved }: { value: SettingsValue; onSaved: () => void }): ReactElement {
  const { owners, reviewedAdmins, emergencyAccounts, serviceAccounts } = value.settings;
  const stored: PeopleChange = { owners, reviewedAdmins, emergencyAccounts, serviceAccounts };
  const [draft, setDraft] = useState<PeopleChange>(stored);
  const group = useSettingsGroup(
    { group: 'people', value: draft },
    { group: 'people', value: stored },
    value.revision,
    onSaved,
  );
  return (
    <Stack space="space.400" alignInline="stretch">
      <OwnersTable
        controls={value.controls}
        owners={draft.owners}
        onOwnersChange={next => setDraft(previous => ({ ...previous, owners: next }))}
      />
      {PEOPLE_LISTS.map(list => (
        <ListEditor
          key={list}
          list={list}
          entries={draft[list]}
          today={value.today}
          onChange={entries => setDraft(previous => ({ ...previous, [list]: entries }))}
        />
      ))}
      <SaveBar group={group} isValid reload={onSaved} />
    </Stack>
  );
}
