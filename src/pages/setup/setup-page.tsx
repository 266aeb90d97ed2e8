import { Box, Button, Heading, Inline, ProgressTracker, Stack, useProductContext, xcss } from '@forge/react';
import { type ReactElement, useCallback, useState } from 'react';
import { type ChecklistPageValue } from '../checklist/checklist-values';
import { useChecklistPage } from '../checklist/use-checklist-page';
import { SuccessProvider, type SuccessMessage } from '../shared/success-message';
import { Loading } from '../shared/loading';
import { usePage } from '../shared/page-context';
import { AutoFocus } from '../shared/auto-focus';
import { PageError } from '../shared/page-errors';
import { useUnsavedChanges } from '../shared/unsaved-changes';
import { SettingsGroupForm } from '../settings/settings-page';
import { DoneStep } from './done-step';
import { FilingStep } from './filing-step';
import { ApprovalsStep } from './approvals-step';
import { OwnersStep } from './owners-step';
import { ScanStep } from './scan-step';
import { SettingsStep } from './settings-step';
import { StepFooter, type StepNavigation } from './step-footer';
import { isStepDone, findMissingSteps, type SetupStep, SETUP_STEPS } from './setup-steps';
import { ConfirmSiteStep } from './confirm-site-step';

const pageBox = xcss({ width: '100%', paddingBlock: 'space.200' });

function StepTracker({
  step,
  pageValue,
  showStep,
}: {
  step: SetupStep;
  pageValue: ChecklistPageValue;
  showStep: (step: SetupStep) => void;
}): ReactElement {
  const { formatMessage } = usePage();
  return (
    <ProgressTracker
      label={formatMessage('pages.setup.label')}
      spacing="comfortable"
      items={SETUP_STEPS.map(each => ({
        id: each,
        label: formatMessage(`pages.setup.step.${each}`),
        // A complete step has a line to the next one. The last step has none.
        percentageComplete: each !== 'done' && isStepDone(each, pageValue) ? 100 : 0,
        status: each === step ? 'current' : isStepDone(each, pageValue) ? 'visited' : 'unvisited',
        onClick: () => showStep(each),
      }))}
    />
  );
}

interface StepContentProps {
  readonly pageValue: ChecklistPageValue;
  readonly navigation: StepNavigation;
  /** Called when a scan was requested or settings changed, because the checklist will change. */
  readonly onScanRequested: () => void;
  readonly showStep: (step: SetupStep) => void;
  /** Opens the checklist. */
  readonly onExit: () => void;
}

function StepContent({
  step,
  pageValue,
  navigation,
  onScanRequested,
  showStep,
  onExit,
}: StepContentProps & { step: SetupStep }): ReactElement {
  const me = useProductContext()?.accountId;
  switch (step) {
    case 'scan':
      return <ScanStep pageValue={pageValue} onScanRequested={onScanRequested} navigation={navigation} />;
    case 'confirm':
      return (
        <ConfirmSiteStep pageValue={pageValue} me={me} onChanged={onScanRequested} navigation={navigation} />
      );
    case 'approvals':
      return (
        <ApprovalsStep pageValue={pageValue} me={me} onChanged={onScanRequested} navigation={navigation} />
      );
    case 'filing':
      return (
        <SettingsStep key={step}>
          {(value, onSaved) => <FilingStep value={value} onSaved={onSaved} navigation={navigation} />}
        </SettingsStep>
      );
    case 'baseline':
      return (
        <SettingsStep key={step}>
          {(value, onSaved) => (
            <Stack space="space.400" alignInline="stretch">
              <SettingsGroupForm key={value.revision} group="baseline" value={value} onSaved={onSaved} />
              <StepFooter
                navigation={navigation}
                state={value.settings.baseline === undefined ? 'skippable' : 'done'}
              />
            </Stack>
          )}
        </SettingsStep>
      );
    case 'owners':
      return (
        <SettingsStep key={step}>
          {(value, onSaved) => (
            <OwnersStep
              key={value.revision}
              value={value}
              me={me}
              onSaved={onSaved}
              navigation={navigation}
            />
          )}
        </SettingsStep>
      );
    case 'done':
      return (
        <DoneStep
          pageValue={pageValue}
          missing={findMissingSteps(pageValue)}
          showStep={showStep}
          onExit={onExit}
        />
      );
  }
}

/** Shows success messages at the end of the step, because a flag would cover the button to continue. */
function useInlineSuccess(): Pick<StepNavigation, 'success' | 'clearSuccess'> & {
  showSuccess: (id: string, newMessage: SuccessMessage) => void;
} {
  const { formatMessage } = usePage();
  const [count, setCount] = useState(0);
  const [message, setMessage] = useState<SuccessMessage>();
  const showSuccess = (_: string, newMessage: SuccessMessage): void => {
    setCount(previous => previous + 1);
    setMessage(newMessage);
  };
  const clearSuccess = useCallback(() => setMessage(undefined), []);
  return {
    ...(message === undefined
      ? {}
      : { success: { message: formatMessage('pages.setup.told', { ...message }), count } }),
    showSuccess,
    clearSuccess,
  };
}

/** The setup: scan, confirm the site, approve, choose where to file, take a baseline, assign owners. */
export function SetupPage({ onExit }: Pick<StepContentProps, 'onExit'>): ReactElement {
  const { formatMessage } = usePage();
  const { confirmLeave } = useUnsavedChanges();
  const { pageCall, notifyScanRequested } = useChecklistPage();
  const [step, setStep] = useState<SetupStep>('scan');
  /** The element that led to this step is gone, so the step takes the focus. */
  const [hasMoved, setHasMoved] = useState(false);
  const { success, showSuccess, clearSuccess } = useInlineSuccess();
  const { value, error, refetch } = pageCall;
  if (value === undefined)
    return error === undefined ? <Loading /> : <PageError error={error} retry={refetch} />;
  const showStep = (nextStep: SetupStep): void => {
    setStep(nextStep);
    setHasMoved(true);
    clearSuccess();
    refetch();
  };
  const previousStep = SETUP_STEPS[SETUP_STEPS.indexOf(step) - 1];
  const navigation: StepNavigation = {
    next: () => showStep(SETUP_STEPS[SETUP_STEPS.indexOf(step) + 1] ?? 'done'),
    ...(previousStep === undefined ? {} : { back: () => showStep(previousStep) }),
    ...(success === undefined ? {} : { success }),
    clearSuccess,
  };
  return (
    <Box xcss={pageBox}>
      <Stack space="space.300" alignInline="stretch">
        <Inline spread="space-between" alignBlock="center">
          <Heading as="h2" size="medium">
            {formatMessage('pages.setup.title')}
          </Heading>
          <Button appearance="subtle" onClick={onExit}>
            {formatMessage('pages.setup.skip')}
          </Button>
        </Inline>
        <StepTracker
          step={step}
          pageValue={value}
          showStep={nextStep => confirmLeave(() => showStep(nextStep))}
        />
        <SuccessProvider value={showSuccess}>
          <AutoFocus when={hasMoved}>
            <StepContent
              step={step}
              pageValue={value}
              navigation={navigation}
              onScanRequested={notifyScanRequested}
              showStep={showStep}
              onExit={onExit}
            />
          </AutoFocus>
        </SuccessProvider>
      </Stack>
    </Box>
  );
}
