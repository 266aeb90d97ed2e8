import { LoadingButton } from '@forge/react';
import { type FlagOptions, showFlag } from '@forge/bridge';
import { type ReactElement, useState } from 'react';
import { adminCalls } from '../../api/contract';
import { type ScanAnswer } from '../../api/contract/home';
import { ask } from '../page/ask';
import { type Page, usePage } from '../page/page-context';
import { clockTime } from '../page/time';

/** What a person is told of a scan that they asked for: that it starts, or why not and when it continues. */
export function scanFlag(
  { say, words, timeZone }: Page,
  answer: ScanAnswer,
): Pick<FlagOptions, 'type' | 'title' | 'description' | 'isAutoDismiss'> {
  const time = (at: number): string => clockTime(at, words.locale, timeZone);
  switch (answer.is) {
    case 'asked':
      return {
        type: 'success',
        title: say('pages.sweep.asked'),
        description: say('pages.sweep.askedMeaning'),
        isAutoDismiss: true,
      };
    case 'running':
      return {
        type: 'info',
        title: say('pages.sweep.isRunning'),
        description: say('pages.sweep.askedMeaning'),
        isAutoDismiss: true,
      };
    case 'too-soon':
      return {
        type: 'info',
        title: say('pages.sweep.tooSoon'),
        description: say('pages.sweep.tooSoonMeaning', { time: time(answer.againAt) }),
        isAutoDismiss: false,
      };
    case 'paused':
      return {
        type: 'warning',
        title: say('pages.sweep.paused'),
        description: say('pages.sweep.pausedMeaning', { time: time(answer.until) }),
        isAutoDismiss: false,
      };
  }
}

/** Has the site read now, and says that it was asked for. */
export function SweepNow({
  isRunning,
  asked,
  label = 'pages.sweep.now',
}: {
  isRunning: boolean;
  asked: () => void;
  label?: 'pages.sweep.now' | 'pages.start.begin';
}): ReactElement {
  const page = usePage();
  const { say, takesFocus } = page;
  const [isAsking, setAsking] = useState(false);
  const sweep = async (): Promise<void> => {
    setAsking(true);
    const answer = await ask(adminCalls, 'sweepNow', {});
    setAsking(false);
    showFlag({
      id: 'sweep-now',
      ...(answer.is === 'done'
        ? scanFlag(page, answer.value)
        : {
            type: 'error',
            title: say('pages.problem.failed.title'),
            description: say('pages.problem.failed.meaning'),
            isAutoDismiss: false,
          }),
    });
    if (answer.is === 'done') asked();
  };
  return (
    <LoadingButton
      appearance="primary"
      autoFocus={takesFocus}
      isLoading={isAsking}
      isDisabled={isRunning}
      onClick={() => {
        void sweep();
      }}
    >
      {say(label)}
    </LoadingButton>
  );
}
