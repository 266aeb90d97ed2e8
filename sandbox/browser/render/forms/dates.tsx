import Calendar from '@atlaskit/calendar';
import { DatePicker, TimePicker } from '@atlaskit/datetime-picker';
import { type ComponentNode } from '../component-node';
import { type ComponentRenderers } from '../component-renderers';
import { withoutUndefined } from '../without-undefined';
import { focusProps } from './field-props';
import { useFieldValue } from './use-field-value';

const WEEK_DAYS = [0, 1, 2, 3, 4, 5, 6] as const;

export const dates = {
  DatePicker: field => <DateField key={field.key} field={field} />,
  TimePicker: field => <TimeField key={field.key} field={field} />,
  Calendar: calendar => {
    const selected = calendar.handler('onSelect');
    const changed = calendar.handler('onChange');
    return (
      <Calendar
        key={calendar.key}
        {...withoutUndefined({
          day: calendar.number('day'),
          month: calendar.number('month'),
          year: calendar.number('year'),
          defaultDay: calendar.number('defaultDay'),
          defaultMonth: calendar.number('defaultMonth'),
          defaultYear: calendar.number('defaultYear'),
          ...dayLists(calendar),
          ...bounds(calendar),
          today: calendar.text('today'),
          testId: calendar.text('testId'),
          onSelect: selected && ((event: unknown) => selected(event)),
          onChange: changed && ((event: unknown) => changed(event)),
        })}
      />
    );
  },
} satisfies ComponentRenderers;

function DateField({ field }: { field: ComponentNode }) {
  const [value, change] = useFieldValue(
    field.text('value'),
    field.text('defaultValue') ?? '',
    field.asyncHandler('onChange'),
  );
  return (
    <DatePicker
      value={value}
      onChange={(date: string) => change(date, date)}
      shouldShowCalendarButton={field.flag('shouldShowCalendarButton') ?? true}
      {...withoutUndefined({
        ...pickerProps(field),
        ...bounds(field),
        disabled: field.list('disabled')?.map(String),
        dateFormat: field.text('dateFormat'),
      })}
    />
  );
}

function TimeField({ field }: { field: ComponentNode }) {
  const [value, change] = useFieldValue(
    field.text('value'),
    field.text('defaultValue') ?? '',
    field.asyncHandler('onChange'),
  );
  return (
    <TimePicker
      value={value}
      onChange={(time: string) => change(time, time)}
      {...withoutUndefined({
        ...pickerProps(field),
        label: field.text('label'),
        times: field.list('times')?.map(String),
        timeIsEditable: field.flag('timeIsEditable'),
        timeFormat: field.text('timeFormat'),
        hideIcon: field.flag('hideIcon'),
      })}
    />
  );
}

function pickerProps(field: ComponentNode) {
  return {
    id: field.text('id'),
    name: field.text('name'),
    appearance: field.oneOf('appearance', ['default', 'subtle', 'none']),
    autoFocus: field.flag('autoFocus'),
    isDisabled: field.flag('isDisabled'),
    isInvalid: field.flag('isInvalid'),
    isRequired: field.flag('isRequired'),
    locale: field.text('locale'),
    placeholder: field.text('placeholder'),
    spacing: field.oneOf('spacing', ['default', 'compact']),
    testId: field.text('testId'),
    ...focusProps(field),
  };
}

function bounds(field: ComponentNode) {
  return {
    minDate: field.text('minDate'),
    maxDate: field.text('maxDate'),
    nextMonthLabel: field.text('nextMonthLabel'),
    previousMonthLabel: field.text('previousMonthLabel'),
    weekStartDay: field.oneOf('weekStartDay', WEEK_DAYS),
  };
}

function dayLists(calendar: ComponentNode) {
  return {
    disabled: calendar.list('disabled')?.map(String),
    selected: calendar.list('selected')?.map(String),
    defaultSelected: calendar.list('defaultSelected')?.map(String),
    previouslySelected: calendar.list('previouslySelected')?.map(String),
    defaultPreviouslySelected: calendar.list('defaultPreviouslySelected')?.map(String),
  };
}
