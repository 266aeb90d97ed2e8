import { Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type Home } from '../checklist/home-value';
import { usePage } from '../page/page-context';
import { Section } from '../page/section';
import { SettingsGroup } from '../settings/settings-page';
import { type StepWays } from './step-end';
import { VouchStep } from './vouch-step';

/** What was found open and is meant to be, accounts for emergencies, and what is sensitive: rows fall as entries are saved. */
export function OpenStep({
  home,
  me,
  changed,
  ways,
}: {
  home: Home;
  me: string | undefined;
  changed: () => void;
  ways: StepWays;
}): ReactElement {
  const { say } = usePage();
  return (
    <Stack space="space.400" alignInline="stretch">
      <Text>{say('pages.start.openIntro')}</Text>
      <VouchStep
        lists={['approvedSpaces', 'approvedFilters', 'approvedDashboards', 'emergencyAccounts']}
        home={home}
        me={me}
        changed={changed}
        ways={ways}
        after={({ settings }, saved) => (
          <Section title={say('pages.settings.group.sensitive')}>
            <SettingsGroup key={settings.revision} group="sensitive" value={settings} saved={saved} />
          </Section>
        )}
      >
        {() => null}
      </VouchStep>
    </Stack>
  );
}
