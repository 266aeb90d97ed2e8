import { SectionMessage, SectionMessageAction, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type ListName } from '../../api/contract/settings';
import { usePage } from '../page/page-context';

/** What was just entered into a list, what that means, and the way to take it back. */
export function Entered({
  what: { list, ids },
  meaning,
  undo,
}: {
  what: { readonly list: ListName; readonly ids: readonly string[] };
  meaning: string;
  undo: () => void;
}): ReactElement {
  const { say } = usePage();
  return (
    <SectionMessage
      appearance="success"
      title={say('pages.start.vouch.entered', {
        count: ids.length,
        list: say(`pages.settings.list.${list}`),
      })}
      actions={[
        <SectionMessageAction key="undo" onClick={undo}>
          {say('pages.start.vouch.undo')}
        </SectionMessageAction>,
      ]}
    >
      <Text>{meaning}</Text>
    </SectionMessage>
  );
}
