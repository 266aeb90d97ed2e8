import Modal, {
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
} from '@atlaskit/modal-dialog';
import Popup, { type TriggerProps } from '@atlaskit/popup';
import { Box } from '@atlaskit/primitives';
import Tooltip from '@atlaskit/tooltip';
import { cloneElement, isValidElement, type ReactNode } from 'react';
import { type ComponentNode } from './component-node';
import { type ComponentRenderers } from './component-renderers';
import { withoutUndefined } from './without-undefined';

const PLACEMENTS = [
  ...([
    'auto',
    'auto-start',
    'auto-end',
    'top',
    'top-start',
    'top-end',
    'bottom',
    'bottom-start',
    'bottom-end',
  ] as const),
  ...(['right', 'right-start', 'right-end', 'left', 'left-start', 'left-end'] as const),
];

/** Atlaskit's buttons take the trigger's properties themselves; anything else gets a box around it. */
const BUTTONS = ['Button', 'LoadingButton', 'LinkButton', 'Pressable'];

export const overlays = {
  Modal: modal => {
    const close = modal.handler('onClose');
    const title = modal.text('title');
    return (
      <Modal
        key={modal.key}
        {...withoutUndefined({
          width: widthOf(modal),
          height: heightOf(modal),
          label: modal.text('label'),
          shouldScrollInViewport: modal.flag('shouldScrollInViewport'),
          testId: modal.text('testId'),
          onClose: close && (() => close()),
        })}
      >
        {title === undefined ? null : (
          <ModalHeader hasCloseButton>
            <ModalTitle>{title}</ModalTitle>
          </ModalHeader>
        )}
        {modal.children()}
      </Modal>
    );
  },
  ModalTransition: transition => (
    <ModalTransition key={transition.key}>{transition.children()}</ModalTransition>
  ),
  ModalHeader: header => (
    <ModalHeader key={header.key} hasCloseButton {...withoutUndefined({ testId: header.text('testId') })}>
      {header.children()}
    </ModalHeader>
  ),
  ModalTitle: title => (
    <ModalTitle
      key={title.key}
      {...withoutUndefined({
        appearance: title.oneOf('appearance', ['danger', 'warning']),
        isMultiline: title.flag('isMultiline'),
      })}
    >
      {title.children()}
    </ModalTitle>
  ),
  ModalBody: body => (
    <ModalBody
      key={body.key}
      {...withoutUndefined({ testId: body.text('testId'), hasInlinePadding: body.flag('hasInlinePadding') })}
    >
      {body.children()}
    </ModalBody>
  ),
  ModalFooter: footer => (
    <ModalFooter key={footer.key} {...withoutUndefined({ testId: footer.text('testId') })}>
      {footer.children()}
    </ModalFooter>
  ),
  Popup: popup => {
    const close = popup.handler('onClose');
    return (
      <Popup
        key={popup.key}
        isOpen={popup.flag('isOpen') ?? false}
        content={() => <>{popup.wrappedElements('content')}</>}
        trigger={trigger => popupTrigger(popup, trigger)}
        {...withoutUndefined({
          id: popup.text('id'),
          placement: popup.oneOf('placement', PLACEMENTS),
          shouldFlip: popup.flag('shouldFlip'),
          shouldRenderToParent: popup.flag('shouldRenderToParent'),
          autoFocus: popup.flag('autoFocus'),
          role: popup.text('role'),
          label: popup.text('label'),
          titleId: popup.text('titleId'),
          testId: popup.text('testId'),
          onClose: close && (() => close()),
        })}
      />
    );
  },
  Tooltip: tooltip => (
    <Tooltip
      key={tooltip.key}
      content={tooltip.element('content')}
      {...withoutUndefined({
        position: tooltip.oneOf('position', ['top', 'bottom', 'left', 'right', 'mouse']),
        mousePosition: tooltip.oneOf('mousePosition', ['top', 'bottom', 'left', 'right']),
        delay: tooltip.number('delay'),
        truncate: tooltip.flag('truncate'),
        testId: tooltip.text('testId'),
      })}
    >
      {tooltip.children()}
    </Tooltip>
  ),
} satisfies ComponentRenderers;

function popupTrigger(popup: ComponentNode, trigger: TriggerProps): ReactNode {
  const drawn = popup.wrappedElements('trigger');
  const type = popup.wrapper('trigger')?.children[0]?.type ?? '';
  const [first] = drawn;
  if (drawn.length === 1 && BUTTONS.includes(type) && isValidElement<object>(first))
    return cloneElement(first, { ...trigger });
  return <Box ref={trigger.ref}>{drawn}</Box>;
}

function widthOf(modal: ComponentNode): string | number | undefined {
  const width = modal.text('width');
  if (width === 'fullscreen') return '100%';
  if (width === 'resizable') return 'large';
  return modal.number('width') ?? width;
}

function heightOf(modal: ComponentNode): string | number | undefined {
  const height = modal.text('height');
  const named: Record<string, string> = {
    small: '20vh',
    medium: '40vh',
    large: '70vh',
    'x-large': '90vh',
    fullscreen: '100%',
  };
  return modal.number('height') ?? (height === undefined ? undefined : (named[height] ?? height));
}
