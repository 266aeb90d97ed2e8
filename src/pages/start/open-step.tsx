import { Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { usePage } from '../page/page-context';
import { Section } from '../page/section';
import { SettingsGroup } from '../settings/settings-page';
import { type SettingsValue } from '../settings/settings-value';

/** What is meant to be open, and what is sensitive: rows fall as entries are saved. */
export function OpenStep({ value, saved }: { value: SettingsValue; saved: () => void }): ReactElement {
  const { say } = usePage();
  return (
    <Stack space="space.400" alignInline="stretch">
      <Text>{say('pages.start.openIntro')}</Text>
      <Section title={say('pages.settings.tab.open')}>
        <SettingsGroup group="open" value={value} saved={saved} />
      </Section>
      <Section title={say('pages.settings.tab.sensitive')}>
        <SettingsGroup group="sensitive" value={value} saved={saved} />
      </Section>
    </Stack>
  );
}
