import { SectionMessage, SectionMessageAction, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { usePage } from '../page/page-context';

/** Says that nothing is filed before setting up is finished, with the way on. */
export function Unfinished(): ReactElement {
  const { say, go } = usePage();
  return (
    <SectionMessage
      appearance="information"
      title={say('pages.start.banner')}
      actions={[
        <SectionMessageAction key="continue" onClick={() => go({ page: 'start' })}>
          {say('pages.start.continue')}
        </SectionMessageAction>,
      ]}
    >
      <Text>{say('pages.start.bannerMeaning')}</Text>
    </SectionMessage>
  );
}
