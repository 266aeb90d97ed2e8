import { type ReactElement } from 'react';
import { FilingGroup } from '../settings/filing-group';
import { type SettingsValue } from '../settings/settings-value';
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
  const isSaved = value.settings.filing.project !== undefined;
  return (
    <FilingGroup key={value.revision} value={value} saved={saved}>
      {found => <StepEnd ways={ways} is={isSaved && found === 'works' ? 'done' : 'skippable'} />}
    </FilingGroup>
  );
}
