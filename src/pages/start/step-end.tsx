import { Button, ButtonGroup, Inline, Text } from '@forge/react';
import { type ReactElement, useEffect, useRef } from 'react';
import { usePage } from '../page/page-context';
import { useUnsaved } from '../page/unsaved';

/** Ways out of a step. Where they stand, nothing that was typed is lost: it is asked for first. */
export interface StepWays {
  /** Missing on the first step. */
  readonly back?: () => void;
  readonly next: () => void;
  /** What was done in this step last, in words, and how many things were done in it by then. */
  readonly done?: { readonly words: string; readonly times: number };
  /** What was done is no longer the last word. */
  readonly forgetDone: () => void;
}

/** What was saved is over once something else waits to be saved. Right after saving, what was saved still waits. */
function useForgetting({ done, forgetDone }: StepWays, isUnsaved: boolean): void {
  const isSettled = useRef(false);
  useEffect(() => {
    if (done === undefined || !isUnsaved) isSettled.current = done !== undefined;
    else if (isSettled.current) forgetDone();
  }, [done, isUnsaved, forgetDone]);
}

/**
 * The end of a step. *Next* is the one primary action once the step is done and nothing waits to be saved; what is not done
 * is skipped, and says so. Saving ends the step for whoever works by keyboard: *Next* takes the focus.
 */
export function StepEnd({
  ways,
  is,
  takesFocus = false,
}: {
  ways: StepWays;
  is: 'done' | 'skippable';
  /** Nothing before it in the step can take the focus. */
  takesFocus?: boolean;
}): ReactElement {
  const { say } = usePage();
  const { isUnsaved, leave } = useUnsaved();
  const { back, next, done } = ways;
  useForgetting(ways, isUnsaved);
  const isNext = is === 'done' && !isUnsaved;
  return (
    <Inline space="space.150" alignBlock="center" shouldWrap>
      {/* The group's name is read out before the button that takes the focus. */}
      <ButtonGroup label={done?.words ?? say('pages.start.label')}>
        {back === undefined ? null : <Button onClick={() => leave(back)}>{say('pages.start.back')}</Button>}
        <Button
          // A button takes the focus when it is new.
          key={`${isNext} ${takesFocus} ${done?.times ?? 0}`}
          autoFocus={takesFocus || (done !== undefined && isNext)}
          appearance={isNext ? 'primary' : 'default'}
          onClick={() => leave(next)}
        >
          {say(is === 'skippable' ? 'pages.start.skipStep' : 'pages.start.next')}
        </Button>
      </ButtonGroup>
      {done === undefined ? null : <Text color="color.text.subtle">{done.words}</Text>}
    </Inline>
  );
}
