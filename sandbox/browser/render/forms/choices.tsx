import Checkbox from '@atlaskit/checkbox';
import { Stack } from '@atlaskit/primitives';
import { Radio, RadioGroup } from '@atlaskit/radio';
import Range from '@atlaskit/range';
import Toggle from '@atlaskit/toggle';
import { type ChangeEvent } from 'react';
import { isRecord } from '../../protocol';
import { type ComponentNode, fieldEvent } from '../component-node';
import { type ComponentRenderers } from '../component-renderers';
import { withoutUndefined } from '../without-undefined';
import { fieldProps, focusProps } from './field-props';
import { useFieldValue } from './use-field-value';

export const choices = {
  Checkbox: field => <CheckboxField key={field.key} field={field} />,
  CheckboxGroup: field => <CheckboxGroupField key={field.key} field={field} />,
  Radio: field => <RadioField key={field.key} field={field} />,
  RadioGroup: field => <RadioGroupField key={field.key} field={field} />,
  Toggle: field => <ToggleField key={field.key} field={field} />,
  Range: field => <RangeField key={field.key} field={field} />,
} satisfies ComponentRenderers;

function CheckboxField({ field }: { field: ComponentNode }) {
  const [isChecked, change] = useFieldValue(
    field.flag('isChecked'),
    field.flag('defaultChecked') ?? false,
    field.asyncHandler('onChange'),
  );
  return (
    <Checkbox
      isChecked={isChecked}
      onChange={(event: ChangeEvent<HTMLInputElement>) =>
        change(event.currentTarget.checked, fieldEvent(event))
      }
      {...withoutUndefined({
        ...fieldProps(field),
        label: field.text('label'),
        isIndeterminate: field.flag('isIndeterminate'),
        value: field.text('value'),
      })}
    />
  );
}

function CheckboxGroupField({ field }: { field: ComponentNode }) {
  const [values, change] = useFieldValue(
    texts(field, 'value'),
    texts(field, 'defaultValue') ?? [],
    field.asyncHandler('onChange'),
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

function RadioField({ field }: { field: ComponentNode }) {
  const [isChecked, change] = useFieldValue(field.flag('isChecked'), false, field.asyncHandler('onChange'));
  return (
    <Radio
      isChecked={isChecked}
      onChange={(event: ChangeEvent<HTMLInputElement>) =>
        change(event.currentTarget.checked, fieldEvent(event))
      }
      {...withoutUndefined({
        ...fieldProps(field),
        ariaLabel: field.text('ariaLabel'),
        label: field.text('label'),
        value: field.text('value'),
      })}
    />
  );
}

function RadioGroupField({ field }: { field: ComponentNode }) {
  const [value, change] = useFieldValue(
    field.text('value'),
    field.text('defaultValue') ?? null,
    field.asyncHandler('onChange'),
  );
  return (
    <RadioGroup
      value={value}
      options={optionsOf(field).map(option => ({ ...option, name: field.text('name') ?? field.key }))}
      onChange={(event: ChangeEvent<HTMLInputElement>) =>
        change(event.currentTarget.value, fieldEvent(event))
      }
      {...withoutUndefined({
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

function ToggleField({ field }: { field: ComponentNode }) {
  const [isChecked, change] = useFieldValue(
    field.flag('isChecked'),
    field.flag('defaultChecked') ?? false,
    field.asyncHandler('onChange'),
  );
  return (
    <Toggle
      isChecked={isChecked}
      onChange={(event: ChangeEvent<HTMLInputElement>) =>
        change(event.currentTarget.checked, fieldEvent(event))
      }
      {...withoutUndefined({
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

function RangeField({ field }: { field: ComponentNode }) {
  const middle = ((field.number('min') ?? 0) + (field.number('max') ?? 100)) / 2;
  const [value, change] = useFieldValue(
    field.number('value'),
    field.number('defaultValue') ?? middle,
    field.asyncHandler('onChange'),
  );
  return (
    <Range
      value={value}
      onChange={(moved: number) => change(moved, moved)}
      {...withoutUndefined({
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
function optionsOf(field: ComponentNode): Option[] {
  return (field.list('options') ?? field.list('items') ?? [])
    .filter(isRecord)
    .map(({ label, value, isDisabled }) => ({
      label: String(label),
      value: String(value),
      isDisabled: isDisabled === true,
    }));
}

function texts(field: ComponentNode, name: string): string[] | undefined {
  return field.list(name)?.map(String);
}
