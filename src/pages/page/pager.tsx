import { Button, ButtonGroup } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { usePage } from './page-context';
import { type Key } from '../../../static/locales';

interface Turn {
  readonly label: Key;
  readonly isDisabled: boolean;
  readonly turn: () => void;
}

/**
 * The two buttons under a list that is shown a page at a time. One that leads no further is disabled, and a disabled button
 * loses the focus: the other one takes it.
 */
export function Pager({ of, ways }: { of: Key; ways: readonly [Turn, Turn] }): ReactElement {
  const { say } = usePage();
  const [pressed, setPressed] = useState<Key>();
  const isStuck = ways.some(({ label, isDisabled }) => label === pressed && isDisabled);
  return (
    <ButtonGroup label={say(of)}>
      {ways.map(({ label, isDisabled, turn }) => {
        const takesFocus = isStuck && label !== pressed && !isDisabled;
        return (
          <Button
            // A button takes the focus when it is new.
            key={`${label} ${takesFocus}`}
            autoFocus={takesFocus}
            isDisabled={isDisabled}
            onClick={() => {
              setPressed(label);
              turn();
            }}
          >
            {say(label)}
          </Button>
        );
      })}
    </ButtonGroup>
  );
}
