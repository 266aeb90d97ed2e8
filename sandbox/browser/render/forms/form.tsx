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
import { type ComponentRenderers } from '../component-renderers';
import { withoutUndefined } from '../without-undefined';

/** A form and what stands around its fields. */
export const form = {
  Form: form => {
    const submit = form.handler('onSubmit');
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
      {...withoutUndefined({ title: header.element('title'), description: header.element('description') })}
    >
      {header.children()}
    </FormHeader>
  ),
  FormSection: section => (
    <FormSection
      key={section.key}
      {...withoutUndefined({ title: section.element('title'), description: section.element('description') })}
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
      {...withoutUndefined({ id: label.text('id'), testId: label.text('testId') })}
    >
      {label.children()}
    </Label>
  ),
  RequiredAsterisk: asterisk => <RequiredAsterisk key={asterisk.key} />,
  HelperMessage: message => (
    <HelperMessage key={message.key} {...withoutUndefined({ testId: message.text('testId') })}>
      {message.children()}
    </HelperMessage>
  ),
  ErrorMessage: message => (
    <ErrorMessage key={message.key} {...withoutUndefined({ testId: message.text('testId') })}>
      {message.children()}
    </ErrorMessage>
  ),
  ValidMessage: message => (
    <ValidMessage key={message.key} {...withoutUndefined({ testId: message.text('testId') })}>
      {message.children()}
    </ValidMessage>
  ),
} satisfies ComponentRenderers;
