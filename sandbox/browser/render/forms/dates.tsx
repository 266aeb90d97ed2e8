import Calendar from '@atlaskit/calendar';
import { DatePicker, TimePicker } from '@atlaskit/datetime-picker';
import { type Drawing } from '../drawing';
import { type Entries } from '../entries';
import { given } from '../given';
import { focusProps } from './field-props';
import { useHeld } from './held';

const WEEK_DAYS = [0, 1, 2, 3, 4, 5, 6] as const;

export const dates = {
  DatePicker: field => <HeldDate key={field.key} field={field} />,
  TimePicker: field => <HeldTime key={field.key} field={field} />,
  Calendar: calendar => {
    const selected = calendar.act('onSelect');
    const changed = calendar.act('onChange');
    return (
      <Calendar
        key={calendar.key}
        {...given({
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
} satisfies Entries;

function HeldDate({ field }: { field: Drawing }) {
  const [value, change] = useHeld(
    field.text('value'),
    field.text('defaultValue') ?? '',
    field.question('onChange'),
  );
  return (
    <DatePicker
      value={value}
      onChange={(date: string) => change(date, date)}
      shouldShowCalendarButton={field.flag('shouldShowCalendarButton') ?? true}
      {...given({
        ...pickerProps(field),
        ...bounds(field),
        disabled: field.list('disabled')?.map(String),
        dateFormat: field.text('dateFormat'),
      })}
    />
  );
}

function HeldTime({ field }: { field: Drawing }) {
  const [value, change] = useHeld(
    field.text('value'),
    field.text('defaultValue') ?? '',
    field.question('onChange'),
  );
  return (
    <TimePicker
      value={value}
      onChange={(time: string) => change(time, time)}
      {...given({
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

function pickerProps(field: Drawing) {
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

function bounds(field: Drawing) {
  return {
    minDate: field.text('minDate'),
    maxDate: field.text('maxDate'),
    nextMonthLabel: field.text('nextMonthLabel'),
    previousMonthLabel: field.text('previousMonthLabel'),
    weekStartDay: field.oneOf('weekStartDay', WEEK_DAYS),
  };
}

function dayLists(calendar: Drawing) {
  return {
    disabled: calendar.list('disabled')?.map(String),
    selected: calendar.list('selected')?.map(String),
    defaultSelected: calendar.list('defaultSelected')?.map(String),
    previouslySelected: calendar.list('previouslySelected')?.map(String),
    defaultPreviouslySelected: calendar.list('defaultPreviouslySelected')?.map(String),
  };
}
