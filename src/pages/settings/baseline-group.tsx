import {
  AdfRenderer,
  Box,
  Button,
  type DocNode,
  Inline,
  LoadingButton,
  RadioGroup,
  SectionMessage,
  Stack,
  Text,
  User,
  xcss,
} from '@forge/react';
import { showFlag } from '@forge/bridge';
import { type ReactElement, useState } from 'react';
import { type ApiErrorValue } from '../../api/answer';
import { adminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { ask } from '../page/ask';
import { usePage } from '../page/page-context';
import { Person } from '../page/person';
import { Section } from '../page/section';
import { SeverityLozenge } from '../page/status';
import { dayInWords, relativeTime } from '../page/time';
import { SmallTrouble } from '../page/trouble';
import { useAsked } from '../page/use-asked';
import { type SettingsValue } from './settings-value';

type Preview = OutputOf<(typeof adminCalls)['previewFiling']>;
type Mode = 'worse' | 'all';

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
function PreviewOf({ mode }: { mode: Mode }): ReactElement {
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

/** The starting point: what is filed from it, with counts, people and texts before it is taken. */
export function BaselineGroup({ value, saved }: { value: SettingsValue; saved: () => void }): ReactElement {
  const { say, words } = usePage();
  const { baseline, filing } = value.settings;
  const [mode, setMode] = useState<Mode>(baseline?.mode ?? 'worse');
  const [error, setError] = useState<ApiErrorValue>();
  const [isBusy, setBusy] = useState(false);
  const hasPlace = filing.project !== undefined && filing.issueType !== undefined;
  const take = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const answer = await ask(adminCalls, 'takeBaseline', { mode, revision: value.revision });
    setBusy(false);
    if (answer.is === 'refused') return setError(answer.error);
    showFlag({
      id: 'baseline',
      type: 'success',
      title: say('pages.settings.baseline.took'),
      description: say('pages.settings.savedMeaning'),
      isAutoDismiss: true,
    });
    return saved();
  };
  return (
    <Stack space="space.300" alignInline="stretch">
      <Text>{say('pages.settings.baseline.intro')}</Text>
      {baseline === undefined ? (
        <Text weight="medium">{say('pages.settings.baseline.none')}</Text>
      ) : (
        <Inline space="space.075" alignBlock="center" shouldWrap>
          <Text weight="medium">
            {say('pages.settings.baseline.taken', {
              ago: relativeTime(baseline.takenAt, value.now, words.locale),
            })}
          </Text>
          <Text color="color.text.subtle">{say('pages.settings.baseline.takenBy')}</Text>
          <User accountId={baseline.by} />
        </Inline>
      )}
      <Stack space="space.100">
        <Text weight="semibold">{say('pages.settings.baseline.mode')}</Text>
        <RadioGroup
          name="baseline-mode"
          value={mode}
          options={(['worse', 'all'] as const).map(each => ({
            name: 'baseline-mode',
            value: each,
            label: say(`pages.settings.baseline.${each}`),
          }))}
          onChange={event => setMode(event.target.value === 'all' ? 'all' : 'worse')}
        />
      </Stack>
      <PreviewOf mode={mode} />
      {hasPlace ? null : (
        <SectionMessage appearance="information">
          <Text>{say('pages.settings.baseline.needsSpace')}</Text>
        </SectionMessage>
      )}
      {error === undefined ? null : <SmallTrouble error={error} />}
      <Inline>
        <LoadingButton
          appearance="primary"
          isLoading={isBusy}
          isDisabled={!hasPlace}
          onClick={() => {
            void take();
          }}
        >
          {say('pages.settings.baseline.take', { again: baseline === undefined ? 'no' : 'yes' })}
        </LoadingButton>
      </Inline>
    </Stack>
  );
}
