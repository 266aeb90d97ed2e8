import { ButtonGroup } from '@atlaskit/button';
import Button, { LinkButton } from '@atlaskit/button/new';
import { type ComponentType, type MouseEvent } from 'react';
import { type ComponentNode, fieldEvent } from './component-node';
import { type ComponentRenderers } from './component-renderers';
import { withoutUndefined } from './without-undefined';
import { iconNamed } from './icons';

const APPEARANCES = ['default', 'danger', 'discovery', 'primary', 'subtle', 'warning'] as const;

export const buttons = {
  Button: button => appButton(button, button.flag('isLoading')),
  LoadingButton: button => appButton(button, button.flag('isLoading')),
  LinkButton: button => (
    <LinkButton
      key={button.key}
      href={button.context.hrefOf(button.text('href') ?? '')}
      target={button.text('target') ?? '_self'}
      appearance={appearance(button)}
      onClick={(event: MouseEvent<HTMLAnchorElement>) => {
        button.handler('onClick')?.(fieldEvent(event));
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        button.context.openLink(button.text('href') ?? '', button.text('target') === '_blank');
      }}
      {...withoutUndefined({ spacing: spacing(button), ...states(button) })}
    >
      {button.children()}
    </LinkButton>
  ),
  ButtonGroup: group => (
    <ButtonGroup
      key={group.key}
      {...withoutUndefined({ label: group.text('label'), titleId: group.text('titleId') })}
    >
      {group.children()}
    </ButtonGroup>
  ),
} satisfies ComponentRenderers;

function appButton(button: ComponentNode, isLoading: boolean | undefined) {
  const handler = button.handler('onClick');
  return (
    <Button
      key={button.key}
      appearance={appearance(button)}
      type={button.oneOf('type', ['button', 'submit', 'reset']) ?? 'button'}
      {...withoutUndefined({
        isLoading,
        spacing: spacing(button),
        onClick: handler && ((event: MouseEvent) => handler(fieldEvent(event))),
        iconBefore: icon(button, 'iconBefore'),
        iconAfter: icon(button, 'iconAfter'),
        ...states(button),
      })}
    >
      {button.children()}
    </Button>
  );
}

/** `link` and `subtle-link` left Atlaskit's own button; its subtle one stands for them. */
function appearance(button: ComponentNode) {
  if (['link', 'subtle-link'].includes(button.text('appearance') ?? '')) return 'subtle';
  return button.oneOf('appearance', APPEARANCES) ?? 'default';
}

function spacing(button: ComponentNode) {
  return button.oneOf('spacing', ['compact', 'default']);
}

function states(button: ComponentNode) {
  return {
    autoFocus: button.flag('autoFocus'),
    isDisabled: button.flag('isDisabled'),
    isSelected: button.flag('isSelected'),
    shouldFitContainer: button.flag('shouldFitContainer'),
    testId: button.text('testId'),
  };
}

/** Atlaskit's buttons ask for the icon's component, UI Kit's for its name. */
function icon(button: ComponentNode, name: string): ComponentType<{ label: string }> | undefined {
  const glyph = button.text(name);
  return glyph === undefined ? undefined : (iconNamed(glyph) ?? unknownIcon(button, glyph));
}

function unknownIcon(button: ComponentNode, glyph: string): undefined {
  button.context.reportProblem(`Button: there is no icon named "${glyph}"`);
  return undefined;
}
