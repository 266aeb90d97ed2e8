import { Box, Button, ButtonGroup, Heading, Inline, ProgressTracker, Stack, xcss } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { adminCalls } from '../../api/contract';
import { useHome } from '../checklist/use-home';
import { Loading } from '../page/loading';
import { usePage } from '../page/page-context';
import { SmallTrouble, Trouble } from '../page/trouble';
import { useAsked } from '../page/use-asked';
import { SettingsGroup } from '../settings/settings-page';
import { DoneStep } from './done-step';
import { OpenStep } from './open-step';
import { ReadStep } from './read-step';

const STEPS = ['read', 'open', 'filing', 'baseline', 'owners', 'done'] as const;
type Step = (typeof STEPS)[number];

const frame = xcss({ width: '100%', paddingBlock: 'space.200' });

function Tracker({ step, go }: { step: Step; go: (step: Step) => void }): ReactElement {
  const { say } = usePage();
  const current = STEPS.indexOf(step);
  return (
    <ProgressTracker
      label={say('pages.start.label')}
      spacing="comfortable"
      items={STEPS.map((each, index) => ({
        id: each,
        label: say(`pages.start.step.${each}`),
        percentageComplete: index < current ? 100 : 0,
        status: index < current ? 'visited' : index === current ? 'current' : 'unvisited',
        onClick: () => go(each),
      }))}
    />
  );
}

/** The steps that change settings; each saves by itself. */
function SettingsStep({ step }: { step: 'open' | 'filing' | 'baseline' | 'owners' }): ReactElement {
  const { value, error, again } = useAsked(adminCalls, 'settings', {});
  if (value === undefined) return error === undefined ? <Loading /> : <Trouble error={error} again={again} />;
  return (
    <>
      {error === undefined ? null : <SmallTrouble error={error} again={again} />}
      {step === 'open' ? (
        <OpenStep key={value.revision} value={value} saved={again} />
      ) : (
        <SettingsGroup
          key={value.revision}
          group={step === 'owners' ? 'people' : step}
          value={value}
          saved={again}
        />
      )}
    </>
  );
}

/** The first ten minutes: reading, what is meant to be open, where to file, the starting point, owners. */
export function StartPage(): ReactElement {
  const { say, go } = usePage();
  const { home, asked } = useHome();
  const [step, setStep] = useState<Step>('read');
  const { value, error, again } = home;
  if (value === undefined) return error === undefined ? <Loading /> : <Trouble error={error} again={again} />;
  const index = STEPS.indexOf(step);
  const move = (by: number): void => {
    setStep(STEPS[index + by] ?? 'done');
    again();
  };
  return (
    <Box xcss={frame}>
      <Stack space="space.300" alignInline="stretch">
        <Inline spread="space-between" alignBlock="center">
          <Heading as="h2" size="medium">
            {say('pages.start.title')}
          </Heading>
          <Button appearance="subtle" onClick={() => go({ page: 'checklist' })}>
            {say('pages.start.skip')}
          </Button>
        </Inline>
        <Tracker step={step} go={setStep} />
        {step === 'read' ? (
          <ReadStep home={value} asked={asked} />
        ) : step === 'done' ? (
          <DoneStep home={value} />
        ) : (
          <SettingsStep step={step} />
        )}
        {step === 'done' ? null : (
          <Inline>
            <ButtonGroup label={say('pages.start.label')}>
              <Button isDisabled={index === 0} onClick={() => move(-1)}>
                {say('pages.start.back')}
              </Button>
              <Button isDisabled={step === 'read' && value.checklist === undefined} onClick={() => move(1)}>
                {say('pages.start.next')}
              </Button>
            </ButtonGroup>
          </Inline>
        )}
      </Stack>
    </Box>
  );
}
