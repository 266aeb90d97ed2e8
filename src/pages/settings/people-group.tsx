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
import { usePage } from '../page/page-context';
import { Person } from '../page/person';
import { idOfPerson } from './id-of-person';
import { ListEditor } from './list-editor';
import { SaveBar } from './save-bar';
import { type ChangeOf, type SettingsValue } from './settings-value';
import { useGroup } from './use-group';

const LISTS = ['reviewedAdmins', 'emergencyAccounts', 'serviceAccounts'] as const;

const picker = xcss({ width: '280px' });

type People = ChangeOf<'people'>;

/** Who looks after each control. */
export function Owners({
  controls,
  owners,
  change,
}: {
  controls: SettingsValue['controls'];
  owners: People['owners'];
  change: (owners: People['owners']) => void;
}): ReactElement {
  const { say, of, takesFocus } = usePage();
  const [edited, setEdited] = useState<string>();
  // What was pressed or chosen with is gone from the row: its first button takes the focus, which it does when it is new.
  const [touched, setTouched] = useState<{ readonly control: string; readonly times: number }>();
  const isFirst = (control: string): boolean => takesFocus && control === controls[0];
  const without = (control: string): People['owners'] =>
    Object.fromEntries(Object.entries(owners).filter(([id]) => id !== control));
  const set = (control: string, account: string): void => {
    setEdited(undefined);
    setTouched({ control, times: (touched?.times ?? 0) + 1 });
    change(account === '' ? without(control) : { ...owners, [control]: account });
  };
  return (
    <Stack space="space.100" alignInline="stretch">
      <Heading as="h2" size="xsmall">
        {say('pages.settings.people.owners')}
      </Heading>
      <Text color="color.text.subtle">{say('pages.settings.people.intro')}</Text>
      <DynamicTable
        label={say('pages.settings.people.owners')}
        head={{
          cells: [
            { key: 'control', content: say('pages.rows.head.name'), width: 44 },
            { key: 'owner', content: say('pages.rows.head.owner'), width: 32 },
            { key: 'actions', content: say('pages.settings.head.actions'), width: 24 },
          ],
        }}
        rows={controls.map(control => ({
          key: control,
          cells: [
            {
              key: `control ${control}`,
              content: (
                <Text>{say('pages.rows.named', { id: control, title: of(control).plain('title') })}</Text>
              ),
            },
            {
              key: `owner ${control}`,
              content:
                edited === control ? (
                  <Box xcss={picker}>
                    <UserPicker
                      label={say('pages.settings.people.ownerOf', {
                        id: control,
                        title: of(control).plain('title'),
                      })}
                      name={`owner-${control}`}
                      onChange={person => set(control, idOfPerson(person))}
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
                  label={say('pages.settings.people.ownerOf', {
                    id: control,
                    title: of(control).plain('title'),
                  })}
                >
                  <Inline shouldWrap>
                    <Button
                      key={touched?.control === control ? touched.times : 0}
                      autoFocus={touched === undefined ? isFirst(control) : touched.control === control}
                      appearance="subtle"
                      spacing="compact"
                      onClick={() => setEdited(edited === control ? undefined : control)}
                    >
                      {say(
                        edited === control
                          ? 'pages.cancel'
                          : owners[control] === undefined
                            ? 'pages.settings.people.choose'
                            : 'pages.settings.people.change',
                      )}
                    </Button>
                    {owners[control] === undefined ? null : (
                      <Button appearance="subtle" spacing="compact" onClick={() => set(control, '')}>
                        {say('pages.settings.people.clear')}
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

/** Owners of controls, and the accounts that somebody vouches for. */
export function PeopleGroup({ value, saved }: { value: SettingsValue; saved: () => void }): ReactElement {
  const { owners, reviewedAdmins, emergencyAccounts, serviceAccounts } = value.settings;
  const stored: People = { owners, reviewedAdmins, emergencyAccounts, serviceAccounts };
  const [draft, setDraft] = useState<People>(stored);
  const group = useGroup(
    { group: 'people', value: draft },
    { group: 'people', value: stored },
    value.revision,
    saved,
  );
  return (
    <Stack space="space.400" alignInline="stretch">
      <Owners
        controls={value.controls}
        owners={draft.owners}
        change={next => setDraft(known => ({ ...known, owners: next }))}
      />
      {LISTS.map(list => (
        <ListEditor
          key={list}
          list={list}
          entries={draft[list]}
          today={value.today}
          change={entries => setDraft(known => ({ ...known, [list]: entries }))}
        />
      ))}
      <SaveBar group={group} isValid reload={saved} />
    </Stack>
  );
}
