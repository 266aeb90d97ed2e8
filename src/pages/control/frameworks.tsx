import { Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { usePage } from '../shared/page-context';
import { Section } from '../shared/section';
import { type ControlValue } from './control-value';

/** The frameworks that the control supports, one per line. */
export function Frameworks({ frameworks }: { frameworks: ControlValue['frameworks'] }): ReactElement {
  const { formatMessage, messages } = usePage();
  const list = new Intl.ListFormat(messages.locale, { type: 'unit' });
  return (
    <Section title={formatMessage('pages.control.frameworks')}>
      <Stack space="space.050">
        {frameworks.map(({ name, identifiers }) => (
          <Text key={name}>
            {formatMessage('pages.control.framework', { name, identifiers: list.format(identifiers) })}
          </Text>
        ))}
      </Stack>
    </Section>
  );
}
