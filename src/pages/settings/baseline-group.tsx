import { Button, Inline, LoadingButton, RadioGroup, SectionMessage, Stack, Text, User } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { type ApiErrorValue } from '../../api/answer';
import { adminCalls } from '../../api/contract';
import { ask } from '../page/ask';
import { useTellDone } from '../page/done';
import { usePage } from '../page/page-context';
import { Question } from '../page/question';
import { relativeTime } from '../page/time';
import { SmallTrouble } from '../page/trouble';
import { BaselinePreview, type Mode } from './baseline-preview';
import { type SettingsValue } from './settings-value';

/** Asks before an earlier starting point is given up. */
function AskAgain({
  mode,
  open,
  take,
  close,
}: {
  mode: Mode;
  open: number;
  take: () => void;
  close: () => void;
}): ReactElement {
  const { say } = usePage();
  return (
    <Question
      title={say('pages.settings.baseline.ask')}
      meaning={say('pages.settings.baseline.askMeaning', { mode, open })}
      close={close}
      other={{ label: say('pages.cancel'), choose: close }}
      primary={{ label: say('pages.settings.baseline.confirm'), choose: take }}
    />
  );
}

/** The starting point: what is filed from it, with counts, people and texts before it is taken. */
export function BaselineGroup({ value, saved }: { value: SettingsValue; saved: () => void }): ReactElement {
  const { say, words, takesFocus, go } = usePage();
  const tellDone = useTellDone();
  const { baseline, filing } = value.settings;
  const [mode, setMode] = useState<Mode>(baseline?.mode ?? 'worse');
  const [error, setError] = useState<ApiErrorValue>();
  const [isBusy, setBusy] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const hasPlace = filing.project !== undefined && filing.issueType !== undefined;
  const take = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const answer = await ask(adminCalls, 'takeBaseline', { mode, revision: value.revision });
    setBusy(false);
    if (answer.is === 'refused') return setError(answer.error);
    tellDone('baseline', {
      title: say('pages.settings.baseline.took'),
      meaning: say('pages.settings.savedMeaning'),
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
      <BaselinePreview mode={mode} />
      {hasPlace ? null : (
        <SectionMessage appearance="information">
          <Stack space="space.100" alignInline="start">
            <Text>{say('pages.settings.baseline.needsSpace')}</Text>
            <Button autoFocus={takesFocus} onClick={() => go({ page: 'settings', group: 'filing' })}>
              {say('pages.queue.chooseSpace')}
            </Button>
          </Stack>
        </SectionMessage>
      )}
      {error === undefined ? null : <SmallTrouble error={error} />}
      <Inline>
        <LoadingButton
          appearance="primary"
          autoFocus={takesFocus && hasPlace}
          isLoading={isBusy}
          isDisabled={!hasPlace}
          onClick={() => {
            if (baseline === undefined) void take();
            else setAsked(true);
          }}
        >
          {say('pages.settings.baseline.take', { again: baseline === undefined ? 'no' : 'yes' })}
        </LoadingButton>
      </Inline>
      {isAsked ? (
        <AskAgain
          mode={mode}
          open={value.open}
          close={() => setAsked(false)}
          take={() => {
            setAsked(false);
            void take();
          }}
        />
      ) : null}
    </Stack>
  );
}
