import {
  ErrorMessage,
  FormFooter,
  FormHeader,
  FormSection,
  HelperMessage,
  Label,
  RequiredAsterisk,
  ValidMessage,
} from '@atlaskit/form';
import { type Entries } from '../entries';
import { given } from '../given';

/** A form and what stands around its fields. */
export const form = {
  Form: form => {
    const submit = form.act('onSubmit');
    return (
      <form
        key={form.key}
        noValidate
        onSubmit={event => {
          event.preventDefault();
          submit?.();
        }}
      >
        {form.children()}
      </form>
    );
  },
  FormHeader: header => (
    <FormHeader
      key={header.key}
      {...given({ title: header.node('title'), description: header.node('description') })}
    >
      {header.children()}
    </FormHeader>
  ),
  FormSection: section => (
    <FormSection
      key={section.key}
      {...given({ title: section.node('title'), description: section.node('description') })}
    >
      {section.children()}
    </FormSection>
  ),
  FormFooter: footer => (
    <FormFooter key={footer.key} align={footer.oneOf('align', ['start', 'end']) ?? 'end'}>
      {footer.children()}
    </FormFooter>
  ),
  Label: label => (
    <Label
      key={label.key}
      htmlFor={label.text('labelFor') ?? ''}
      {...given({ id: label.text('id'), testId: label.text('testId') })}
    >
      {label.children()}
    </Label>
  ),
  RequiredAsterisk: asterisk => <RequiredAsterisk key={asterisk.key} />,
  HelperMessage: message => (
    <HelperMessage key={message.key} {...given({ testId: message.text('testId') })}>
      {message.children()}
    </HelperMessage>
  ),
  ErrorMessage: message => (
    <ErrorMessage key={message.key} {...given({ testId: message.text('testId') })}>
      {message.children()}
    </ErrorMessage>
  ),
  ValidMessage: message => (
    <ValidMessage key={message.key} {...given({ testId: message.text('testId') })}>
      {message.children()}
    </ValidMessage>
  ),
} satisfies Entries;
