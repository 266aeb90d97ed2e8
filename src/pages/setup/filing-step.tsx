import { type ReactElement } from 'react';
import { FilingGroup } from '../settings/filing-group';
import { type SettingsValue } from '../settings/settings-value';
import { StepFooter, type StepNavigation } from './step-footer';

/** The filing step. Complete once a working space is saved. Without one, its button says that the step is skipped. */
export function FilingStep({
  value,
  onSaved,
  navigation,
}: {
  value: SettingsValue;
  onSaved: () => void;
  navigation: StepNavigation;
}): ReactElement {
  const isSaved = value.settings.filing.project !== undefined;
  return (
    <FilingGroup key={value.revision} value={value} onSaved={onSaved}>
      {checkStatus => (
        <StepFooter
          navigation={navigation}
          state={isSaved && checkStatus === 'works' ? 'done' : 'skippable'}
        />
      )}
    </FilingGroup>
  );
}
