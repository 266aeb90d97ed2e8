import { Button, Inline, Stack, Text, User } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { usePage } from '../page/page-context';
import { Section } from '../page/section';
import { dayOn, relativeTime } from '../page/time';
import { type ControlValue } from './control-value';
import { Said } from './said';
import { StatementForm } from './statement-form';

/** What was stated last, by whom, and until when it holds or held. */
function Stated({ value }: { value: ControlValue }): ReactElement {
  const { say, words } = usePage();
  const { statement, now, timeZone, facts } = value;
  if (statement === undefined) return <Text>{say('pages.statement.never')}</Text>;
  const { at, by, validUntil, blanks } = statement;
  const day = (moment: number): string => dayOn(moment, words.locale, timeZone);
  return (
    <Stack space="space.100" alignInline="stretch">
      <Inline space="space.075" alignBlock="center" shouldWrap>
        <Text>
          {say(validUntil >= now ? 'pages.statement.current' : 'pages.statement.lapsed', {
            day: day(at),
            until: day(validUntil),
            ago: relativeTime(validUntil, now, words.locale),
          })}
        </Text>
        <Text color="color.text.subtle">{say('pages.statement.by')}</Text>
        <User accountId={by} />
      </Inline>
      <Said control={facts.id} fields={facts.statement?.fields ?? []} blanks={blanks} />
    </Stack>
  );
}

/** What was stated last, and the form for the next time. */
export function Statement({ value, attested }: { value: ControlValue; attested: () => void }): ReactElement {
  const { say } = usePage();
  const { statement, now, facts } = value;
  const [isOpen, setOpen] = useState(statement === undefined || statement.validUntil < now);
  return (
    <Section title={say('pages.statement.title')}>
      <Stated value={value} />
      {isOpen ? (
        <StatementForm
          value={value}
          fields={facts.statement?.fields ?? []}
          attested={() => {
            setOpen(false);
            attested();
          }}
        />
      ) : (
        <Inline>
          <Button onClick={() => setOpen(true)}>{say('pages.statement.again')}</Button>
        </Inline>
      )}
    </Section>
  );
}
