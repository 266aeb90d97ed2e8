import {
  Button,
  ButtonGroup,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
  Text,
} from '@forge/react';
import { type ReactElement } from 'react';

interface DialogChoice {
  readonly label: string;
  readonly onChoose: () => void;
}

/** Asks before an action that is hard to undo. Escape and the close button call `onClose`. */
export function ConfirmationDialog({
  title,
  meaning,
  onClose,
  secondary,
  primary,
}: {
  title: string;
  meaning: string;
  onClose: () => void;
  secondary: DialogChoice;
  primary: DialogChoice;
}): ReactElement {
  return (
    <ModalTransition>
      <Modal onClose={onClose} width="small">
        <ModalHeader>
          <ModalTitle>{title}</ModalTitle>
        </ModalHeader>
        <ModalBody>
          <Text>{meaning}</Text>
        </ModalBody>
        <ModalFooter>
          <ButtonGroup label={title}>
            <Button appearance="subtle" onClick={secondary.onChoose}>
              {secondary.label}
            </Button>
            <Button appearance="primary" onClick={primary.onChoose}>
              {primary.label}
            </Button>
          </ButtonGroup>
        </ModalFooter>
      </Modal>
    </ModalTransition>
  );
}
