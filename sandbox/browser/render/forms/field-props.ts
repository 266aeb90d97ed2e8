import { type ComponentNode, fieldEvent } from '../component-node';

/** What every field of a form may be told; by Atlaskit's names. */
export function fieldProps(field: ComponentNode) {
  return {
    id: field.text('id'),
    name: field.text('name'),
    isDisabled: field.flag('isDisabled'),
    isInvalid: field.flag('isInvalid'),
    isRequired: field.flag('isRequired'),
    autoFocus: field.flag('autoFocus'),
    'aria-labelledby': field.text('aria-labelledby'),
    testId: field.text('testId'),
    ...focusProps(field),
  };
}

export function focusProps(field: ComponentNode) {
  const focused = field.handler('onFocus');
  const blurred = field.handler('onBlur');
  return {
    onFocus: focused && ((event: unknown) => focused(fieldEvent(event))),
    onBlur: blurred && ((event: unknown) => blurred(fieldEvent(event))),
  };
}
