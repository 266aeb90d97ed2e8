import ProgressBar from '@atlaskit/progress-bar';
import SectionMessage from '@atlaskit/section-message';
import { Stack, Text } from '@atlaskit/primitives';
import { useShell } from './shell-context';

/** Says how far the days before the first visit have been lived through; nothing once they have. */
export function HistoryBanner() {
  const days = useShell().bench?.historyProgress;
  if (days === null || days === undefined) return null;
  const title = `Simulating history: day ${days.day} of ${days.of}`;
  return (
    <div className="days-banner" role="status">
      <SectionMessage title={title}>
        <Stack space="space.100">
          <Text as="p">
            The app was installed {days.of} days ago. The sandbox now runs each of its hourly scans on a fast
            clock. You can use the pages in the meantime.
          </Text>
          <ProgressBar ariaLabel={title} value={days.of === 0 ? 1 : days.day / days.of} />
        </Stack>
      </SectionMessage>
    </div>
  );
}
