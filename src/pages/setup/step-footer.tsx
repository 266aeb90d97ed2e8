import { Button, ButtonGroup, Inline, Text } from '@forge/react';
import { type ReactElement, useEffect, useRef } from 'react';
import { usePage } from '../shared/page-context';
import { useUnsavedChanges } from '../shared/unsaved-changes';

/** Navigation between steps. Asks before unsaved changes are lost. */
export interface StepNavigation {
  /** Missing on the first step. */
  readonly back?: () => void;
  readonly next: () => void;
  /** The last success message in this step, and the number of successes so far. */
  readonly success?: { readonly message: string; readonly count: number };
  /** Removes the success message. */
  readonly clearSuccess: () => void;
}

/**
 * Removes the success message once there are new unsaved changes. Right after saving, the saved changes still count as
 * unsaved for a moment.
 */
function useClearSuccessOnEdit({ success, clearSuccess }: StepNavigation, isUnsaved: boolean): void {
  const isSettled = useRef(false);
  useEffect(() => {
    if (success === undefined || !isUnsaved) isSettled.current = success !== undefined;
    else if (isSettled.current) clearSuccess();
  }, [success, isUnsaved, clearSuccess]);
}

/**
 * The end of a step. *Next* is the primary button once the step is done and saved. Before that, it says that the step
 * is skipped. After saving, *Next* takes the focus, for keyboard users.
 */
export function StepFooter({
  navigation,
  state,
  takesFocus = false,
}: {
  navigation: StepNavigation;
  state: 'done' | 'skippable';
  /** Whether the button takes the focus, because nothing before it can. */
  takesFocus?: boolean;
}): ReactElement {
  const { formatMessage } = usePage();
  const { isUnsaved, confirmLeave } = useUnsavedChanges();
  const { back, next, success } = navigation;
  useClearSuccessOnEdit(navigation, isUnsaved);
  const isNextPrimary = state === 'done' && !isUnsaved;
  return (
    <Inline space="space.150" alignBlock="center" shouldWrap>
      {/* Screen readers announce the group's label before the focused button. */}
      <ButtonGroup label={success?.message ?? formatMessage('pages.setup.label')}>
        {back === undefined ? null : (
          <Button onClick={() => confirmLeave(back)}>{formatMessage('pages.setup.back')}</Button>
        )}
        <Button
          // A new key creates a new button, because `autoFocus` only works on creation.
          key={`${isNextPrimary} ${takesFocus} ${success?.count ?? 0}`}
          autoFocus={takesFocus || (success !== undefined && isNextPrimary)}
          appearance={isNextPrimary ? 'primary' : 'default'}
          onClick={() => confirmLeave(next)}
        >
          {formatMessage(state === 'skippable' ? 'pages.setup.skipStep' : 'pages.setup.next')}
        </Button>
      </ButtonGroup>
      {success === undefined ? null : <Text color="color.text.subtle">{success.message}</Text>}
    </Inline>
  );
}
