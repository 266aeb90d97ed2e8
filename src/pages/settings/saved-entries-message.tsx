import { SectionMessage, SectionMessageAction, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type ListName } from '../../api/contract/settings';
import { usePage } from '../shared/page-context';

/** The entries that were just saved, their effect, and a button to undo it. */
export function SavedEntriesMessage({
  savedEntries: { list, ids },
  meaning,
  onUndo,
}: {
  savedEntries: { readonly list: ListName; readonly ids: readonly string[] };
  meaning: string;
  onUndo: () => void;
}): ReactElement {
  const { formatMessage } = usePage();
  return (
    <SectionMessage
      appearance="success"
      title={formatMessage('pages.setup.vouch.entered', {
        count: ids.length,
        list: formatMessage(`pages.settings.list.${list}`),
      })}
      actions={[
        <SectionMessageAction key="undo" onClick={onUndo}>
          {formatMessage('pages.setup.vouch.undo')}
        </SectionMessageAction>,
      ]}
    >
      <Text>{meaning}</Text>
    </SectionMessage>
  );
}
