import { SectionMessage, SectionMessageAction, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { usePage } from '../shared/page-context';

/** Says that nothing is filed until the setup is finished, with a link to continue. */
export function SetupBanner(): ReactElement {
  const { formatMessage, navigate } = usePage();
  return (
    <SectionMessage
      appearance="information"
      title={formatMessage('pages.setup.banner')}
      actions={[
        <SectionMessageAction key="continue" onClick={() => navigate({ page: 'start' })}>
          {formatMessage('pages.setup.continue')}
        </SectionMessageAction>,
      ]}
    >
      <Text>{formatMessage('pages.setup.bannerMeaning')}</Text>
    </SectionMessage>
  );
}
