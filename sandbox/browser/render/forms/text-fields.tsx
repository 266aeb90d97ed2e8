import TextArea from '@atlaskit/textarea';
import Textfield from '@atlaskit/textfield';
import { type ChangeEvent, type FormEvent } from 'react';
import { type ComponentNode, fieldEvent } from '../component-node';
import { type ComponentRenderers } from '../component-renderers';
import { withoutUndefined } from '../without-undefined';
import { fieldProps } from './field-props';
import { useFieldValue } from './use-field-value';

const APPEARANCES = ['subtle', 'standard', 'none'] as const;

export const textFields = {
  Textfield: field => <TextLineField key={field.key} field={field} />,
  TextArea: field => <TextAreaField key={field.key} field={field} />,
} satisfies ComponentRenderers;

function TextLineField({ field }: { field: ComponentNode }) {
  const [value, change] = useFieldValue(
    field.text('value'),
    field.text('defaultValue') ?? '',
    field.asyncHandler('onChange'),
  );
  return (
    <Textfield
      value={value}
      onChange={(event: FormEvent<HTMLInputElement>) => change(event.currentTarget.value, fieldEvent(event))}
      {...withoutUndefined({
        ...fieldProps(field),
        appearance: field.oneOf('appearance', APPEARANCES),
        elemAfterInput: field.element('elemAfterInput'),
        elemBeforeInput: field.element('elemBeforeInput'),
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

function TextAreaField({ field }: { field: ComponentNode }) {
  const [value, change] = useFieldValue(
    field.text('value'),
    field.text('defaultValue') ?? '',
    field.asyncHandler('onChange'),
  );
  return (
    <TextArea
      value={value}
      onChange={(event: ChangeEvent<HTMLTextAreaElement>) =>
        change(event.currentTarget.value, fieldEvent(event))
      }
      {...withoutUndefined({
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
