import { ButtonGroup } from '@atlaskit/button';
import Button, { LinkButton } from '@atlaskit/button/new';
import { type ComponentType, type MouseEvent } from 'react';
import { type Drawing, fieldEvent } from './drawing';
import { type Entries } from './entries';
import { given } from './given';
import { iconNamed } from './icons';

const APPEARANCES = ['default', 'danger', 'discovery', 'primary', 'subtle', 'warning'] as const;

export const buttons = {
  Button: button => appButton(button, button.flag('isLoading')),
  LoadingButton: button => appButton(button, button.flag('isLoading')),
  LinkButton: button => (
    <LinkButton
      key={button.key}
      href={button.stage.address(button.text('href') ?? '')}
      target={button.text('target') ?? '_self'}
      appearance={appearance(button)}
      onClick={(event: MouseEvent<HTMLAnchorElement>) => {
        button.act('onClick')?.(fieldEvent(event));
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        button.stage.follow(button.text('href') ?? '', button.text('target') === '_blank');
      }}
      {...given({ spacing: spacing(button), ...states(button) })}
    >
      {button.children()}
    </LinkButton>
  ),
  ButtonGroup: group => (
    <ButtonGroup key={group.key} {...given({ label: group.text('label'), titleId: group.text('titleId') })}>
      {group.children()}
    </ButtonGroup>
  ),
} satisfies Entries;

function appButton(button: Drawing, isLoading: boolean | undefined) {
  const act = button.act('onClick');
  return (
    <Button
      key={button.key}
      appearance={appearance(button)}
      type={button.oneOf('type', ['button', 'submit', 'reset']) ?? 'button'}
      {...given({
        isLoading,
        spacing: spacing(button),
        onClick: act && ((event: MouseEvent) => act(fieldEvent(event))),
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
function appearance(button: Drawing) {
  if (['link', 'subtle-link'].includes(button.text('appearance') ?? '')) return 'subtle';
  return button.oneOf('appearance', APPEARANCES) ?? 'default';
}

function spacing(button: Drawing) {
  return button.oneOf('spacing', ['compact', 'default']);
}

function states(button: Drawing) {
  return {
    autoFocus: button.flag('autoFocus'),
    isDisabled: button.flag('isDisabled'),
    isSelected: button.flag('isSelected'),
    shouldFitContainer: button.flag('shouldFitContainer'),
    testId: button.text('testId'),
  };
}

/** Atlaskit's buttons ask for the icon's component, UI Kit's for its name. */
function icon(button: Drawing, name: string): ComponentType<{ label: string }> | undefined {
  const glyph = button.text(name);
  return glyph === undefined ? undefined : (iconNamed(glyph) ?? unknownIcon(button, glyph));
}

function unknownIcon(button: Drawing, glyph: string): undefined {
  button.stage.report(`Button: there is no icon named "${glyph}"`);
  return undefined;
}
