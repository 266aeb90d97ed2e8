import { Button, ButtonGroup } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { usePage } from './page-context';
import { type MessageKey } from '../../messages/messages';

interface PagerButton {
  readonly label: MessageKey;
  readonly isDisabled: boolean;
  readonly onPress: () => void;
}

/**
 * The two buttons of a paged list. When the pressed button becomes disabled it loses the focus, so the other one takes
 * it.
 */
export function Pager({
  labelKey,
  buttons,
}: {
  labelKey: MessageKey;
  buttons: readonly [PagerButton, PagerButton];
}): ReactElement {
  const { formatMessage } = usePage();
  const [pressedLabel, setPressedLabel] = useState<MessageKey>();
  const isStuck = buttons.some(({ label, isDisabled }) => label === pressedLabel && isDisabled);
  return (
    <ButtonGroup label={formatMessage(labelKey)}>
      {buttons.map(({ label, isDisabled, onPress }) => {
        const takesFocus = isStuck && label !== pressedLabel && !isDisabled;
        return (
          <Button
            // A new key creates a new button, because `autoFocus` only works on creation.
            key={`${label} ${takesFocus}`}
            autoFocus={takesFocus}
            isDisabled={isDisabled}
            onClick={() => {
              setPressedLabel(label);
              onPress();
            }}
          >
            {formatMessage(label)}
          </Button>
        );
      })}
    </ButtonGroup>
  );
}
