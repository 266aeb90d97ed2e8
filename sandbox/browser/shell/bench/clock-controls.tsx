import Button from '@atlaskit/button/new';
import ButtonGroup from '@atlaskit/button/button-group';
import Heading from '@atlaskit/heading';
import { Inline, Stack, Text } from '@atlaskit/primitives';
import { DAY, HOUR } from '../../../clock';
import { type BenchView } from '../../bench-view';
import { useDeeds } from './deed';

const STEPS = [
  { name: '1 hour', by: HOUR },
  { name: '1 day', by: DAY },
  { name: '1 week', by: 7 * DAY },
];

/** Moves the clock, with all that comes due on the way, and calls the app's scheduled trigger. */
export function ClockControls({ bench }: { bench: BenchView }) {
  const { underway, act } = useDeeds();
  const isBusy = underway !== undefined || bench.livedDays !== null;
  return (
    <section className="card">
      <Stack space="space.150">
        <Heading size="small" as="h2">
          Time
        </Heading>
        <Text as="p" color="color.text.subtle">
          The app wakes up every hour. Moving the clock runs all that comes due on the way.
        </Text>
        <Inline space="space.100" rowSpace="space.100" shouldWrap>
          <ButtonGroup label="Move the clock ahead by">
            {STEPS.map(({ name, by }) => (
              <Button key={name} isDisabled={isBusy} onClick={() => void act('advance', { by })}>
                {`Ahead ${name}`}
              </Button>
            ))}
          </ButtonGroup>
          <Button isDisabled={isBusy} isLoading={underway === 'trigger'} onClick={() => void act('trigger')}>
            Run the scheduled trigger
          </Button>
        </Inline>
        {underway === 'advance' ? (
          <Text as="p" color="color.text.subtle">
            The hours pass …
          </Text>
        ) : null}
      </Stack>
    </section>
  );
}
