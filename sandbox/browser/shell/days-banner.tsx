import ProgressBar from '@atlaskit/progress-bar';
import SectionMessage from '@atlaskit/section-message';
import { Stack, Text } from '@atlaskit/primitives';
import { useShell } from './shell-context';

/** Says how far the days before the first visit have been lived through; nothing once they have. */
export function DaysBanner() {
  const days = useShell().bench?.livedDays;
  if (days === null || days === undefined) return null;
  const title = `Living through the past: day ${days.day} of ${days.of}`;
  return (
    <div className="days-banner" role="status">
      <SectionMessage title={title}>
        <Stack space="space.100">
          <Text as="p">
            The app was installed {days.of} days ago. Every one of its hours is run now, once, on a fast
            clock. The pages are open meanwhile.
          </Text>
          <ProgressBar ariaLabel={title} value={days.of === 0 ? 1 : days.day / days.of} />
        </Stack>
      </SectionMessage>
    </div>
  );
}
