import { Button, Inline, LoadingButton, RadioGroup, SectionMessage, Stack, Text, User } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { type ApiErrorValue } from '../../api/api-response';
import { adminCalls } from '../../api/contract';
import { callApi } from '../shared/call-api';
import { useShowSuccess } from '../shared/success-message';
import { usePage } from '../shared/page-context';
import { ConfirmationDialog } from '../shared/confirmation-dialog';
import { formatRelativeTime } from '../shared/time-format';
import { InlineError } from '../shared/page-errors';
import { BaselinePreview, type BaselineMode } from './baseline-preview';
import { type SettingsValue } from './settings-value';

/** Asks before replacing an existing baseline. */
function ReplaceBaselineDialog({
  mode,
  open,
  onConfirm,
  onClose,
}: {
  mode: BaselineMode;
  open: number;
  onConfirm: () => void;
  onClose: () => void;
}): ReactElement {
  const { formatMessage } = usePage();
  return (
    <ConfirmationDialog
      title={formatMessage('pages.settings.baseline.ask')}
      meaning={formatMessage('pages.settings.baseline.askMeaning', { mode, open })}
      onClose={onClose}
      secondary={{ label: formatMessage('pages.cancel'), onChoose: onClose }}
      primary={{ label: formatMessage('pages.settings.baseline.confirm'), onChoose: onConfirm }}
    />
  );
}

/** Shows what would be filed from a baseline, with counts, people, and texts, before it is taken. */
export function BaselineGroup({
  value,
  onSaved,
}: {
  value: SettingsValue;
  onSaved: () => void;
}): ReactElement {
  const { formatMessage, messages, takesFocus, navigate } = usePage();
  const showSuccess = useShowSuccess();
  const { baseline, filing } = value.settings;
  const [mode, setMode] = useState<BaselineMode>(baseline?.mode ?? 'drift');
  const [error, setError] = useState<ApiErrorValue>();
  const [isBusy, setBusy] = useState(false);
  const [isConfirming, setConfirming] = useState(false);
  const hasFilingSpace = filing.project !== undefined && filing.issueType !== undefined;
  const takeBaseline = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const answer = await callApi(adminCalls, 'takeBaseline', { mode, revision: value.revision });
    setBusy(false);
    if (answer.is === 'refused') return setError(answer.error);
    showSuccess('baseline', {
      title: formatMessage('pages.settings.baseline.took'),
      meaning: formatMessage('pages.settings.savedMeaning'),
    });
    return onSaved();
  };
  return (
    <Stack space="space.300" alignInline="stretch">
      <Text>{formatMessage('pages.settings.baseline.intro')}</Text>
      {baseline === undefined ? (
        <Text weight="medium">{formatMessage('pages.settings.baseline.none')}</Text>
      ) : (
        <Inline space="space.075" alignBlock="center" shouldWrap>
          <Text weight="medium">
            {formatMessage('pages.settings.baseline.taken', {
              ago: formatRelativeTime(baseline.takenAt, value.now, messages.locale),
            })}
          </Text>
          <Text color="color.text.subtle">{formatMessage('pages.settings.baseline.takenBy')}</Text>
          <User accountId={baseline.by} />
        </Inline>
      )}
      <Stack space="space.100">
        <Text weight="semibold">{formatMessage('pages.settings.baseline.mode')}</Text>
        <RadioGroup
          name="baseline-mode"
          value={mode}
          options={(['drift', 'all'] as const).map(each => ({
            name: 'baseline-mode',
            value: each,
            label: formatMessage(`pages.settings.baseline.${each}`),
          }))}
          onChange={event => setMode(event.target.value === 'all' ? 'all' : 'drift')}
        />
      </Stack>
      <BaselinePreview mode={mode} />
      {hasFilingSpace ? null : (
        <SectionMessage appearance="information">
          <Stack space="space.100" alignInline="start">
            <Text>{formatMessage('pages.settings.baseline.needsSpace')}</Text>
            <Button autoFocus={takesFocus} onClick={() => navigate({ page: 'settings', group: 'filing' })}>
              {formatMessage('pages.forYou.chooseSpace')}
            </Button>
          </Stack>
        </SectionMessage>
      )}
      {error === undefined ? null : <InlineError error={error} />}
      <Inline>
        <LoadingButton
          appearance="primary"
          autoFocus={takesFocus && hasFilingSpace}
          isLoading={isBusy}
          isDisabled={!hasFilingSpace}
          onClick={() => {
            if (baseline === undefined) void takeBaseline();
            else setConfirming(true);
          }}
        >
          {formatMessage('pages.settings.baseline.take', { again: baseline === undefined ? 'no' : 'yes' })}
        </LoadingButton>
      </Inline>
      {isConfirming ? (
        <ReplaceBaselineDialog
          mode={mode}
          open={value.open}
          onClose={() => setConfirming(false)}
          onConfirm={() => {
            setConfirming(false);
            void takeBaseline();
          }}
        />
      ) : null}
    </Stack>
  );
}
