import { Stack } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { FilingGroup } from '../settings/filing-group';
import { type SettingsValue } from '../settings/settings-value';
import { type Found } from '../settings/try-filing';
import { StepEnd, type StepWays } from './step-end';

/** Where work items go. It is done once a place is saved that works; without one the step is skipped, and says so. */
export function FilingStep({
  value,
  saved,
  ways,
}: {
  value: SettingsValue;
  saved: () => void;
  ways: StepWays;
}): ReactElement {
  const [found, setFound] = useState<Found>();
  const { project, issueType } = value.settings.filing;
  const isSaved = project !== undefined && issueType !== undefined;
  const is = !isSaved
    ? 'skippable'
    : found === undefined
      ? 'blocked'
      : found === 'works'
        ? 'done'
        : 'skippable';
  return (
    <Stack space="space.400" alignInline="stretch">
      <FilingGroup key={value.revision} value={value} saved={saved} found={setFound} />
      <StepEnd ways={ways} is={is} />
    </Stack>
  );
}
