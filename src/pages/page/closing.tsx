import { ModalBody, SectionMessage, SectionMessageAction, Text } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { usePage } from './page-context';

/** How a dialog is left: one in which something was entered asks first. */
export interface Closing {
  /** Escape, a click beside the dialog, or its cross. */
  ask(): void;
  readonly isAsked: boolean;
  leave(): void;
  stay(): void;
}

/**
 * Keeps a key from throwing away what was entered: Escape, meant for an open menu, reaches the dialog as well.
 * @param close leaves the dialog at once, as *Cancel* does.
 */
export function useClosing(isTouched: boolean, close: () => void): Closing {
  const [isAsked, setAsked] = useState(false);
  return {
    ask: () => (isTouched ? setAsked(true) : close()),
    isAsked,
    leave: close,
    stay: () => setAsked(false),
  };
}

/** The question, at the top of the dialog. */
export function KeepEditing({ closing }: { closing: Closing }): ReactElement {
  const { say } = usePage();
  return (
    <ModalBody>
      <SectionMessage
        appearance="warning"
        title={say('pages.unsaved.title')}
        actions={[
          <SectionMessageAction key="stay" onClick={closing.stay}>
            {say('pages.unsaved.stay')}
          </SectionMessageAction>,
          <SectionMessageAction key="leave" onClick={closing.leave}>
            {say('pages.unsaved.leave')}
          </SectionMessageAction>,
        ]}
      >
        <Text>{say('pages.unsaved.entered')}</Text>
      </SectionMessage>
    </ModalBody>
  );
}
