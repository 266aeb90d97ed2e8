import { SectionMessage, SectionMessageAction, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { usePage } from '../shared/page-context';

/** Says that nothing is filed until the setup is finished, with a link to continue. */
export function SetupBanner(): ReactElement {
  const { formatMessage, navigate } = usePage();
  return (
    <SectionMessage
      appearance="information"
      title={formatMessage('pages.start.banner')}
      actions={[
        <SectionMessageAction key="continue" onClick={() => navigate({ page: 'start' })}>
          {formatMessage('pages.start.continue')}
        </SectionMessageAction>,
      ]}
    >
      <Text>{formatMessage('pages.start.bannerMeaning')}</Text>
    </SectionMessage>
  );
}
