import { Button, ButtonGroup, Inline } from '@forge/react';
import { type ReactElement } from 'react';
import { usePage } from '../page/page-context';
import { useUnsaved } from '../page/unsaved';

/** Ways out of a step. Where they stand, nothing that was typed is lost: it is asked for first. */
export interface StepWays {
  /** Missing on the first step. */
  readonly back?: () => void;
  readonly next: () => void;
}

/**
 * The end of a step. *Next* is the one primary action once the step is done and nothing waits to be saved; what is not done
 * is skipped, and says so.
 */
export function StepEnd({
  ways: { back, next },
  is,
}: {
  ways: StepWays;
  is: 'done' | 'skippable';
}): ReactElement {
  const { say } = usePage();
  const { isUnsaved, leave } = useUnsaved();
  return (
    <Inline>
      <ButtonGroup label={say('pages.start.label')}>
        {back === undefined ? null : (
          <Button appearance="subtle" onClick={() => leave(back)}>
            {say('pages.start.back')}
          </Button>
        )}
        <Button appearance={is === 'done' && !isUnsaved ? 'primary' : 'default'} onClick={() => leave(next)}>
          {say(is === 'skippable' ? 'pages.start.skipStep' : 'pages.start.next')}
        </Button>
      </ButtonGroup>
    </Inline>
  );
}
