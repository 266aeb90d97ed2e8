import { ModalBody, SectionMessage, SectionMessageAction, Text } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { usePage } from './page-context';

/** Closing a dialog. Asks for confirmation if the user has entered something. */
export interface CloseConfirmation {
  /** Called on Escape, a click outside the dialog, or its close button. */
  requestClose(): void;
  readonly isConfirming: boolean;
  discard(): void;
  keepEditing(): void;
}

/**
 * Protects entered data from accidental loss: Escape in an open menu reaches the dialog too.
 * @param close closes the dialog without asking, like *Cancel*.
 */
export function useCloseConfirmation(isTouched: boolean, close: () => void): CloseConfirmation {
  const [isConfirming, setConfirming] = useState(false);
  return {
    requestClose: () => (isTouched ? setConfirming(true) : close()),
    isConfirming,
    discard: close,
    keepEditing: () => setConfirming(false),
  };
}

/** The question at the top of the dialog. */
export function UnsavedInputWarning({ confirmation }: { confirmation: CloseConfirmation }): ReactElement {
  const { formatMessage } = usePage();
  return (
    <ModalBody>
      <SectionMessage
        appearance="warning"
        title={formatMessage('pages.unsaved.title')}
        actions={[
          <SectionMessageAction key="stay" onClick={confirmation.keepEditing}>
            {formatMessage('pages.unsaved.stay')}
          </SectionMessageAction>,
          <SectionMessageAction key="leave" onClick={confirmation.discard}>
            {formatMessage('pages.unsaved.leave')}
          </SectionMessageAction>,
        ]}
      >
        <Text>{formatMessage('pages.unsaved.entered')}</Text>
      </SectionMessage>
    </ModalBody>
  );
}
