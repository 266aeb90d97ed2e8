import { Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { usePage } from '../page/page-context';
import { Section } from '../page/section';
import { type ControlValue } from './control-value';

/** What the control serves in frameworks, a line for each. */
export function Frameworks({ frameworks }: { frameworks: ControlValue['frameworks'] }): ReactElement {
  const { say, words } = usePage();
  const list = new Intl.ListFormat(words.locale, { type: 'unit' });
  return (
    <Section title={say('pages.control.frameworks')}>
      <Stack space="space.050">
        {frameworks.map(({ name, identifiers }) => (
          <Text key={name}>
            {say('pages.control.framework', { name, identifiers: list.format(identifiers) })}
          </Text>
        ))}
      </Stack>
    </Section>
  );
}
