import {
  DatePicker,
  ErrorMessage,
  HelperMessage,
  Label,
  Select,
  Stack,
  Text,
  TextArea,
  Textfield,
  UserPicker,
} from '@forge/react';
import { type ReactElement, useState } from 'react';
import { usePage } from '../page/page-context';
import {
  chosenIds,
  chosenPerson,
  type Filled,
  filledByChoosing,
  filledByPerson,
  filledByTyping,
  type ScreenField,
  typedText,
} from './field-value';
import { idOfPerson } from './id-of-person';

interface FieldProps {
  readonly field: ScreenField;
  readonly filled: Filled | undefined;
  readonly fill: (filled: Filled | undefined) => void;
}

interface Option {
  readonly value: string;
  readonly label: string;
}

const inputId = ({ id }: ScreenField): string => `filing-field-${id}`;

function Typed({ field, filled, fill }: FieldProps): ReactElement {
  const { kind } = field;
  const common = {
    id: inputId(field),
    value: typedText(kind, filled),
    isInvalid: filled !== undefined && 'wrong' in filled,
    onChange: (event: { target: { value?: unknown } }) =>
      fill(filledByTyping(kind, String(event.target.value ?? ''))),
  };
  return kind === 'paragraph' || kind === 'json' ? (
    <TextArea {...common} isMonospaced={kind === 'json'} minimumRows={2} />
  ) : (
    <Textfield {...common} />
  );
}

function Chosen({ field, filled, fill }: FieldProps & { field: ScreenField }): ReactElement {
  const { say } = usePage();
  const isMulti = field.kind === 'options';
  const ids = chosenIds(field, filled);
  const options = field.options.map(({ id, name }): Option => ({ value: id, label: name }));
  const chosen = ids.map(id => options.find(({ value }) => value === id) ?? { value: id, label: id });
  return (
    <Select
      inputId={inputId(field)}
      isMulti={isMulti}
      isSearchable
      isClearable
      placeholder={say('pages.settings.filing.chooseOption')}
      options={options}
      value={isMulti ? chosen : (chosen[0] ?? null)}
      onChange={(option: Option | readonly Option[] | null) =>
        fill(
          filledByChoosing(
            isMulti ? 'options' : 'option',
            [option ?? []].flat().map(({ value }) => value),
          ),
        )
      }
    />
  );
}

function Input({ field, filled, fill }: FieldProps): ReactElement {
  const { say } = usePage();
  switch (field.kind) {
    case 'option':
    case 'options':
      return <Chosen field={field} filled={filled} fill={fill} />;
    case 'day':
      return (
        <DatePicker
          id={inputId(field)}
          placeholder={say('pages.day')}
          value={typedText('day', filled)}
          onChange={day => fill(filledByTyping('day', day))}
        />
      );
    default:
      return <Typed field={field} filled={filled} fill={fill} />;
  }
}

function Told({
  field: { kind, required },
  filled,
}: Pick<FieldProps, 'field' | 'filled'>): ReactElement | null {
  const { say } = usePage();
  if (filled !== undefined && 'wrong' in filled)
    return (
      <ErrorMessage>
        {say(kind === 'number' ? 'pages.settings.filing.noNumber' : 'pages.settings.filing.noJson')}
      </ErrorMessage>
    );
  if (filled === undefined && required)
    return <HelperMessage>{say('pages.settings.filing.fieldNeeded')}</HelperMessage>;
  return kind === 'json' ? <HelperMessage>{say('pages.settings.filing.jsonHelp')}</HelperMessage> : null;
}

function Field(props: FieldProps): ReactElement {
  const { field, filled, fill } = props;
  const { say } = usePage();
  const label = field.required ? say('pages.settings.filing.needed', { name: field.name }) : field.name;
  return (
    <Stack>
      {field.kind === 'person' ? (
        <UserPicker
          label={label}
          name={inputId(field)}
          {...(chosenPerson(filled) === '' ? {} : { defaultValue: chosenPerson(filled) })}
          onChange={person => fill(filledByPerson(idOfPerson(person)))}
        />
      ) : (
        <>
          <Label labelFor={inputId(field)}>{label}</Label>
          <Input {...props} />
        </>
      )}
      <Told field={field} filled={filled} />
    </Stack>
  );
}

/** The fields of a create screen that the app doesn't fill by itself: what must be filled, what is, and a way to the others. */
export function ScreenFields({
  fields,
  filled,
  fill,
}: {
  fields: readonly ScreenField[];
  filled: Readonly<Record<string, Filled>>;
  fill: (id: string, filled: Filled | undefined) => void;
}): ReactElement | null {
  const { say } = usePage();
  const [opened, setOpened] = useState<readonly string[]>([]);
  const isShown = ({ id, required }: ScreenField): boolean =>
    required || filled[id] !== undefined || opened.includes(id);
  const shown = fields.filter(isShown);
  const others = fields.filter(field => !isShown(field));
  if (fields.length === 0) return null;
  return (
    <Stack space="space.200" alignInline="stretch">
      {shown.length === 0 ? null : <Text>{say('pages.settings.filing.fields')}</Text>}
      {shown.map(field => (
        <Field key={field.id} field={field} filled={filled[field.id]} fill={what => fill(field.id, what)} />
      ))}
      {others.length === 0 ? null : (
        <Stack>
          <Label labelFor="filing-other-field">{say('pages.settings.filing.otherField')}</Label>
          <Select
            inputId="filing-other-field"
            isSearchable
            placeholder={say('pages.settings.filing.chooseField')}
            options={others.map(({ id, name }): Option => ({ value: id, label: name }))}
            value={null}
            onChange={(option: Option | null) =>
              setOpened(known => (option === null ? known : [...known, option.value]))
            }
          />
        </Stack>
      )}
    </Stack>
  );
}
