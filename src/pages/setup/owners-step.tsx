import { Button, Inline, Stack } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { usePage } from '../shared/page-context';
import { OwnersTable } from '../settings/people-group';
import { SaveBar } from '../settings/save-bar';
import { type ChangeValueOf, type SettingsValue } from '../settings/settings-value';
import { useSettingsGroup } from '../settings/use-settings-group';
import { StepFooter, type StepNavigation } from './step-footer';

/** Owners of the controls, with a button to assign all unassigned ones to the reader. */
export function OwnersStep({
  value,
  me,
  onSaved,
  navigation,
}: {
  value: SettingsValue;
  me: string | undefined;
  onSaved: () => void;
  navigation: StepNavigation;
}): ReactElement {
  const { formatMessage } = usePage();
  const { reviewedAdmins, emergencyAccounts, serviceAccounts } = value.settings;
  const [owners, setOwners] = useState<ChangeValueOf<'people'>['owners']>(value.settings.owners);
  const buildPeopleChange = (newOwners: typeof owners) =>
    ({
      group: 'people',
      value: { owners: newOwners, reviewedAdmins, emergencyAccounts, serviceAccounts },
    }) as const;
  const group = useSettingsGroup(
    buildPeopleChange(owners),
    buildPeopleChange(value.settings.owners),
    value.revision,
    onSaved,
  );
  const unownedControls = value.controls.filter(control => owners[control] === undefined);
  return (
    <Stack space="space.300" alignInline="stretch">
      <OwnersTable controls={value.controls} owners={owners} onOwnersChange={setOwners} />
      {me === undefined || unownedControls.length === 0 ? null : (
        <Inline>
          <Button
            onClick={() =>
              setOwners({ ...owners, ...Object.fromEntries(unownedControls.map(control => [control, me])) })
            }
          >
            {formatMessage('pages.setup.ownAll', { count: unownedControls.length })}
          </Button>
        </Inline>
      )}
      <SaveBar group={group} isValid reload={onSaved} />
      <StepFooter
        navigation={navigation}
        state={Object.keys(value.settings.owners).length > 0 ? 'done' : 'skippable'}
      />
    </Stack>
  );
}
