import { Button, Inline, Stack, Text, User } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { usePage } from '../shared/page-context';
import { Section } from '../shared/section';
import { formatInstantDay, formatRelativeTime } from '../shared/time-format';
import { type ControlValue } from './control-value';
import { RecordedAnswers } from './recorded-answers';
import { AttestForm } from './attest-form';

/** The latest attestation, its author, and its expiry. */
function LatestAttestation({ value }: { value: ControlValue }): ReactElement {
  const { formatMessage, messages } = usePage();
  const { attestation, now, timeZone, definition } = value;
  if (attestation === undefined) return <Text>{formatMessage('pages.attestation.never')}</Text>;
  const { at, by, validUntil, answers } = attestation;
  const formatDayOf = (moment: number): string => formatInstantDay(moment, messages.locale, timeZone);
  return (
    <Stack space="space.100" alignInline="stretch">
      <Inline space="space.075" alignBlock="center" shouldWrap>
        <Text>
          {formatMessage(validUntil >= now ? 'pages.attestation.current' : 'pages.attestation.lapsed', {
            day: formatDayOf(at),
            until: formatDayOf(validUntil),
            ago: formatRelativeTime(validUntil, now, messages.locale),
          })}
        </Text>
        <Text color="color.text.subtle">{formatMessage('pages.attestation.by')}</Text>
        <User accountId={by} />
      </Inline>
      <RecordedAnswers
        control={definition.id}
        fields={definition.attestation?.fields ?? []}
        answers={answers}
      />
    </Stack>
  );
}

/** The latest attestation, and the form for the next one. */
export function AttestationSection({
  value,
  onAttested,
}: {
  value: ControlValue;
  onAttested: () => void;
}): ReactElement {
  const { formatMessage } = usePage();
  const { attestation, now, definition } = value;
  const [isOpen, setOpen] = useState(attestation === undefined || attestation.validUntil < now);
  return (
    <Section title={formatMessage('pages.attestation.title')}>
      <LatestAttestation value={value} />
      {isOpen ? (
        <AttestForm
          value={value}
          fields={definition.attestation?.fields ?? []}
          onAttested={() => {
            setOpen(false);
            onAttested();
          }}
        />
      ) : (
        <Inline>
          <Button onClick={() => setOpen(true)}>{formatMessage('pages.attestation.again')}</Button>
        </Inline>
      )}
    </Section>
  );
}
