import { AdfRenderer, Box, Button, type DocNode, Inline, Stack, Text, User, xcss } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { adminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { usePage } from '../page/page-context';
import { Person } from '../page/person';
import { Section } from '../page/section';
import { SeverityLozenge } from '../page/status';
import { dayInWords } from '../page/time';
import { SmallTrouble } from '../page/trouble';
import { useAsked } from '../page/use-asked';

type Preview = OutputOf<(typeof adminCalls)['previewFiling']>;
export type Mode = 'worse' | 'all';

const card = xcss({
  borderWidth: 'border.width',
  borderStyle: 'solid',
  borderColor: 'color.border',
  borderRadius: 'radius.medium',
  padding: 'space.200',
});

function PreviewText({ text }: { text: Preview['texts'][number] }): ReactElement {
  const { say, words } = usePage();
  const [isOpen, setOpen] = useState(false);
  return (
    <Box xcss={card}>
      <Stack space="space.100" alignInline="stretch">
        <Inline space="space.100" alignBlock="center" shouldWrap>
          <SeverityLozenge severity={text.severity} />
          <Text weight="medium">{text.summary}</Text>
        </Inline>
        <Inline space="space.100" alignBlock="center" shouldWrap>
          {text.assignee === undefined ? (
            <Text color="color.text.subtle">{say('pages.settings.baseline.nobody')}</Text>
          ) : (
            <User accountId={text.assignee} />
          )}
          <Text color="color.text.subtle">
            {say('pages.settings.baseline.due', { day: dayInWords(text.due, words.locale) })}
          </Text>
          <Button appearance="subtle" spacing="compact" onClick={() => setOpen(!isOpen)}>
            {say(isOpen ? 'pages.settings.baseline.hide' : 'pages.settings.baseline.read')}
          </Button>
        </Inline>
        {isOpen ? <AdfRenderer document={asDocument(text.text)} /> : null}
      </Stack>
    </Box>
  );
}

// The document is the one that would be sent to Jira: remediation makes it, and the contract holds its frame.
const asDocument = (text: Preview['texts'][number]['text']): DocNode => text as unknown as DocNode;

/** Counts, people and texts of what would be filed. */
export function BaselinePreview({ mode }: { mode: Mode }): ReactElement {
  const { say } = usePage();
  const { value, error, again } = useAsked(adminCalls, 'previewFiling', { mode });
  if (error !== undefined) return <SmallTrouble error={error} again={again} />;
  if (value === undefined)
    return <Text color="color.text.subtle">{say('pages.settings.baseline.asking')}</Text>;
  const { items, findings, once, sweeps, people, texts } = value;
  return (
    <Stack space="space.300" alignInline="stretch">
      <Stack space="space.050">
        <Text weight="medium">{say('pages.settings.baseline.wouldFile', { items, findings, sweeps })}</Text>
        {items === 0 || once === 0 ? null : (
          <Text color="color.text.subtle">{say('pages.settings.baseline.once')}</Text>
        )}
      </Stack>
      {people.length === 0 ? null : (
        <Section title={say('pages.settings.baseline.people')}>
          <Text color="color.text.subtle">{say('pages.settings.baseline.peopleHelp')}</Text>
          {people.map(({ account, items: count }) => (
            <Inline key={account ?? ''} space="space.100" alignBlock="center">
              {account === undefined ? (
                <Text>{say('pages.settings.baseline.nobody')}</Text>
              ) : (
                <Person account={account} />
              )}
              <Text color="color.text.subtle">{say('pages.settings.baseline.count', { count })}</Text>
            </Inline>
          ))}
        </Section>
      )}
      {texts.length === 0 ? null : (
        <Section title={say('pages.settings.baseline.texts')}>
          {items > texts.length ? (
            <Text color="color.text.subtle">
              {say('pages.settings.baseline.firstTexts', { count: texts.length, all: items })}
            </Text>
          ) : null}
          {texts.map(text => (
            <PreviewText key={`${text.control} ${text.summary}`} text={text} />
          ))}
        </Section>
      )}
    </Stack>
  );
}
