import Checkbox from '@atlaskit/checkbox';
import { Stack } from '@atlaskit/primitives';
import { Radio, RadioGroup } from '@atlaskit/radio';
import Range from '@atlaskit/range';
import Toggle from '@atlaskit/toggle';
import { type ChangeEvent } from 'react';
import { isRecord } from '../../protocol';
import { type Drawing, fieldEvent } from '../drawing';
import { type Entries } from '../entries';
import { given } from '../given';
import { fieldProps, focusProps } from './field-props';
import { useHeld } from './held';

export const choices = {
  Checkbox: field => <HeldCheckbox key={field.key} field={field} />,
  CheckboxGroup: field => <HeldCheckboxGroup key={field.key} field={field} />,
  Radio: field => <HeldRadio key={field.key} field={field} />,
  RadioGroup: field => <HeldRadioGroup key={field.key} field={field} />,
  Toggle: field => <HeldToggle key={field.key} field={field} />,
  Range: field => <HeldRange key={field.key} field={field} />,
} satisfies Entries;

function HeldCheckbox({ field }: { field: Drawing }) {
  const [isChecked, change] = useHeld(
    field.flag('isChecked'),
    field.flag('defaultChecked') ?? false,
    field.question('onChange'),
  );
  return (
    <Checkbox
      isChecked={isChecked}
      onChange={(event: ChangeEvent<HTMLInputElement>) =>
        change(event.currentTarget.checked, fieldEvent(event))
      }
      {...given({
        ...fieldProps(field),
        label: field.text('label'),
        isIndeterminate: field.flag('isIndeterminate'),
        value: field.text('value'),
      })}
    />
  );
}

function HeldCheckboxGroup({ field }: { field: Drawing }) {
  const [values, change] = useHeld(
    texts(field, 'value'),
    texts(field, 'defaultValue') ?? [],
    field.question('onChange'),
  );
  return (
    <Stack space="space.050">
      {optionsOf(field).map(({ label, value, isDisabled }) => (
        <Checkbox
          key={value}
          label={label}
          value={value}
          isChecked={values.includes(value)}
          isDisabled={isDisabled || (field.flag('isDisabled') ?? false)}
          name={field.text('name') ?? ''}
          onChange={(event: ChangeEvent<HTMLInputElement>) => {
            const rest = values.filter(chosen => chosen !== value);
            const chosen = event.currentTarget.checked ? [...rest, value] : rest;
            change(chosen, chosen);
          }}
        />
      ))}
    </Stack>
  );
}

function HeldRadio({ field }: { field: Drawing }) {
  const [isChecked, change] = useHeld(field.flag('isChecked'), false, field.question('onChange'));
  return (
    <Radio
      isChecked={isChecked}
      onChange={(event: ChangeEvent<HTMLInputElement>) =>
        change(event.currentTarget.checked, fieldEvent(event))
      }
      {...given({
        ...fieldProps(field),
        ariaLabel: field.text('ariaLabel'),
        label: field.text('label'),
        value: field.text('value'),
      })}
    />
  );
}

function HeldRadioGroup({ field }: { field: Drawing }) {
  const [value, change] = useHeld(
    field.text('value'),
    field.text('defaultValue') ?? null,
    field.question('onChange'),
  );
  return (
    <RadioGroup
      value={value}
      options={optionsOf(field).map(option => ({ ...option, name: field.text('name') ?? field.key }))}
      onChange={(event: ChangeEvent<HTMLInputElement>) =>
        change(event.currentTarget.value, fieldEvent(event))
      }
      {...given({
        id: field.text('id'),
        isDisabled: field.flag('isDisabled'),
        isInvalid: field.flag('isInvalid'),
        isRequired: field.flag('isRequired'),
        'aria-labelledby': field.text('aria-labelledby'),
        testId: field.text('testId'),
      })}
    />
  );
}

function HeldToggle({ field }: { field: Drawing }) {
  const [isChecked, change] = useHeld(
    field.flag('isChecked'),
    field.flag('defaultChecked') ?? false,
    field.question('onChange'),
  );
  return (
    <Toggle
      isChecked={isChecked}
      onChange={(event: ChangeEvent<HTMLInputElement>) =>
        change(event.currentTarget.checked, fieldEvent(event))
      }
      {...given({
        id: field.text('id'),
        name: field.text('name'),
        isDisabled: field.flag('isDisabled'),
        label: field.text('label'),
        size: field.oneOf('size', ['regular', 'large']),
        value: field.text('value'),
        testId: field.text('testId'),
        ...focusProps(field),
      })}
    />
  );
}

function HeldRange({ field }: { field: Drawing }) {
  const middle = ((field.number('min') ?? 0) + (field.number('max') ?? 100)) / 2;
  const [value, change] = useHeld(
    field.number('value'),
    field.number('defaultValue') ?? middle,
    field.question('onChange'),
  );
  return (
    <Range
      value={value}
      onChange={(moved: number) => change(moved, moved)}
      {...given({
        id: field.text('id'),
        name: field.text('name'),
        isDisabled: field.flag('isDisabled'),
        min: field.number('min'),
        max: field.number('max'),
        step: field.number('step'),
        'aria-labelledby': field.text('aria-labelledby'),
        testId: field.text('testId'),
        ...focusProps(field),
      })}
    />
  );
}

interface Option {
  label: string;
  value: string;
  isDisabled: boolean;
}

/** Groups of the older form say `items`. */
function optionsOf(field: Drawing): Option[] {
  return (field.list('options') ?? field.list('items') ?? [])
    .filter(isRecord)
    .map(({ label, value, isDisabled }) => ({
      label: String(label),
      value: String(value),
      isDisabled: isDisabled === true,
    }));
}

function texts(field: Drawing, name: string): string[] | undefined {
  return field.list(name)?.map(String);
}
