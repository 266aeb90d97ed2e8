import InlineEdit from '@atlaskit/inline-edit';
import { type ComponentRenderers } from '../component-renderers';
import { withoutUndefined } from '../without-undefined';

/** The field's value, its validation and when it is open are kept in the app's frame by @forge/react. */
export const inlineEdit = {
  InlineEdit: edit => {
    const confirmed = edit.handler('onConfirm');
    const cancelled = edit.handler('onCancel');
    const edited = edit.handler('onEdit');
    return (
      <InlineEdit
        key={edit.key}
        defaultValue=""
        readView={() => <>{edit.wrappedElements('readView')}</>}
        editView={() => <>{edit.wrappedElements('editView')}</>}
        onConfirm={() => confirmed?.()}
        onCancel={() => cancelled?.()}
        onEdit={() => edited?.()}
        {...withoutUndefined({
          label: edit.text('label'),
          isEditing: edit.flag('isEditing'),
          keepEditViewOpenOnBlur: edit.flag('keepEditViewOpenOnBlur'),
          hideActionButtons: edit.flag('hideActionButtons'),
          isRequired: edit.flag('isRequired'),
          readViewFitContainerWidth: edit.flag('readViewFitContainerWidth'),
          editButtonLabel: edit.text('editButtonLabel'),
          confirmButtonLabel: edit.text('confirmButtonLabel'),
          cancelButtonLabel: edit.text('cancelButtonLabel'),
        })}
      />
    );
  },
} satisfies ComponentRenderers;
