import Heading from '@atlaskit/heading';
import { Stack, Text } from '@atlaskit/primitives';
import Spinner from '@atlaskit/spinner';
import { useShell } from '../shell-context';
import { useWindowTitle } from '../use-window-title';
import { BenchActions } from './actions';
import { BenchChoices } from './choices';
import { ClockControls } from './clock-controls';
import { ActivityFeed } from './activity-feed';

/** Where one makes something happen on the site, and sees what came of it. */
export function BenchPage() {
  useWindowTitle('Bench');
  const { bench } = useShell();
  if (bench === undefined) return <Spinner size="large" label="Loading the bench" />;
  return (
    <Stack space="space.300">
      <Stack space="space.100">
        <Heading size="large" as="h1">
          Bench
        </Heading>
        <Text as="p" color="color.text.subtle">
          Change the simulated site and see how the app responds. A named person performs each action.
          Filters, dashboards, and permission schemes change through Jira&apos;s REST API. Jira has no public
          API to install apps, give groups admin access, or deactivate accounts. For these, the sandbox uses
          its own API.
        </Text>
      </Stack>
      <div className="bench">
        <Stack space="space.300">
          <ClockControls bench={bench} />
          <BenchActions actions={bench.actions} />
          <BenchChoices
            title="Simulate errors"
            choices={bench.choices.filter(({ kind }) => kind === 'fault')}
          />
          <BenchChoices
            title="Assumptions about real sites"
            choices={bench.choices.filter(({ kind }) => kind === 'switch')}
          />
        </Stack>
        <ActivityFeed happenings={bench.activity} />
      </div>
    </Stack>
  );
}
