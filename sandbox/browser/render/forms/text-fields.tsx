import TextArea from '@atlaskit/textarea';
import Textfield from '@atlaskit/textfield';
import { type ChangeEvent, type FormEvent } from 'react';
import { type Drawing, fieldEvent } from '../drawing';
import { type Entries } from '../entries';
import { given } from '../given';
import { fieldProps } from './field-props';
import { useHeld } from './held';

const APPEARANCES = ['subtle', 'standard', 'none'] as const;

export const textFields = {
  Textfield: field => <HeldTextfield key={field.key} field={field} />,
  TextArea: field => <HeldTextArea key={field.key} field={field} />,
} satisfies Entries;

function HeldTextfield({ field }: { field: Drawing }) {
  const [value, change] = useHeld(
    field.text('value'),
    field.text('defaultValue') ?? '',
    field.question('onChange'),
  );
  return (
    <Textfield
      value={value}
      onChange={(event: FormEvent<HTMLInputElement>) => change(event.currentTarget.value, fieldEvent(event))}
      {...given({
        ...fieldProps(field),
        appearance: field.oneOf('appearance', APPEARANCES),
        elemAfterInput: field.node('elemAfterInput'),
        elemBeforeInput: field.node('elemBeforeInput'),
        isCompact: field.flag('isCompact'),
        isMonospaced: field.flag('isMonospaced'),
        isReadOnly: field.flag('isReadOnly'),
        placeholder: field.text('placeholder'),
        type: field.text('type'),
        width: field.number('width') ?? field.text('width'),
        min: field.number('min'),
        max: field.number('max'),
        minLength: field.number('minLength'),
        maxLength: field.number('maxLength'),
        pattern: field.text('pattern'),
      })}
    />
  );
}

function HeldTextArea({ field }: { field: Drawing }) {
  const [value, change] = useHeld(
    field.text('value'),
    field.text('defaultValue') ?? '',
    field.question('onChange'),
  );
  return (
    <TextArea
      value={value}
      onChange={(event: ChangeEvent<HTMLTextAreaElement>) =>
        change(event.currentTarget.value, fieldEvent(event))
      }
      {...given({
        ...fieldProps(field),
        appearance: field.oneOf('appearance', APPEARANCES),
        isCompact: field.flag('isCompact'),
        isMonospaced: field.flag('isMonospaced'),
        isReadOnly: field.flag('isReadOnly'),
        maxHeight: field.text('maxHeight'),
        minimumRows: field.number('minimumRows'),
        placeholder: field.text('placeholder'),
        resize: field.oneOf('resize', ['auto', 'vertical', 'horizontal', 'smart', 'none']),
        minLength: field.number('minLength'),
        maxLength: field.number('maxLength'),
        spellCheck: field.flag('spellCheck'),
      })}
    />
  );
}
