import InlineEdit from '@atlaskit/inline-edit';
import { type Entries } from '../entries';
import { given } from '../given';

/** The field's value, its validation and when it is open are kept in the app's frame by @forge/react. */
export const inlineEdit = {
  InlineEdit: edit => {
    const confirmed = edit.act('onConfirm');
    const cancelled = edit.act('onCancel');
    const edited = edit.act('onEdit');
    return (
      <InlineEdit
        key={edit.key}
        defaultValue=""
        readView={() => <>{edit.wrapped('readView')}</>}
        editView={() => <>{edit.wrapped('editView')}</>}
        onConfirm={() => confirmed?.()}
        onCancel={() => cancelled?.()}
        onEdit={() => edited?.()}
        {...given({
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
} satisfies Entries;
