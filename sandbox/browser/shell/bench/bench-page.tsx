import Heading from '@atlaskit/heading';
import { Stack, Text } from '@atlaskit/primitives';
import Spinner from '@atlaskit/spinner';
import { useShell } from '../shell-context';
import { useTitle } from '../title';
import { Actions } from './actions';
import { Choices } from './choices';
import { ClockControls } from './clock-controls';
import { Happenings } from './happenings';

/** Where one makes something happen on the site, and sees what came of it. */
export function BenchPage() {
  useTitle('Bench');
  const { bench } = useShell();
  if (bench === undefined) return <Spinner size="large" label="Loading the bench" />;
  return (
    <Stack space="space.300">
      <Stack space="space.100">
        <Heading size="large" as="h1">
          Bench
        </Heading>
        <Text as="p" color="color.text.subtle">
          Change the simulated site and watch what the app makes of it. Each act is a named person&apos;s:
          filters, dashboards and permission schemes change through Jira&apos;s REST API. What Jira has no
          public API for (installing an app, admin access of a group, deactivating an account) goes through
          the sandbox&apos;s own, as the same person.
        </Text>
      </Stack>
      <div className="bench">
        <Stack space="space.300">
          <ClockControls bench={bench} />
          <Actions actions={bench.actions} />
          <Choices title="Break something" choices={bench.choices.filter(({ kind }) => kind === 'fault')} />
          <Choices
            title="What is not known of real sites"
            choices={bench.choices.filter(({ kind }) => kind === 'switch')}
          />
        </Stack>
        <Happenings happenings={bench.happenings} />
      </div>
    </Stack>
  );
}
