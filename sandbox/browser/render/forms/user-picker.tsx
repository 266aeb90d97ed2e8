import Avatar from '@atlaskit/avatar';
import { HelperMessage, Label, RequiredAsterisk } from '@atlaskit/form';
import { Inline } from '@atlaskit/primitives';
import { AsyncSelect } from '@atlaskit/select';
import { useEffect, useState } from 'react';
import { type Directory, type ComponentNode, type SitePerson } from '../component-node';
import { type ComponentRenderers } from '../component-renderers';
import { withoutUndefined } from '../without-undefined';

/** Atlassian's own picker can't be installed here: this one stands in for it. It searches the simulated site. */
export const userPicker = {
  UserPicker: picker => <PersonField key={picker.key} picker={picker} />,
} satisfies ComponentRenderers;

interface Choice {
  label: string;
  value: string;
  person: SitePerson;
}

function PersonField({ picker }: { picker: ComponentNode }) {
  const { people } = picker.context;
  const [chosen, choose] = useDefaultPeople(picker, people);
  const changed = picker.handler('onChange');
  const isMulti = picker.flag('isMulti') ?? false;
  const description = picker.text('description');
  const inputId = `user-picker-${picker.key}`;
  return (
    <div>
      <Label htmlFor={inputId}>
        {picker.text('label') ?? ''}
        {picker.flag('isRequired') === true ? <RequiredAsterisk /> : null}
      </Label>
      <AsyncSelect<Choice, boolean>
        inputId={inputId}
        cacheOptions
        defaultOptions
        isMulti={isMulti}
        isClearable
        value={isMulti ? chosen : (chosen[0] ?? null)}
        loadOptions={async query => (await people.search(query)).map(choiceOf)}
        formatOptionLabel={({ person }) => <PersonLabel person={person} />}
        onChange={value => {
          const choices = Array.isArray(value)
            ? [...(value as readonly Choice[])]
            : value === null
              ? []
              : [value as Choice];
          choose(choices);
          const appPeople = choices.map(appPersonOf);
          changed?.(isMulti ? appPeople : (appPeople[0] ?? null));
        }}
        {...withoutUndefined({ name: picker.text('name'), placeholder: picker.text('placeholder') })}
      />
      {description === undefined ? null : <HelperMessage>{description}</HelperMessage>}
    </div>
  );
}

/** Who is chosen; at first those whom the app names by their account. */
function useDefaultPeople(picker: ComponentNode, people: Directory): [Choice[], (choices: Choice[]) => void] {
  const [chosen, choose] = useState<Choice[]>([]);
  const defaultValue = picker.raw('defaultValue');
  const ids = (Array.isArray(defaultValue) ? defaultValue : [defaultValue])
    .filter(id => typeof id === 'string')
    .join(' ');
  useEffect(() => {
    if (ids === '') return;
    void Promise.all(ids.split(' ').map(id => people.person(id))).then(found =>
      choose(found.flatMap(person => (person === undefined ? [] : [choiceOf(person)]))),
    );
  }, [ids, people]);
  return [chosen, choose];
}

function choiceOf(person: SitePerson): Choice {
  return { label: person.name, value: person.accountId, person };
}

/** What @forge/react's `UserPickerValue` promises the app. */
function appPersonOf({ person }: Choice) {
  return {
    id: person.accountId,
    type: 'user',
    name: person.name,
    avatarUrl: person.avatarUrl ?? '',
    email: person.email ?? '',
  };
}

function PersonLabel({ person }: { person: SitePerson }) {
  return (
    <Inline space="space.100" alignBlock="center">
      <Avatar size="xsmall" {...withoutUndefined({ src: person.avatarUrl })} />
      {person.name}
    </Inline>
  );
}
