import Button from '@atlaskit/button/new';
import ButtonGroup from '@atlaskit/button/button-group';
import Heading from '@atlaskit/heading';
import { Inline, Stack, Text } from '@atlaskit/primitives';
import { DAY, HOUR } from '../../../clock';
import { type BenchView } from '../../bench-view';
import { useBenchRequests } from './use-bench-requests';

const STEPS = [
  { name: '1 hour', by: HOUR },
  { name: '1 day', by: DAY },
  { name: '1 week', by: 7 * DAY },
];

/** Moves the clock, with all that comes due on the way, and calls the app's scheduled trigger. */
export function ClockControls({ bench }: { bench: BenchView }) {
  const { underway: runningPath, act: send } = useBenchRequests();
  const isBusy = runningPath !== undefined || bench.historyProgress !== null;
  return (
    <section className="card">
      <Stack space="space.150">
        <Heading size="small" as="h2">
          Time
        </Heading>
        <Text as="p" color="color.text.subtle">
          The app runs every hour. Moving the clock ahead also performs the runs in between.
        </Text>
        <Inline space="space.100" rowSpace="space.100" shouldWrap>
          <ButtonGroup label="Move the clock ahead by">
            {STEPS.map(({ name, by }) => (
              <Button key={name} isDisabled={isBusy} onClick={() => void send('advance', { by })}>
                {`Ahead ${name}`}
              </Button>
            ))}
          </ButtonGroup>
          <Button
            isDisabled={isBusy}
            isLoading={runningPath === 'trigger'}
            onClick={() => void send('trigger')}
          >
            Run the scheduled trigger
          </Button>
        </Inline>
        {runningPath === 'advance' ? (
          <Text as="p" color="color.text.subtle">
            Moving the clock …
          </Text>
        ) : null}
      </Stack>
    </section>
  );
}
