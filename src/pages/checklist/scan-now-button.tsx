import { LoadingButton } from '@forge/react';
import { type FlagOptions, showFlag } from '@forge/bridge';
import { type ReactElement, useState } from 'react';
import { adminCalls } from '../../api/contract';
import { type ScanAnswer } from '../../api/contract/checklist';
import { callApi } from '../shared/call-api';
import { type PageServices, usePage } from '../shared/page-context';
import { formatClockTime } from '../shared/time-format';

/** Builds the message after a scan request: it starts, or why it can't and when it continues. */
export function buildScanFlag(
  { formatMessage, messages, timeZone }: PageServices,
  answer: ScanAnswer,
): Pick<FlagOptions, 'type' | 'title' | 'description' | 'isAutoDismiss'> {
  const formatTime = (at: number): string => formatClockTime(at, messages.locale, timeZone);
  switch (answer.is) {
    case 'asked':
      return {
        type: 'success',
        title: formatMessage('pages.scan.asked'),
        description: formatMessage('pages.scan.askedMeaning'),
        isAutoDismiss: true,
      };
    case 'running':
      return {
        type: 'info',
        title: formatMessage('pages.scan.isRunning'),
        description: formatMessage('pages.scan.askedMeaning'),
        isAutoDismiss: true,
      };
    case 'too-soon':
      return {
        type: 'info',
        title: formatMessage('pages.scan.tooSoon'),
        description: formatMessage('pages.scan.tooSoonMeaning', { time: formatTime(answer.againAt) }),
        isAutoDismiss: false,
      };
    case 'paused':
      return {
        type: 'warning',
        title: formatMessage('pages.scan.paused'),
        description: formatMessage('pages.scan.pausedMeaning', { time: formatTime(answer.until) }),
        isAutoDismiss: false,
      };
  }
}

/** The button to start a scan, with a message about the result. */
export function ScanNowButton({
  isRunning,
  onRequested,
  label = 'pages.scan.now',
}: {
  isRunning: boolean;
  onRequested: () => void;
  label?: 'pages.scan.now' | 'pages.setup.begin';
}): ReactElement {
  const page = usePage();
  const { formatMessage, takesFocus } = page;
  const [isRequesting, setRequesting] = useState(false);
  const requestScan = async (): Promise<void> => {
    setRequesting(true);
    const answer = await callApi(adminCalls, 'scanNow', {});
    setRequesting(false);
    showFlag({
      id: 'scan-now',
      ...(answer.is === 'done'
        ? buildScanFlag(page, answer.value)
        : {
            type: 'error',
            title: formatMessage('pages.problem.failed.title'),
            description: formatMessage('pages.problem.failed.meaning'),
            isAutoDismiss: false,
          }),
    });
    if (answer.is === 'done') onRequested();
  };
  return (
    <LoadingButton
      appearance="primary"
      autoFocus={takesFocus}
      isLoading={isRequesting}
      isDisabled={isRunning}
      onClick={() => {
        void requestScan();
      }}
    >
      {formatMessage(label)}
    </LoadingButton>
  );
}
