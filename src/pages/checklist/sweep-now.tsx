import { LoadingButton } from '@forge/react';
import { showFlag } from '@forge/bridge';
import { type ReactElement, useState } from 'react';
import { adminCalls } from '../../api/contract';
import { ask } from '../page/ask';
import { usePage } from '../page/page-context';

/** Has the site read now, and says that it was asked for. @param asked it was. */
export function useSweepNow(asked: () => void): { readonly isAsking: boolean; sweep(): Promise<void> } {
  const { say } = usePage();
  const [isAsking, setAsking] = useState(false);
  return {
    isAsking,
    sweep: async () => {
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
    },
  };
}

/** The button of it. */
export function SweepNow({ isRunning, asked }: { isRunning: boolean; asked: () => void }): ReactElement {
  const { say, cameFrom } = usePage();
  const { isAsking, sweep } = useSweepNow(asked);
  // Coming back, what had the focus is gone; a tab of the same page keeps it itself.
  const takesFocus = cameFrom?.page === 'control' || cameFrom?.page === 'start';
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
      {say('pages.sweep.now')}
    </LoadingButton>
  );
}
