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
import { usePage } from '../shared/page-context';
import {
  selectedOptionIds,
  selectedAccount,
  type FieldInput,
  inputFromOptions,
  inputFromAccount,
  inputFromText,
  type ScreenField,
  displayedText,
} from './field-input';
import { pickedAccountId } from './picked-account-id';

interface ScreenFieldProps {
  readonly field: ScreenField;
  readonly input: FieldInput | undefined;
  readonly onInput: (input: FieldInput | undefined) => void;
}

interface SelectOption {
  readonly value: string;
  readonly label: string;
}

const inputId = ({ id }: ScreenField): string => `filing-field-${id}`;

function TextInput({ field, input, onInput }: ScreenFieldProps): ReactElement {
  const { kind } = field;
  const commonProps = {
    id: inputId(field),
    value: displayedText(kind, input),
    isInvalid: input !== undefined && 'wrong' in input,
    onChange: (event: { target: { value?: unknown } }) =>
      onInput(inputFromText(kind, String(event.target.value ?? ''))),
  };
  return kind === 'paragraph' || kind === 'json' ? (
    <TextArea {...commonProps} isMonospaced={kind === 'json'} minimumRows={2} />
  ) : (
    <Textfield {...commonProps} />
  );
}

function OptionSelect({ field, input, onInput }: ScreenFieldProps & { field: ScreenField }): ReactElement {
  const { formatMessage } = usePage();
  const isMulti = field.kind === 'options';
  const ids = selectedOptionIds(field, input);
  const options = field.options.map(({ id, name }): SelectOption => ({ value: id, label: name }));
  const selected = ids.map(id => options.find(({ value }) => value === id) ?? { value: id, label: id });
  return (
    <Select
      inputId={inputId(field)}
      isMulti={isMulti}
      isSearchable
      isClearable
      placeholder={formatMessage('pages.settings.filing.chooseOption')}
      options={options}
      value={isMulti ? selected : (selected[0] ?? null)}
      onChange={(option: SelectOption | readonly SelectOption[] | null) =>
        onInput(
          inputFromOptions(
            isMulti ? 'options' : 'option',
            [option ?? []].flat().map(({ value }) => value),
          ),
        )
      }
    />
  );
}

function FieldControl({ field, input, onInput }: ScreenFieldProps): ReactElement {
  const { formatMessage } = usePage();
  switch (field.kind) {
    case 'option':
    case 'options':
      return <OptionSelect field={field} input={input} onInput={onInput} />;
    case 'day':
      return (
        <DatePicker
          id={inputId(field)}
          placeholder={formatMessage('pages.day')}
          value={displayedText('day', input)}
          onChange={day => onInput(inputFromText('day', day))}
        />
      );
    default:
      return <TextInput field={field} input={input} onInput={onInput} />;
  }
}

function FieldHelp({
  field: { kind, required },
  input,
}: Pick<ScreenFieldProps, 'field' | 'input'>): ReactElement | null {
  const { formatMessage } = usePage();
  if (input !== undefined && 'wrong' in input)
    return (
      <ErrorMessage>
        {formatMessage(kind === 'number' ? 'pages.settings.filing.noNumber' : 'pages.settings.filing.noJson')}
      </ErrorMessage>
    );
  if (input === undefined && required)
    return <HelperMessage>{formatMessage('pages.settings.filing.fieldNeeded')}</HelperMessage>;
  return kind === 'json' ? (
    <HelperMessage>{formatMessage('pages.settings.filing.jsonHelp')}</HelperMessage>
  ) : null;
}

function ScreenFieldRow(props: ScreenFieldProps): ReactElement {
  const { field, input, onInput } = props;
  const { formatMessage } = usePage();
  const label = field.required
    ? formatMessage('pages.settings.filing.needed', { name: field.name })
    : field.name;
  return (
    <Stack>
      {field.kind === 'person' ? (
        <UserPicker
          label={label}
          name={inputId(field)}
          {...(selectedAccount(input) === '' ? {} : { defaultValue: selectedAccount(input) })}
          onChange={person => onInput(inputFromAccount(pickedAccountId(person)))}
        />
      ) : (
        <>
          <Label labelFor={inputId(field)}>{label}</Label>
          <FieldControl {...props} />
        </>
      )}
      <FieldHelp field={field} input={input} />
    </Stack>
  );
}

/** Fields of the create screen that the app doesn't fill: required and filled fields, and the others on demand. */
export function ScreenFields({
  fields,
  inputs,
  onInput,
}: {
  fields: readonly ScreenField[];
  inputs: Readonly<Record<string, FieldInput>>;
  onInput: (id: string, inputs: FieldInput | undefined) => void;
}): ReactElement | null {
  const { formatMessage } = usePage();
  const [openedIds, setOpenedIds] = useState<readonly string[]>([]);
  const isShown = ({ id, required }: ScreenField): boolean =>
    required || inputs[id] !== undefined || openedIds.includes(id);
  const shown = fields.filter(isShown);
  const others = fields.filter(field => !isShown(field));
  if (fields.length === 0) return null;
  return (
    <Stack space="space.200" alignInline="stretch">
      {shown.length === 0 ? null : <Text>{formatMessage('pages.settings.filing.fields')}</Text>}
      {shown.map(field => (
        <ScreenFieldRow
          key={field.id}
          field={field}
          input={inputs[field.id]}
          onInput={input => onInput(field.id, input)}
        />
      ))}
      {others.length === 0 ? null : (
        <Stack>
          <Label labelFor="filing-other-field">{formatMessage('pages.settings.filing.otherField')}</Label>
          <Select
            inputId="filing-other-field"
            isSearchable
            placeholder={formatMessage('pages.settings.filing.chooseField')}
            options={others.map(({ id, name }): SelectOption => ({ value: id, label: name }))}
            value={null}
            onChange={(option: SelectOption | null) =>
              setOpenedIds(previous => (option === null ? previous : [...previous, option.value]))
            }
          />
        </Stack>
      )}
    </Stack>
  );
}
