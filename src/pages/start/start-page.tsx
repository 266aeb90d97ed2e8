import { Box, Button, Heading, Inline, ProgressTracker, Stack, useProductContext, xcss } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { type Home } from '../checklist/home-value';
import { useHome } from '../checklist/use-home';
import { Loading } from '../page/loading';
import { usePage } from '../page/page-context';
import { Trouble } from '../page/trouble';
import { useUnsaved } from '../page/unsaved';
import { SettingsGroup } from '../settings/settings-page';
import { DoneStep } from './done-step';
import { FilingStep } from './filing-step';
import { OpenStep } from './open-step';
import { OwnersStep } from './owners-step';
import { ReadStep } from './read-step';
import { SettingsStep } from './settings-step';
import { StepEnd, type StepWays } from './step-end';
import { isDone, missingSteps, type Step, STEPS } from './steps';
import { YoursStep } from './yours-step';

const frame = xcss({ width: '100%', paddingBlock: 'space.200' });

function Tracker({ step, home, show }: { step: Step; home: Home; show: (step: Step) => void }): ReactElement {
  const { say } = usePage();
  return (
    <ProgressTracker
      label={say('pages.start.label')}
      spacing="comfortable"
      items={STEPS.map((each, index) => ({
        id: each,
        label: say(`pages.start.step.${each}`),
        // How much of the line to the next step is drawn: from the last one it would lead off the page.
        percentageComplete: isDone(each, home) && index < STEPS.length - 1 ? 100 : 0,
        status: each === step ? 'current' : isDone(each, home) ? 'visited' : 'unvisited',
        onClick: () => show(each),
      }))}
    />
  );
}

interface Shown {
  readonly home: Home;
  readonly ways: StepWays;
  /** A sweep was asked for, or the settings changed: the checklist follows. */
  readonly asked: () => void;
  readonly show: (step: Step) => void;
}

function StepShown({ step, home, ways, asked, show }: Shown & { step: Step }): ReactElement {
  const me = useProductContext()?.accountId;
  switch (step) {
    case 'read':
      return <ReadStep home={home} asked={asked} ways={ways} />;
    case 'yours':
      return <YoursStep home={home} me={me} changed={asked} ways={ways} />;
    case 'open':
      return <OpenStep home={home} me={me} changed={asked} ways={ways} />;
    case 'filing':
      return (
        <SettingsStep>
          {(value, saved) => <FilingStep value={value} saved={saved} ways={ways} />}
        </SettingsStep>
      );
    case 'baseline':
      return (
        <SettingsStep>
          {(value, saved) => (
            <Stack space="space.400" alignInline="stretch">
              <SettingsGroup key={value.revision} group="baseline" value={value} saved={saved} />
              <StepEnd ways={ways} is={value.settings.baseline === undefined ? 'skippable' : 'done'} />
            </Stack>
          )}
        </SettingsStep>
      );
    case 'owners':
      return (
        <SettingsStep>
          {(value, saved) => (
            <OwnersStep key={value.revision} value={value} me={me} saved={saved} ways={ways} />
          )}
        </SettingsStep>
      );
    case 'done':
      return <DoneStep home={home} missing={missingSteps(home)} show={show} />;
  }
}

/** The first ten minutes: reading, whose site this is, what is meant to be open, where to file, the starting point, owners. */
export function StartPage(): ReactElement {
  const { say, go, takesFocus } = usePage();
  const { leave } = useUnsaved();
  const { home, asked } = useHome();
  const [step, setStep] = useState<Step>('read');
  const { value, error, again } = home;
  if (value === undefined) return error === undefined ? <Loading /> : <Trouble error={error} again={again} />;
  const show = (to: Step): void => {
    setStep(to);
    again();
  };
  const before = STEPS[STEPS.indexOf(step) - 1];
  const ways: StepWays = {
    next: () => show(STEPS[STEPS.indexOf(step) + 1] ?? 'done'),
    ...(before === undefined ? {} : { back: () => show(before) }),
  };
  return (
    <Box xcss={frame}>
      <Stack space="space.300" alignInline="stretch">
        <Inline spread="space-between" alignBlock="center">
          <Heading as="h2" size="medium">
            {say('pages.start.title')}
          </Heading>
          <Button appearance="subtle" autoFocus={takesFocus} onClick={() => go({ page: 'checklist' })}>
            {say('pages.start.skip')}
          </Button>
        </Inline>
        <Tracker step={step} home={value} show={to => leave(() => show(to))} />
        <StepShown step={step} home={value} ways={ways} asked={asked} show={show} />
      </Stack>
    </Box>
  );
}
