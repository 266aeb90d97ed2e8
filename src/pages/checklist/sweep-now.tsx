import { LoadingButton } from '@forge/react';
import { showFlag } from '@forge/bridge';
import { type ReactElement, useState } from 'react';
import { adminCalls } from '../../api/contract';
import { ask } from '../page/ask';
import { usePage } from '../page/page-context';

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
  const { say, takesFocus } = usePage();
  const [isAsking, setAsking] = useState(false);
  const sweep = async (): Promise<void> => {
    setAsking(true);
    const answer = await ask(adminCalls, 'sweepNow', {});
    setAsking(false);
    const wentWell = answer.is === 'done';
    showFlag({
      id: 'sweep-now',
      type: wentWell ? 'success' : 'error',
      title: say(wentWell ? 'pages.sweep.asked' : 'pages.problem.failed.title'),
      description: say(wentWell ? 'pages.sweep.askedMeaning' : 'pages.problem.failed.meaning'),
      isAutoDismiss: wentWell,
    });
    if (wentWell) asked();
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
