import Select from '@atlaskit/select';
import { isRecord } from '../../protocol';
import { type ComponentNode } from '../component-node';
import { type ComponentRenderers } from '../component-renderers';
import { withoutUndefined } from '../without-undefined';
import { focusProps } from './field-props';
import { useFieldValue } from './use-field-value';

interface Option {
  label: string;
  value: string | number;
}

interface Group {
  label: string;
  options: Option[];
}

export const select = {
  Select: field => <SelectField key={field.key} field={field} />,
} satisfies ComponentRenderers;

function SelectField({ field }: { field: ComponentNode }) {
  const [chosen, change] = useFieldValue<unknown>(
    field.raw('value'),
    field.raw('defaultValue') ?? null,
    field.asyncHandler('onChange'),
  );
  const options = (field.list('options') ?? []).map(optionOrGroup);
  const typed = field.handler('onInputChange');
  return (
    <Select<Option, boolean>
      value={chosenOf(chosen, options)}
      options={options}
      onChange={value => change(value, value)}
      inputId={field.text('inputId') ?? field.text('id') ?? field.key}
      {...withoutUndefined({
        appearance: field.oneOf('appearance', ['default', 'subtle', 'none']),
        autoFocus: field.flag('autoFocus'),
        closeMenuOnSelect: field.flag('closeMenuOnSelect'),
        isClearable: field.flag('isClearable'),
        isDisabled: field.flag('isDisabled'),
        isInvalid: field.flag('isInvalid'),
        isLoading: field.flag('isLoading'),
        isMulti: field.flag('isMulti'),
        isRequired: field.flag('isRequired'),
        isSearchable: field.flag('isSearchable'),
        menuIsOpen: field.flag('menuIsOpen'),
        name: field.text('name'),
        placeholder: field.text('placeholder'),
        spacing: field.oneOf('spacing', ['default', 'compact']),
        testId: field.text('testId'),
        'aria-labelledby': field.text('aria-labelledby'),
        onInputChange: typed && ((input: string) => typed(input)),
        ...focusProps(field),
      })}
    />
  );
}

function optionOrGroup(value: unknown): Option | Group {
  if (isRecord(value) && Array.isArray(value.options)) {
    return { label: String(value.label), options: value.options.map(option) };
  }
  return option(value);
}

/** An option keeps whatever else the app put into it: the app gets it back whole. */
function option(value: unknown): Option {
  const { label, value: own, ...rest } = isRecord(value) ? value : { label: value, value };
  return { ...rest, label: String(label), value: typeof own === 'number' ? own : String(own) };
}

/** What is chosen: options; or, from `useForm`, their values alone. */
function chosenOf(chosen: unknown, options: readonly (Option | Group)[]): Option | Option[] | null {
  if (Array.isArray(chosen)) return chosen.flatMap((one: unknown) => single(one, options) ?? []);
  return single(chosen, options);
}

function single(chosen: unknown, options: readonly (Option | Group)[]): Option | null {
  if (isRecord(chosen)) return option(chosen);
  const all = options.flatMap(one => ('options' in one ? one.options : [one]));
  return all.find(({ value }) => value === chosen) ?? null;
}
