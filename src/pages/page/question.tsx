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

interface Answer {
  readonly label: string;
  readonly choose: () => void;
}

/** Asks before something is done that is hard to take back. Escape and the cross do what `close` does. */
export function Question({
  title,
  meaning,
  close,
  other,
  primary,
}: {
  title: string;
  meaning: string;
  close: () => void;
  other: Answer;
  primary: Answer;
}): ReactElement {
  return (
    <ModalTransition>
      <Modal onClose={close} width="small">
        <ModalHeader>
          <ModalTitle>{title}</ModalTitle>
        </ModalHeader>
        <ModalBody>
          <Text>{meaning}</Text>
        </ModalBody>
        <ModalFooter>
          <ButtonGroup label={title}>
            <Button appearance="subtle" onClick={other.choose}>
              {other.label}
            </Button>
            <Button appearance="primary" onClick={primary.choose}>
              {primary.label}
            </Button>
          </ButtonGroup>
        </ModalFooter>
      </Modal>
    </ModalTransition>
  );
}
